import WasmModel

/// Constant expressions (§3.3.13) and where they stand: globals, tables, segments.
extension ModuleValidator {
    func checkConstants(of module: Module, _ validator: inout BodyValidator) throws(ValidationError) {
        for (number, table) in module.tables.enumerated() {
            if let initializer = table.initializer {
                try check(initializer, is: table.type.element, globals: spaces.importedGlobals, &validator)
            } else if !table.type.element.isNullable {
                throw ValidationError(Flaw.tableNotDefaultable.message + " (table \(spaces.importedTables + number))")
            }
        }
        for (number, global) in module.globals.enumerated() {
            // Before the gc proposal, constant expressions saw imported globals only.
            let visible = features.contains(.gc) ? spaces.importedGlobals + number : spaces.importedGlobals
            try check(global.initializer, is: global.type.value, globals: visible, &validator)
        }
        let visible = features.contains(.gc) ? spaces.globals.count : spaces.importedGlobals
        for element in module.elements { try check(element, globals: visible, &validator) }
        for data in module.data {
            switch data.mode {
            case .passive: try require(.bulkMemory, "passive data segment")
            case .active(let memory, let offset):
                guard memory < spaces.memories.count else {
                    throw ValidationError(Flaw.unknown(.memory, memory).message)
                }
                let address = spaces.memories[Int(memory)].addressType.valueType
                try check(offset, is: address, globals: visible, &validator)
            }
        }
    }

    private func require(_ feature: Feature, _ what: String) throws(ValidationError) {
        guard features.contains(feature) else { throw ValidationError(Flaw.needs(feature, for: what).message) }
    }

    private func check(
        _ element: ElementSegment, globals visible: Int, _ validator: inout BodyValidator
    ) throws(ValidationError) {
        switch element.mode {
        case .passive: try require(.bulkMemory, "passive element segment")
        case .declarative: try require(.referenceTypes, "declarative element segment")
        case .active(let table, let offset):
            guard table < spaces.tables.count else { throw ValidationError(Flaw.unknown(.table, table).message) }
            let type = spaces.tables[Int(table)]
            guard types.matches(element.type, type.element) else {
                throw ValidationError(
                    Flaw.notSubtype(element.type, of: type.element, "element segment type").message)
            }
            try check(offset, is: type.addressType.valueType, globals: visible, &validator)
        }
        switch element.items {
        case .functions(let indices):
            for index in indices {
                guard index < spaces.functions.count else {
                    throw ValidationError(Flaw.unknown(.function, index).message)
                }
                let function = ValueType.reference(.type(spaces.functions[Int(index)]), nullable: false)
                guard types.matches(function, element.type) else {
                    throw ValidationError(Flaw.notSubtype(function, of: element.type, "element").message)
                }
            }
        case .expressions(let expressions):
            try require(.bulkMemory, "element expressions")
            for expression in expressions { try check(expression, is: element.type, globals: visible, &validator) }
        }
    }

    /// Checks that an expression is constant, names only the first `visible` globals, and leaves one value of `type`.
    private func check(
        _ expression: Expression, is type: ValueType, globals visible: Int, _ validator: inout BodyValidator
    ) throws(ValidationError) {
        if try isPlainConstant(expression, of: type) { return }
        for (number, instruction) in expression.instructions.enumerated() {
            guard let flaw = constantFlaw(of: instruction, globals: visible) else { continue }
            throw ValidationError(flaw.message, in: expression, at: number)
        }
        do throws(Flaw) {
            validator.beginConstant()
            try validator.check(expression, results: validator.list(of: type))
        } catch {
            throw ValidationError(error.message, in: expression, at: validator.number)
        }
    }

    /// Most constant expressions by far: one number, or one reference.
    private func isPlainConstant(_ expression: Expression, of type: ValueType) throws(ValidationError) -> Bool {
        guard expression.instructions.count == 2, expression.instructions[1].opcode == .end else { return false }
        let instruction = expression.instructions[0]
        switch instruction.opcode {
        case .i32Const: return type == .i32
        case .i64Const: return type == .i64
        // Element expressions had these two before other code did.
        case .refFunc where features.contains(.bulkMemory):
            guard instruction.index < spaces.functions.count else {
                throw ValidationError(Flaw.unknown(.function, instruction.index).message, in: expression, at: 0)
            }
            let found = ValueType.reference(.type(spaces.functions[Int(instruction.index)]), nullable: false)
            return types.matches(found, type)
        case .refNull where features.contains(.bulkMemory):
            return type == .reference(instruction.heapType, nullable: true)
        default: return false
        }
    }

    private func constantFlaw(of instruction: Instruction, globals visible: Int) -> Flaw? {
        switch instruction.opcode {
        case .end, .i32Const, .i64Const, .f32Const, .f64Const, .v128Const, .refNull, .refFunc: return nil
        case .globalGet:
            guard instruction.index < visible else { return .unknown(.global, instruction.index) }
            return spaces.globals[Int(instruction.index)].isMutable ? .notConstant : nil
        case .i32Add, .i32Sub, .i32Mul, .i64Add, .i64Sub, .i64Mul:
            return features.contains(.extendedConst) ? nil : .notConstant
        case .refI31, .structNew, .structNewDefault, .arrayNew, .arrayNewDefault, .arrayNewFixed, .anyConvertExtern,
            .externConvertAny:
            return features.contains(.gc) ? nil : .notConstant
        // Everything else is not constant; a new instruction is not either until this says so.
        default: return .notConstant
        }
    }

    // MARK: Declared functions

    /// Functions that occur outside bodies and the start section (§3.4.10): `ref.func` may name them.
    func declaredFunctions(in module: Module) -> [Bool] {
        var declared: [Bool] = []
        let count = spaces.functions.count
        func declare(_ index: UInt32) {
            guard index < count else { return }
            if declared.isEmpty { declared = [Bool](repeating: false, count: count) }
            declared[Int(index)] = true
        }
        func declare(in expression: Expression) {
            for instruction in expression.instructions where instruction.opcode == .refFunc {
                declare(instruction.index)
            }
        }
        for export in module.exports where export.kind == .function { declare(export.index) }
        for table in module.tables { if let initializer = table.initializer { declare(in: initializer) } }
        for global in module.globals { declare(in: global.initializer) }
        for element in module.elements {
            switch element.items {
            case .functions(let indices): for index in indices { declare(index) }
            case .expressions(let expressions): for expression in expressions { declare(in: expression) }
            }
        }
        return declared
    }
}
