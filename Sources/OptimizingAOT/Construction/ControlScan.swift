import WasmModel

/// What must be known about a `block`, `loop`, `if`, `try` or `try_table` when its translation begins: which locals it
/// assigns and whether anything branches to its label. One pass over the body, before translation.
///
/// With the assigned locals known, every merge point gets exactly the parameters it can need and no second look at
/// earlier blocks is necessary, as it is in the general construction of Braun and others (CC 2013); what turns out
/// superfluous is removed by ``ParameterPruning``.
struct ControlScan {
    /// For one construct, in the order of their opening instructions.
    struct Construct {
        /// Range in ``assignedLocals``, ascending.
        var assigned: Range<Int>
        var isTarget: Bool
    }

    private(set) var constructs: [Construct] = []
    private(set) var assignedLocals: [UInt32] = []
    /// More locals at merges than ``mostAssigned``; then the rest of the body was not looked at.
    private(set) var isTooLarge = false
    /// A construct inside constructs counts the locals that it assigns for each of them.
    private static let mostAssigned = 1 << 22

    init(_ body: Expression) {
        // Open constructs, the function itself first: their number in `constructs`, and where in `seen` the locals begin
        // that were assigned inside.
        var open: [Int] = [-1]
        var starts: [Int] = [0]
        var seen: [UInt32] = []
        func markTarget(_ label: UInt32) {
            let position = open.count - 1 - Int(label)
            if position > 0 { constructs[open[position]].isTarget = true }
        }
        for instruction in body.instructions {
            if assignedLocals.count > Self.mostAssigned {
                isTooLarge = true
                return
            }
            switch instruction.opcode {
            case .block, .loop, .if, .try, .tryTable:
                if instruction.opcode == .tryTable {
                    for clause in body.catchClauses(of: instruction) { markTarget(clause.label) }
                }
                open.append(constructs.count)
                starts.append(seen.count)
                constructs.append(Construct(assigned: 0..<0, isTarget: false))
            case .end, .delegate:
                guard let construct = open.popLast(), let first = starts.popLast(), construct >= 0 else { break }
                seen[first...].sort()
                let start = assignedLocals.count
                for local in seen[first...] where assignedLocals.count == start || assignedLocals[assignedLocals.count - 1] != local {
                    assignedLocals.append(local)
                }
                constructs[construct].assigned = start..<assignedLocals.count
                seen.removeSubrange(first...)
                seen.append(contentsOf: assignedLocals[start...])
            case .localSet, .localTee: seen.append(instruction.index)
            case .br, .brIf, .brOnNull, .brOnNonNull, .brOnCast, .brOnCastFail: markTarget(instruction.index)
            case .brTable: for label in body.labels(of: instruction) { markTarget(UInt32(label)) }
            default: break
            }
        }
    }
}
