import MachineCode
import WasmModel

/// The operand stack at compile time and the registers it uses.
///
/// Spilling and moving emit `mov` alone, so a condition that is still in the flags survives them.
extension Compiler {
    @inline(__always) var height: Int { operands.count }

    @inline(__always) mutating func push(_ operand: Operand) { operands.appendReserved(operand) }
    @inline(__always) mutating func push(_ type: OperandType, _ register: Register) { push(.register(type, register)) }
    @inline(__always) mutating func push(_ type: OperandType, _ register: VectorRegister) { push(.vector(type, register)) }
    /// The popped operand keeps its register until ``release(_:)``.
    @inline(__always) mutating func pop() -> Operand {
        let operand = operands.removeLast()
        settledHeight = min(settledHeight, operands.count)
        return operand
    }

    /// Both operands of an instruction, the second of which was on top. Where they may be exchanged the second is a constant,
    /// or else is in no register of its own, if either of them is.
    @inline(__always) mutating func popPair(commutes: Bool) -> (first: Operand, second: Operand) {
        let top = operands.count &- 2
        let first = operands[top], second = operands[top &+ 1]
        operands.removeLast(2)
        settledHeight = min(settledHeight, top)
        let isExchanged = commutes && first.precedence < second.precedence
        return isExchanged ? (second, first) : (first, second)
    }

    /// How many operands may be anywhere but in their slots: searches through them stay short.
    static let mostUnsettled = 256

    // MARK: Registers

    /// A register that holds nothing, now taken.
    @inline(__always) mutating func takeRegister() -> Register {
        if freeRegisters == 0 { spillRegister() }
        let number = UInt32(31 &- freeRegisters.leadingZeroBitCount)
        freeRegisters &= ~(1 &<< number)
        return Register(rawValue: UInt8(truncatingIfNeeded: number))
    }

    @inline(__always) mutating func takeVector() -> VectorRegister {
        if freeVectors == 0 { spillVector() }
        let number = UInt32(freeVectors.trailingZeroBitCount)
        freeVectors &= ~(1 &<< number)
        return .xmm(UInt8(truncatingIfNeeded: number))
    }

    /// Registers of locals are not affected.
    @inline(__always) mutating func release(_ register: Register) {
        freeRegisters |= 1 &<< UInt32(register.rawValue) & operandRegisters
    }
    @inline(__always) mutating func release(_ vector: VectorRegister) {
        freeVectors |= 1 &<< UInt32(vector.rawValue) & operandVectors
    }
    @inline(__always) mutating func release(_ operand: Operand) {
        guard operand.kind == .register else { return }
        if operand.isFloat { release(operand.vector) } else { release(operand.general) }
    }

    /// Releases the register of an operand that is no float, if it has one. A local's register is not among those that are
    /// ever free, and neither is the number that stands for none.
    @inline(__always) mutating func releaseInteger(_ operand: Operand) {
        freeRegisters |= 1 &<< UInt32(operand.register) & operandRegisters
    }

    /// A register for the result of an instruction whose first operand may be overwritten if it has one of its own.
    @inline(__always) mutating func takeRegister(orThatOf operand: Operand) -> Register {
        let isOwned = operand.kind == .register
        if freeRegisters == 0, !isOwned { spillRegister() }
        let number = UInt32(truncatingIfNeeded: 31 &- freeRegisters.leadingZeroBitCount) & 31
        freeRegisters &= ~(isOwned ? 0 : 1 &<< number)
        return Register(rawValue: isOwned ? operand.register : UInt8(truncatingIfNeeded: number))
    }

    /// Whether a register may be overwritten by whoever popped its operand: it is no local's.
    @inline(__always) func isOwned(_ register: Register) -> Bool { operandRegisters &>> UInt32(register.rawValue) & 1 != 0 }
    @inline(__always) func isOwned(_ vector: VectorRegister) -> Bool { vector.rawValue < Convention.firstLocalVector }

    @inline(never) private mutating func spillRegister() {
        for height in settledHeight..<operands.count where operands[height].kind == .register && !operands[height].isFloat {
            spill(height)
            return
        }
    }

    @inline(never) mutating func spillVector() {
        for height in settledHeight..<operands.count where operands[height].kind == .register && operands[height].isFloat {
            spill(height)
            return
        }
    }

    /// Moves what is in a register to its slot.
    mutating func spill(_ height: Int) {
        let operand = operands[height]
        store(operand, to: slot(height))
        release(operand)
        operands[height] = self.operand(operand.type, inSlot: height)
    }

    /// Empties a register that an instruction needs, by moving its operand elsewhere. It stays free, not taken.
    mutating func evict(_ register: Register) {
        let bit = 1 &<< UInt32(register.rawValue)
        if freeRegisters & bit != 0 { return }
        for height in settledHeight..<operands.count where operands[height].kind == .register && !operands[height].isFloat
            && operands[height].general == register
        {
            // Only a register that is free already: spilling another would gain nothing.
            if freeRegisters != 0 {
                let other = takeRegister()
                assembler.move(.qword, other, register)
                operands[height].register = other.rawValue
                freeRegisters |= bit
            } else {
                spill(height)
            }
            return
        }
    }

    mutating func evict(_ vector: VectorRegister) {
        if freeVectors &>> UInt32(vector.rawValue) & 1 != 0 { return }
        for height in settledHeight..<operands.count where operands[height].kind == .register && operands[height].isFloat
            && operands[height].vector == vector
        {
            spill(height)
            return
        }
    }

    /// Takes a register that ``evict(_:)`` has emptied.
    @inline(__always) mutating func take(_ register: Register) { freeRegisters &= ~(1 &<< UInt32(register.rawValue)) }
    @inline(__always) mutating func take(_ vector: VectorRegister) { freeVectors &= ~(1 &<< UInt32(vector.rawValue)) }

    // MARK: Locals on the operand stack

    /// Gives operands that stand for the value of a local a place of their own, before the local changes.
    @inline(__always) mutating func settle(_ local: UInt32) {
        var height = operands.count
        while height > settledHeight {
            height &-= 1
            if operands[height].isLocal(local) { settle(at: height) }
        }
    }

    @inline(never) private mutating func settle(at height: Int) {
        let operand = operands[height]
        if operand.isFloat {
            let vector = takeVector()
            load(operand, into: vector)
            operands[height] = .vector(operand.type, vector)
        } else {
            let register = takeRegister()
            load(operand, into: register)
            operands[height] = .register(operand.type, register)
        }
    }

    /// The register of the local that the next instruction sets, for a result to be made there. The operands of the
    /// instruction at hand have been popped. Then ``complete(_:)`` must follow.
    @inline(__always) mutating func targetOfResult() -> UInt8 {
        let next = code[position &+ 1]
        guard next.opcode == .localSet || next.opcode == .localTee, options.folds else { return Local.none }
        let register = locals[Int(next.index)].register
        if register != Local.none { settle(next.index) }
        return register
    }

    /// The result is in the register of the local that the next instruction sets: skips that instruction.
    @inline(__always) mutating func completeResult() {
        position &+= 1
        let next = code[position]
        if next.opcode == .localTee { push(locals[Int(next.index)].operand) }
    }

    // MARK: Values into registers

    /// Where an operand in memory is: the homes of locals and the slots are one row.
    @inline(__always) func address(_ operand: Operand) -> Address { home(Int(operand.index)) }

    /// An operand that is no constant as instructions have it, in its register or in the frame.
    @inline(__always) func place(_ operand: Operand) -> Address {
        let ofRegister = Address(register: operand.general), inFrame = address(operand)
        return operand.isInRegister ? ofRegister : inFrame
    }

    /// The same for one whose registers are those of vectors.
    @inline(__always) func vectorPlace(_ operand: Operand) -> Address {
        let ofRegister = Address(register: operand.vector), inFrame = address(operand)
        return operand.isInRegister ? ofRegister : inFrame
    }

    /// Brings a value into a given register; flags are kept.
    mutating func load(_ operand: Operand, into register: Register) {
        if operand.kind == .constant {
            assembler.move(register, immediate: operand.bits)
        } else {
            assembler.load(operand.type.size, register, place(operand), unless: operand.general == register)
        }
    }

    mutating func load(_ operand: Operand, into vector: VectorRegister) {
        switch operand.kind {
        case .constant:
            if operand.type == .v128 {
                loadVectorConstant(operand, into: vector)
            } else if operand.bits == 0 {
                assembler.vector(.xorps, vector, vector)
            } else {
                assembler.move(Convention.scratch, immediate: operand.bits)
                assembler.vector(.movd.wide(operand.type == .f64), vector, Convention.scratch)
            }
        case .register, .local, .slot:
            if !operand.isInRegister {
                loadVector(operand.type, vector, address(operand))
            } else if operand.vector != vector {
                assembler.vector(.movaps, vector, operand.vector)
            }
        case .condition: break
        }
    }

    /// Brings a value into one of two registers, by its class.
    mutating func load(_ operand: Operand, into register: Register, _ vector: VectorRegister) {
        if operand.isFloat { load(operand, into: vector) } else { load(operand, into: register) }
    }

    /// Writes a value to a word of the frame, or two: all 64 bits of it unless it is an f32; flags are kept.
    mutating func store(_ operand: Operand, to place: Address) {
        if operand.type == .v128 {
            storeVector(operand, to: place)
            return
        }
        switch operand.kind {
        case .constant:
            let value = Int64(bitPattern: operand.bits)
            if Int64(Int32(truncatingIfNeeded: value)) == value {
                assembler.store(.qword, place, immediate: Int32(truncatingIfNeeded: value))
            } else {
                assembler.move(Convention.scratch, immediate: operand.bits)
                assembler.store(.qword, place, Convention.scratch)
            }
        case .register, .local, .slot:
            if !operand.isInRegister {
                assembler.load(.qword, Convention.scratch, address(operand))
                assembler.store(.qword, place, Convention.scratch)
            } else if operand.isFloat {
                assembler.vector(.movsdStore, place, operand.vector)
            } else {
                assembler.store(.qword, place, operand.general)
            }
        case .condition: break
        }
    }

    /// A register to read the value from: its own, its local's, or a fresh one. To be released.
    @inline(__always) mutating func use(_ operand: Operand) -> Register {
        if operand.isInRegister { return operand.general }
        let register = takeRegister()
        load(operand, into: register)
        return register
    }

    @inline(__always) mutating func useVector(_ operand: Operand) -> VectorRegister {
        if operand.isInRegister { return operand.vector }
        let vector = takeVector()
        load(operand, into: vector)
        return vector
    }

    /// A register with the value that may be overwritten.
    @inline(__always) mutating func own(_ operand: Operand) -> Register {
        if operand.kind == .register { return operand.general }
        let register = takeRegister()
        load(operand, into: register)
        return register
    }

    @inline(__always) mutating func ownVector(_ operand: Operand) -> VectorRegister {
        if operand.kind == .register { return operand.vector }
        let vector = takeVector()
        load(operand, into: vector)
        return vector
    }

    /// Brings what is at an address into one of two registers, by its class.
    mutating func load(_ type: OperandType, from place: Address, into register: Register, _ vector: VectorRegister) {
        if type.isFloat {
            loadVector(type, vector, place)
        } else {
            assembler.load(type.size, register, place)
        }
    }

    // MARK: All operands at once

    /// Brings every operand out of its register, and keeps a condition where it is: the next instruction consumes it.
    @inline(never) mutating func forgetRegisters() {
        if isReachable, frames.count > 0 { flush() }
    }

    /// Spills operands below `height` that are in registers: a call is coming.
    mutating func spillRegisters(below height: Int) {
        guard settledHeight < height else { return }
        for position in settledHeight..<height where operands[position].kind == .register { spill(position) }
    }

    /// Brings all operands to where they are whichever way control comes here: their slots. Constants stay.
    mutating func flush() {
        flush(from: settledHeight, constants: false)
        settledHeight = operands.count
    }

    /// Brings the operands from `base` to their slots, constants too: another path may bring other values.
    mutating func flushConstants(from base: Int) { flush(from: base, constants: true) }

    private mutating func flush(from base: Int, constants: Bool) {
        for position in base..<operands.count {
            let operand = operands[position]
            switch operand.kind {
            case .register: spill(position)
            case .local:
                store(operand, to: slot(position))
                operands[position] = self.operand(operand.type, inSlot: position)
            case .constant:
                if constants {
                    store(operand, to: slot(position))
                    operands[position] = self.operand(operand.type, inSlot: position)
                }
            case .slot, .condition: break
            }
        }
    }
}
