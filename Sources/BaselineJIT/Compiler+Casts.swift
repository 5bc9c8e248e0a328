import EngineRuntime
import MachineCode
import WasmModel
import WasmValidation

/// i31 and what asks for the type of a reference (§4.6.6).
extension Compiler {
    mutating func compileRefI31() {
        let register = own(pop())
        // Twice the value plus one; the top bit falls off the end of 32 bits.
        assembler.loadAddress(.dword, register, Address(register, register, .one, 1))
        push(.i64, register)
    }

    mutating func compileI31Get(isSigned: Bool) {
        let register = own(pop())
        assembler.test(.qword, register, register)
        raise(.equal, .nullReference)
        assembler.shift(isSigned ? .sar : .shr, .dword, register, by: 1)
        push(.i32, register)
    }

    // MARK: Tests

    mutating func compileRefTest(_ instruction: Instruction) {
        let type = ValueType.reference(instruction.heapType, nullable: instruction.opcode == .refTestNull)
        let register = use(pop())
        let result = takeRegister()
        var otherwise = Label()
        assembler.move(result, immediate: 0)
        jump(unless: register, matches: type, &otherwise)
        assembler.move(result, immediate: 1)
        assembler.bind(&otherwise)
        release(register)
        push(.i32, result)
    }

    mutating func compileRefCast(_ instruction: Instruction) {
        let type = ValueType.reference(instruction.heapType, nullable: instruction.opcode == .refCastNull)
        let register = own(pop())
        var failure = Label()
        jump(unless: register, matches: type, &failure)
        if failure.isAwaited {
            var over = Label()
            assembler.jump(&over)
            assembler.bind(&failure)
            raise(.castFailure)
            assembler.bind(&over)
        }
        push(.i64, register)
    }

    /// The reference stays on the operand stack whether or not the branch is taken.
    mutating func compileBranchOnCast(_ instruction: Instruction) {
        let target = frames.count - 1 - Int(instruction.index)
        let register: Register
        if frames[target].bringsRegister {
            bringTopToRegister()
            register = .rax
        } else {
            register = own(pop())
            push(.i64, register)
        }
        var otherwise = Label()
        jump(unless: register, matches: instruction.castTypes.to, &otherwise)
        if instruction.opcode == .brOnCast {
            emitBranch(Int(instruction.index))
            assembler.bind(&otherwise)
        } else {
            var over = Label()
            assembler.jump(&over)
            assembler.bind(&otherwise)
            emitBranch(Int(instruction.index))
            assembler.bind(&over)
        }
    }

    /// Goes on if the reference is of the type, and jumps if it is not. The register is kept, and no other changes but
    /// the scratch register: control joins what it left.
    private mutating func jump(unless register: Register, matches type: ValueType, _ otherwise: inout Label) {
        var matched = Label()
        assembler.test(.qword, register, register)
        if type.isNullable { assembler.jump(.equal, &matched) } else { assembler.jump(.equal, &otherwise) }
        let scratch = Convention.scratch
        let heapType = type.heapType
        if let index = heapType.typeIndex {
            jumpUnlessObject(register, &otherwise)
            jump(unless: register, isOf: Int(index), &matched, &otherwise)
        } else {
            switch heapType {
            case .any, .func, .extern, .exn: break
            case .eq:
                // Only hosts' references are no `eq`.
                assembler.move(.dword, scratch, register)
                assembler.arithmetic(.and, .dword, scratch, immediate: 3)
                assembler.arithmetic(.cmp, .dword, scratch, immediate: 2)
                assembler.jump(.equal, &otherwise)
            case .i31:
                assembler.test(.dword, register, immediate: 1)
                assembler.jump(.equal, &otherwise)
            case .struct: jump(unless: register, is: .structure, &otherwise)
            case .array: jump(unless: register, is: .array, &otherwise)
            default: assembler.jump(&otherwise)  // Not a judge: the bottom types have no value but null.
            }
        }
        assembler.bind(&matched)
    }

    /// Only objects have their low three bits clear.
    private mutating func jumpUnlessObject(_ register: Register, _ otherwise: inout Label) {
        assembler.test(.dword, register, immediate: 7)
        assembler.jump(.notEqual, &otherwise)
    }

    /// The descriptor of the type of an object, in the scratch register.
    private mutating func loadDescriptor(_ object: Register) {
        let scratch = Convention.scratch
        assembler.load(.dword, scratch, Address(object, Layout.Header.type))
        assembler.multiply(.qword, scratch, scratch, immediate: Layout.TypeDescriptor.bytes)
        assembler.arithmetic(.add, .qword, scratch, Address(Convention.context, Layout.Context.typeDescriptors))
    }

    private mutating func jump(unless object: Register, is kind: CompositeKind, _ otherwise: inout Label) {
        jumpUnlessObject(object, &otherwise)
        loadDescriptor(object)
        assembler.arithmetic(
            .cmp, .byte, Address(Convention.scratch, Layout.TypeDescriptor.kind), immediate: Int32(kind.rawValue))
        assembler.jump(.notEqual, &otherwise)
    }

    /// A subtype will do, unless the type is final.
    private mutating func jump(
        unless object: Register, isOf typeIndex: Int, _ matched: inout Label, _ otherwise: inout Label
    ) {
        let number = numbers[typeIndex]
        assembler.arithmetic(.cmp, .dword, Address(object, Layout.Header.type), immediate: Int32(bitPattern: number))
        if module.types.subTypes[typeIndex].isFinal {
            assembler.jump(.notEqual, &otherwise)
            return
        }
        assembler.jump(.equal, &matched)
        let scratch = Convention.scratch
        let depth = depth(ofType: typeIndex)
        loadDescriptor(object)
        assembler.arithmetic(
            .cmp, .dword, Address(scratch, Layout.TypeDescriptor.depth), immediate: Int32(bitPattern: depth))
        assembler.jump(.belowOrEqual, &otherwise)
        assembler.load(.qword, scratch, Address(scratch, Layout.TypeDescriptor.display))
        assembler.arithmetic(
            .cmp, .dword, Address(scratch, Int32(bitPattern: depth) &* 4), immediate: Int32(bitPattern: number))
        assembler.jump(.notEqual, &otherwise)
    }
}
