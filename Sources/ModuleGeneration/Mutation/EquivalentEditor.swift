import WasmModel

/// Edits of one function.
struct EquivalentEditor {
    let number: Int
    let features: FeatureSet
    let rate: Int
    var stream: RandomStream
    let counts: OperandCounts
    let globalTypes: [ValueType]
    /// The type of the function.
    let ownType: UInt32
    /// Globals, locals and structure types that were added, by type: nothing else uses them.
    var spills: [ValueType: UInt32] = [:]
    var spillLocals: [ValueType: UInt32] = [:]
    var boxes: [ValueType: UInt32] = [:]
    var spillMemory: UInt32?
    var spillTables: [ValueType: UInt32] = [:]
    /// A memory that was added for constants in data segments, and how much of it they fill.
    var constantMemory: (index: UInt32, bytes: Int)?
    /// Functions of the module that there are wider forms of.
    let widened: [UInt32: WidenedFunction]
    /// Positions of functions in a table that was added, and its index.
    var callTable: (index: UInt32, positions: [UInt32: Int])?
    var locals: [ValueType] = []
    var edits: [String] = []

    init(
        _ module: Module, _ number: Int, _ features: FeatureSet, _ widened: [UInt32: WidenedFunction], _ stream: RandomStream, rate: Int
    ) {
        self.widened = widened
        self.number = number
        self.features = features
        self.stream = stream
        self.rate = rate
        counts = OperandCounts(module)
        globalTypes = module.allGlobals.map(\.value)
        ownType = module.functions[number].typeIndex
    }

    mutating func apply(to module: inout Module, _ scaffolding: inout [Range<Int32>]) {
        var function = module.functions[number]
        locals =
            counts.functionType(function.typeIndex).parameters
            + function.locals.flatMap { Array(repeating: $0.type, count: Int($0.count)) }
        let code = function.body.instructions
        let hasHandlers = code.contains { [.tryTable, .try].contains($0.opcode) }
        func isReturned(_ number: Int) -> Bool {
            number == code.count - 2 || (!hasHandlers && number + 1 < code.count && code[number + 1].opcode == .return)
        }
        CodeRewriter.rewrite(&function, &scaffolding) { number, instruction, output in
            // Behind `br` and its like nothing may be added that would be reached.
            if stream.chance(rate / 3) { opaqueFalse(&module, &output) }
            if let type = Self.constantType(instruction.opcode), stream.chance(rate) {
                constant(instruction, type, &module, &output)
            } else if instruction.opcode == .call || instruction.opcode == .returnCall {
                call(instruction, isReturned: isReturned(number), &module, &output)
            } else if let type = Self.plainType(instruction.opcode), type.results.count == 1 || features.contains(.multiValue), stream.chance(rate / 2) {
                outlineOperation(instruction, type, &module, &output)
            } else {
                output.instructions.append(instruction)
            }
            if Self.truths.contains(instruction.opcode), features.contains(.gc), stream.chance(rate / 2) { boxTruth(&output) }
            if let type = resultType(instruction) {
                if stream.chance(rate) { roundTrip(type, &module, &output) }
            } else if let type = referenceType(instruction), stream.chance(rate * 2) {
                roundTripThroughTable(type, &module, &output)
            }
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

    /// The type of a local that is read, if it is a reference that may be null.
    private func referenceType(_ instruction: Instruction) -> ValueType? {
        guard instruction.opcode == .localGet, Int(instruction.index) < locals.count, features.contains(.referenceTypes) else { return nil }
        let type = locals[Int(instruction.index)]
        return type.isReference && type.isNullable && type != .exnref ? type : nil
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

    static func constantType(_ opcode: Opcode) -> ValueType? {
        switch opcode {
        case .i32Const: .i32
        case .i64Const: .i64
        case .f32Const: .f32
        case .f64Const: .f64
        default: nil
        }
    }

    /// A constant that comes from elsewhere: out of a data segment, or from a function.
    private mutating func constant(_ instruction: Instruction, _ type: ValueType, _ module: inout Module, _ output: inout Expression) {
        if features.contains(.multiMemory), stream.chance(400) {
            loadConstant(instruction, type, &module, &output)
        } else {
            outline(instruction, type, &module, &output)
        }
    }

    private mutating func loadConstant(_ instruction: Instruction, _ type: ValueType, _ module: inout Module, _ output: inout Expression) {
        var memory = constantMemory ?? (UInt32(module.allMemories.count), 0)
        if constantMemory == nil { module.memories.append(MemoryType(limits: Limits(minimum: 1, maximum: 1))) }
        guard memory.bytes < 65_000 else { return output.instructions.append(instruction) }
        let size = type == .i32 || type == .f32 ? 4 : 8
        let address = Instruction(.i32Const, bits: UInt64(memory.bytes))
        module.data.append(
            DataSegment(
                mode: .active(memory: memory.index, offset: Expression([address, Instruction(.end)])),
                bytes: (0..<size).map { UInt8(truncatingIfNeeded: instruction.bits >> UInt64(8 * $0)) }))
        if module.dataCount != nil { module.dataCount = UInt32(module.data.count) }
        memory.bytes += size
        constantMemory = memory
        output.instructions += [address, Instruction(Self.memoryAccess(type).load, index: memory.index)]
        edits.append("constant-to-data")
    }

    /// A constant that a new function returns.
    private mutating func outline(_ instruction: Instruction, _ type: ValueType, _ module: inout Module, _ output: inout Expression) {
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
}
