/// The instruction table as arrays, built once from ``Opcode/definition``, for code that looks at every byte.
///
/// Take a local copy of ``shared`` outside the loop: the copy is a few retained pointers, an access through the static
/// property is a check that it was initialised.
public struct OpcodeTable: Sendable {
    public static let shared = OpcodeTable()

    /// By raw value.
    public let definitions: [Opcode.Definition]
    /// By raw value; parameters and results of the instructions that have a signature, without reading its name again.
    public let operands: [[Signature.Letter]]
    public let results: [[Signature.Letter]]
    /// By mnemonic. Where two encodings share one, the first.
    public let byMnemonic: [String: Opcode]
    /// By byte: raw value, or `0xFFFF`.
    private let unprefixed: [UInt16]
    /// By prefix and code, 512 to a prefix from `0xFB`: raw value, or `0xFFFF`.
    private let prefixed: [UInt16]

    private init() {
        let all = Opcode.allCases
        definitions = all.map(\.definition)
        operands = definitions.map { $0.signature?.operands ?? [] }
        results = definitions.map { $0.signature?.results ?? [] }
        var unprefixed = [UInt16](repeating: 0xFFFF, count: 256)
        var prefixed = [UInt16](repeating: 0xFFFF, count: 4 * 512)
        var byMnemonic: [String: Opcode] = [:]
        for opcode in all {
            let definition = definitions[Int(opcode.rawValue)]
            if definition.prefix == 0 {
                unprefixed[Int(definition.code)] = opcode.rawValue
            } else {
                prefixed[Int(definition.prefix - 0xFB) * 512 + Int(definition.code)] = opcode.rawValue
            }
            if byMnemonic["\(definition.mnemonic)"] == nil { byMnemonic["\(definition.mnemonic)"] = opcode }
        }
        self.unprefixed = unprefixed
        self.prefixed = prefixed
        self.byMnemonic = byMnemonic
    }

    /// The instruction with a one-byte opcode.
    @inlinable public func opcode(byte: UInt8) -> Opcode? {
        Opcode(rawValue: rawOpcode(byte: byte))
    }

    /// The instruction behind a prefix byte; `nil` if the prefix is none or the code is unassigned.
    @inlinable public func opcode(prefix: UInt8, code: UInt32) -> Opcode? {
        Opcode(rawValue: rawOpcode(prefix: prefix, code: code))
    }

    /// Raw value of the opcode, or `0xFFFF`.
    public func rawOpcode(byte: UInt8) -> UInt16 { unprefixed[Int(byte)] }

    /// Raw value of the opcode, or `0xFFFF`.
    public func rawOpcode(prefix: UInt8, code: UInt32) -> UInt16 {
        guard (0xFB...0xFE).contains(prefix), code < 512 else { return 0xFFFF }
        return prefixed[Int(prefix - 0xFB) * 512 + Int(code)]
    }

    @inlinable public subscript(opcode: Opcode) -> Opcode.Definition { definitions[Int(opcode.rawValue)] }
}
