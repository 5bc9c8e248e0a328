import MachineCode
import WasmModel

/// The borders of compiled code.
extension CodeEmitter {
    /// How execution leaves after a trap: `rax` holds the status. One per module.
    mutating func emitRaise() {
        assembler.align(16)
        assembler.bind(&raiseLabel)
        let context = RegisterConvention.scratch
        assembler.load(.qword, context, Address(.r15, RuntimeOffsets.context))
        raise(context)
    }

    private mutating func raise(_ context: Register) {
        assembler.store(.dword, Address(context, RuntimeOffsets.raised), .rax)
        assembler.load(.qword, .rsp, Address(context, RuntimeOffsets.savedStackPointer))
        assembler.jump(Address(context, RuntimeOffsets.exitStub))
    }

    private static let preserved: [Register] = [.rbx, .rbp, .r12, .r13, .r14, .r15]

    /// Code that calls a function of the given type from the runtime: `rdi` is the function object, `rsi` the words that
    /// hold the arguments and get the results. Returns 0. The offset of its first instruction.
    mutating func emitEntryThunk(_ type: FunctionType) -> Int {
        assembler.align(16)
        let start = assembler.offset
        let parameters = type.parameters.compactMap(IRType.init)
        let results = type.results.compactMap(IRType.init)
        let convention = RegisterConvention.arguments(parameters)
        for register in Self.preserved { assembler.push(register) }
        // Seven words are on the stack, so an odd number more makes a multiple of sixteen bytes.
        var words = max(convention.stackWords, Int32(results.count) - 1, 0)
        if words % 2 == 0 { words += 1 }
        assembler.arithmetic(.sub, .qword, .rsp, immediate: words * 8)
        assembler.move(.qword, .rbx, .rsi)
        assembler.load(.qword, .rax, Address(.rdi, RuntimeOffsets.functionEntry))
        assembler.load(.qword, .r15, Address(.rdi, RuntimeOffsets.functionInstance))
        for (position, place) in convention.places.enumerated() {
            let source = Address(.rbx, Int32(position) * 8)
            switch place {
            case .register(let register): assembler.load(.qword, Register(rawValue: register), source)
            case .vector(let register): assembler.vector(.movsd, .xmm(register), source)
            case .slot(let word):
                assembler.load(.qword, RegisterConvention.scratch, source)
                assembler.store(.qword, Address(.rsp, word * 8), RegisterConvention.scratch)
            case .none: break
            }
        }
        assembler.call(.rax)
        for (position, result) in results.enumerated() {
            let target = Address(.rbx, Int32(position) * 8)
            let value = RegisterConvention.scratch
            if position == 0, !result.isFloat {
                assembler.store(.qword, target, .rax)
                continue
            }
            if position == 0 {
                assembler.vectorStore(result == .f32 ? .movdStore : .movdStore.wide, value, .xmm(0))
            } else {
                assembler.load(result == .f32 ? .dword : .qword, value, Address(.rsp, Int32(position - 1) * 8))
            }
            assembler.store(.qword, target, value)
        }
        assembler.arithmetic(.add, .qword, .rsp, immediate: words * 8)
        for register in Self.preserved.reversed() { assembler.pop(register) }
        assembler.arithmetic(.xor, .dword, .rax, .rax)
        assembler.return()
        return start
    }

    /// Emits the thunk for host's functions of a type, if code of the module may call one.
    mutating func emitHostThunkIfNeeded(_ typeIndex: Int) {
        guard hostThunks[typeIndex].isAwaited, let type = shape.functionTypes[typeIndex] else { return }
        assembler.align(16)
        assembler.bind(&hostThunks[typeIndex])
        emitHostThunk(type)
    }

    /// Code that calls a host's function of the given type, whose object is in the scratch register, by the convention of
    /// compiled functions.
    private mutating func emitHostThunk(_ type: FunctionType) {
        let parameters = type.parameters.compactMap(IRType.init)
        let results = type.results.compactMap(IRType.init)
        let object = RegisterConvention.scratch
        let value = RegisterConvention.secondScratch
        let words = Int32(max(parameters.count, results.count))
        // The words, then the object; one word is on the stack already.
        let aligned = (words + 1) % 2 == 0 ? (words + 2) * 8 : (words + 1) * 8
        assembler.arithmetic(.sub, .qword, .rsp, immediate: aligned)
        assembler.store(.qword, Address(.rsp, words * 8), object)
        for (position, place) in RegisterConvention.arguments(parameters).places.enumerated() {
            let target = Address(.rsp, Int32(position) * 8)
            switch place {
            case .register(let register): assembler.store(.qword, target, Register(rawValue: register))
            case .vector(let register):
                assembler.vectorStore(parameters[position] == .f32 ? .movdStore : .movdStore.wide, value, .xmm(register))
                assembler.store(.qword, target, value)
            case .slot(let word):
                assembler.load(parameters[position] == .f32 ? .dword : .qword, value, Address(.rsp, aligned + 8 + word * 8))
                assembler.store(.qword, target, value)
            case .none: break
            }
        }
        assembler.move(.qword, .rdi, object)
        assembler.move(.qword, .rsi, .rsp)
        // A host's function belongs to the context itself.
        assembler.load(.qword, value, Address(object, RuntimeOffsets.functionInstance))
        assembler.load(.qword, value, Address(value, RuntimeOffsets.operations))
        assembler.call(Address(value, Int32(RuntimeEntry.callHost.rawValue) * 8))
        var failed = Label()
        assembler.test(.dword, .rax, .rax)
        assembler.jump(.notEqual, &failed)
        for (position, result) in results.enumerated() {
            let source = Address(.rsp, Int32(position) * 8)
            if position == 0, result.isFloat {
                assembler.vector(.movsd, .xmm(0), source)
            } else if position == 0 {
                assembler.load(.qword, .rax, source)
            } else {
                assembler.load(.qword, value, source)
                assembler.store(.qword, Address(.rsp, aligned + 8 + Int32(position - 1) * 8), value)
            }
        }
        assembler.arithmetic(.add, .qword, .rsp, immediate: aligned)
        assembler.return()
        assembler.bind(&failed)
        assembler.load(.qword, object, Address(.rsp, words * 8))
        assembler.load(.qword, object, Address(object, RuntimeOffsets.functionInstance))
        raise(object)
    }
}
