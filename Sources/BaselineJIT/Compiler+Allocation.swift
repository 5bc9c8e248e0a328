import EngineRuntime
import MachineCode
import NativeCode
import WasmModel

/// Objects are taken off the beginning of the store's current chunk of heap; only when that is used up is the runtime
/// asked for another.
extension Compiler {
    /// A taken register with the address of `bytes` fresh bytes, a multiple of 8, which hold anything.
    mutating func allocate(bytes: Int32) -> Register {
        let register = takeRegister()
        let scratch = Convention.scratch
        var again = Label(), enough = Label()
        assembler.bind(&again)
        assembler.load(.qword, register, Address(Convention.context, Layout.Context.heapNext))
        assembler.loadAddress(.qword, scratch, Address(register, bytes))
        assembler.arithmetic(.cmp, .qword, scratch, Address(Convention.context, Layout.Context.heapEnd))
        assembler.jump(.belowOrEqual, &enough)
        assembler.move(scratch, immediate: UInt64(bytes))
        assembler.call(&extendHeapLabel)
        assembler.jump(&again)
        assembler.bind(&enough)
        assembler.store(.qword, Address(Convention.context, Layout.Context.heapNext), scratch)
        return register
    }

    /// Writes the header of an object: its canonical type, and the length of an array.
    mutating func writeHeader(_ object: Register, type: UInt32, length: UInt32 = 0) {
        if length == 0 {
            // A canonical number is far below 2³¹, so the upper half becomes zero.
            assembler.store(.qword, Address(object, Layout.Header.type), immediate: Int32(bitPattern: type))
        } else {
            assembler.store(.dword, Address(object, Layout.Header.type), immediate: Int32(bitPattern: type))
            assembler.store(.dword, Address(object, Layout.Array.length), immediate: Int32(bitPattern: length))
        }
    }

    /// What ``allocate(bytes:)`` calls with the bytes in `r11`. It keeps every register but that one, so that code that
    /// allocates need not treat it as a call.
    mutating func emitHeapExtension() {
        guard extendHeapLabel.isAwaited else { return }
        let registers: [Register] = [.rax, .rcx, .rdx, .rsi, .rdi, .r8, .r9, .r10]
        let vectorStart = Int32(registers.count * 8)
        // With the return address a multiple of 16.
        let frame = vectorStart + 16 * 16 + 8
        assembler.bind(&extendHeapLabel)
        assembler.arithmetic(.sub, .qword, .rsp, immediate: frame)
        for (position, register) in registers.enumerated() {
            assembler.store(.qword, Address(.rsp, Int32(position * 8)), register)
        }
        for number in 0..<16 {
            assembler.vector(.movupsStore, Address(.rsp, vectorStart + Int32(number * 16)), .xmm(UInt8(number)))
        }
        assembler.move(.qword, .rdi, Convention.context)
        assembler.move(.qword, .rsi, Convention.scratch)
        assembler.move(.rax, immediate: MachineEntry.extendHeap)
        assembler.call(.rax)
        raiseStatus(in: .rax)
        for (position, register) in registers.enumerated() {
            assembler.load(.qword, register, Address(.rsp, Int32(position * 8)))
        }
        for number in 0..<16 {
            assembler.vector(.movups, .xmm(UInt8(number)), Address(.rsp, vectorStart + Int32(number * 16)))
        }
        assembler.arithmetic(.add, .qword, .rsp, immediate: frame)
        assembler.return()
    }

    /// Calls an operation that makes an object, with canonical numbers and indices before the operands; pushes the object.
    mutating func callRuntimeForObject(_ entry: UInt64, _ indices: [UInt32], operands count: Int) {
        callRuntime(entry, indices, operands: count)
        assembler.test(.qword, .rax, .rax)
        assembler.jump(.equal, &raiseContextStatusLabel)
        take(.rax)
        push(.i64, Register.rax)
    }
}
