import ModuleGeneration
import WasmBinary
import WasmModel

/// One large module of functions that nobody wrote, in which instructions are as frequent as in what a compiler makes
/// of C: a third of them locals, a fifth constants, then addition, exclusive or, shifts, loads and stores, and one block
/// for twenty instructions. The weights were counted in the kernels of `spec/bench`.
///
/// The corpus of ``CompileCorpus`` has every instruction as often as every other, which is right for tests and far from
/// what engines are given.
struct CompiledCode {
    static let functionCount = 8163

    private var stream: RandomStream
    private var instructions: [Instruction] = []
    /// Of the function at hand; the parameters are the first of each.
    private static let localsPerType = 5
    private static let types: [ValueType] = [.i32, .i64, .f64]
    private static let parameters: [ValueType] = [.i32, .i32, .i64, .f64]

    /// Instructions by what they give, with how often each occurs.
    private struct Choice {
        var opcode: Opcode
        var weight: Int
        var operands: [ValueType]
        init(_ opcode: Opcode, _ weight: Int, _ operands: ValueType...) {
            self.opcode = opcode
            self.weight = weight
            self.operands = operands
        }
    }

    // swift-format-ignore
    private static let integers: [Choice] = [
        Choice(.i32Add, 122, .i32, .i32), Choice(.i32Xor, 50, .i32, .i32), Choice(.i32Shl, 27, .i32, .i32),
        Choice(.i32And, 21, .i32, .i32), Choice(.i32Sub, 20, .i32, .i32), Choice(.i32Mul, 19, .i32, .i32),
        Choice(.i32ShrU, 18, .i32, .i32), Choice(.i32Ne, 15, .i32, .i32), Choice(.i32Rotl, 12, .i32, .i32),
        Choice(.i32Load, 10, .i32), Choice(.i32LeS, 5, .i32, .i32), Choice(.i32Load8U, 4, .i32),
        Choice(.i32LtU, 4, .i32, .i32), Choice(.i32WrapI64, 3, .i64), Choice(.f64Lt, 3, .f64, .f64),
        Choice(.i32TruncF64S, 3, .f64), Choice(.i32Eqz, 2, .i32), Choice(.i32DivU, 1, .i32, .i32),
    ]
    private static let longs: [Choice] = [
        Choice(.i64Xor, 49, .i64, .i64), Choice(.i64Shl, 32, .i64, .i64), Choice(.i64ShrU, 18, .i64, .i64),
        Choice(.i64Add, 6, .i64, .i64), Choice(.i64Sub, 3, .i64, .i64), Choice(.i64Load, 4, .i32),
        Choice(.i64Mul, 2, .i64, .i64), Choice(.i64ExtendI32U, 3, .i32),
    ]
    private static let doubles: [Choice] = [
        Choice(.f64Mul, 44, .f64, .f64), Choice(.f64Load, 41, .i32), Choice(.f64Add, 38, .f64, .f64),
        Choice(.f64Sub, 8, .f64, .f64), Choice(.f64Abs, 3, .f64), Choice(.f64ConvertI32U, 2, .i32),
        Choice(.f64Sqrt, 2, .f64), Choice(.f64Div, 1, .f64, .f64),
    ]

    private init(_ stream: RandomStream) { self.stream = stream }

    /// The same bytes on every machine.
    static func module() -> [UInt8] {
        var module = Module()
        module.types = [RecursionGroup([SubType(.function(FunctionType(parameters, [.i32])))])]
        module.memories = [MemoryType(limits: Limits(minimum: 1))]
        module.globals = [
            Global(
                GlobalType(.i32, isMutable: true),
                initializer: Expression([.i32Const(0), Instruction(.end)]))
        ]
        let root = RandomStream(seed: 1)
        for number in 0..<functionCount {
            var code = CompiledCode(root.split(UInt64(number)))
            module.functions.append(code.function())
        }
        return module.encoded()
    }

    private mutating func function() -> Function {
        let length = stream.within(40...420)
        while instructions.count < length { statement(nesting: 0) }
        expression(.i32, depth: 2)
        instructions.append(Instruction(.end))
        let groups = Self.types.map { type in
            let given = Self.parameters.count { $0 == type }
            return LocalGroup(count: UInt32(Self.localsPerType - given), type: type)
        }
        return Function(typeIndex: 0, locals: groups, body: Expression(instructions))
    }

    // MARK: Statements

    private mutating func statement(nesting: Int) {
        let type = stream.pick(Self.types)
        switch stream.weighted([60, 24, nesting < 3 ? 9 : 0, nesting < 3 ? 8 : 0, nesting < 3 ? 4 : 0, 2, 2]) {
        case 0:
            expression(type, depth: 3)
            instructions.append(Instruction(.localSet, index: local(type)))
        case 1: store(type)
        case 2: block(.loop, nesting)
        case 3: block(.block, nesting)
        case 4:
            expression(.i32, depth: 2)
            instructions.append(.block(.if, .empty))
            statement(nesting: nesting + 1)
            instructions.append(Instruction(.end))
        case 5:
            expression(.i32, depth: 1)
            instructions.append(Instruction(.globalSet, index: 0))
        default:
            for type in Self.parameters { expression(type, depth: 1) }
            instructions.append(Instruction(.call, index: UInt32(stream.below(Self.functionCount))))
            instructions.append(Instruction(.localSet, index: local(.i32)))
        }
    }

    private mutating func block(_ opcode: Opcode, _ nesting: Int) {
        instructions.append(.block(opcode, .empty))
        for _ in 0..<stream.within(1...3) { statement(nesting: nesting + 1) }
        expression(.i32, depth: 2)
        instructions.append(Instruction(.brIf, index: UInt32(stream.below(nesting + 1))))
        instructions.append(Instruction(.end))
    }

    private mutating func store(_ type: ValueType) {
        expression(.i32, depth: 1)
        expression(type, depth: 2)
        let (opcode, alignment): (Opcode, UInt16) =
            switch type {
            case .i32: stream.chance(700) ? (.i32Store8, 0) : (.i32Store, 2)
            case .i64: (.i64Store, 3)
            default: (.f64Store, 3)  // Not a judge: there are three types here.
            }
        instructions.append(Instruction(opcode, small: alignment, bits: UInt64(stream.below(1000))))
    }

    // MARK: Expressions

    private mutating func expression(_ type: ValueType, depth: Int) {
        guard depth > 0, stream.chance(620) else { return leaf(type) }
        let choices = type == .i32 ? Self.integers : type == .i64 ? Self.longs : Self.doubles
        let choice = choices[stream.weighted(choices.map(\.weight)) ?? 0]
        for operand in choice.operands { expression(operand, depth: depth - 1) }
        let definition = choice.opcode.definition
        let isAccess = definition.immediates == .memarg
        instructions.append(
            Instruction(
                choice.opcode, small: isAccess ? UInt16(definition.naturalAlignment) : 0,
                bits: isAccess ? UInt64(stream.below(1000)) : 0))
        if stream.chance(120) { instructions.append(Instruction(.localTee, index: local(type))) }
    }

    private mutating func leaf(_ type: ValueType) {
        guard stream.chance(400) else {
            instructions.append(Instruction(.localGet, index: local(type)))
            return
        }
        let small = UInt64(stream.below(stream.chance(700) ? 64 : 1 << 20))
        switch type {
        case .i32: instructions.append(Instruction(.i32Const, bits: small))
        case .i64: instructions.append(Instruction(.i64Const, bits: small))
        default: instructions.append(Instruction(.f64Const, bits: Double(small).bitPattern))
        }
    }

    /// Locals of a type: its parameters, and then its group behind all parameters.
    private mutating func local(_ type: ValueType) -> UInt32 {
        var indices = Self.parameters.indices.filter { Self.parameters[$0] == type }
        var start = Self.parameters.count
        for other in Self.types {
            let count = Self.localsPerType - Self.parameters.count { $0 == other }
            if other == type { indices += Array(start..<(start + count)) }
            start += count
        }
        return UInt32(stream.pick(indices))
    }
}
