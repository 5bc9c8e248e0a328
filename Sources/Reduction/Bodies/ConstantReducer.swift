import Divergence
import EngineInterface
import WasmModel

/// Makes constants and memory offsets smaller, in bodies and in initial values.
struct ConstantReducer: ListReducer {
    var list: ChangeList

    init(_ candidate: Candidate) {
        var changes: [ChangeList.Change] = []
        for (module, item) in candidate.modules.enumerated() {
            for (function, body) in item.functions.map(\.body).enumerated() {
                for position in body.instructions.indices {
                    if let value = Self.value(body, position) {
                        for step in SmallerValues.steps(of: value) {
                            changes.append { Self.smaller($0, module, function, position, step) }
                        }
                    }
                    if OpcodeTable.shared[body.instructions[position].opcode].naturalAlignment > 0
                        || body.instructions[position].opcode == .i32Load8U || body.instructions[position].bits > 0
                    {
                        changes.append { Self.withoutOffset($0, module, function, position) }
                    }
                }
            }
            for global in item.globals.indices { changes.append { Self.withZero($0, module, global) } }
        }
        list = ChangeList(candidate, changes)
    }

    /// The constant at a position.
    private static func value(_ body: Expression, _ position: Int) -> Value? {
        guard position < body.instructions.count else { return nil }
        let instruction = body.instructions[position]
        switch instruction.opcode {
        case .i32Const: return .i32(UInt32(truncatingIfNeeded: instruction.bits))
        case .i64Const: return .i64(instruction.bits)
        case .f32Const: return .f32(bits: UInt32(truncatingIfNeeded: instruction.bits))
        case .f64Const: return .f64(bits: instruction.bits)
        case .v128Const:
            let (low, high) = body.vector(of: instruction)
            return .v128(low: low, high: high)
        default: return nil
        }
    }

    private static func smaller(
        _ candidate: Candidate, _ module: Int, _ function: Int, _ position: Int, _ step: SmallerValues.Step
    ) -> Candidate? {
        guard let old = value(candidate.modules[module].functions[function].body, position),
            let new = SmallerValues.value(step, of: old)
        else { return nil }
        var proposal = candidate
        guard let constant = BodyEdit.constant(new, in: &proposal.modules[module].functions[function].body) else {
            return nil
        }
        proposal.modules[module].functions[function].body.instructions[position] = constant
        return proposal
    }

    private static func withoutOffset(_ candidate: Candidate, _ module: Int, _ function: Int, _ position: Int)
        -> Candidate?
    {
        let body = candidate.modules[module].functions[function].body
        guard position < body.instructions.count else { return nil }
        switch OpcodeTable.shared[body.instructions[position].opcode].immediates {
        case .memarg, .memargLane:
            guard body.instructions[position].bits != 0 else { return nil }
            var proposal = candidate
            proposal.modules[module].functions[function].body.instructions[position].bits = 0
            return proposal
        default: return nil
        }
    }

    private static func withZero(_ candidate: Candidate, _ module: Int, _ global: Int) -> Candidate? {
        guard global < candidate.modules[module].globals.count else { return nil }
        var zero = Expression()
        guard let value = BodyEdit.defaultValue(candidate.modules[module].globals[global].type.value, in: &zero) else {
            return nil
        }
        zero.instructions = value + [Instruction(.end)]
        var proposal = candidate
        guard proposal.modules[module].globals[global].initializer != zero else { return nil }
        proposal.modules[module].globals[global].initializer = zero
        return proposal
    }
}
