import EngineRuntime
import MachineCode
import WasmModel

/// Tests of references against heap types (§4.6.6), in line: a word tells null, i31 and host references apart, an object's
/// first half names its type.
extension CodeEmitter {
    /// The result is in the scratch register until the end: operands stay where they are.
    mutating func emitReferenceTest(_ value: ValueID, _ instruction: IRInstruction) {
        let type = HeapType(rawValue: UInt32(truncatingIfNeeded: instruction.bits))
        let isNullable = instruction.bits >> 32 != 0
        let target = target(value)
        let scratch = RegisterConvention.scratch
        let second = RegisterConvention.secondScratch
        var matches = Label()
        var fails = Label()
        var done = Label()
        load(instruction.a, into: scratch)
        assembler.test(.qword, scratch, scratch)
        if isNullable { assembler.jump(.equal, &matches) } else { assembler.jump(.equal, &fails) }
        if let index = type.typeIndex {
            assembler.test(.dword, scratch, immediate: 7)
            assembler.jump(.notEqual, &fails)
            assembler.load(.dword, scratch, Address(scratch, RuntimeOffsets.objectType))
            assembler.load(.qword, second, Address(.r15, RuntimeOffsets.types))
            assembler.arithmetic(.cmp, .dword, scratch, Address(second, Int32(index) * 4))
            if shape.subTypes[Int(index)].isFinal {
                assembler.jump(.notEqual, &fails)
            } else {
                assembler.jump(.equal, &matches)
                emitSubtypeTest(of: scratch, Int(index), &fails)
            }
        } else {
            emitAbstractTest(type, &fails)
        }
        assembler.bind(&matches)
        assembler.move(target, immediate: 1)
        assembler.jump(&done)
        assembler.bind(&fails)
        assembler.move(target, immediate: 0)
        assembler.bind(&done)
        finish(value, from: target)
    }

    /// Goes on if the reference in the scratch register, which is not null, is of an abstract type.
    private mutating func emitAbstractTest(_ type: HeapType, _ fails: inout Label) {
        let scratch = RegisterConvention.scratch
        let second = RegisterConvention.secondScratch
        switch type {
        case .any, .func, .extern, .exn: break
        case .eq:
            // A host's reference ends in 10.
            assembler.arithmetic(.and, .dword, scratch, immediate: 3)
            assembler.arithmetic(.cmp, .dword, scratch, immediate: 2)
            assembler.jump(.equal, &fails)
        case .i31:
            assembler.test(.dword, scratch, immediate: 1)
            assembler.jump(.equal, &fails)
        case .struct, .array:
            assembler.test(.dword, scratch, immediate: 7)
            assembler.jump(.notEqual, &fails)
            assembler.load(.dword, scratch, Address(scratch, RuntimeOffsets.objectType))
            assembler.loadAddress(.qword, scratch, Address(scratch, scratch, .two))
            assembler.load(.qword, second, Address(.r15, RuntimeOffsets.context))
            assembler.load(.qword, second, Address(second, RuntimeOffsets.typeDescriptors))
            assembler.loadZeroExtended(.byte, scratch, Address(second, scratch, .eight, RuntimeOffsets.descriptorKind))
            let kind: CompositeKind = type == .struct ? .structure : .array
            assembler.arithmetic(.cmp, .dword, scratch, immediate: Int32(kind.rawValue))
            assembler.jump(.notEqual, &fails)
        // Nothing but null is of the bottom types.
        default: assembler.jump(&fails)
        }
    }
}
