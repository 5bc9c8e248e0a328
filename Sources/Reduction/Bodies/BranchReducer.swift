import Divergence
import WasmModel

/// Makes branches simpler: tables shorter, labels nearer, a branch into what it does when it is taken, or nothing.
struct BranchReducer: ListReducer {
    var list: ChangeList

    init(_ candidate: Candidate) {
        var changes: [ChangeList.Change] = []
        for module in candidate.modules.indices {
            for function in candidate.modules[module].functions.indices {
                let body = candidate.modules[module].functions[function].body
                for position in body.instructions.indices.reversed() {
                    let instruction = body.instructions[position]
                    guard instruction.opcode == .brTable || instruction.opcode == .brIf else { continue }
                    changes.append { Self.replaced($0, module, function, position, by: [Instruction(.drop)]) }
                    guard instruction.opcode == .brTable else { continue }
                    let labels = body.labels(of: instruction).map { UInt32(truncatingIfNeeded: $0) }
                    for count in [0, 1, 2, labels.count / 2] where count < labels.count - 1 {
                        changes.append {
                            Self.withTable(
                                $0, module, function, position, Array(labels.prefix(count)) + [labels[labels.count - 1]]
                            )
                        }
                    }
                    for label in labels.indices where labels[label] > 0 {
                        changes.append { Self.withNearerLabel($0, module, function, position, label) }
                    }
                }
            }
        }
        list = ChangeList(candidate, changes)
    }

    private static func replaced(
        _ candidate: Candidate, _ module: Int, _ function: Int, _ position: Int, by part: [Instruction]
    ) -> Candidate? {
        let body = candidate.modules[module].functions[function].body.instructions
        guard position < body.count, body[position].opcode == .brTable || body[position].opcode == .brIf else {
            return nil
        }
        return BodyEdit.replacing([position..<(position + 1)], with: [part], in: candidate, module, function)
    }

    private static func withTable(
        _ candidate: Candidate, _ module: Int, _ function: Int, _ position: Int, _ labels: [UInt32]
    ) -> Candidate? {
        var proposal = candidate
        var body = proposal.modules[module].functions[function].body
        guard position < body.instructions.count, body.instructions[position].opcode == .brTable,
            Int(body.instructions[position].index) >= labels.count
        else { return nil }
        body.instructions[position] = Instruction(
            .brTable, index: UInt32(labels.count - 1), bits: UInt64(body.pool.count))
        body.pool += labels.map(UInt64.init)
        proposal.modules[module].functions[function].body = body
        return proposal
    }

    private static func withNearerLabel(
        _ candidate: Candidate, _ module: Int, _ function: Int, _ position: Int, _ label: Int
    ) -> Candidate? {
        let body = candidate.modules[module].functions[function].body
        guard position < body.instructions.count, body.instructions[position].opcode == .brTable else { return nil }
        var labels = body.labels(of: body.instructions[position]).map { UInt32(truncatingIfNeeded: $0) }
        guard label < labels.count, labels[label] > 0 else { return nil }
        labels[label] -= 1
        var proposal = candidate
        for (offset, value) in labels.enumerated() {
            proposal.modules[module].functions[function].body.pool[Int(body.instructions[position].bits) + offset] =
                UInt64(value)
        }
        return proposal
    }
}

/// Leaves out values that are dropped as soon as they are there.
struct DropReducer: ListReducer {
    var list: ChangeList

    init(_ candidate: Candidate) {
        var changes: [ChangeList.Change] = []
        for module in candidate.modules.indices {
            for function in candidate.modules[module].functions.indices {
                changes.append { current in
                    let body = current.modules[module].functions[function].body.instructions
                    let new = BodyEdit.withoutDroppedLeaves(body)
                    guard new.count < body.count else { return nil }
                    var proposal = current
                    proposal.modules[module].functions[function].body.instructions = new
                    proposal.modules[module].functions[function].body.positions = []
                    proposal.modules[module].functions[function].branchHints = []
                    return proposal
                }
            }
        }
        list = ChangeList(candidate, changes)
    }
}
