import MachineCode
import WasmModel

/// The borders of compiled code.
extension CodeEmitter {
    /// How execution leaves after a trap: `rax` holds the status. One per module.
    mutating func emitRaise() {
        assembler.align(16)
        let context = RegisterConvention.scratch
        let record = RegisterConvention.secondScratch
        assembler.bind(&raiseContextLabel)
        assembler.load(.qword, context, Address(.r15, RuntimeOffsets.context))
        assembler.load(.dword, .rax, Address(context, RuntimeOffsets.status))
        assembler.jump(&raiseLabel)
        assembler.bind(&raiseNegativeLabel)
        assembler.unary(.neg, .qword, .rax)
        assembler.bind(&raiseLabel)
        assembler.load(.qword, context, Address(.r15, RuntimeOffsets.context))
        raise(context)
        // An exception goes to the innermost frame that catches; if there is none, it leaves.
        assembler.bind(&unwindLabel)
        assembler.load(.qword, context, Address(.r15, RuntimeOffsets.context))
        assembler.load(.qword, record, Address(context, RuntimeOffsets.catchRecord))
        assembler.test(.qword, record, record)
        assembler.jump(.equal, &raiseLabel)
        assembler.move(.qword, RegisterConvention.scratch, record)
        assembler.jump(Address(RegisterConvention.scratch, CallRecord.landing))
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
        let extra = RegisterConvention.extraResults(results)
        var resultWords = extra.count
        if resultWords % 2 == 0 { resultWords += 1 }
        let words = convention.stackWords + resultWords
        assembler.arithmetic(.sub, .qword, .rsp, immediate: words * 8)
        assembler.move(.qword, .rbx, .rsi)
        assembler.load(.qword, .rax, Address(.rdi, RuntimeOffsets.functionEntry))
        assembler.load(.qword, .r15, Address(.rdi, RuntimeOffsets.functionInstance))
        var offset: Int32 = 0
        for (type, place) in zip(parameters, convention.places) {
            let source = Address(.rbx, offset)
            offset += type.words * 8
            switch place {
            case .register(let register): assembler.load(.qword, Register(rawValue: register), source)
            case .vector(let register): assembler.vector(type == .v128 ? .movups : .movsd, .xmm(register), source)
            case .slot(let word):
                for part in 0..<type.words {
                    assembler.load(.qword, RegisterConvention.scratch, Address(.rbx, offset - (type.words - part) * 8))
                    assembler.store(.qword, Address(.rsp, (word + part) * 8), RegisterConvention.scratch)
                }
            case .none: break
            }
        }
        assembler.call(.rax)
        offset = 0
        for (position, result) in results.enumerated() {
            if position == 0 {
                storeFirstResult(result, Address(.rbx))
            } else {
                // The callee dropped its arguments, so the words above them are at the stack pointer.
                for part in 0..<result.words {
                    let source = Address(.rsp, (extra.words[position - 1] + part) * 8)
                    assembler.load(result == .f32 ? .dword : .qword, RegisterConvention.scratch, source)
                    assembler.store(.qword, Address(.rbx, offset + part * 8), RegisterConvention.scratch)
                }
            }
            offset += result.words * 8
        }
        assembler.arithmetic(.add, .qword, .rsp, immediate: resultWords * 8)
        for register in Self.preserved.reversed() { assembler.pop(register) }
        assembler.arithmetic(.xor, .dword, .rax, .rax)
        assembler.return()
        return start
    }

    private mutating func storeFirstResult(_ type: IRType, _ target: Address) {
        let value = RegisterConvention.scratch
        switch type {
        case .void: break
        case .i32, .i64: assembler.store(.qword, target, .rax)
        case .f32, .f64:
            // The whole word is written: an f32 is zero-extended in it.
            assembler.vectorStore(type == .f32 ? .movdStore : .movdStore.wide, value, .xmm(0))
            assembler.store(.qword, target, value)
        case .v128: assembler.vector(.movupsStore, target, .xmm(0))
        }
    }

    /// Emits the thunk for host's functions of a type, if code of the module may call one.
    mutating func emitHostThunkIfNeeded(_ typeIndex: Int) {
        guard hostThunks[typeIndex].isAwaited, let type = shape.functionTypes[typeIndex] else { return }
        assembler.align(16)
        assembler.bind(&hostThunks[typeIndex])
        emitHostThunk(type)
    }

    /// Code that calls a host's function of the given type, whose object is in `rax`, by the convention of compiled
    /// functions.
    private mutating func emitHostThunk(_ type: FunctionType) {
        let parameters = type.parameters.compactMap(IRType.init)
        let results = type.results.compactMap(IRType.init)
        let convention = RegisterConvention.arguments(parameters)
        let object = RegisterConvention.scratch
        let value = RegisterConvention.secondScratch
        let words = max(parameters.reduce(0) { $0 + $1.words }, results.reduce(0) { $0 + $1.words })
        // The words, then the object; one word is on the stack already.
        let aligned = (words + 1) % 2 == 0 ? (words + 2) * 8 : (words + 1) * 8
        let incoming = aligned + 8
        assembler.arithmetic(.sub, .qword, .rsp, immediate: aligned)
        assembler.store(.qword, Address(.rsp, words * 8), .rax)
        var offset: Int32 = 0
        for (type, place) in zip(parameters, convention.places) {
            let target = Address(.rsp, offset)
            switch place {
            case .register(let register): assembler.store(.qword, target, Register(rawValue: register))
            case .vector(let register) where type == .v128: assembler.vector(.movupsStore, target, .xmm(register))
            case .vector(let register):
                assembler.vectorStore(type == .f32 ? .movdStore : .movdStore.wide, value, .xmm(register))
                assembler.store(.qword, target, value)
            case .slot(let word):
                for part in 0..<type.words {
                    assembler.load(type == .f32 ? .dword : .qword, value, Address(.rsp, incoming + (word + part) * 8))
                    assembler.store(.qword, Address(.rsp, offset + part * 8), value)
                }
            case .none: break
            }
            offset += type.words * 8
        }
        assembler.move(.qword, .rdi, .rax)
        assembler.move(.qword, .rsi, .rsp)
        // A host's function belongs to the context itself.
        assembler.load(.qword, value, Address(.rax, RuntimeOffsets.functionInstance))
        assembler.load(.qword, value, Address(value, RuntimeOffsets.operations))
        assembler.call(Address(value, Int32(RuntimeEntry.callHost.rawValue) * 8))
        var failed = Label()
        assembler.test(.dword, .rax, .rax)
        assembler.jump(.notEqual, &failed)
        offset = 0
        let extra = RegisterConvention.extraResults(results).words
        for (position, result) in results.enumerated() {
            let source = Address(.rsp, offset)
            offset += result.words * 8
            if position == 0 {
                if result.isVectorClass {
                    assembler.vector(result == .v128 ? .movups : .movsd, .xmm(0), source)
                } else {
                    assembler.load(.qword, .rax, source)
                }
                continue
            }
            for part in 0..<result.words {
                assembler.load(.qword, value, Address(.rsp, offset - (result.words - part) * 8))
                assembler.store(
                    .qword, Address(.rsp, incoming + (convention.stackWords + extra[position - 1] + part) * 8), value)
            }
        }
        assembler.arithmetic(.add, .qword, .rsp, immediate: aligned)
        if convention.stackWords == 0 {
            assembler.return()
        } else {
            assembler.return(dropping: UInt16(convention.stackWords * 8))
        }
        assembler.bind(&failed)
        assembler.load(.qword, object, Address(.rsp, words * 8))
        assembler.load(.qword, object, Address(object, RuntimeOffsets.functionInstance))
        raise(object)
    }
}
