import EngineRuntime
import MachineCode
import WasmModel

/// Counting fuel. A function pays when it is entered for every instruction in it that control may reach, loops excepted;
/// a loop pays at its head, each turn, for those in it. The interpreter counts the same, so that a program ends at the
/// same place on both.
extension Compiler {
    /// Pays, and asks for more when the fuel is gone; how much is written by ``endMeter()``. All operands are in slots.
    mutating func beginMeter() {
        var enough = Label()
        // A number that takes all four bytes of its field.
        assembler.arithmetic(.sub, .qword, Address(Convention.context, Layout.Context.fuel), immediate: .max)
        meter = UInt32(assembler.offset - 4)
        cost = 0
        assembler.jump(.noSign, &enough)
        saveLostLocals()
        assembler.move(.qword, .rdi, Convention.context)
        assembler.move(.r11, immediate: MachineEntry.refuel)
        assembler.call(.r11)
        raiseStatus(in: .rax)
        restoreLostLocals()
        assembler.bind(&enough)
    }

    mutating func endMeter() { assembler.buffer.patch32(cost, at: Int(meter)) }
}
