import MachineCode
import WasmModel

/// Loads and stores of vectors and of lanes (§4.4.7). Addresses are formed as for every access.
extension Compiler {
    /// Pops the address and finds out where the access goes; nil after a trap that always happens.
    private mutating func place(_ instruction: Instruction, _ bytes: Int32) -> (Address, Register?)? {
        access(instruction, pop(), bytes: bytes)
    }

    /// A register for what is loaded: that of the local that is set next, or a fresh one. The address may still be made
    /// of `held`, which is released.
    private mutating func targetOfLoad(_ held: Register?) -> (VectorRegister, isTarget: Bool) {
        if let held { release(held) }
        let target = targetOfResult(keeping: held)
        return target == Local.none ? (takeVector(), false) : (.xmm(target), true)
    }

    mutating func compileVectorLoad(_ instruction: Instruction) {
        guard let (address, held) = place(instruction, 16) else {
            push(.constant(.v128, 0))
            return
        }
        if let held { release(held) }
        loadValue(.v128, address, keeping: held)
    }

    /// Eight bytes, each lane extended; or lanes of which `form` reads fewer and zeroes the rest.
    mutating func compileVectorLoad(_ instruction: Instruction, _ form: InstructionForm, bytes: Int32) {
        guard let (address, held) = place(instruction, bytes) else {
            push(.constant(.v128, 0))
            return
        }
        let (vector, isTarget) = targetOfLoad(held)
        apply(form, vector, address)
        finish(.v128, vector, isTarget)
    }

    mutating func compileLoadSplat(_ instruction: Instruction, _ size: OperandSize) {
        guard let (address, held) = place(instruction, 1 << Int32(size.rawValue)) else {
            push(.constant(.v128, 0))
            return
        }
        let (vector, isTarget) = targetOfLoad(held)
        switch size {
        case .byte where options.usesAVX: assembler.vectorVEX(.vpbroadcastb, vector, address)
        case .word where options.usesAVX: assembler.vectorVEX(.vpbroadcastw, vector, address)
        case .dword where options.usesAVX: assembler.vectorVEX(.vbroadcastss, vector, address)
        case .byte, .word:
            insert(size, 0, vector, vector, address)
            spread(size, vector)
        case .dword:
            assembler.vector(.movss, vector, address)
            spread(size, vector)
        case .qword: apply(.movddup, vector, address)
        }
        finish(.v128, vector, isTarget)
    }

    mutating func compileLoadLane(_ instruction: Instruction, _ size: OperandSize) {
        // The vector comes into its register before the address takes the scratch register.
        let source = useVector(pop())
        guard let (address, held) = place(instruction, 1 << Int32(size.rawValue)) else {
            release(source)
            push(.constant(.v128, 0))
            return
        }
        if let held { release(held) }
        let target = targetOfResult(keeping: held)
        let isTarget = target != Local.none
        if isTarget || !isOwned(source) { release(source) }
        let vector = isTarget ? .xmm(target) : isOwned(source) ? source : takeVector()
        insert(size, instruction.lane, vector, source, address)
        finish(.v128, vector, isTarget)
    }

    mutating func compileVectorStore(_ instruction: Instruction) {
        let vector = useVector(pop())
        if let (address, held) = place(instruction, 16) {
            storeVector(.v128, address, vector)
            if let held { release(held) }
        }
        release(vector)
    }

    mutating func compileStoreLane(_ instruction: Instruction, _ size: OperandSize) {
        let vector = useVector(pop())
        if let (address, held) = place(instruction, 1 << Int32(size.rawValue)) {
            switch size {
            case .byte: assembler.vector(.pextrbStore, address, vector, immediate: instruction.lane)
            case .word: assembler.vector(.pextrwStore, address, vector, immediate: instruction.lane)
            case .dword where instruction.lane == 0: assembler.vector(.movssStore, address, vector)
            case .qword where instruction.lane == 0: assembler.vector(.movsdStore, address, vector)
            case .dword: assembler.vector(.pextrdStore, address, vector, immediate: instruction.lane)
            case .qword: assembler.vector(.pextrdStore.wide, address, vector, immediate: instruction.lane)
            }
            if let held { release(held) }
        }
        release(vector)
    }
}
