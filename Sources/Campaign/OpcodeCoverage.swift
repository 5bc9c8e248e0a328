package import WasmModel

/// Which opcodes stood next to each other in the modules that a campaign has run: how much it has seen of what can be
/// generated, and whether it still sees something new.
package struct OpcodeCoverage: Hashable, Sendable {
    private static let width = Opcode.allCases.count

    /// A set of pairs: the first opcode times ``width``, plus the second.
    private var words = [UInt64](repeating: 0, count: (width * width + 63) / 64)
    package private(set) var pairCount = 0

    package init() {}

    package mutating func insert(_ module: Module) {
        for function in module.functions {
            var previous: Int?
            for instruction in function.body.instructions {
                let opcode = Int(instruction.opcode.rawValue)
                if let previous { insert(pair: previous * Self.width + opcode) }
                previous = opcode
            }
        }
    }

    private mutating func insert(pair: Int) {
        let bit = UInt64(1) << UInt64(pair & 63)
        guard words[pair >> 6] & bit == 0 else { return }
        words[pair >> 6] |= bit
        pairCount += 1
    }

    /// How many opcodes stand in a pair.
    package var opcodeCount: Int {
        var seen = Set<Int>()
        for pair in pairs { seen.formUnion([pair / Self.width, pair % Self.width]) }
        return seen.count
    }

    /// Adds what another part of the campaign has seen.
    /// - Returns: the numbers of the pairs that are new.
    package mutating func merge(_ other: OpcodeCoverage) -> [Int] {
        var new: [Int] = []
        for index in words.indices {
            var fresh = other.words[index] & ~words[index]
            while fresh != 0 {
                new.append(index * 64 + fresh.trailingZeroBitCount)
                fresh &= fresh - 1
            }
        }
        for pair in new { insert(pair: pair) }
        return new
    }

    /// Adds pairs by their numbers, as ``merge(_:)`` returned them; other numbers are passed over.
    package mutating func insert(pairs: [Int]) {
        for pair in pairs where pair >= 0 && pair < Self.width * Self.width { insert(pair: pair) }
    }

    /// The numbers of all pairs.
    package var pairs: [Int] {
        var empty = OpcodeCoverage()
        return empty.merge(self)
    }
}
