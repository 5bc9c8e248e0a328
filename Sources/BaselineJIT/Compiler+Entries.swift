import EngineInterface
import EngineRuntime
import MachineCode
import NativeCode
import WasmModel
import WasmValidation

/// Code around functions: what brings calls from outside in, and what takes calls to other instances and to the host
/// out. One piece for each signature.
extension Compiler {
    private mutating func types(_ signature: ModuleTypes.Signature) -> [OperandType] {
        module.types.parameters(signature).map { OperandType($0) }
    }

    private mutating func resultTypes(_ signature: ModuleTypes.Signature) -> [OperandType] {
        module.types.results(signature).map { OperandType($0) }
    }

    /// Entries from outside, by type index; -1 where no function has the type.
    mutating func emitEntries() -> [Int] {
        var entries = [Int](repeating: -1, count: module.types.count)
        for function in module.module.functions {
            let index = Int(function.typeIndex)
            if entries[index] >= 0 { continue }
            assembler.align(16)
            entries[index] = assembler.offset
            emitEntry(module.types.signatures[index])
        }
        return entries
    }

    /// (words in `rdi`, function in `rsi`), called by ``NativeContext/enter(_:_:_:)``, which keeps all registers.
    private mutating func emitEntry(_ signature: ModuleTypes.Signature) {
        let words = Register.rdi
        let areaBytes = Int32((max(wordsOfArea(signature: signature), Convention.minimumAreaWords) + 1) & ~1) * 8
        assembler.load(.qword, .rax, Address(.rsi, Layout.Function.instance))
        assembler.load(.qword, Convention.context, Address(.rax, Layout.Instance.context))
        assembler.store(.qword, Address(Convention.context, Convention.instance), .rax)
        assembler.load(.qword, Convention.memoryBase, Address(.rax, Convention.instanceMemoryBase))
        assembler.load(.qword, .r11, Address(.rsi, Layout.Function.tierWord))
        assembler.move(.qword, .rcx, .rsp)
        assembler.load(.qword, .rsp, Address(Convention.context, Convention.stackTop))
        assembler.push(.rcx)
        assembler.push(words)
        assembler.arithmetic(.sub, .qword, .rsp, immediate: areaBytes)

        let types = types(signature)
        var cursor = ParameterCursor()
        let places = types.map { cursor.place($0) }
        let offsets = Self.offsets(types)
        for (index, place) in places.enumerated() {
            guard case .area(let word) = place else { continue }
            for part in 0..<types[index].words {
                assembler.load(.qword, .rax, Address(words, offsets[index] + Int32(part * 8)))
                assembler.store(.qword, area(word + part), .rax)
            }
        }
        var last: Int32?
        for (index, place) in places.enumerated() {
            let word = offsets[index]
            switch place {
            case .area: break
            case .vector(let vector): assembler.vector(types[index] == .v128 ? .movups : .movsd, vector, Address(words, word))
            case .register(let register):
                if register == words { last = word } else { assembler.load(.qword, register, Address(words, word)) }
            }
        }
        if let last { assembler.load(.qword, words, Address(words, last)) }
        assembler.call(.r11)

        assembler.load(.qword, words, Address(.rsp, areaBytes))
        let results = resultTypes(signature)
        let resultOffsets = Self.offsets(results)
        for (index, type) in results.enumerated() {
            let place = Address(words, resultOffsets[index])
            if index > 0 {
                let word = Int(resultOffsets[index]) / 8 - results[0].words
                for part in 0..<type.words {
                    loadResult(type, .rax, area(word + part))
                    assembler.store(.qword, Address(words, resultOffsets[index] + Int32(part * 8)), .rax)
                }
            } else if type == .v128 {
                assembler.vector(.movupsStore, place, .xmm(0))
            } else if type.isFloat {
                assembler.vectorStore(.movdStore.wide(type == .f64), .rax, .xmm(0))
                assembler.store(.qword, place, .rax)
            } else {
                assembler.store(.qword, place, .rax)
            }
        }
        assembler.load(.qword, .rsp, Address(.rsp, areaBytes + 8))
        assembler.return()
    }

    /// Where values stand in the words of a call, in bytes.
    private static func offsets(_ types: [OperandType]) -> [Int32] {
        var offsets: [Int32] = []
        var words = 0
        for type in types {
            offsets.append(Int32(words * 8))
            words += type.words
        }
        return offsets
    }

    /// A word of an area, zero-extended: the upper half of a 32-bit value there is anything.
    private mutating func loadResult(_ type: OperandType, _ register: Register, _ address: Address) {
        assembler.load(type == .f32 || type == .i32 ? .dword : .qword, register, address)
    }

    // MARK: Out of the instance

    mutating func emitForeignCalls() {
        for index in 0..<foreignLabels.count where foreignLabels[index].isAwaited {
            assembler.align(16)
            assembler.bind(&foreignLabels[index])
            var host = Label()
            assembler.arithmetic(
                .cmp, .dword, Address(Convention.scratch, Layout.Function.kind), immediate: Int32(FunctionKind.host.rawValue))
            assembler.jump(.equal, &host)
            emitInstanceChange(module.types.signatures[index])
            assembler.bind(&host)
            emitHostCall(module.types.signatures[index])
        }
    }

    /// The function at `r11` belongs to another instance: the words of the area move to a new frame, where the running
    /// instance is kept. Called like the function itself.
    private mutating func emitInstanceChange(_ signature: ModuleTypes.Signature) {
        let words = max(wordsOfArea(signature: signature), Convention.minimumAreaWords)
        // Two words to keep, and the return address makes it a multiple of 16.
        let frame = Int32((words + 2) * 8 + 15) & ~15 | 8
        let keptInstance = Address(.rsp, Int32(words * 8)), keptBase = Address(.rsp, Int32(words * 8 + 8))
        let runningInstance = Address(Convention.context, Convention.instance)

        assembler.loadAddress(.qword, .r8, Address(.rsp, -frame))
        assembler.arithmetic(.cmp, .qword, .r8, Address(Convention.context, Layout.Context.stackLimit))
        raise(.below, .exhausted(.callStack))
        assembler.arithmetic(.sub, .qword, .rsp, immediate: frame)
        var cursor = ParameterCursor()
        for type in types(signature) {
            guard case .area(let word) = cursor.place(type) else { continue }
            for part in word..<(word + type.words) {
                assembler.load(.qword, .r8, Address(.rsp, frame + 8 + Int32(part * 8)))
                assembler.store(.qword, area(part), .r8)
            }
        }
        assembler.load(.qword, .r8, runningInstance)
        assembler.store(.qword, keptInstance, .r8)
        assembler.store(.qword, keptBase, Convention.memoryBase)
        assembler.load(.qword, .r8, Address(Convention.scratch, Layout.Function.instance))
        assembler.store(.qword, runningInstance, .r8)
        assembler.load(.qword, Convention.memoryBase, Address(.r8, Convention.instanceMemoryBase))
        assembler.call(Address(Convention.scratch, Layout.Function.tierWord))
        instanceChanges.append(
            InstanceChange(position: UInt32(assembler.offset), frameBytes: frame, keptInstance: Int32(words * 8)))
        assembler.load(.qword, .r8, keptInstance)
        assembler.store(.qword, runningInstance, .r8)
        assembler.load(.qword, Convention.memoryBase, keptBase)
        for word in 0..<wordsOfResults(signature) {
            assembler.load(.qword, .r8, area(word))
            assembler.store(.qword, Address(.rsp, frame + 8 + Int32(word * 8)), .r8)
        }
        assembler.arithmetic(.add, .qword, .rsp, immediate: frame)
        assembler.return()
    }

    /// The function at `r11` is the host's: parameters and results go through words of the frame.
    private mutating func emitHostCall(_ signature: ModuleTypes.Signature) {
        let words = max(Int(signature.parameterSlots), Int(signature.resultSlots), 1)
        let frame = Int32(words * 8 + 15) & ~15 | 8

        assembler.loadAddress(.qword, .r8, Address(.rsp, -frame))
        assembler.arithmetic(.cmp, .qword, .r8, Address(Convention.context, Layout.Context.stackLimit))
        raise(.below, .exhausted(.callStack))
        assembler.arithmetic(.sub, .qword, .rsp, immediate: frame)
        var cursor = ParameterCursor()
        let parameters = types(signature)
        for (type, offset) in zip(parameters, Self.offsets(parameters)) {
            let word = Address(.rsp, offset)
            switch cursor.place(type) {
            case .register(let register): assembler.store(.qword, word, register)
            case .vector(let vector) where type == .v128: assembler.vector(.movupsStore, word, vector)
            case .vector(let vector):
                assembler.vectorStore(.movdStore.wide(type == .f64), .r8, vector)
                assembler.store(.qword, word, .r8)
            case .area(let position):
                for part in 0..<type.words {
                    loadResult(type, .r8, Address(.rsp, frame + 8 + Int32((position + part) * 8)))
                    assembler.store(.qword, Address(.rsp, offset + Int32(part * 8)), .r8)
                }
            }
        }
        assembler.move(.qword, .rdi, Convention.scratch)
        assembler.move(.qword, .rsi, .rsp)
        assembler.move(.rax, immediate: MachineEntry.callHost)
        assembler.call(.rax)
        raiseIfOverdue()
        raiseStatus(in: .rax)
        if let type = resultTypes(signature).first {
            let word = Address(.rsp)
            if type.isFloat {
                assembler.vector(type == .v128 ? .movups : .movsd, .xmm(0), word)
            } else {
                assembler.load(.qword, .rax, word)
            }
            for position in 0..<wordsOfResults(signature) {
                assembler.load(.qword, .r8, Address(.rsp, Int32((type.words + position) * 8)))
                assembler.store(.qword, Address(.rsp, frame + 8 + Int32(position * 8)), .r8)
            }
        }
        assembler.arithmetic(.add, .qword, .rsp, immediate: frame)
        assembler.return()
    }
}
