import WasmModel

/// What must be known about a `block`, `loop`, `if`, `try` or `try_table` when its translation begins: which locals it
/// assigns and whether anything branches to its label. One pass over the body, before translation.
///
/// With the assigned locals known, every merge point gets exactly the parameters it can need and no second look at
/// earlier blocks is necessary, as it is in the general construction of Braun and others (CC 2013); what turns out
/// superfluous is removed by ``ParameterPruning``.
struct ControlScan: ~Copyable {
    /// For one construct, in the order of their opening instructions.
    struct Construct: BitwiseCopyable {
        /// Range in ``assignedLocals``.
        var start: Int32 = 0
        var end: Int32 = 0
        var isTarget = false
    }
    /// A construct whose end has not come: its number, −1 for the function itself, and where in `seen` the locals begin that
    /// were assigned inside.
    private struct Open: BitwiseCopyable {
        var construct: Int32
        var start: Int32
    }

    private(set) var constructs = FlatArray<Construct>()
    /// Each local once for each construct, in the order of the first assignments.
    private(set) var assignedLocals = FlatArray<UInt32>()
    /// More locals at merges than ``mostAssigned``; then the rest of the body was not looked at.
    private(set) var isTooLarge = false
    /// A construct inside constructs counts the locals that it assigns for each of them.
    private static let mostAssigned = 1 << 22

    private var open = FlatArray<Open>()
    private var seen = FlatArray<UInt32>()
    /// By local: the construct that counted it last.
    private var counted = FlatArray<Int32>()

    /// Scans another function's body.
    mutating func scan(_ body: Expression, localCount: Int) {
        constructs.removeAll()
        assignedLocals.removeAll()
        isTooLarge = false
        seen.removeAll()
        open.removeAll()
        open.append(Open(construct: -1, start: 0))
        var hasSized = false
        let facts = OpcodeFacts.shared
        for instruction in body.instructions where facts[instruction.opcode].isScanned {
            switch instruction.opcode {
            case .localSet, .localTee: if open.count > 1 { seen.append(instruction.index) }
            case .block, .loop, .if, .try, .tryTable:
                if !hasSized {
                    counted.fill(-1, count: localCount)
                    hasSized = true
                }
                if instruction.opcode == .tryTable {
                    for clause in body.catchClauses(of: instruction) { markTarget(clause.label) }
                }
                open.append(Open(construct: Int32(constructs.count), start: Int32(seen.count)))
                constructs.append(Construct())
            case .end, .delegate:
                close()
                if assignedLocals.count > Self.mostAssigned {
                    isTooLarge = true
                    return
                }
            case .br, .brIf, .brOnNull, .brOnNonNull, .brOnCast, .brOnCastFail: markTarget(instruction.index)
            case .brTable: for label in body.labels(of: instruction) { markTarget(UInt32(label)) }
            default: break
            }
        }
    }

    /// What the scan must look at; most instructions are of no interest.
    static func isScanned(_ opcode: Opcode) -> Bool {
        switch opcode {
        case .localSet, .localTee, .block, .loop, .if, .try, .tryTable, .end, .delegate, .br, .brIf, .brOnNull, .brOnNonNull,
            .brOnCast, .brOnCastFail, .brTable:
            true
        default: false
        }
    }

    private mutating func markTarget(_ label: UInt32) {
        let position = open.count - 1 - Int(label)
        if position > 0 { constructs[Int(open[position].construct)].isTarget = true }
    }

    /// Ends the innermost construct. What it assigns, the one around it assigns too.
    private mutating func close() {
        guard open.count > 1 else { return }
        let ended = open.removeLast()
        let start = assignedLocals.count
        for position in Int(ended.start)..<seen.count {
            let local = Int(seen[position])
            guard counted[local] != ended.construct else { continue }
            counted[local] = ended.construct
            assignedLocals.append(seen[position])
        }
        constructs[Int(ended.construct)].start = Int32(start)
        constructs[Int(ended.construct)].end = Int32(assignedLocals.count)
        seen.truncate(to: Int(ended.start))
        if open.count > 1 { seen.append(start..<assignedLocals.count, of: assignedLocals) }
    }

    mutating func shrink(ifOver bytes: Int) {
        constructs.shrink(ifOver: bytes)
        assignedLocals.shrink(ifOver: bytes)
        open.shrink(ifOver: bytes)
        seen.shrink(ifOver: bytes)
        counted.shrink(ifOver: bytes)
    }
}
