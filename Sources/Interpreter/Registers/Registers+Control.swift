import EngineRuntime
import EngineInterface
import WasmModel

// Constants, copies, globals, branches, and what throws.

extension Registers {
    /// A result that is in both accumulators.
    @inline(__always) func finishBoth(_ result: Word, _ words: Word = 2) -> Word {
        self[A] = result
        return Self.go(p &+ words &* 8, f, m, n, result, i, Double(bitPattern: result))
    }
    @inline(__always) func copyTwo() -> Word {
        self[A] = self[B]
        let second = self[D]
        self[C] = second
        return Self.go(p &+ 16, f, m, n, second, i, Double(bitPattern: second))
    }
    @inline(__always) func copyVector() -> Word {
        let low = self[B], high = self[B &+ 1]
        self[A] = low
        self[A &+ 1] = high
        return next(2)
    }
    @inline(__always) func copyAccumulator() -> Word {
        self[A] = a
        return next(2)
    }
    @inline(__always) func copyFloatAccumulator() -> Word {
        self[A] = d.bitPattern
        return next(2)
    }
    @inline(__always) func constantVector() -> Word {
        self[A] = extra
        self[A &+ 1] = extra2
        return next(4)
    }

    @inline(__always) func clear(_ count: Word) -> Word {
        for position in 0..<count { self[A &+ position] = 0 }
        return next(2)
    }
    @inline(__always) func clearMany() -> Word {
        Self.zero(f &+ A &* 8, Word(immediate))
        return next(2)
    }
    @inline(never) private static func zero(_ start: Word, _ count: Word) {
        for position in 0..<count { write(start &+ position &* 8, 0 as Word) }
    }

    @inline(__always) func select(_ condition: Word) -> Word {
        let x = self[B], y = self[C]
        return finishBoth(UInt32(truncatingIfNeeded: condition) != 0 ? x : y)
    }
    @inline(__always) func selectVector() -> Word {
        let source = UInt32(slot: self[D]) != 0 ? B : C
        let low = self[source], high = self[source &+ 1]
        self[A] = low
        self[A &+ 1] = high
        return next(2)
    }

    // MARK: Globals

    @inline(__always) func getGlobal() -> Word { finishBoth(instance.global(Int(immediate)).low) }
    @inline(__always) func setGlobal(_ value: Word) -> Word {
        instance.global(Int(immediate)).low = value
        return next(2)
    }
    @inline(__always) func getVectorGlobal() -> Word {
        let global = instance.global(Int(immediate))
        self[A] = global.low
        self[A &+ 1] = global.high
        return next(2)
    }
    @inline(__always) func setVectorGlobal() -> Word {
        let global = instance.global(Int(immediate))
        global.low = self[A]
        global.high = self[A &+ 1]
        return next(2)
    }

    // MARK: Branches

    /// A and the signed number B add up to the index, then come the entries, the default last: each the distance from itself in its upper half.
    @inline(__always) func branchTable() -> Word {
        let addend = UInt32(truncatingIfNeeded: Self.read(p &+ 10) as Int16)
        let index = min(UInt32(slot: self[A]) &+ addend, immediate)
        let entry = p &+ 16 &+ Word(index) &* 8
        let distance = Word(truncatingIfNeeded: Self.read(entry &+ 4) as Int32)
        return Self.go(entry &+ distance &* 8, f, m, n, a, i, d)
    }

    /// Pays for the code up to the next meter.
    @inline(__always) func meter() -> Word {
        let context = context
        let left = context.fuel &- Int64(immediate)
        context.fuel = left
        if left < 0 || context.interrupt != 0 {
            let status = Self.refuel(context)
            if status != 0 { return status }
        }
        return next(2)
    }
    @inline(never) private static func refuel(_ context: ContextBlock) -> Word {
        if context.interrupt != 0 { return exhausted(.time) }
        return Word(CallOperation.refuel(context).rawValue)
    }

    // MARK: Exceptions

    @inline(__always) func throwTag() -> Word { unwind(Self.throwTag(instance, Int(immediate), f &+ A &* 8)) }
    @inline(__always) func throwReference() -> Word {
        let reference = self[A]
        if reference == 0 { return trap(.nullReference) }
        context.pendingException = reference
        return unwind(Word(Status.exception.rawValue))
    }
    @inline(never) private static func throwTag(_ instance: InstanceBlock, _ tag: Int, _ payload: Word) -> Word {
        let words = unsafe UnsafePointer<UInt64>(bitPattern: UInt(truncatingIfNeeded: payload)).unsafelyUnwrapped
        return unsafe Word(
            HeapOperation.throwException(instance.context, tag: instance.tag(tag), payload: words).rawValue)
    }
    /// Goes on where the pending exception is caught.
    @inline(__always) private func unwind(_ status: Word) -> Word {
        guard status == Word(Status.exception.rawValue) else { return status }
        guard Unwinding.find(p, f, i) else { return status }
        let context = context
        return go(
            context.word(ContextWord.landingCode), frame: context.word(ContextWord.landingFrame),
            in: context.word(ContextWord.landingInstance))
    }
}
