import Divergence
import WasmModel
import WasmValidation

/// Takes blocks away from around their content, chooses one arm of conditions, makes loops blocks.
struct BlockReducer: Reducer {
    private var current: Candidate
    private var module = 0
    private var function = 0
    private var position = 0
    private var variant = 0

    init(_ candidate: Candidate) { current = candidate }

    mutating func next() -> Candidate? {
        while module < current.modules.count {
            guard function < current.modules[module].functions.count else {
                (module, function, position) = (module + 1, 0, 0)
                continue
            }
            let instructions = current.modules[module].functions[function].body.instructions
            while position < instructions.count {
                let block = Block(instructions, opener: position)
                if let block, let proposal = proposal(block) {
                    variant += 1
                    return proposal
                }
                (position, variant) = (position + 1, 0)
            }
            (function, position, variant) = (function + 1, 0, 0)
        }
        return nil
    }

    mutating func learn(_ accepted: Candidate?) {
        guard let accepted else { return }
        current = accepted
        variant = 0
    }

    /// Where a block opens, turns and ends.
    private struct Block {
        var opener: Int
        /// `else`, or the first `catch`.
        var middle: Int?
        var end: Int

        init?(_ instructions: [Instruction], opener: Int) {
            guard Self.opens(instructions[opener].opcode) else { return nil }
            self.opener = opener
            var depth = 0
            for index in (opener + 1)..<max(opener + 1, instructions.count) {
                let opcode = instructions[index].opcode
                if Self.opens(opcode) { depth += 1 }
                if depth == 0, opcode == .else || opcode == .catch || opcode == .catchAll { middle = middle ?? index }
                guard opcode == .end || opcode == .delegate else { continue }
                if depth == 0 {
                    end = index
                    return
                }
                depth -= 1
            }
            return nil
        }

        static func opens(_ opcode: Opcode) -> Bool {
            switch opcode {
            case .block, .loop, .if, .try, .tryTable: true
            default: false
            }
        }
    }

    private func proposal(_ block: Block) -> Candidate? {
        let body = current.modules[module].functions[function].body
        let instructions = body.instructions
        let first = (block.opener + 1)..<(block.middle ?? block.end)
        let second = block.middle.map { ($0 + 1)..<block.end }
        let drop: [Instruction] = instructions[block.opener].opcode == .if ? [Instruction(.drop)] : []
        let arms = [first, second].compactMap { $0 }
        if variant < arms.count {
            var edited = current
            var pool = body.pool
            // A branch to the block itself needs its label; the other arm may have none.
            guard let inside = Labels.lowered(instructions[arms[variant]], &pool) else { return skipped() }
            edited.modules[module].functions[function].body.pool = pool
            return replaced(block, by: drop + inside, in: edited)
        }
        // The label is needed: the simplest block that has one.
        guard variant == arms.count, instructions[block.opener].opcode != .block else { return nil }
        var opener = Instruction(.block, bits: instructions[block.opener].bits)
        opener.index = 0
        return replaced(block, by: drop + [opener] + Array(instructions[first]) + [Instruction(.end)], in: current)
    }

    /// What the next variant proposes.
    private func skipped() -> Candidate? {
        var copy = self
        copy.variant += 1
        guard let block = Block(current.modules[module].functions[function].body.instructions, opener: position) else {
            return nil
        }
        return copy.proposal(block)
    }

    private func replaced(_ block: Block, by instructions: [Instruction], in candidate: Candidate) -> Candidate {
        BodyEdit.replacing([block.opener..<(block.end + 1)], with: [instructions], in: candidate, module, function)
    }
}

/// Labels count the blocks between a branch and its target; without one of them they are one lower.
enum Labels {
    /// What stands in a block, for use outside it; `nil` if something branches to the block itself. Labels that stand
    /// in the pool are written to its end, for others may share them.
    static func lowered(_ content: ArraySlice<Instruction>, _ pool: inout [UInt64]) -> [Instruction]? {
        var depth: UInt64 = 0
        var result: [Instruction] = []
        func lower(_ label: UInt64) -> UInt64? { label == depth ? nil : label > depth ? label - 1 : label }
        for var instruction in content {
            switch OpcodeTable.shared[instruction.opcode].immediates {
            case .label, .castBranch:
                guard let label = lower(UInt64(instruction.index)) else { return nil }
                instruction.index = UInt32(label)
            case .labelTable:
                let labels = pool[Int(instruction.bits)...(Int(instruction.bits) + Int(instruction.index))]
                let lowered = labels.compactMap(lower)
                guard lowered.count == labels.count else { return nil }
                instruction.bits = UInt64(pool.count)
                pool += lowered
            case .tryTable:
                let start = Int(instruction.index)
                let words = Array(pool[start...(start + 2 * Int(pool[start]))])
                instruction.index = UInt32(pool.count)
                pool.append(words[0])
                for clause in stride(from: 1, to: words.count, by: 2) {
                    guard let label = lower(words[clause + 1]) else { return nil }
                    pool += [words[clause], label]
                }
            default: break
            }
            switch instruction.opcode {
            case .block, .loop, .if, .try, .tryTable: depth += 1
            case .end, .delegate:
                guard depth > 0 else { return nil }
                depth -= 1
            default: break
            }
            result.append(instruction)
        }
        return result
    }
}
