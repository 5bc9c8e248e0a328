import WasmModel

/// Instructions that are an operand and nothing else: how the operand is made without asking which instruction it is.
struct LeafRow: BitwiseCopyable {
    /// All ones for `local.get`, whose operand is as the local says.
    var localMask: Int32
    /// What the operand is apart from that, see ``Operand/leafForm(_:)``; zero if the instruction is another.
    var form: UInt32

    /// One for an instruction that is an operand.
    @inline(__always) var isLeaf: Int { Int(form &>> 24) }

    static let all = OpcodeRows { opcode in
        switch opcode {
        case .localGet: LeafRow(localMask: -1, form: 1 &<< 24)
        case .i32Const: LeafRow(localMask: 0, form: Operand.leafForm(.i32))
        case .i64Const: LeafRow(localMask: 0, form: Operand.leafForm(.i64))
        case .f32Const: LeafRow(localMask: 0, form: Operand.leafForm(.f32))
        case .f64Const: LeafRow(localMask: 0, form: Operand.leafForm(.f64))
        default: LeafRow(localMask: 0, form: 0)  // Not a judge: all others are compiled one by one.
        }
    }
}
