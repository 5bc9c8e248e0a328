import WasmModel

/// What an instruction means to the look at a body that comes before compiling it.
struct SurveyRow: BitwiseCopyable {
    enum Role: UInt8, BitwiseCopyable {
        case none, block, legacyBlock, loop, end, call, tailCall
        /// Calls the runtime.
        case runtime
    }

    /// All ones if the instruction names a local. A mask, because the processor would guess wrong about a jump.
    var localMask: UInt32
    /// Set if ``role`` is not ``Role/none``. Apart, so that most instructions pass by one jump that is not through a table.
    var isSpecial: Bool
    /// One if the instruction needs slots for a v128.
    var isVector: UInt8
    var role: Role

    static let all = OpcodeRows { opcode in
        let namesLocal = opcode == .localGet || opcode == .localSet || opcode == .localTee
        let role = role(of: opcode)
        return SurveyRow(
            localMask: namesLocal ? .max : 0, isSpecial: role != .none, isVector: opcode.isVector ? 1 : 0, role: role)
    }

    private static func role(of opcode: Opcode) -> Role {
        switch opcode {
        case .block, .if, .tryTable: .block
        case .try: .legacyBlock
        case .loop: .loop
        case .end, .delegate: .end
        case .call, .callIndirect, .callRef: .call
        case .returnCall, .returnCallIndirect, .returnCallRef: .tailCall
        case .memoryGrow, .memoryCopy, .memoryFill, .memoryInit, .tableGrow, .tableCopy, .tableFill, .tableInit,
            .arrayNew, .arrayNewDefault, .arrayNewData, .arrayNewElem, .arrayFill, .arrayCopy, .arrayInitData,
            .arrayInitElem, .throw, .throwRef, .rethrow, .memoryAtomicWait32, .memoryAtomicWait64, .memoryAtomicNotify:
            .runtime
        default: .none  // Not a judge: nothing else calls or opens a block.
        }
    }
}

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
