import MachineCode
import WasmModel

/// Counting bits on a processor that has no instruction for it (§4.3.2).
extension Compiler {
    mutating func compileCountWithoutInstruction(_ form: InstructionForm, _ type: OperandType) {
        if form == .popcnt {
            countOnes(type)
        } else {
            searchBit(form, type)
        }
    }

    /// `bsr` and `bsf` find a bit and set the zero flag if there is none, and then leave anything.
    private mutating func searchBit(_ form: InstructionForm, _ type: OperandType) {
        let width: UInt64 = type == .i32 ? 32 : 64
        let isLeading = form == .lzcnt
        compileUnary(type) { compiler, register, source in
            compiler.assembler.integer(isLeading ? .bsr : .bsf, type.size, register, source)
            // This is `mov`: the flag stays.
            compiler.assembler.move(Convention.scratch, immediate: isLeading ? 2 * width - 1 : width)
            compiler.assembler.moveIf(.equal, type.size, register, Convention.scratch)
            // The number of the highest bit counts from the other end; without a bit the width is left.
            if isLeading { compiler.assembler.arithmetic(.xor, .dword, register, immediate: Int32(width - 1)) }
        }
    }

    /// Sums of pairs of bits, of fours, of bytes; the product gathers the bytes in the highest one.
    private mutating func countOnes(_ type: OperandType) {
        let size = type.size
        let register = own(pop())
        let mask = takeRegister()
        let scratch = Convention.scratch

        func load(_ pattern: UInt64) { assembler.move(mask, immediate: type == .i32 ? pattern & 0xFFFF_FFFF : pattern) }
        func copyShifted(by count: UInt8) {
            assembler.move(size, scratch, register)
            assembler.shift(.shr, size, scratch, by: count)
        }

        load(0x5555_5555_5555_5555)
        copyShifted(by: 1)
        assembler.arithmetic(.and, size, scratch, mask)
        assembler.arithmetic(.sub, size, register, scratch)
        load(0x3333_3333_3333_3333)
        copyShifted(by: 2)
        assembler.arithmetic(.and, size, scratch, mask)
        assembler.arithmetic(.and, size, register, mask)
        assembler.arithmetic(.add, size, register, scratch)
        load(0x0F0F_0F0F_0F0F_0F0F)
        copyShifted(by: 4)
        assembler.arithmetic(.add, size, register, scratch)
        assembler.arithmetic(.and, size, register, mask)
        load(0x0101_0101_0101_0101)
        assembler.multiply(size, register, mask)
        assembler.shift(.shr, size, register, by: type == .i32 ? 24 : 56)
        release(mask)
        push(type, register)
    }
}
