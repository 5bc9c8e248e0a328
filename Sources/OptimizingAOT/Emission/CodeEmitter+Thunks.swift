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
    mutating func emitEntryThunk(_ type: CallSignature) -> Int {
        assembler.align(16)
        let start = assembler.offset
        for register in Self.preserved { assembler.push(register) }
        // Seven words are on the stack, so an odd number more makes a multiple of sixteen bytes.
        var resultWords = type.resultWords
        if resultWords % 2 == 0 { resultWords += 1 }
        let words = type.argumentWords + resultWords
        assembler.arithmetic(.sub, .qword, .rsp, immediate: words * 8)
        assembler.move(.qword, .rbx, .rsi)
        assembler.load(.qword, .rax, Address(.rdi, RuntimeOffsets.functionEntry))
        assembler.load(.qword, .r15, Address(.rdi, RuntimeOffsets.functionInstance))
        var offset: Int32 = 0
        var places = ArgumentPlaces()
        for position in type.parameters.indices {
            let type = shape[type.parameters, position]
            let source = Address(.rbx, offset)
            offset += type.words * 8
            switch places.next(type) {
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
        var results = ResultPlaces()
        for position in type.results.indices {
            let result = shape[type.results, position]
            let word = results.next(result)
            if word == nil { storeFirstResult(result, Address(.rbx)) }
            if let word {
                // The callee dropped its arguments, so the words above them are at the stack pointer.
                for part in 0..<result.words {
                    let source = Address(.rsp, (word + part) * 8)
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
        guard hostThunks[typeIndex].isAwaited else { return }
        assembler.align(16)
        assembler.bind(&hostThunks[typeIndex])
        emitHostThunk(shape.signatures[typeIndex])
    }

    /// Code that calls a host's function of the given type, whose object is in `rax`, by the convention of compiled
    /// functions. `r15` holds the function's instance, which is the context itself, and survives the call.
    private mutating func emitHostThunk(_ type: CallSignature) {
        let value = RegisterConvention.secondScratch
        let words = max(
            type.parameters.indices.reduce(0) { $0 + shape[type.parameters, $1].words },
            type.results.indices.reduce(0) { $0 + shape[type.results, $1].words })
        // One word is on the stack already, and an odd number more makes a multiple of sixteen bytes.
        let aligned = (words | 1) * 8
        let incoming = aligned + 8
        assembler.arithmetic(.sub, .qword, .rsp, immediate: aligned)
        var offset: Int32 = 0
        var places = ArgumentPlaces()
        for position in type.parameters.indices {
            let type = shape[type.parameters, position]
            let target = Address(.rsp, offset)
            switch places.next(type) {
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
        assembler.load(.qword, value, Address(.r15, RuntimeOffsets.operations))
        assembler.call(Address(value, Int32(RuntimeEntry.callHost.rawValue) * 8))
        var failed = Label()
        assembler.test(.dword, .rax, .rax)
        assembler.jump(.notEqual, &failed)
        var overdue = Label()
        assembler.arithmetic(.cmp, .dword, Address(.r15, RuntimeOffsets.overdue), immediate: 0)
        assembler.jump(.notEqual, &overdue)
        offset = 0
        var results = ResultPlaces()
        for position in type.results.indices {
            let result = shape[type.results, position]
            let source = Address(.rsp, offset)
            offset += result.words * 8
            guard let word = results.next(result) else {
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
                    .qword, Address(.rsp, incoming + (type.argumentWords + word + part) * 8), value)
            }
        }
        assembler.arithmetic(.add, .qword, .rsp, immediate: aligned)
        if type.argumentWords == 0 {
            assembler.return()
        } else {
            assembler.return(dropping: UInt16(type.argumentWords * 8))
        }
        assembler.bind(&overdue)
        assembler.move(.rax, immediate: TrapSlot.timeStatus)
        assembler.bind(&failed)
        raise(.r15)
    }
}
