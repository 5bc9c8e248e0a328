import MachineCode
import WasmModel

/// Integers of 128 bits in two operands, low first (wide-arithmetic proposal).
extension Compiler {
    /// `i64.add128`, `i64.sub128`
    mutating func compileWideArithmetic(_ low: ArithmeticOperation, _ high: ArithmeticOperation) {
        let secondHigh = pop(), secondLow = pop(), firstHigh = pop(), firstLow = pop()
        // All operands in registers first: what brings them there may change the carry.
        let highRegister = own(firstHigh), lowRegister = own(firstLow)
        let addedHigh = use(secondHigh), addedLow = use(secondLow)
        assembler.arithmetic(low, .qword, lowRegister, addedLow)
        assembler.arithmetic(high, .qword, highRegister, addedHigh)
        release(addedHigh)
        release(addedLow)
        push(.i64, lowRegister)
        push(.i64, highRegister)
    }

    /// `i64.mul_wide_s`, `i64.mul_wide_u`
    mutating func compileWideMultiplication(isSigned: Bool) {
        let top = height - 1
        evict(.rdx)
        take(.rdx)
        if !(operands[top - 1].kind == .register && operands[top - 1].general == .rax) { evict(.rax) }
        let second = pop(), first = pop()
        load(first, into: .rax)
        release(first)
        take(.rax)
        if second.isInMemory {
            assembler.unary(isSigned ? .imul : .mul, .qword, address(second))
        } else if let register = readable(second) {
            assembler.unary(isSigned ? .imul : .mul, .qword, register)
        } else {
            load(second, into: Convention.scratch)
            assembler.unary(isSigned ? .imul : .mul, .qword, Convention.scratch)
        }
        release(second)
        take(.rax)
        take(.rdx)
        push(.i64, Register.rax)
        push(.i64, Register.rdx)
    }
}
