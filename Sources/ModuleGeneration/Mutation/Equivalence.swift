import WasmModel

/// Semantics-preserving mutation: a module that must be observed to do exactly what its parent does. An engine that
/// shows a difference between the two contradicts itself, so one engine is enough to find it.
package enum Equivalence {
    /// A mutant, which carries the claim that its observations equal its parent's.
    package struct Mutant: Sendable {
        package var module: GeneratedModule
        /// Names of what was done, in order.
        package var edits: [String]
    }

    /// - Parameter rate: of a thousand instructions, how many are changed.
    package static func mutant(of parent: GeneratedModule, seed: UInt64, rate: Int = 60) -> Mutant {
        var mutant = Mutant(module: parent, edits: [])
        var stream = RandomStream(seed: seed)
        let features = parent.features
        for number in parent.module.functions.indices {
            var module = mutant.module.module
            var editor = EquivalentEditor(module, number, features, stream.split(UInt64(number)), rate: rate)
            editor.apply(to: &module, &mutant.module.scaffolding[number])
            mutant.module.module = module
            mutant.edits += editor.edits
        }
        _ = stream.next()
        return mutant
    }
}

/// Edits of one function.
private struct EquivalentEditor {
    private let number: Int
    private let features: FeatureSet
    private let rate: Int
    private var stream: RandomStream
    private let counts: OperandCounts
    private let globalTypes: [ValueType]
    /// Globals that were added, by type: nothing else writes them.
    private var spills: [ValueType: UInt32] = [:]
    private(set) var edits: [String] = []

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
        let locals =
            counts.functionType(function.typeIndex).parameters
            + function.locals.flatMap { Array(repeating: $0.type, count: Int($0.count)) }
        CodeRewriter.rewrite(&function, &scaffolding) { _, instruction, output in
            // Behind `br` and its like nothing may be added that would be reached.
            if stream.chance(rate / 3) { opaqueFalse(&module, &output) }
            if instruction.opcode == .i32Const || instruction.opcode == .i64Const, stream.chance(rate) {
                outline(instruction, &module, &output)
            } else {
                output.instructions.append(instruction)
            }
            if let type = resultType(instruction, locals), stream.chance(rate) { roundTrip(type, &module, &output) }
        }
        module.functions[number] = function
    }

    /// The type of the one number that the instruction leaves.
    private func resultType(_ instruction: Instruction, _ locals: [ValueType]) -> ValueType? {
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
    private mutating func opaqueFalse(_ module: inout Module, _ output: inout Expression) {
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
    private mutating func outline(_ instruction: Instruction, _ module: inout Module, _ output: inout Expression) {
        let type: ValueType = instruction.opcode == .i32Const ? .i32 : .i64
        let typeIndex = module.index(of: FunctionType([], [type]))
        let index = UInt32(module.importCount(of: .function) + module.functions.count)
        module.functions.append(Function(typeIndex: typeIndex, body: Expression([instruction, Instruction(.end)])))
        output.instructions.append(Instruction(.call, index: index))
        edits.append("outline")
    }

    /// There and back: the value on the stack stays what it is.
    private mutating func roundTrip(_ type: ValueType, _ module: inout Module, _ output: inout Expression) {
        switch stream.below(4) {
        case 0:
            let global = spill(type, &module)
            // What conditions read is left alone.
            guard type != .i32 else { return identity(type, &output) }
            output.instructions += [Instruction(.globalSet, index: global), Instruction(.globalGet, index: global)]
            edits.append("spill-global")
        case 1 where features.contains(.gc):
            module.types.append(RecursionGroup([SubType(.structure([FieldType(.value(type), isMutable: false)]))]))
            let index = UInt32(module.subTypes.count - 1)
            output.instructions += [Instruction(.structNew, index: index), Instruction(.structGet, index: index, bits: 0)]
            edits.append("box")
        case 2 where features.contains(.multiValue):
            let index = module.index(of: FunctionType([type], [type]))
            output.instructions.append(Instruction(.block, bits: BlockType.type(index).rawValue))
            identity(type, &output)
            output.instructions.append(Instruction(.end))
        default: identity(type, &output)
        }
    }

    private mutating func identity(_ type: ValueType, _ output: inout Expression) {
        let draw = stream.below(4)
        let constant = stream.next()
        var code: [Instruction]
        switch type {
        case .i32:
            let value = constant & 0xFFFF_FFFF
            switch draw {
            case 0: code = [Instruction(.i64ExtendI32U), Instruction(.i32WrapI64)]
            case 1: code = Self.twice(.i32Const, value, .i32Xor)
            case 2: code = [Instruction(.i32Const, bits: value & 31), Instruction(.i32Rotl), Instruction(.i32Const, bits: value & 31), Instruction(.i32Rotr)]
            default: code = [Instruction(.i32Const, bits: value), Instruction(.i32Add), Instruction(.i32Const, bits: value), Instruction(.i32Sub)]
            }
        case .i64:
            switch draw {
            case 0: code = [Instruction(.f64ReinterpretI64), Instruction(.i64ReinterpretF64)]
            case 1: code = Self.twice(.i64Const, constant, .i64Xor)
            case 2: code = [Instruction(.i64Const, bits: constant & 63), Instruction(.i64Rotr), Instruction(.i64Const, bits: constant & 63), Instruction(.i64Rotl)]
            default: code = [Instruction(.i64Const, bits: constant), Instruction(.i64Sub), Instruction(.i64Const, bits: constant), Instruction(.i64Add)]
            }
        // Signs and bits only: arithmetic could change a NaN.
        case .f32:
            code = draw < 2 ? [Instruction(.f32Neg), Instruction(.f32Neg)] : [Instruction(.i32ReinterpretF32), Instruction(.f32ReinterpretI32)]
        case .f64:
            code = draw < 2 ? [Instruction(.f64Neg), Instruction(.f64Neg)] : [Instruction(.i64ReinterpretF64), Instruction(.f64ReinterpretI64)]
        case .v128 where draw < 2: code = [Instruction(.v128Not), Instruction(.v128Not)]
        case .v128:
            output.appendVector(.v128Const, low: constant, high: ~constant)
            code = [Instruction(.v128Xor)]
            output.instructions += code
            output.appendVector(.v128Const, low: constant, high: ~constant)
        default: return
        }
        output.instructions += code
        edits.append("identity")
    }

    private static func twice(_ opcode: Opcode, _ bits: UInt64, _ operation: Opcode) -> [Instruction] {
        let half = [Instruction(opcode, bits: bits), Instruction(operation)]
        return half + half
    }

    /// A new mutable global of the type that nothing else knows.
    private mutating func spill(_ type: ValueType, _ module: inout Module) -> UInt32 {
        if let index = spills[type] { return index }
        let index = UInt32(module.allGlobals.count)
        var initializer = Expression()
        switch type {
        case .i32: initializer.instructions = [Instruction(.i32Const)]
        case .i64: initializer.instructions = [Instruction(.i64Const)]
        case .f32: initializer.instructions = [Instruction(.f32Const)]
        case .f64: initializer.instructions = [Instruction(.f64Const)]
        default: initializer.appendVector(.v128Const, low: 0, high: 0)
        }
        initializer.instructions.append(Instruction(.end))
        module.globals.append(Global(GlobalType(type, isMutable: true), initializer: initializer))
        spills[type] = index
        return index
    }
}
