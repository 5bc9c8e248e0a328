package import WasmModel

/// Where the specification (WebAssembly 3.0) says what an operation does.
package enum SpecificationSection {
    /// As one would cite it: `§4.3.2, Integer Operations`.
    package static func of(_ opcode: Opcode) -> String {
        let definition = OpcodeTable.shared[opcode]
        switch definition.prefix {
        case 0xFD:
            return definition.naturalAlignment > 0
                ? memory : "§4.6.11, Vector Instructions, and §4.3.5, Vector Operations"
        case 0xFE: return "the threads proposal, Atomic Memory Instructions"
        case 0xFB: return "§4.6.9, Reference Instructions"
        default: break
        }
        switch definition.immediates {
        case .memarg, .memargLane, .memoryIndex, .dataIndex, .dataAndMemory, .memoryAndMemory: return memory
        case .tableIndex, .elementIndex, .elementAndTable, .tableAndTable: return "§4.6.7, Table Instructions"
        case .functionIndex, .typeAndTable: return "§4.6.5, Function Calls"
        case .localIndex, .globalIndex: return "§4.6.6, Variable Instructions"
        case .label, .labelTable, .blockType: return "§4.6.2, Control Instructions"
        case .tagIndex, .tryTable: return "§4.6.4, Exception Handling"
        case .heapType, .castBranch: return "§4.6.9, Reference Instructions"
        default: break
        }
        guard let signature = definition.signature else {
            switch opcode {
            case .drop, .select, .selectTyped: return "§4.6.1, Parametric Instructions"
            case .refIsNull, .refAsNonNull, .refEq: return "§4.6.9, Reference Instructions"
            default: return "§4.6.2, Control Instructions"
            }
        }
        let isFloat = signature.operands.contains { $0 == .f32 || $0 == .f64 }
        let makesOther = signature.operands.count == 1 && signature.results != signature.operands
        if makesOther, signature.operands[0] != signature.results.first, "\(definition.mnemonic)".contains("_") {
            return "§4.3.4, Conversions"
        }
        return isFloat ? "§4.3.3, Floating-Point Operations" : "§4.3.2, Integer Operations"
    }

    private static let memory = "§4.6.8, Memory Instructions"

    /// For a module that one engine takes and another does not.
    static let validation = "§3.3, Instructions (validation), and §3.4, Modules"
    static let binary = "§5, Binary Format"
}
