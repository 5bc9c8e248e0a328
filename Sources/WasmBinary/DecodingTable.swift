import WasmModel

/// What the decoder needs of the instruction table, eight bytes to a row.
struct DecodingRow: Sendable {
    var opcode: Opcode
    var immediates: Opcode.Immediates
    /// The features of which one must be on; zero where no instruction has the code.
    var features: UInt32

    static let unassigned = DecodingRow(opcode: .unreachable, immediates: .none, features: 0)
}

/// Rows by byte, and behind them by prefix and code, 512 to a prefix from `0xFB`.
enum DecodingTable {
    static let codesPerPrefix = 512

    static let rows: [DecodingRow] = {
        var rows = [DecodingRow](repeating: .unassigned, count: 256 + 4 * codesPerPrefix)
        let table = OpcodeTable.shared
        for opcode in Opcode.allCases {
            let definition = table[opcode]
            var features = FeatureSet([definition.feature]).rawValue
            if definition.feature != .core1 { features &= ~1 }
            // Both designs of exception handling throw with the same instruction.
            if opcode == .throw { features |= 1 << UInt32(Feature.legacyExceptions.rawValue) }
            let index =
                definition.prefix == 0
                ? Int(definition.code) : 256 + Int(definition.prefix - 0xFB) * codesPerPrefix + Int(definition.code)
            rows[index] = DecodingRow(opcode: opcode, immediates: definition.immediates, features: features)
        }
        return rows
    }()
}
