import WasmModel

/// Constant expressions (§3.3.13) and where they stand: globals, tables, segments.
extension ModuleValidator {
    func checkConstants(of module: Module, _ validator: inout BodyValidator) throws(ValidationError) {
        let tables = module.tables.span
        for number in tables.indices {
            let element = tables[number].type.element
            if let initializer = tables[number].initializer {
                try check(initializer, is: element, globals: spaces.importedGlobals, &validator)
            } else if !element.isNullable {
                throw ValidationError(Flaw.tableNotDefaultable.message + " (table \(spaces.importedTables + number))")
            }
        }
        let globals = module.globals.span
        for number in globals.indices {
            // Before the gc proposal, constant expressions saw imported globals only.
            let visible = features.contains(.gc) ? spaces.importedGlobals + number : spaces.importedGlobals
            try check(globals[number].initializer, is: globals[number].type.value, globals: visible, &validator)
        }
        let elements = module.elements.span
        for number in elements.indices { try check(elements[number], globals: visibleGlobals, &validator) }
    }

    /// How many globals constant expressions behind the globals may name.
    private var visibleGlobals: Int { features.contains(.gc) ? spaces.globals.count : spaces.importedGlobals }

    func checkData(of module: Module, _ validator: inout BodyValidator) throws(ValidationError) {
        let segments = module.data.span
        for number in segments.indices {
            switch segments[number].mode {
            case .passive: try require(.bulkMemory, "passive data segment")
            case .active(let memory, let offset):
                guard memory < spaces.memories.count else {
                    throw ValidationError(Flaw.unknown(.memory, memory).message)
                }
                let address = spaces.memories[Int(memory)].addressType.valueType
                try check(offset, is: address, globals: visibleGlobals, &validator)
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
            let expressions = expressions.span
            for number in expressions.indices {
                try check(expressions[number], is: element.type, globals: visible, &validator)
            }
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
            let instructions = expression.instructions.span
            for position in instructions.indices where instructions[position].opcode == .refFunc {
                declare(instructions[position].index)
            }
        }
        let exports = module.exports.span
        for number in exports.indices where exports[number].kind == .function { declare(exports[number].index) }
        let tables = module.tables.span
        for number in tables.indices { if let initializer = tables[number].initializer { declare(in: initializer) } }
        let globals = module.globals.span
        for number in globals.indices { declare(in: globals[number].initializer) }
        let elements = module.elements.span
        for number in elements.indices {
            switch elements[number].items {
            case .functions(let indices): for index in indices { declare(index) }
            case .expressions(let expressions):
                let expressions = expressions.span
                for position in expressions.indices { declare(in: expressions[position]) }
            }
        }
        return declared
    }
}
