package import WasmModel

/// Stretches of code between the beginning and the end of a block, and copies of them that stand deeper.
package struct BlockMap: Sendable {
    /// Of each instruction that opens a block, the number of the one that closes it; `-1` for all others.
    package private(set) var ends: [Int]
    /// Of each `if`, the number of its `else`; `-1` where there is none.
    package private(set) var elses: [Int]

    package init(_ code: [Instruction]) {
        ends = Array(repeating: -1, count: code.count)
        elses = ends
        var open: [Int] = []
        for (number, instruction) in code.enumerated() {
            switch instruction.opcode {
            case .else: if let last = open.last { elses[last] = number }
            case .end, .delegate: if let last = open.popLast() { ends[last] = number }
            default: if instruction.opcode.opensBlock { open.append(number) }
            }
        }
    }
}

extension Expression {
    /// A copy of instructions in which every label that leads out of them is renamed.
    ///
    /// - Parameter rename: from how many blocks outside a label is, counted from the stretch, to how many it shall be.
    mutating func relabelled(_ range: Range<Int>, _ rename: (UInt32) -> UInt32) -> [Instruction] {
        var copy: [Instruction] = []
        copy.reserveCapacity(range.count)
        var depth: UInt32 = 0
        func label(_ old: UInt32, _ depth: UInt32) -> UInt32 { old < depth ? old : depth + rename(old - depth) }
        for number in range {
            var instruction = instructions[number]
            switch instruction.opcode {
            case .br, .brIf, .brOnNull, .brOnNonNull, .brOnCast, .brOnCastFail, .rethrow:
                instruction.index = label(instruction.index, depth)
            case .delegate:
                depth -= 1
                instruction.index = label(instruction.index, depth)
            case .brTable:
                let labels = Array(labels(of: instruction))
                instruction.bits = UInt64(pool.count)
                pool += labels.map { UInt64(label(UInt32(truncatingIfNeeded: $0), depth)) }
            case .tryTable:
                let clauses = catchClauses(of: instruction)
                instruction.index = UInt32(pool.count)
                pool.append(UInt64(clauses.count))
                for clause in clauses {
                    pool.append(UInt64(clause.kind.rawValue) << 32 | UInt64(clause.tagIndex))
                    pool.append(UInt64(label(clause.label, depth)))
                }
                depth += 1
            case .selectTyped:
                // A copy of its own, so that who changes types changes each once.
                let types = Array(pool[Int(instruction.bits)..<(Int(instruction.bits) + Int(instruction.index))])
                instruction.bits = UInt64(pool.count)
                pool += types
            case .end: depth -= 1
            default: if instruction.opcode.opensBlock { depth += 1 }
            }
            copy.append(instruction)
        }
        return copy
    }
}

extension CodeRewriter {
    /// Puts other instructions in the place of a stretch. Those that are the old ones, in another place or once more,
    /// keep what they are for.
    ///
    /// - Parameter origins: of each new instruction, the number of the old one that it is.
    package static func replace(
        _ range: Range<Int>, in function: inout Function, _ scaffolding: inout [Range<Int32>], by code: [Instruction], origins: [Int?]
    ) {
        let marks = marks(scaffolding, count: function.body.instructions.count)
        let new = marks[..<range.lowerBound] + origins.map { $0.map { marks[$0] } ?? true } + marks[range.upperBound...]
        function.body.instructions.replaceSubrange(range, with: code)
        scaffolding = ranges(Array(new))
    }

    private static func ranges(_ marks: [Bool]) -> [Range<Int32>] {
        var ranges: [Range<Int32>] = []
        for (number, isMarked) in marks.enumerated() where isMarked {
            let number = Int32(number)
            if let last = ranges.last, last.upperBound == number {
                ranges[ranges.count - 1] = last.lowerBound..<(number + 1)
            } else {
                ranges.append(number..<(number + 1))
            }
        }
        return ranges
    }
}
