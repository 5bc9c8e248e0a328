import EngineRuntime
import MachineCode
import WasmModel

/// Integer arithmetic and comparison (§4.3.2).
extension Compiler {
    // MARK: Two operands

    mutating func compileArithmetic(_ operation: ArithmeticOperation, _ type: OperandType) {
        let (first, second) = popPair(commutes: operation != .sub)
        let target = targetOfResult()
        if target != Local.none, computeIntoTarget(operation, type, first, second, target) { return }
        let register = takeRegister(orThatOf: first)
        load(first, into: register)
        emit(operation, type, register, second)
        releaseInteger(second)
        push(type, register)
    }

    /// The most frequent one apart, since it has an instruction that leaves its operands as they are.
    mutating func compileAddition(_ type: OperandType) {
        let (first, second) = popPair(commutes: true)
        let target = targetOfResult()
        if target != Local.none, computeIntoTarget(.add, type, first, second, target) { return }
        let register = takeRegister(orThatOf: first)
        if first.kind == .register {
            emit(.add, type, register, second)
        } else {
            combine(.add, type, register, first, second)
        }
        releaseInteger(second)
        push(type, register)
    }

    /// Makes the result in the register of the local that is set next; false if that is the second operand of a
    /// subtraction.
    @inline(never) private mutating func computeIntoTarget(
        _ operation: ArithmeticOperation, _ type: OperandType, _ first: Operand, _ second: Operand, _ target: UInt8
    ) -> Bool {
        let isSecond = second.register == target && first.register != target
        if isSecond, operation == .sub { return false }
        let register = Register(rawValue: target)
        if isSecond { combine(operation, type, register, second, first) } else { combine(operation, type, register, first, second) }
        releaseInteger(first)
        releaseInteger(second)
        completeResult()
        return true
    }

    /// `register = first operation second`; `second` is not in `register` unless `first` is too.
    private mutating func combine(
        _ operation: ArithmeticOperation, _ type: OperandType, _ register: Register, _ first: Operand, _ second: Operand
    ) {
        if operation == .add, first.isInRegister, first.general != register {
            if second.isInRegister {
                assembler.loadAddress(type.size, register, Address(first.general, second.general))
                return
            }
            if let immediate = second.immediate {
                assembler.loadAddress(type.size, register, Address(first.general, immediate))
                return
            }
        }
        load(first, into: register)
        emit(operation, type, register, second)
    }

    /// The register that an operand is in, if it is in one.
    @inline(__always) func readable(_ operand: Operand) -> Register? {
        operand.isInRegister ? operand.general : nil
    }

    /// `register operation= operand`
    mutating func emit(_ operation: ArithmeticOperation, _ type: OperandType, _ register: Register, _ operand: Operand) {
        if operand.kind != .constant {
            assembler.arithmetic(operation, type.size, register, place(operand))
        } else if let immediate = operand.immediate {
            assembler.arithmetic(operation, type.size, register, immediate: immediate)
        } else {
            assembler.move(Convention.scratch, immediate: operand.bits)
            assembler.arithmetic(operation, type.size, register, Convention.scratch)
        }
    }

    mutating func compileMultiply(_ type: OperandType) {
        var (first, second) = popPair(commutes: true)
        let target = targetOfResult()
        // What is in the register of the result must be the first; no constant comes before a local.
        if target != Local.none, second.register == target, first.register != target { swap(&first, &second) }
        let isTarget = target != Local.none
        let register = isTarget ? Register(rawValue: target) : takeRegister(orThatOf: first)
        if second.kind != .constant {
            load(first, into: register)
            assembler.multiply(type.size, register, place(second))
        } else if let immediate = second.immediate, first.kind != .constant {
            assembler.multiply(type.size, register, place(first), immediate: immediate)
        } else {
            load(first, into: register)
            assembler.move(Convention.scratch, immediate: second.bits)
            assembler.multiply(type.size, register, Convention.scratch)
        }
        releaseInteger(second)
        if first.register != register.rawValue { releaseInteger(first) }
        if isTarget { completeResult() } else { push(type, register) }
    }

    /// Pushes a result, or ends it in its local; `first` is released unless the result took its register.
    private mutating func finish(_ type: OperandType, _ register: Register, _ isTarget: Bool, _ first: Operand) {
        if first.register != register.rawValue { releaseInteger(first) }
        if isTarget { completeResult() } else { push(type, register) }
    }

    // MARK: Division

    mutating func compileDivision(_ type: OperandType, isSigned: Bool, remainder: Bool) {
        // The dividend and the result are in rax and rdx.
        let top = height - 1
        evict(.rdx)
        take(.rdx)
        if !(operands[top - 1].kind == .register && operands[top - 1].general == .rax) { evict(.rax) }
        let divisor = pop(), dividend = pop()
        load(dividend, into: .rax)
        release(dividend)
        take(.rax)

        var source = Convention.scratch
        if let register = readable(divisor) { source = register } else { load(divisor, into: source) }
        let isConstant = divisor.kind == .constant
        if !isConstant || divisor.bits == 0 {
            assembler.test(type.size, source, source)
            raise(.equal, .integerDivideByZero)
        }
        let minusOne = type == .i32 ? UInt64(UInt32.max) : .max
        if !isSigned {
            assembler.arithmetic(.xor, .dword, .rdx, .rdx)
            assembler.unary(.div, type.size, source)
        } else if remainder, !isConstant || divisor.bits == minusOne {
            // x rem −1 is 0, where the instruction would overflow for the least x.
            var ordinary = Label(), done = Label()
            assembler.arithmetic(.cmp, type.size, source, immediate: -1)
            assembler.jump(.notEqual, &ordinary)
            assembler.arithmetic(.xor, .dword, .rdx, .rdx)
            assembler.jump(&done)
            assembler.bind(&ordinary)
            assembler.signExtendAccumulator(type.size)
            assembler.unary(.idiv, type.size, source)
            assembler.bind(&done)
        } else {
            // The least value divided by −1 faults: the only fault of a division here, and so an overflow.
            assembler.signExtendAccumulator(type.size)
            assembler.unary(.idiv, type.size, source)
        }
        release(divisor)
        let result: Register = remainder ? .rdx : .rax
        release(remainder ? Register.rax : .rdx)
        push(type, result)
    }

    // MARK: Shifts

    mutating func compileShift(_ operation: ShiftOperation, _ type: OperandType) {
        let isRotation = operation == .rol || operation == .ror
        if operands[height - 1].kind == .constant {
            shiftByConstant(operation, type, isRotation)
        } else if isRotation || !options.usesAVX {
            shiftByRegister(operation, type)
        } else {
            let (value, count) = popPair(commutes: false)
            let countRegister = use(count)
            let target = targetOfResult()
            let isTarget = target != Local.none
            if value.kind == .constant {
                let source = use(value)
                release(source)
                release(countRegister)
                let register = isTarget ? Register(rawValue: target) : takeRegister()
                assembler.shift(operation, type.size, register, source, by: countRegister)
                if isTarget { completeResult() } else { push(type, register) }
                return
            }
            releaseInteger(value)
            release(countRegister)
            let register = isTarget ? Register(rawValue: target) : takeRegister()
            assembler.shift(operation, type.size, register, place(value), by: countRegister)
            if isTarget { completeResult() } else { push(type, register) }
        }
    }

    private mutating func shiftByConstant(_ operation: ShiftOperation, _ type: OperandType, _ isRotation: Bool) {
        let width: UInt64 = type == .i32 ? 32 : 64
        let (value, amount) = popPair(commutes: false)
        let count = UInt8(truncatingIfNeeded: amount.bits & (width - 1))
        let target = targetOfResult()
        let isTarget = target != Local.none
        if isRotation, options.usesAVX, let source = readable(value), isTarget || value.kind != .register {
            let register = isTarget ? Register(rawValue: target) : takeRegister()
            let right = operation == .ror ? count : UInt8((width - UInt64(count)) & (width - 1))
            assembler.rotateRight(type.size, register, source, by: right)
            finish(type, register, isTarget, value)
            return
        }
        let register = isTarget ? Register(rawValue: target) : takeRegister(orThatOf: value)
        load(value, into: register)
        if count != 0 { assembler.shift(operation, type.size, register, by: count) }
        finish(type, register, isTarget, value)
    }

    private mutating func shiftByRegister(_ operation: ShiftOperation, _ type: OperandType) {
        let top = height - 1
        if !(operands[top].kind == .register && operands[top].general == .rcx) { evict(.rcx) }
        let count = pop(), value = pop()
        load(count, into: .rcx)
        release(count)
        take(.rcx)
        let register = own(value)
        assembler.shiftByCL(operation, type.size, register)
        release(Register.rcx)
        push(type, register)
    }

    // MARK: One operand

    /// `lzcnt`, `tzcnt`, `popcnt`
    mutating func compileCount(_ form: InstructionForm, _ type: OperandType) {
        if !options.usesAVX {
            compileCountWithoutInstruction(form, type)
            return
        }
        compileUnary(type) { compiler, register, source in compiler.assembler.integer(form, type.size, register, source) }
    }

    mutating func compileSignExtension(_ size: OperandSize, _ type: OperandType) {
        compileUnary(type) { compiler, register, source in
            compiler.assembler.signExtend(size, to: type.size, register, source)
        }
    }

    /// A result in a register of its own, or of the local that is set next, from an operand in a register.
    @inline(__always)
    mutating func compileUnary(_ type: OperandType, _ emit: (inout Compiler, Register, Register) -> Void) {
        let operand = pop()
        let source = use(operand)
        let target = targetOfResult()
        release(source)
        let register = target == Local.none ? takeRegister() : Register(rawValue: target)
        emit(&self, register, source)
        if target == Local.none { push(type, register) } else { completeResult() }
    }

    mutating func compileWrap() {
        let operand = pop()
        switch operand.kind {
        case .constant: push(.constant(.i32, operand.bits & 0xFFFF_FFFF))
        default:  // Not a judge: everything else is in a register or can be brought into one.
            push(operand)
            compileUnary(.i32) { compiler, register, source in compiler.assembler.move(.dword, register, source) }
        }
    }

    mutating func compileExtendUnsigned() {
        let operand = pop()
        if operand.kind == .register {
            push(.i64, operand.general)
        } else if operand.kind == .constant {
            push(.constant(.i64, operand.bits))
        } else {
            push(operand)
            compileUnary(.i64) { compiler, register, source in compiler.assembler.move(.dword, register, source) }
        }
    }

    // MARK: Comparison

    mutating func compileTestForZero(_ type: OperandType) {
        let operand = pop()
        if operand.kind == .condition {
            let negated = Self.negation(of: operand)
            pushCondition(negated.condition, negated.parity)
            return
        }
        if operand.isInMemory {
            assembler.arithmetic(.cmp, type.size, address(operand), immediate: 0)
        } else {
            let register = use(operand)
            assembler.test(type.size, register, register)
            release(register)
        }
        pushCondition(.equal)
    }

    mutating func compileComparison(_ condition: Condition, _ type: OperandType) {
        var (first, second) = popPair(commutes: false)
        var condition = condition
        if first.kind == .constant {
            swap(&first, &second)
            condition = condition.swapped
        }
        if let immediate = second.immediate, first.kind != .constant {
            assembler.arithmetic(.cmp, type.size, place(first), immediate: immediate)
            releaseInteger(first)
        } else {
            let register = use(first)
            emit(.cmp, type, register, second)
            release(register)
        }
        releaseInteger(second)
        pushCondition(condition)
    }
}
