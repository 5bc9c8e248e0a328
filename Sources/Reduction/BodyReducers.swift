import Divergence
import WasmModel

/// Replaces a whole body by default results.
struct FunctionBodyReducer: Reducer {
    private var current: CaseReducer.Candidate
    private var position: Int

    init(_ candidate: CaseReducer.Candidate) {
        current = candidate
        position = candidate.module.functions.count
    }

    mutating func next() -> CaseReducer.Candidate? {
        while position > 0 {
            position -= 1
            let function = current.module.functions[position]
            let types = current.module.subTypes
            guard Int(function.typeIndex) < types.count,
                case .function(let type) = types[Int(function.typeIndex)].composite,
                let body = defaultBody(type), body.instructions.count < function.body.instructions.count
            else { continue }
            var proposal = current
            proposal.module.functions[position].body = body
            proposal.module.functions[position].locals = []
            return proposal
        }
        return nil
    }

    mutating func learn(_ accepted: CaseReducer.Candidate?) {
        if let accepted { current = accepted }
    }

    /// `nil` where a result has no default.
    private func defaultBody(_ type: FunctionType) -> Expression? {
        var body = Expression()
        for result in type.results {
            switch result {
            case .i32: body.instructions.append(Instruction(.i32Const))
            case .i64: body.instructions.append(Instruction(.i64Const))
            case .f32: body.instructions.append(Instruction(.f32Const))
            case .f64: body.instructions.append(Instruction(.f64Const))
            case .v128: body.appendVector(.v128Const, low: 0, high: 0)
            default:
                guard result.isNullable else { return nil }
                body.instructions.append(Instruction(.refNull, bits: UInt64(result.heapType.rawValue)))
            }
        }
        body.instructions.append(Instruction(.end))
        return body
    }
}

/// Leaves out stretches of instructions. Most stretches are not whole statements; the validity gate sees to that.
struct InstructionReducer: Reducer {
    private var current: CaseReducer.Candidate
    private var function = 0
    private var search: StretchSearch?

    init(_ candidate: CaseReducer.Candidate) { current = candidate }

    mutating func next() -> CaseReducer.Candidate? {
        while function < current.module.functions.count {
            // The last instruction is the end of the body.
            var search = search ?? StretchSearch(count: current.module.functions[function].body.instructions.count - 1)
            if let stretch = search.next() {
                self.search = search
                var proposal = current
                proposal.module.functions[function].body.instructions.removeSubrange(stretch)
                proposal.module.functions[function].body.positions = []
                return proposal
            }
            self.search = nil
            function += 1
        }
        return nil
    }

    mutating func learn(_ accepted: CaseReducer.Candidate?) {
        search?.learn(removed: accepted != nil)
        if let accepted { current = accepted }
    }
}

/// Replaces an operation by one of its operands, and a load by a constant.
struct OperandReducer: Reducer {
    private var current: CaseReducer.Candidate
    private var function = 0
    private var position = 0
    private var variant = 0

    init(_ candidate: CaseReducer.Candidate) { current = candidate }

    mutating func next() -> CaseReducer.Candidate? {
        while function < current.module.functions.count {
            let instructions = current.module.functions[function].body.instructions
            while position < instructions.count {
                let replacements = replacements(for: instructions[position])
                guard variant < replacements.count else {
                    position += 1
                    variant = 0
                    continue
                }
                var proposal = current
                proposal.module.functions[function].body.instructions.replaceSubrange(
                    position...position, with: replacements[variant])
                proposal.module.functions[function].body.positions = []
                variant += 1
                return proposal
            }
            function += 1
            position = 0
            variant = 0
        }
        return nil
    }

    mutating func learn(_ accepted: CaseReducer.Candidate?) {
        guard let accepted else { return }
        current = accepted
        variant = 0
    }

    private func replacements(for instruction: Instruction) -> [[Instruction]] {
        guard let signature = instruction.opcode.definition.signature, signature.results.count == 1 else { return [] }
        let drops = signature.operands.map { _ in Instruction(.drop) }
        var list: [[Instruction]] = []
        if let constant = constant(signature.results[0]), !drops.isEmpty { list.append(drops + [constant]) }
        // A binary operation on equal types may be its left operand.
        if signature.operands.count == 2, signature.operands[0] == signature.results[0] { list.append([Instruction(.drop)]) }
        if signature.operands.count == 1, signature.operands[0] == signature.results[0] { list.append([]) }
        return list
    }

    private func constant(_ letter: Signature.Letter) -> Instruction? {
        switch letter {
        case .i32: Instruction(.i32Const)
        case .i64: Instruction(.i64Const)
        case .f32: Instruction(.f32Const)
        case .f64: Instruction(.f64Const)
        case .v128, .address: nil
        }
    }
}
