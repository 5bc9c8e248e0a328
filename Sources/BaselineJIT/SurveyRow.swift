import WasmModel

/// What an instruction means to the look at a body that comes before compiling it.
struct SurveyRow {
    enum Role: UInt8 {
        case none, block, loop, end, call, tailCall
        /// Calls the runtime.
        case runtime
        /// Needs slots for a v128.
        case vector
    }

    /// All ones if the instruction names a local. A mask, because the processor would guess wrong about a jump.
    var localMask: UInt32
    var role: Role

    /// By raw value of the opcode.
    static let all: [SurveyRow] = Opcode.allCases.map { opcode in
        let namesLocal = opcode == .localGet || opcode == .localSet || opcode == .localTee
        return SurveyRow(localMask: namesLocal ? .max : 0, role: role(of: opcode))
    }

    private static func role(of opcode: Opcode) -> Role {
        switch opcode {
        case .block, .if, .tryTable, .try: .block
        case .loop: .loop
        case .end, .delegate: .end
        case .call, .callIndirect, .callRef: .call
        case .returnCall, .returnCallIndirect, .returnCallRef: .tailCall
        case .memoryGrow, .memoryCopy, .memoryFill, .memoryInit, .tableGrow, .tableCopy, .tableFill, .tableInit,
            .arrayNew, .arrayNewDefault, .arrayNewData, .arrayNewElem, .arrayFill, .arrayCopy, .arrayInitData,
            .arrayInitElem, .throw, .throwRef, .rethrow, .memoryAtomicWait32, .memoryAtomicWait64, .memoryAtomicNotify:
            .runtime
        default: opcode.isVector ? .vector : .none  // Not a judge: nothing else calls or opens a block.
        }
    }
}
