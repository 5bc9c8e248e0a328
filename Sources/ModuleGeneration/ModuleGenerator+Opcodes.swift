public import WasmModel

extension ModuleGenerator {
    /// The instructions that modules may hold: all that the features allow, but those that only give structure and
    /// those of the proposals that are not generated.
    public var opcodes: [Opcode] {
        Opcode.allCases.filter { opcode in
            let feature = OpcodeTable.shared[opcode].feature
            return features.contains(feature) && feature != .legacyExceptions && opcode != .end && opcode != .else
        }
    }
}
