import MachineCode
import WasmModel

/// The operand stack at compile time and the registers it uses.
///
/// Spilling and moving emit `mov` alone, so a condition that is still in the flags survives them.
extension Compiler {
    @inline(__always) var height: Int { operands.count }

    @inline(__always) mutating func push(_ operand: Operand) { operands.append(operand) }
    @inline(__always) mutating func push(_ type: OperandType, _ register: Register) { operands.append(.register(type, register)) }
    @inline(__always) mutating func push(_ type: OperandType, _ register: VectorRegister) { operands.append(.vector(type, register)) }
    /// The popped operand keeps its register until ``release(_:)``.
    @inline(__always) mutating func pop() -> Operand {
        let operand = operands.removeLast()
        settledHeight = min(settledHeight, operands.count)
        return operand
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
        if operand.type.isFloat { release(operand.vector) } else { release(operand.general) }
    }

    /// Whether a register may be overwritten by whoever popped its operand: it is no local's.
    @inline(__always) func isOwned(_ register: Register) -> Bool { operandRegisters &>> UInt32(register.rawValue) & 1 != 0 }
    @inline(__always) func isOwned(_ vector: VectorRegister) -> Bool { vector.rawValue < Convention.firstLocalVector }

    @inline(never) private mutating func spillRegister() {
        for height in settledHeight..<operands.count where operands[height].kind == .register && !operands[height].type.isFloat {
            spill(height)
            return
        }
    }

    @inline(never) private mutating func spillVector() {
        for height in settledHeight..<operands.count where operands[height].kind == .register && operands[height].type.isFloat {
            spill(height)
            return
        }
    }

    /// Moves what is in a register to its slot.
    mutating func spill(_ height: Int) {
        let operand = operands[height]
        store(operand, to: slot(height))
        release(operand)
        operands[height] = .slot(operand.type, height)
    }

    /// Empties a register that an instruction needs, by moving its operand elsewhere. It stays free, not taken.
    mutating func evict(_ register: Register) {
        let bit = 1 &<< UInt32(register.rawValue)
        if freeRegisters & bit != 0 { return }
        for height in settledHeight..<operands.count where operands[height].kind == .register && !operands[height].type.isFloat
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
        for height in settledHeight..<operands.count where operands[height].kind == .register && operands[height].type.isFloat
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
            if operands[height].kind == .local, operands[height].index == local { settle(at: height) }
        }
    }

    @inline(never) private mutating func settle(at height: Int) {
        let operand = operands[height]
        if operand.type.isFloat {
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
        if next.opcode == .localTee { push(.local(locals[Int(next.index)].type, next.index)) }
    }

    // MARK: Values into registers

    /// The register of a local, if the operand is one that lives in a register.
    @inline(__always) func localRegister(_ operand: Operand) -> UInt8 {
        operand.kind == .local ? locals[Int(operand.index)].register : Local.none
    }

    /// Where an operand in memory is.
    @inline(__always) func address(_ operand: Operand) -> Address {
        operand.kind == .local ? home(Int(operand.index)) : slot(Int(operand.index))
    }

    /// Whether the operand is in memory, so that an instruction can read it there.
    @inline(__always) func isInMemory(_ operand: Operand) -> Bool {
        operand.kind == .slot || (operand.kind == .local && locals[Int(operand.index)].register == Local.none)
    }

    /// Brings a value into a given register; flags are kept.
    mutating func load(_ operand: Operand, into register: Register) {
        switch operand.kind {
        case .constant: assembler.move(register, immediate: operand.bits)
        case .register:
            if operand.general != register { assembler.move(.qword, register, operand.general) }
        case .local:
            let own = locals[Int(operand.index)].register
            if own == Local.none {
                assembler.load(operand.type.size, register, home(Int(operand.index)))
            } else if own != register.rawValue {
                assembler.move(.qword, register, Register(rawValue: own))
            }
        case .slot: assembler.load(operand.type.size, register, slot(Int(operand.index)))
        case .condition: break
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
        case .register:
            if operand.vector != vector { assembler.vector(.movaps, vector, operand.vector) }
        case .local:
            let own = locals[Int(operand.index)].register
            if own == Local.none {
                loadVector(operand.type, vector, home(Int(operand.index)))
            } else if own != vector.rawValue {
                assembler.vector(.movaps, vector, .xmm(own))
            }
        case .slot: loadVector(operand.type, vector, slot(Int(operand.index)))
        case .condition: break
        }
    }

    /// Brings a value into one of two registers, by its class.
    mutating func load(_ operand: Operand, into register: Register, _ vector: VectorRegister) {
        if operand.type.isFloat { load(operand, into: vector) } else { load(operand, into: register) }
    }

    /// Writes a value to a word of the frame, or two: all 64 bits of it unless it is an f32; flags are kept.
    mutating func store(_ operand: Operand, to place: Address) {
        if operand.type == .v128 {
            storeVector(operand, to: place)
            return
        }
        switch operand.kind {
        case .register:
            if operand.type.isFloat {
                assembler.vector(.movsdStore, place, operand.vector)
            } else {
                assembler.store(.qword, place, operand.general)
            }
        case .constant:
            let value = Int64(bitPattern: operand.bits)
            if Int64(Int32(truncatingIfNeeded: value)) == value {
                assembler.store(.qword, place, immediate: Int32(truncatingIfNeeded: value))
            } else {
                assembler.move(Convention.scratch, immediate: operand.bits)
                assembler.store(.qword, place, Convention.scratch)
            }
        case .local:
            let own = locals[Int(operand.index)].register
            if own == Local.none {
                assembler.load(.qword, Convention.scratch, home(Int(operand.index)))
                assembler.store(.qword, place, Convention.scratch)
            } else if operand.type.isFloat {
                assembler.vector(.movsdStore, place, .xmm(own))
            } else {
                assembler.store(.qword, place, Register(rawValue: own))
            }
        case .slot:
            assembler.load(.qword, Convention.scratch, slot(Int(operand.index)))
            assembler.store(.qword, place, Convention.scratch)
        case .condition: break
        }
    }

    /// A register to read the value from: its own, its local's, or a fresh one. To be released.
    @inline(__always) mutating func use(_ operand: Operand) -> Register {
        if operand.kind == .register { return operand.general }
        let own = localRegister(operand)
        if own != Local.none { return Register(rawValue: own) }
        let register = takeRegister()
        load(operand, into: register)
        return register
    }

    @inline(__always) mutating func useVector(_ operand: Operand) -> VectorRegister {
        if operand.kind == .register { return operand.vector }
        let own = localRegister(operand)
        if own != Local.none { return .xmm(own) }
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
                operands[position] = .slot(operand.type, position)
            case .constant:
                if constants {
                    store(operand, to: slot(position))
                    operands[position] = .slot(operand.type, position)
                }
            case .slot, .condition: break
            }
        }
    }
}
