public import WasmModel

extension ModuleGenerator {
    /// The instructions that modules may hold: all that the features allow, but those that only give structure and
    /// those of the proposals that are not generated.
    public var opcodes: [Opcode] {
        Opcode.allCases.filter { opcode in
            let feature = OpcodeTable.shared[opcode].feature
            return features.contains(feature) && !opcode.isOnlyStructure
        }
    }
}

extension Opcode {
    /// Divides or ends a block and does nothing itself.
    package var isOnlyStructure: Bool {
        switch self {
        case .end, .else, .catch, .catchAll, .delegate: true
        default: false
        }
    }
}
