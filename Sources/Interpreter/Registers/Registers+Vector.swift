import EngineRuntime
import NumericSemantics
import WasmModel

// What vector handlers are made of. A vector is in two slots, low word first, which on a little-endian machine is how
// Swift's vector types stand in memory. The names are signatures as in the instruction table, `b` a comparison's result.

extension Registers {
    @inline(__always) func vector<V: SIMD & BitwiseCopyable>(_ slot: Word) -> V { Self.readUnaligned(f &+ slot &* 8) }
    @inline(__always) func finish<V: SIMD & BitwiseCopyable>(vector: V, _ words: Word = 2) -> Word {
        Self.writeUnaligned(f &+ A &* 8, vector)
        return next(words)
    }

    @inline(__always) func v_v<X: SIMD & BitwiseCopyable, R: SIMD & BitwiseCopyable>(_ operation: (X) -> R) -> Word {
        finish(vector: operation(vector(B)))
    }
    @inline(__always) func vv_v<X: SIMD & BitwiseCopyable, Y: SIMD & BitwiseCopyable, R: SIMD & BitwiseCopyable>(
        _ operation: (X, Y) -> R
    ) -> Word {
        finish(vector: operation(vector(B), vector(C)))
    }
    @inline(__always) func vvv_v<
        X: SIMD & BitwiseCopyable, Y: SIMD & BitwiseCopyable, Z: SIMD & BitwiseCopyable, R: SIMD & BitwiseCopyable
    >(_ operation: (X, Y, Z) -> R) -> Word {
        finish(vector: operation(vector(B), vector(C), vector(D)))
    }
    @inline(__always) func vi_v<X: SIMD & BitwiseCopyable, R: SIMD & BitwiseCopyable>(_ operation: (X, UInt32) -> R) -> Word {
        finish(vector: operation(vector(B), UInt32(slot: self[C])))
    }
    @inline(__always) func i_v<R: SIMD & BitwiseCopyable>(_ operation: (UInt32) -> R) -> Word {
        finish(vector: operation(UInt32(slot: self[B])))
    }
    @inline(__always) func l_v<R: SIMD & BitwiseCopyable>(_ operation: (UInt64) -> R) -> Word {
        finish(vector: operation(self[B]))
    }
    @inline(__always) func v_b<X: SIMD & BitwiseCopyable>(_ operation: (X) -> Bool) -> Word { finish(operation(vector(B))) }
    @inline(__always) func v_i<X: SIMD & BitwiseCopyable, R: SlotValue>(_ operation: (X) -> R) -> Word {
        finish(operation(vector(B)))
    }

    // MARK: Lanes; the lane is in D

    @inline(__always) func extract<X: SIMD & BitwiseCopyable, R: SlotValue>(_ operation: (X, UInt8) -> R) -> Word {
        finish(operation(vector(B), UInt8(truncatingIfNeeded: D)))
    }
    @inline(__always) func extractFloat<X: SIMD & BitwiseCopyable, R: FloatSlotValue>(_ operation: (X, UInt8) -> R) -> Word {
        finish(float: operation(vector(B), UInt8(truncatingIfNeeded: D)))
    }
    @inline(__always) func replace<X: SIMD & BitwiseCopyable, Y: SlotValue>(_ operation: (X, UInt8, Y) -> X) -> Word {
        finish(vector: operation(vector(B), UInt8(truncatingIfNeeded: D), Y(slot: self[C])))
    }

    /// The lane numbers are the third and fourth word.
    @inline(__always) func shuffle() -> Word {
        finish(vector: I8x16.shuffle(vector(B), vector(C), Self.readUnaligned(p &+ 16)), 4)
    }

    // MARK: Memory 0

    /// The result is made of the `T` in memory.
    @inline(__always) func loadVector<T: BitwiseCopyable, R: SIMD & BitwiseCopyable>(_: T.Type, _ operation: (T) -> R) -> Word {
        guard let start = reach(self[B], Word(MemoryLayout<T>.size)) else { return trap(.memoryOutOfBounds) }
        return finish(vector: operation(Self.readUnaligned(m &+ start)))
    }
    @inline(__always) func storeVector() -> Word {
        guard let start = reach(self[A], 16) else { return trap(.memoryOutOfBounds) }
        Self.writeUnaligned(m &+ start, vector(B) as SIMD2<UInt64>)
        return next(2)
    }

    // MARK: Any memory

    @inline(__always) func generalLoadVector<T: BitwiseCopyable, R: SIMD & BitwiseCopyable>(
        _: T.Type, _ operation: (T) -> R
    ) -> Word {
        guard let place = generalReach(B, Word(MemoryLayout<T>.size)) else { return trap(.memoryOutOfBounds) }
        return finish(vector: operation(Self.readUnaligned(place)), 3)
    }
    @inline(__always) func generalStoreVector() -> Word {
        guard let place = generalReach(A, 16) else { return trap(.memoryOutOfBounds) }
        Self.writeUnaligned(place, vector(B) as SIMD2<UInt64>)
        return next(3)
    }

    // Lanes and atomics: fields are the result, the address, and further operands; the third word is the memory, and the
    // lane in its upper half; the fourth is the offset.

    @inline(__always) var lane: UInt8 { UInt8(truncatingIfNeeded: extra >> 32) }

    /// Where the access is, or nil if it is out of bounds.
    @inline(__always) func otherReach(_ bytes: Word) -> Word? {
        let memory = instance.memory(Int(UInt32(truncatingIfNeeded: extra)))
        let (start, overflow) = self[B].addingReportingOverflow(extra2)
        return !overflow && memory.contains(start, bytes) ? memory.word(Layout.Memory.base) &+ start : nil
    }
    @inline(__always) func loadLane<V: SIMD & BitwiseCopyable>(_: V.Type) -> Word
    where V.Scalar: IntegerBits & BitwiseCopyable {
        guard let place = otherReach(Word(MemoryLayout<V.Scalar>.size)) else { return trap(.memoryOutOfBounds) }
        return finish(vector: IntegerVector<V>.replaceLane(vector(C), lane, Self.readUnaligned(place) as V.Scalar), 4)
    }
    @inline(__always) func storeLane<V: SIMD & BitwiseCopyable>(_: V.Type) -> Word
    where V.Scalar: IntegerBits & BitwiseCopyable {
        guard let place = otherReach(Word(MemoryLayout<V.Scalar>.size)) else { return trap(.memoryOutOfBounds) }
        Self.writeUnaligned(place, IntegerVector<V>.extractLane(vector(C), lane))
        return next(4)
    }
}
