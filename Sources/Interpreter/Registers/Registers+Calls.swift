import EngineRuntime
import EngineInterface
import WasmModel

// Calls and returns. See ``Translator`` for the frame.
//
// A function's code begins with a word that says how many slots its frame has, and goes on with instructions.
//
// A hot file: frames are read and written through raw addresses. What makes it safe: a frame is entered only after
// ``enter(_:_:)`` has found room for all of it, and for the header of a call from it, on the stack.

/// What the interpreter keeps in the context's words for the tier.
enum ContextWord {
    /// End of the value stack, less room for the header of one more call and the results of a host's function.
    static let stackEnd: Int32 = Layout.Context.tierWords
    /// What unwinding found: code, frame and instance to go on with.
    static let landingCode: Int32 = Layout.Context.tierWords + 8
    static let landingFrame: Int32 = Layout.Context.tierWords + 16
    static let landingInstance: Int32 = Layout.Context.tierWords + 24
}

/// What the interpreter keeps in an instance's words for the tier.
enum InstanceWord {
    /// The ``MemoryBlock`` of memory 0, or one without bytes.
    static let memory: Int32 = Layout.Instance.tierWords
    /// The ``Translation`` of the instance's module.
    static let translation: Int32 = Layout.Instance.tierWords + 8
    static let count = 2
}

extension Registers {
    @inline(__always) static func memory(of instance: Word) -> MemoryBlock {
        unsafe MemoryBlock(at: word(instance &+ Word(InstanceWord.memory)))
    }
    @inline(__always) static func exhausted(_ resource: Resource) -> Word { Word(Status.exhausted(resource).rawValue) }

    /// Goes on at `code` in another frame, in this instance or in another.
    @inline(__always) func go(_ code: Word, frame: Word, in instance: Word, _ result: Word = 0) -> Word {
        if instance == i { return Self.go(code, frame, m, n, result, i, Double(bitPattern: result)) }
        let memory = Self.memory(of: instance)
        return Self.go(
            code, frame, memory.word(Layout.Memory.base), memory.byteLength, result, instance, Double(bitPattern: result))
    }

    // MARK: Calls

    /// Writes the header of a call whose instruction has `words` words.
    @inline(__always) func writeHeader(_ words: Word) {
        let header = f &+ B &* 8
        Self.write(header, p &+ words &* 8)
        Self.write(header &+ 8, f)
        Self.write(header &+ 16, i)
    }

    /// Enters the code at `entry`, whose frame is `frame` and has its header.
    @inline(__always) func enter(_ entry: Word, _ frame: Word) -> Word {
        let context = Self.word(i)
        let left = Int64(bitPattern: Self.word(context &+ Word(Layout.Context.callsLeft))) &- 1
        guard frame &+ Self.word(entry) &* 8 <= Self.word(context &+ Word(ContextWord.stackEnd)), left >= 0 else {
            return Self.exhausted(.callStack)
        }
        Self.write(context &+ Word(Layout.Context.callsLeft), left)
        return Self.go(entry &+ 8, frame, m, n, a, i, d)
    }

    /// Calls a function of the same module.
    @inline(__always) func call() -> Word {
        writeHeader(2)
        return enter(p &+ signedImmediate &* 8, f &+ A &* 8)
    }

    /// Calls any function; the header stands in the frame.
    @inline(__always) func call(_ function: FunctionBlock, _ words: Word) -> Word {
        let frame = f &+ A &* 8
        if function.isHost { return callHost(function, frame, words) }
        let target = function.word(Layout.Function.instance)
        if target == i { return enter(function.entry, frame) }
        let memory = Self.memory(of: target)
        return Registers(p, f, memory.word(Layout.Memory.base), memory.byteLength, a, target, d)
            .enter(function.entry, frame)
    }
    @inline(__always) private func callHost(_ function: FunctionBlock, _ frame: Word, _ words: Word) -> Word {
        let status = Self.callHost(function, frame)
        if status != 0 { return status }
        let result = Self.word(frame)
        return Self.go(p &+ words &* 8, f, m, n, result, i, Double(bitPattern: result))
    }
    @inline(never) static func callHost(_ function: FunctionBlock, _ frame: Word) -> Word {
        let words = unsafe UnsafeMutablePointer<UInt64>(bitPattern: UInt(truncatingIfNeeded: frame)).unsafelyUnwrapped
        return unsafe Word(CallOperation.host(function, words).rawValue)
    }

    @inline(__always) func callImport() -> Word {
        writeHeader(2)
        return call(instance.function(Int(immediate)), 2)
    }

    /// The function that `call_indirect` finds: table and type in `word`, the index in a slot.
    @inline(__always) func find(_ index: Word, _ word: Word) throws(TrapKind) -> FunctionBlock {
        let table = instance.table(Int(UInt32(truncatingIfNeeded: word)))
        guard index < table.size else { throw .undefinedElement }
        let reference = Self.word(table.word(Layout.Table.base) &+ index &* 8)
        guard reference != 0 else { throw .uninitializedElement }
        let function = unsafe FunctionBlock(at: reference)
        let expected = UInt32(truncatingIfNeeded: word >> 32)
        guard function.type == expected || Self.isSubtype(context, function.type, expected) else {
            throw .indirectCallTypeMismatch
        }
        return function
    }
    @inline(never) private static func isSubtype(_ context: ContextBlock, _ type: UInt32, _ expected: UInt32) -> Bool {
        ReferenceOperation.isSubtype(context, type, of: expected)
    }

    @inline(__always) func callIndirect() -> Word {
        do throws(TrapKind) {
            let function = try find(self[C], extra)
            writeHeader(4)
            return call(function, 4)
        } catch { return trap(error) }
    }
    /// Calls a function of this instance that has the very type. Everything else is left to another handler, which is
    /// named by the last word of the instruction and does it all again: with that in the same handler, every call would
    /// save and restore registers.
    @inline(__always) func callIndirectHere() -> Word {
        let word = extra, index = self[C]
        let table = instance.table(Int(UInt32(truncatingIfNeeded: word)))
        guard index < table.size else { return elsewhere(extra2) }
        let reference = Self.word(table.word(Layout.Table.base) &+ index &* 8)
        guard reference != 0 else { return elsewhere(extra2) }
        let function = unsafe FunctionBlock(at: reference)
        guard function.type == UInt32(truncatingIfNeeded: word >> 32), isHere(function) else {
            return elsewhere(extra2)
        }
        writeHeader(4)
        return enter(function.entry, f &+ A &* 8)
    }
    @inline(__always) func callReferenceHere() -> Word {
        let reference = self[C]
        guard reference != 0 else { return trap(.nullReference) }
        let function = unsafe FunctionBlock(at: reference)
        guard isHere(function) else { return elsewhere(extra) }
        writeHeader(3)
        return enter(function.entry, f &+ A &* 8)
    }
    /// The instruction at hand, by another handler.
    @inline(__always) private func elsewhere(_ handler: Word) -> Word {
        unsafe unsafeBitCast(UInt(truncatingIfNeeded: handler), to: Handler.self)(p, f, m, n, a, i, d)
    }
    /// Of a host's function this word is the context, which no instance is.
    @inline(__always) private func isHere(_ function: FunctionBlock) -> Bool {
        function.word(Layout.Function.instance) == i
    }

    @inline(__always) func callReference() -> Word {
        let reference = self[C]
        if reference == 0 { return trap(.nullReference) }
        writeHeader(3)
        return unsafe call(FunctionBlock(at: reference), 3)
    }

    // MARK: Returns

    /// Goes back to the caller, with one result or none in the accumulators. B is the header.
    @inline(__always) func leave(_ result: Word, _ float: Double) -> Word {
        let header = f &+ B &* 8
        let code = Self.word(header), frame = Self.word(header &+ 8), instance = Self.word(header &+ 16)
        let callsLeft = Self.word(i) &+ Word(Layout.Context.callsLeft)
        Self.write(callsLeft, Self.word(callsLeft) &+ 1)
        if instance == i { return Self.go(code, frame, m, n, result, i, float) }
        let memory = Self.memory(of: instance)
        return Self.go(code, frame, memory.word(Layout.Memory.base), memory.byteLength, result, instance, float)
    }
    @inline(__always) func return0() -> Word { leave(a, d) }
    @inline(__always) func return1() -> Word {
        let result = self[A]
        self[0] = result
        return leave(result, Double(bitPattern: result))
    }
    @inline(__always) func returnAccumulator() -> Word {
        self[0] = a
        return leave(a, Double(bitPattern: a))
    }
    @inline(__always) func returnFloatAccumulator() -> Word {
        self[0] = d.bitPattern
        return leave(d.bitPattern, d)
    }

    // MARK: Tail calls

    /// Replaces the frame by that of `function`. A is the first argument, B the header, C the number of argument words,
    /// D the header of the callee.
    @inline(__always) func returnCall(_ function: FunctionBlock) -> Word {
        let header = f &+ B &* 8
        let code = Self.word(header), frame = Self.word(header &+ 8), caller = Self.word(header &+ 16)
        Self.moveWords(from: f &+ A &* 8, to: f, count: C)
        if function.isHost {
            let status = Self.callHost(function, f)
            if status != 0 { return status }
            let callsLeft = Self.word(i) &+ Word(Layout.Context.callsLeft)
            Self.write(callsLeft, Self.word(callsLeft) &+ 1)
            return go(code, frame: frame, in: caller, self[0])
        }
        let newHeader = f &+ D &* 8
        Self.write(newHeader, code)
        Self.write(newHeader &+ 8, frame)
        Self.write(newHeader &+ 16, caller)
        let target = function.word(Layout.Function.instance)
        let entry = function.entry
        guard f &+ Self.word(entry) &* 8 <= Self.word(Self.word(i) &+ Word(ContextWord.stackEnd)) else {
            return Self.exhausted(.callStack)
        }
        return go(entry &+ 8, frame: f, in: target)
    }
    /// Upwards: no target lies above its source.
    @inline(never) static func moveWords(from source: Word, to target: Word, count: Word) {
        var offset: Word = 0
        while offset < count &* 8 {
            write(target &+ offset, word(source &+ offset))
            offset &+= 8
        }
    }

    @inline(__always) func returnCallDirect() -> Word { returnCall(instance.function(Int(extra))) }
    @inline(__always) func returnCallIndirect() -> Word {
        do throws(TrapKind) { return returnCall(try find(self[extra2], extra)) } catch { return trap(error) }
    }
    @inline(__always) func returnCallReference() -> Word {
        let reference = self[extra]
        if reference == 0 { return trap(.nullReference) }
        return unsafe returnCall(FunctionBlock(at: reference))
    }
}
