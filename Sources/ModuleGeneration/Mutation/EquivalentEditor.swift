import WasmModel

/// Edits of one function.
struct EquivalentEditor {
    let number: Int
    let features: FeatureSet
    let rate: Int
    var stream: RandomStream
    let counts: OperandCounts
    let globalTypes: [ValueType]
    /// Globals, locals and structure types that were added, by type: nothing else uses them.
    var spills: [ValueType: UInt32] = [:]
    var spillLocals: [ValueType: UInt32] = [:]
    var boxes: [ValueType: UInt32] = [:]
    var spillMemory: UInt32?
    /// Positions of functions in a table that was added, and its index.
    var callTable: (index: UInt32, positions: [UInt32: Int])?
    var locals: [ValueType] = []
    var edits: [String] = []

    init(_ module: Module, _ number: Int, _ features: FeatureSet, _ stream: RandomStream, rate: Int) {
        self.number = number
        self.features = features
        self.stream = stream
        self.rate = rate
        counts = OperandCounts(module)
        globalTypes = module.allGlobals.map(\.value)
    }

    mutating func apply(to module: inout Module, _ scaffolding: inout [Range<Int32>]) {
        var function = module.functions[number]
        locals =
            counts.functionType(function.typeIndex).parameters
            + function.locals.flatMap { Array(repeating: $0.type, count: Int($0.count)) }
        CodeRewriter.rewrite(&function, &scaffolding) { _, instruction, output in
            // Behind `br` and its like nothing may be added that would be reached.
            if stream.chance(rate / 3) { opaqueFalse(&module, &output) }
            if instruction.opcode == .i32Const || instruction.opcode == .i64Const, stream.chance(rate) {
                outline(instruction, &module, &output)
            } else if instruction.opcode == .call, stream.chance(rate * 4) {
                call(instruction, &module, &output)
            } else if let type = Self.plainType(instruction.opcode), type.results.count == 1 || features.contains(.multiValue), stream.chance(rate / 2) {
                outlineOperation(instruction, type, &module, &output)
            } else {
                output.instructions.append(instruction)
            }
            if let type = resultType(instruction), stream.chance(rate) { roundTrip(type, &module, &output) }
        }
        let original = counts.functionType(function.typeIndex).parameters.count + function.locals.reduce(0) { $0 + Int($1.count) }
        function.locals += locals.dropFirst(original).map { LocalGroup(count: 1, type: $0) }
        module.functions[number] = function
    }

    /// The type of the one number that the instruction leaves.
    func resultType(_ instruction: Instruction) -> ValueType? {
        let table = OpcodeTable.shared
        switch instruction.opcode {
        case .localGet, .localTee:
            guard Int(instruction.index) < locals.count else { return nil }
            let type = locals[Int(instruction.index)]
            return type.isReference ? nil : type
        case .globalGet:
            guard Int(instruction.index) < globalTypes.count else { return nil }
            let type = globalTypes[Int(instruction.index)]
            return type.isReference ? nil : type
        default:
            let results = table.results[Int(instruction.opcode.rawValue)]
            guard results.count == 1, results[0] != .address else { return nil }
            return results[0].type(address: .i32)
        }
    }

    // MARK: Edits

    /// A branch that is never taken: an empty one would be folded away, so its condition is a global that could change.
    mutating func opaqueFalse(_ module: inout Module, _ output: inout Expression) {
        let zero = spill(.i32, &module)
        output.instructions += [Instruction(.globalGet, index: zero), Instruction(.i32Const, bits: 0x5A5A_5A5A), Instruction(.i32Eq), Instruction(.if)]
        switch stream.below(3) {
        case 0: output.instructions.append(Instruction(.unreachable))
        case 1: output.instructions += [Instruction(.i32Const, bits: 7), Instruction(.globalSet, index: zero)]
        default:
            output.instructions += [
                Instruction(.globalGet, index: zero), Instruction(.i32Const, bits: 3), Instruction(.i32Mul), Instruction(.globalSet, index: zero),
            ]
        }
        output.instructions.append(Instruction(.end))
        edits.append("opaque-false")
    }

    /// A constant that a new function returns.
    mutating func outline(_ instruction: Instruction, _ module: inout Module, _ output: inout Expression) {
        let type: ValueType = instruction.opcode == .i32Const ? .i32 : .i64
        let typeIndex = module.index(of: FunctionType([], [type]))
        let index = UInt32(module.importCount(of: .function) + module.functions.count)
        module.functions.append(Function(typeIndex: typeIndex, body: Expression([instruction, Instruction(.end)])))
        output.instructions.append(Instruction(.call, index: index))
        edits.append("outline")
    }

    /// The type of an operation that only computes, if it traps then as any other.
    static func plainType(_ opcode: Opcode) -> FunctionType? {
        let table = OpcodeTable.shared
        guard table[opcode].signature != nil, table[opcode].immediates == .none, opcode != .nop else { return nil }
        func types(_ letters: [Signature.Letter]) -> [ValueType] { letters.map { $0.type(address: .i32) } }
        return FunctionType(types(table.operands[Int(opcode.rawValue)]), types(table.results[Int(opcode.rawValue)]))
    }

    /// An operation that a new function does, or that stands behind a condition that always holds.
    mutating func outlineOperation(
        _ instruction: Instruction, _ type: FunctionType, _ module: inout Module, _ output: inout Expression
    ) {
        let typeIndex = module.index(of: type)
        if features.contains(.multiValue), stream.chance(500) {
            let zero = spill(.i32, &module)
            output.instructions += [
                Instruction(.globalGet, index: zero), Instruction(.i32Eqz), Instruction(.if, bits: BlockType.type(typeIndex).rawValue),
                instruction, Instruction(.else), Instruction(.unreachable), Instruction(.end),
            ]
            return edits.append("opaque-true")
        }
        let index = UInt32(module.importCount(of: .function) + module.functions.count)
        let operands = type.parameters.indices.map { Instruction(.localGet, index: UInt32($0)) }
        module.functions.append(Function(typeIndex: typeIndex, body: Expression(operands + [instruction, Instruction(.end)])))
        output.instructions.append(Instruction(.call, index: index))
        edits.append("outline-operation")
    }

    /// A call through a reference or a table instead of by index.
    mutating func call(_ instruction: Instruction, _ module: inout Module, _ output: inout Expression) {
        let callee = instruction.index
        let types = module.functionTypeIndices
        guard Int(callee) < types.count, features.contains(.referenceTypes) else { return output.instructions.append(instruction) }
        let type = types[Int(callee)]
        if features.contains(.functionReferences), stream.chance(500) {
            let mode = ElementSegment.Mode.declarative
            module.elements.append(ElementSegment(mode: mode, type: .reference(.func, nullable: false), items: .functions([callee])))
            output.instructions += [Instruction(.refFunc, index: callee), Instruction(.callRef, index: type)]
            return edits.append("call-by-reference")
        }
        var table = callTable ?? (UInt32(module.allTables.count), [:])
        if table.positions[callee] == nil {
            let position = table.positions.count
            table.positions[callee] = position
            let limits = Limits(minimum: UInt64(position + 1), maximum: UInt64(position + 1))
            let isNew = position == 0
            if isNew {
                module.tables.append(Table(TableType(element: .funcref, limits: limits)))
            } else {
                module.tables[module.tables.count - 1].type.limits = limits
            }
            let offset = Expression([Instruction(.i32Const, bits: UInt64(position)), Instruction(.end)])
            module.elements.append(
                ElementSegment(
                    mode: .active(table: table.index, offset: offset), type: .reference(.func, nullable: false), items: .functions([callee])))
        }
        callTable = table
        output.instructions += [
            Instruction(.i32Const, bits: UInt64(table.positions[callee] ?? 0)),
            Instruction(.callIndirect, index: type, bits: UInt64(table.index)),
        ]
        edits.append("call-through-table")
    }
}
