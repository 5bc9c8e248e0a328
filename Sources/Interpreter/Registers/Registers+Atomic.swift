import EngineRuntime
import WasmModel

// What atomic handlers are made of (threads proposal). A store runs one thread, so a plain access is atomic.

extension Registers {
    /// Where the access is.
    @inline(__always) private func atomicReach(_ bytes: Word) throws(TrapKind) -> Word {
        let memory = instance.memory(Int(UInt32(truncatingIfNeeded: extra)))
        // Alignment comes first, and a sum that wraps around is as aligned as the whole one.
        let (start, overflow) = self[B].addingReportingOverflow(extra2)
        guard start & (bytes &- 1) == 0 else { throw .unalignedAtomic }
        if overflow { throw .memoryOutOfBounds }
        guard memory.contains(start, bytes) else { throw .memoryOutOfBounds }
        return memory.word(Layout.Memory.base) &+ start
    }

    @inline(__always) func atomicLoad<T: FixedWidthInteger & BitwiseCopyable>(_: T.Type) -> Word {
        do throws(TrapKind) {
            let place = try atomicReach(Word(MemoryLayout<T>.size))
            return finish(Word(truncatingIfNeeded: Self.read(place) as T), 4)
        } catch { return trap(error) }
    }
    @inline(__always) func atomicStore<T: FixedWidthInteger & BitwiseCopyable>(_: T.Type) -> Word {
        do throws(TrapKind) {
            let place = try atomicReach(Word(MemoryLayout<T>.size))
            Self.write(place, T(truncatingIfNeeded: self[C]))
            return next(4)
        } catch { return trap(error) }
    }
    /// The result is what was there before.
    @inline(__always) func atomicModify<T: FixedWidthInteger & BitwiseCopyable>(_ operation: (T, T) -> T) -> Word {
        do throws(TrapKind) {
            let place = try atomicReach(Word(MemoryLayout<T>.size))
            let before: T = Self.read(place)
            Self.write(place, operation(before, T(truncatingIfNeeded: self[C])))
            return finish(Word(truncatingIfNeeded: before), 4)
        } catch { return trap(error) }
    }
    /// A narrow access compares and stores the low bits of its operands.
    @inline(__always) func atomicExchangeIfEqual<T: FixedWidthInteger & BitwiseCopyable>(_: T.Type) -> Word {
        do throws(TrapKind) {
            let place = try atomicReach(Word(MemoryLayout<T>.size))
            let before: T = Self.read(place)
            if before == T(truncatingIfNeeded: self[C]) { Self.write(place, T(truncatingIfNeeded: self[D])) }
            return finish(Word(truncatingIfNeeded: before), 4)
        } catch { return trap(error) }
    }
    @inline(__always) func atomicWait(_ width: Word) -> Word {
        let memory = instance.memory(Int(UInt32(truncatingIfNeeded: extra)))
        let (start, overflow) = self[B].addingReportingOverflow(extra2)
        if overflow { return trap(.memoryOutOfBounds) }
        return finishOrEnd(
            MemoryOperation.wait(memory, at: start, width: width, expected: self[C], timeout: Int64(bitPattern: self[D])))
    }
    @inline(__always) func atomicNotify() -> Word {
        let memory = instance.memory(Int(UInt32(truncatingIfNeeded: extra)))
        let (start, overflow) = self[B].addingReportingOverflow(extra2)
        if overflow { return trap(.memoryOutOfBounds) }
        return finishOrEnd(MemoryOperation.notify(memory, at: start, count: UInt32(slot: self[C])))
    }
    /// A negative result is the status that ends the run.
    @inline(__always) private func finishOrEnd(_ result: Int64) -> Word {
        result < 0 ? Word(bitPattern: 0 &- result) : finish(UInt32(truncatingIfNeeded: result), 4)
    }
}

extension Word {
    @inline(__always) fileprivate init(bitPattern value: Int64) { self.init(truncatingIfNeeded: value) }
}
