import EngineRuntime
import WasmModel

/// Where an operand of a memory access is.
enum OperandPlace {
    case slot, accumulator, floatAccumulator
}

// What handlers of memory accesses are made of. A trapping access changes nothing: the whole range is checked first.

extension Registers {
    @inline(__always) func operand(_ place: OperandPlace, _ slot: Word) -> Word {
        switch place {
        case .slot: self[slot]
        case .accumulator: a
        case .floatAccumulator: d.bitPattern
        }
    }

    // MARK: Memory 0, 32-bit addresses, offset in the instruction

    /// Distance of the access from the base of memory 0, or nil if it is out of bounds. Cannot overflow: two numbers of
    /// 32 bits and a small one.
    @inline(__always) func reach(_ address: Word, _ bytes: Word) -> Word? {
        let start = Word(UInt32(truncatingIfNeeded: address)) &+ Word(immediate)
        return start &+ bytes <= n ? start : nil
    }

    @inline(__always) func load<T: FixedWidthInteger & BitwiseCopyable, R: SlotValue & FixedWidthInteger>(
        _ place: OperandPlace, _: T.Type, _: R.Type, keeps: Bool = true
    ) -> Word {
        guard let start = reach(operand(place, B), Word(MemoryLayout<T>.size)) else { return trap(.memoryOutOfBounds) }
        return finish(R(truncatingIfNeeded: Self.readUnaligned(m &+ start) as T), keeps: keeps)
    }
    @inline(__always) func loadFloat<T: FixedWidthInteger & BitwiseCopyable, R: FloatSlotValue & FixedWidthInteger>(
        _ place: OperandPlace, _: T.Type, _: R.Type, keeps: Bool = true
    ) -> Word {
        guard let start = reach(operand(place, B), Word(MemoryLayout<T>.size)) else { return trap(.memoryOutOfBounds) }
        return finish(float: R(truncatingIfNeeded: Self.readUnaligned(m &+ start) as T), keeps: keeps)
    }
    /// A is the address, B the value.
    @inline(__always) func store<T: FixedWidthInteger & BitwiseCopyable>(
        _ address: OperandPlace, _ value: OperandPlace, _: T.Type
    ) -> Word {
        guard let start = reach(operand(address, A), Word(MemoryLayout<T>.size)) else { return trap(.memoryOutOfBounds) }
        Self.writeUnaligned(m &+ start, T(truncatingIfNeeded: operand(value, B)))
        return next(2)
    }

    /// The address is slot plus immediate, wrapped to 32 bits.
    @inline(__always) func reachSum(_ base: Word, _ bytes: Word) -> Word? {
        let start = Word(UInt32(slot: self[base]) &+ immediate)
        return start &+ bytes <= n ? start : nil
    }
    @inline(__always) func loadSum<T: FixedWidthInteger & BitwiseCopyable, R: SlotValue & FixedWidthInteger>(
        _: T.Type, _: R.Type, keeps: Bool = true
    ) -> Word {
        guard let start = reachSum(B, Word(MemoryLayout<T>.size)) else { return trap(.memoryOutOfBounds) }
        return finish(R(truncatingIfNeeded: Self.readUnaligned(m &+ start) as T), keeps: keeps)
    }
    @inline(__always) func loadFloatSum<T: FixedWidthInteger & BitwiseCopyable, R: FloatSlotValue & FixedWidthInteger>(
        _: T.Type, _: R.Type, keeps: Bool = true
    ) -> Word {
        guard let start = reachSum(B, Word(MemoryLayout<T>.size)) else { return trap(.memoryOutOfBounds) }
        return finish(float: R(truncatingIfNeeded: Self.readUnaligned(m &+ start) as T), keeps: keeps)
    }
    @inline(__always) func storeSum<T: FixedWidthInteger & BitwiseCopyable>(_ value: OperandPlace, _: T.Type) -> Word {
        guard let start = reachSum(A, Word(MemoryLayout<T>.size)) else { return trap(.memoryOutOfBounds) }
        Self.writeUnaligned(m &+ start, T(truncatingIfNeeded: operand(value, B)))
        return next(2)
    }
    /// The value is the third word.
    @inline(__always) func storeImmediate<T: FixedWidthInteger & BitwiseCopyable>(_: T.Type) -> Word {
        guard let start = reach(self[A], Word(MemoryLayout<T>.size)) else { return trap(.memoryOutOfBounds) }
        Self.writeUnaligned(m &+ start, T(truncatingIfNeeded: extra))
        return next(3)
    }

    @inline(__always) func storeSumImmediate<T: FixedWidthInteger & BitwiseCopyable>(_: T.Type) -> Word {
        guard let start = reachSum(A, Word(MemoryLayout<T>.size)) else { return trap(.memoryOutOfBounds) }
        Self.writeUnaligned(m &+ start, T(truncatingIfNeeded: extra))
        return next(3)
    }

    // MARK: Any memory

    // Layout: C is the memory, the third word the offset.

    /// Where the access is, or nil if it is out of bounds. `index` is the slot of the address.
    @inline(__always) func generalReach(_ index: Word, _ bytes: Word) -> Word? {
        let memory = instance.memory(Int(C))
        let address = self[index]
        let (start, overflow) = address.addingReportingOverflow(extra)
        return !overflow && memory.contains(start, bytes) ? memory.word(Layout.Memory.base) &+ start : nil
    }
    @inline(__always) func generalLoad<T: FixedWidthInteger & BitwiseCopyable, R: SlotValue & FixedWidthInteger>(
        _: T.Type, _: R.Type
    ) -> Word {
        guard let place = generalReach(B, Word(MemoryLayout<T>.size)) else { return trap(.memoryOutOfBounds) }
        return finish(R(truncatingIfNeeded: Self.readUnaligned(place) as T), 3)
    }
    @inline(__always) func generalLoadFloat<T: FixedWidthInteger & BitwiseCopyable, R: FloatSlotValue & FixedWidthInteger>(
        _: T.Type, _: R.Type
    ) -> Word {
        guard let place = generalReach(B, Word(MemoryLayout<T>.size)) else { return trap(.memoryOutOfBounds) }
        return finish(float: R(truncatingIfNeeded: Self.readUnaligned(place) as T), 3)
    }
    @inline(__always) func generalStore<T: FixedWidthInteger & BitwiseCopyable>(_: T.Type) -> Word {
        guard let place = generalReach(A, Word(MemoryLayout<T>.size)) else { return trap(.memoryOutOfBounds) }
        Self.writeUnaligned(place, T(truncatingIfNeeded: self[B]))
        return next(3)
    }
}
