import EngineInterface
import EngineRuntime
import MachineCode
import WasmModel
import WasmValidation

/// Tail calls (§4.4.8.12 and on), which take no room on the stack however many follow each other.
///
/// A call to a function of the same instance whose words fit into the caller's area is a jump. Every other takes away
/// the frame and puts a *tail frame* in its place, once for a chain of calls: it holds the area that the callee wants and
/// what must come back when the chain returns. From ``Convention/topFrame`` up:
///
/// | words | |
/// |---|---|
/// | 0 | the tail frame before |
/// | 1 | words of results in the area |
/// | 2, 3 | instance, and byte 0 of its memory 0 |
/// | 4 | nothing |
/// | 5 | return address of the chain's first call, whose caller's area follows |
///
/// Below stand the area, and the return address ``Convention/frameReturn``, by which the next call of the chain knows
/// that the frame is there.
extension Compiler {
    /// Words of a tail frame below the return address.
    private static let frameWords = 5

    mutating func compileTailCall(_ instruction: Instruction) {
        let signature = module.signature(instruction.index)
        let fits = wordsOfArea(signature: signature) <= incomingWords
        placeArguments(signature, isTail: true, inPlace: fits)
        let number = Int(instruction.index) - importedFunctions
        if number >= 0, fits {
            emitLeave()
            assembler.jump(&functionLabels[number])
        } else {
            loadFunction(Int(instruction.index), into: Convention.scratch)
            loadArguments(inPlace: fits)
            emitLeave()
            let typeIndex =
                number >= 0 ? module.module.functions[number].typeIndex : module.spaces.functions[Int(instruction.index)]
            assembler.jump(&tailLabels[Int(typeIndex)])
        }
        endWithTailCall()
    }

    /// What is left on the operand stack has been spilled, and the registers of the arguments are nobody's.
    private mutating func endWithTailCall() {
        freeRegisters = operandRegisters
        freeVectors = operandVectors
        becomeUnreachable()
    }

    /// Calls the function at `r11` in place of this one; `r8` … `r10` hold nothing.
    mutating func finishTailCall(through typeIndex: Int, _ signature: ModuleTypes.Signature) {
        let fits = wordsOfArea(signature: signature) <= incomingWords
        assembler.loadAddress(.r9, of: &tailLabels[typeIndex])
        if fits {
            assembler.load(.qword, .r10, Address(Convention.context, Convention.instance))
            assembler.arithmetic(.cmp, .qword, .r10, Address(Convention.scratch, Layout.Function.instance))
            assembler.moveIf(.equal, .qword, .r9, Address(Convention.scratch, Layout.Function.tierWord))
        }
        loadArguments(inPlace: fits)
        emitLeave()
        assembler.jump(.r9)
        endWithTailCall()
    }

    /// Where the words of the arguments are, into `r10`.
    private mutating func loadArguments(inPlace: Bool) {
        if inPlace {
            assembler.loadAddress(.qword, .r10, incoming(0))
        } else {
            assembler.move(.qword, .r10, .rsp)
        }
    }

    // MARK: Tail frames

    mutating func emitTailCalls() {
        var isNeeded = false
        for index in 0..<tailLabels.count where tailLabels[index].isAwaited {
            isNeeded = true
            assembler.align(16)
            assembler.bind(&tailLabels[index])
            emitTailCall(module.types.signatures[index], index)
        }
        guard isNeeded else { return }
        assembler.align(16)
        frameReturnOffset = assembler.offset
        emitFrameReturn()
    }

    /// The function is at `r11`, the words of its arguments at `r10`, and the stack pointer at the return address.
    private mutating func emitTailCall(_ signature: ModuleTypes.Signature, _ typeIndex: Int) {
        let context = Convention.context
        let words = wordsOfArea(signature: signature)
        let room = (max(words, Convention.minimumAreaWords) + 1) & ~1
        var isThere = Label()
        assembler.load(.qword, .r9, Address(context, Convention.topFrame))
        assembler.load(.qword, .r8, Address(context, Convention.frameReturn))
        assembler.arithmetic(.cmp, .qword, .r8, Address(.rsp))
        assembler.jump(.equal, &isThere)
        assembler.move(.qword, .r8, .r9)
        assembler.loadAddress(.qword, .r9, Address(.rsp, -Int32(Self.frameWords * 8)))
        assembler.store(.qword, Address(.r9), .r8)
        assembler.store(.qword, Address(.r9, 8), immediate: Int32(wordsOfResults(signature)))
        assembler.load(.qword, .r8, Address(context, Convention.instance))
        assembler.store(.qword, Address(.r9, 16), .r8)
        assembler.store(.qword, Address(.r9, 24), Convention.memoryBase)
        assembler.store(.qword, Address(context, Convention.topFrame), .r9)
        assembler.bind(&isThere)
        assembler.loadAddress(.qword, .r8, Address(.r9, -Int32(room * 8 + 8)))
        assembler.arithmetic(.cmp, .qword, .r8, Address(context, Layout.Context.stackLimit))
        raise(.below, .exhausted(.callStack))
        if words > 0 { moveWords(words) }
        assembler.load(.qword, .r9, Address(context, Convention.frameReturn))
        assembler.store(.qword, Address(.r8), .r9)
        assembler.move(.qword, .rsp, .r8)

        assembler.arithmetic(
            .cmp, .dword, Address(Convention.scratch, Layout.Function.kind), immediate: Int32(FunctionKind.host.rawValue))
        assembler.jump(.equal, &foreignLabels[typeIndex])
        assembler.load(.qword, .r8, Address(Convention.scratch, Layout.Function.instance))
        assembler.store(.qword, Address(context, Convention.instance), .r8)
        assembler.load(.qword, Convention.memoryBase, Address(.r8, Convention.instanceMemoryBase))
        assembler.jump(Address(Convention.scratch, Layout.Function.tierWord))
    }

    /// Words from `r10` to behind `r8`, which may overlap.
    private mutating func moveWords(_ count: Int) {
        var upwards = Label(), again = Label(), done = Label()
        let vector = Convention.vectorScratch
        assembler.loadAddress(.qword, .r9, Address(.r8, 8))
        assembler.arithmetic(.cmp, .qword, .r10, .r9)
        assembler.jump(.equal, &done)
        assembler.jump(.above, &upwards)
        assembler.move(.r9, immediate: UInt64(count))
        assembler.bind(&again)
        assembler.vector(.movsd, vector, Address(.r10, .r9, .eight, -8))
        assembler.vector(.movsdStore, Address(.r8, .r9, .eight), vector)
        assembler.arithmetic(.sub, .dword, .r9, immediate: 1)
        assembler.jump(.notEqual, &again)
        assembler.jump(&done)
        again = Label()
        assembler.bind(&upwards)
        assembler.arithmetic(.xor, .dword, .r9, .r9)
        assembler.bind(&again)
        assembler.vector(.movsd, vector, Address(.r10, .r9, .eight))
        assembler.vector(.movsdStore, Address(.r8, .r9, .eight, 8), vector)
        assembler.arithmetic(.add, .dword, .r9, immediate: 1)
        assembler.arithmetic(.cmp, .dword, .r9, immediate: Int32(count))
        assembler.jump(.notEqual, &again)
        assembler.bind(&done)
    }

    /// Where the last function of a chain returns to: takes away the tail frame and returns to the caller of the first.
    private mutating func emitFrameReturn() {
        let context = Convention.context
        var again = Label(), done = Label()
        assembler.load(.qword, .r11, Address(context, Convention.topFrame))
        assembler.load(.qword, .r10, Address(.r11))
        assembler.store(.qword, Address(context, Convention.topFrame), .r10)
        assembler.load(.qword, .r10, Address(.r11, 16))
        assembler.store(.qword, Address(context, Convention.instance), .r10)
        assembler.load(.qword, Convention.memoryBase, Address(.r11, 24))
        assembler.load(.qword, .r10, Address(.r11, 8))
        assembler.test(.dword, .r10, .r10)
        assembler.jump(.equal, &done)
        assembler.bind(&again)
        assembler.load(.qword, .r9, Address(.rsp, .r10, .eight, -8))
        // Behind the return address.
        assembler.store(.qword, Address(.r11, .r10, .eight, Int32(Self.frameWords * 8)), .r9)
        assembler.arithmetic(.sub, .dword, .r10, immediate: 1)
        assembler.jump(.notEqual, &again)
        assembler.bind(&done)
        assembler.loadAddress(.qword, .rsp, Address(.r11, Int32(Self.frameWords * 8)))
        assembler.return()
    }
}
