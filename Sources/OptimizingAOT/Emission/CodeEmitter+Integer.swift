import MachineCode
import WasmModel

extension CodeEmitter {
    mutating func emitNumeric(_ value: ValueID, _ instruction: IRInstruction) {
        if function.facts[instruction.opcode].isVector { return emitVector(value, instruction) }
        switch instruction.opcode {
        case .i32Add, .i64Add: emitAdd(value, instruction)
        case .i32Sub, .i64Sub: emitArithmetic(.sub, value, instruction)
        case .i32And, .i64And: emitArithmetic(.and, value, instruction)
        case .i32Or, .i64Or: emitArithmetic(.or, value, instruction)
        case .i32Xor, .i64Xor: emitArithmetic(.xor, value, instruction)
        case .i32Mul, .i64Mul: emitMultiply(value, instruction)
        case .i32DivS, .i64DivS: emitDivision(value, instruction, isSigned: true, wantsRemainder: false)
        case .i32DivU, .i64DivU: emitDivision(value, instruction, isSigned: false, wantsRemainder: false)
        case .i32RemS, .i64RemS: emitDivision(value, instruction, isSigned: true, wantsRemainder: true)
        case .i32RemU, .i64RemU: emitDivision(value, instruction, isSigned: false, wantsRemainder: true)
        case .i64MulWideS: emitHighMultiply(.imul, value, instruction)
        case .i64MulWideU: emitHighMultiply(.mul, value, instruction)
        case .i32Shl, .i64Shl: emitShift(.shl, value, instruction)
        case .i32ShrS, .i64ShrS: emitShift(.sar, value, instruction)
        case .i32ShrU, .i64ShrU: emitShift(.shr, value, instruction)
        case .i32Rotl, .i64Rotl: emitRotation(.rol, value, instruction)
        case .i32Rotr, .i64Rotr: emitRotation(.ror, value, instruction)
        case .i32Clz, .i64Clz: emitBits(.lzcnt, value, instruction)
        case .i32Ctz, .i64Ctz: emitBits(.tzcnt, value, instruction)
        case .i32Popcnt, .i64Popcnt: emitBits(.popcnt, value, instruction)
        case .i32Extend8S: emitExtension(.byte, .dword, value, instruction)
        case .i32Extend16S: emitExtension(.word, .dword, value, instruction)
        case .i64Extend8S: emitExtension(.byte, .qword, value, instruction)
        case .i64Extend16S: emitExtension(.word, .qword, value, instruction)
        case .i64Extend32S, .i64ExtendI32S: emitExtension(.dword, .qword, value, instruction)
        // 32-bit values have zeros above them, so both are a 32-bit move.
        case .i64ExtendI32U, .i32WrapI64:
            let target = target(value)
            assembler.move(.dword, target, register(instruction.a))
            finish(value, from: target)
        default:
            if function.facts[instruction.opcode].isComparison, let comparison = Comparison(instruction.opcode) {
                let condition = emitComparison(comparison, instruction)
                emitSet(condition, value)
            } else {
                emitFloat(value, instruction)
            }
        }
    }

    func size(_ instruction: IRInstruction) -> OperandSize { instruction.type == .i32 ? .dword : .qword }

    /// 0 or 1 by a condition.
    mutating func emitSet(_ condition: Condition, _ value: ValueID) {
        let target = target(value)
        assembler.set(condition, target)
        assembler.zeroExtend(.byte, target, target)
        finish(value, from: target)
    }

    private mutating func emitAdd(_ value: ValueID, _ instruction: IRInstruction) {
        let size = size(instruction)
        if let scaled = Selection.scaledOperand(instruction, function), selection.isFolded[Int(scaled.value)] {
            let target = target(value)
            let base = register(scaled.other)
            let index = register(function.instructions[Int(scaled.value)].a, RegisterConvention.secondScratch)
            assembler.loadAddress(size, target, Address(base, index, Scale(rawValue: scaled.shift) ?? .one))
            finish(value, from: target)
            return
        }
        let target = target(value)
        if let immediate = immediate(instruction.b, size) {
            let first = register(instruction.a)
            if first == target {
                assembler.arithmetic(.add, size, target, immediate: immediate)
            } else {
                assembler.loadAddress(size, target, Address(first, immediate))
            }
            finish(value, from: target)
            return
        }
        if case .register(let a) = locations[Int(instruction.a)], case .register(let b) = locations[Int(instruction.b)],
            a != target.rawValue, b != target.rawValue
        {
            assembler.loadAddress(size, target, Address(Register(rawValue: a), Register(rawValue: b)))
            finish(value, from: target)
            return
        }
        emitArithmetic(.add, value, instruction)
    }

    private mutating func emitArithmetic(_ operation: ArithmeticOperation, _ value: ValueID, _ instruction: IRInstruction) {
        let size = size(instruction)
        let target = target(value)
        if let immediate = immediate(instruction.b, size) {
            load(instruction.a, into: target)
            assembler.arithmetic(operation, size, target, immediate: immediate)
        } else if case .slot(let slot) = locations[Int(instruction.b)], constantBits(instruction.b) == nil {
            load(instruction.a, into: target)
            assembler.arithmetic(operation, size, target, address(ofSlot: slot))
        } else {
            let second = register(instruction.b, RegisterConvention.secondScratch)
            if second == target {
                // Only where the order does not matter does the allocator let the right operand share.
                assembler.arithmetic(operation, size, target, register(instruction.a))
            } else {
                load(instruction.a, into: target)
                assembler.arithmetic(operation, size, target, second)
            }
        }
        finish(value, from: target)
    }

    private mutating func emitMultiply(_ value: ValueID, _ instruction: IRInstruction) {
        let size = size(instruction)
        let target = target(value)
        if let immediate = immediate(instruction.b, size) {
            assembler.multiply(size, target, register(instruction.a), immediate: immediate)
        } else {
            let second = register(instruction.b, RegisterConvention.secondScratch)
            if second == target {
                assembler.multiply(size, target, register(instruction.a))
            } else {
                load(instruction.a, into: target)
                assembler.multiply(size, target, second)
            }
        }
        finish(value, from: target)
    }

    /// The high half of a product. The allocator keeps the second operand out of `rax` and `rdx`.
    private mutating func emitHighMultiply(_ operation: UnaryOperation, _ value: ValueID, _ instruction: IRInstruction) {
        load(instruction.a, into: .rax)
        assembler.unary(operation, .qword, register(instruction.b, RegisterConvention.secondScratch))
        let target = target(value)
        if target != .rdx { assembler.move(.qword, target, .rdx) }
        finish(value, from: target)
    }

    /// The allocator keeps the divisor and whatever lives across out of `rax` and `rdx`. A zero divisor is tested for,
    /// so the only fault left to the hardware is the quotient that does not fit.
    private mutating func emitDivision(_ value: ValueID, _ instruction: IRInstruction, isSigned: Bool, wantsRemainder: Bool) {
        let size = size(instruction)
        load(instruction.a, into: .rax)
        let divisor = register(instruction.b, RegisterConvention.secondScratch)
        let known = constantBits(instruction.b)
        if known == nil || known == 0 {
            assembler.test(size, divisor, divisor)
            assembler.jump(.equal, &trapLabels[TrapSlot.of(.integerDivideByZero)])
        }
        let minusOne: UInt64 = size == .dword ? 0xFFFF_FFFF : .max
        var done = Label()
        if isSigned, wantsRemainder, known == nil || known == minusOne {
            // The remainder by −1 is 0 even where the quotient does not fit.
            assembler.arithmetic(.xor, .dword, .rdx, .rdx)
            assembler.arithmetic(.cmp, size, divisor, immediate: -1)
            assembler.jump(.equal, &done)
        }
        if isSigned {
            assembler.signExtendAccumulator(size)
            assembler.unary(.idiv, size, divisor)
        } else {
            assembler.arithmetic(.xor, .dword, .rdx, .rdx)
            assembler.unary(.div, size, divisor)
        }
        assembler.bind(&done)
        let result: Register = wantsRemainder ? .rdx : .rax
        let target = target(value)
        if target != result { assembler.move(.qword, target, result) }
        finish(value, from: target)
    }

    private mutating func emitShift(_ operation: ShiftOperation, _ value: ValueID, _ instruction: IRInstruction) {
        let size = size(instruction)
        let target = target(value)
        if let bits = constantBits(instruction.b) {
            load(instruction.a, into: target)
            let count = UInt8(bits & (size == .dword ? 31 : 63))
            if count != 0 {
                assembler.shift(operation, size, target, by: count)
            } else if size == .dword {
                assembler.move(.dword, target, target)
            }
        } else if !self.target.hasBMI2 {
            return shiftByCL(operation, value, instruction)
        } else {
            let source = register(instruction.a)
            assembler.shift(operation, size, target, source, by: register(instruction.b, RegisterConvention.secondScratch))
        }
        finish(value, from: target)
    }

    private mutating func emitRotation(_ operation: ShiftOperation, _ value: ValueID, _ instruction: IRInstruction) {
        let size = size(instruction)
        let target = target(value)
        if let bits = constantBits(instruction.b) {
            let width: UInt8 = size == .dword ? 32 : 64
            let count = UInt8(bits & UInt64(width - 1))
            let right = operation == .ror ? count : (width - count) & (width - 1)
            if self.target.hasBMI2 {
                assembler.rotateRight(size, target, register(instruction.a), by: right)
            } else {
                load(instruction.a, into: target)
                if right != 0 { assembler.shift(.ror, size, target, by: right) }
            }
        } else {
            return shiftByCL(operation, value, instruction)
        }
        finish(value, from: target)
    }

    /// The allocator keeps whatever lives across out of `rcx`.
    private mutating func shiftByCL(_ operation: ShiftOperation, _ value: ValueID, _ instruction: IRInstruction) {
        let target = target(value)
        // The count is read before `rcx` is written, and the value before that.
        load(instruction.a, into: RegisterConvention.scratch)
        load(instruction.b, into: .rcx)
        assembler.shiftByCL(operation, size(instruction), RegisterConvention.scratch)
        if target != RegisterConvention.scratch { assembler.move(.qword, target, RegisterConvention.scratch) }
        finish(value, from: target)
    }

    private mutating func emitBits(_ form: InstructionForm, _ value: ValueID, _ instruction: IRInstruction) {
        let target = target(value)
        let size: OperandSize = instruction.opcode.rawValue >= Opcode.i64Clz.rawValue ? .qword : .dword
        if form == .lzcnt && !self.target.hasLZCNT || form == .tzcnt && !self.target.hasBMI1 {
            emitBitScan(form == .lzcnt ? .bsr : .bsf, size, target, register(instruction.a))
        } else {
            assembler.integer(form, size, target, register(instruction.a))
        }
        finish(value, from: target)
    }

    /// Zeros by the position of the first or last bit that is set; of zero there is none, and the flags say so.
    private mutating func emitBitScan(_ form: InstructionForm, _ size: OperandSize, _ target: Register, _ source: Register) {
        let width: UInt64 = size == .dword ? 32 : 64
        let position = RegisterConvention.scratch
        assembler.integer(form, size, position, source)
        // A bit that is not there, so that the leading zeros of zero are `width` too.
        assembler.move(RegisterConvention.secondScratch, immediate: form == .bsr ? 2 * width - 1 : width)
        assembler.moveIf(.equal, .dword, position, RegisterConvention.secondScratch)
        if form == .bsr { assembler.arithmetic(.xor, .dword, position, immediate: Int32(width) - 1) }
        if target != position { assembler.move(.dword, target, position) }
    }

    private mutating func emitExtension(_ from: OperandSize, _ to: OperandSize, _ value: ValueID, _ instruction: IRInstruction) {
        let target = target(value)
        assembler.signExtend(from, to: to, target, register(instruction.a))
        finish(value, from: target)
    }
}
