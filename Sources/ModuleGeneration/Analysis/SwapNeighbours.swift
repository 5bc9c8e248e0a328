package import WasmModel

/// For each operation, those that a compiler may confuse it with: same operands and results, another meaning. They are
/// what a fault is made of when the generator is measured, and what a mutation swaps.
///
/// Read off the mnemonics of the instruction table, once. Only computation counts: no constants, loads or stores.
package struct SwapNeighbours: Sendable {
    package static let shared = SwapNeighbours()

    private let neighbours: [[Opcode]]

    private init() {
        let table = OpcodeTable.shared
        var neighbours = [[Opcode]](repeating: [], count: Opcode.allCases.count)
        for opcode in Opcode.allCases {
            let definition = table[opcode]
            guard let signature = definition.signature, definition.feature != .relaxedSIMD, definition.naturalAlignment == 0,
                !signature.operands.isEmpty
            else { continue }
            switch definition.immediates {
            case .none, .lane: break
            default: continue
            }
            let parts = "\(definition.mnemonic)".split(separator: ".", maxSplits: 1).map(String.init)
            guard parts.count == 2 else { continue }
            for name in Self.near(parts[1]) {
                guard let other = table.byMnemonic[parts[0] + "." + name], table[other].signature == signature else { continue }
                // A fault must not bring in a trap that the operation never had.
                if table[other].traps.isEmpty || !definition.traps.isEmpty { neighbours[Int(opcode.rawValue)].append(other) }
            }
        }
        self.neighbours = neighbours
    }

    package func of(_ opcode: Opcode) -> [Opcode] { neighbours[Int(opcode.rawValue)] }

    /// Names that differ by one word of a pair: `shr_s` and `shr_u`, `min` and `max`.
    private static func near(_ name: String) -> [String] {
        var found: [String] = []
        if name.hasSuffix("_s") { found.append(name.dropLast(2) + "_u") }
        if name.hasSuffix("_u") { found.append(name.dropLast(2) + "_s") }
        for (first, second) in pairs {
            if name == first { found.append(second) }
            if name == second { found.append(first) }
            for suffix in ["_s", "_u"] {
                if name == first + suffix { found.append(second + suffix) }
                if name == second + suffix { found.append(first + suffix) }
            }
        }
        for (first, second) in [("_low_", "_high_")] {
            if let range = name.firstRange(of: first) { found.append(name.replacingCharacters(range, second)) }
            if let range = name.firstRange(of: second) { found.append(name.replacingCharacters(range, first)) }
        }
        return found
    }

    private static let pairs: [(String, String)] = [
        ("add", "sub"), ("add", "mul"), ("sub", "mul"), ("mul", "div"), ("div", "rem"), ("min", "max"), ("pmin", "pmax"),
        ("min", "pmin"), ("max", "pmax"), ("ceil", "floor"), ("trunc", "nearest"), ("floor", "trunc"), ("ceil", "nearest"),
        ("and", "or"), ("or", "xor"), ("and", "andnot"), ("rotl", "rotr"), ("clz", "ctz"), ("ctz", "popcnt"),
        ("lt", "le"), ("gt", "ge"), ("lt", "gt"), ("le", "ge"), ("eq", "ne"), ("abs", "neg"), ("abs", "sqrt"),
        ("add_sat", "sub_sat"), ("extend8", "extend16"), ("all_true", "bitmask"), ("shl", "shr_u"), ("shl", "shr_s"), ("add128", "sub128"),
        ("sqrt", "neg"),
    ]
}

extension String {
    fileprivate func replacingCharacters(_ range: Range<Index>, _ replacement: String) -> String {
        String(self[..<range.lowerBound]) + replacement + String(self[range.upperBound...])
    }
}
