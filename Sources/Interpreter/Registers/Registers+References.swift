import EngineRuntime
import WasmModel

// References, tables, and the bulk instructions of memories. The work is the runtime's. Fields are the result, then the
// operands; indices of the module stand where the code of the translator puts them.

extension Registers {
    @inline(__always) func end(_ status: Status, _ words: Word) -> Word {
        status.isReturned ? next(words) : Word(status.rawValue)
    }
    @inline(__always) var firstIndex: Int { Int(UInt32(truncatingIfNeeded: extra)) }
    @inline(__always) var secondIndex: Int { Int(extra >> 32) }

    // MARK: References

    @inline(__always) func referenceFunction() -> Word { finishBoth(instance.function(Int(immediate)).address) }
    @inline(__always) func assertNonNull() -> Word { self[A] == 0 ? trap(.nullReference) : next(2) }
    @inline(__always) func matches(_ word: Word) -> Bool {
        Self.matches(context, word, ValueType(rawValue: UInt32(truncatingIfNeeded: extra)))
    }
    @inline(never) private static func matches(_ context: ContextBlock, _ word: Word, _ type: ValueType) -> Bool {
        ReferenceOperation.matches(context, word, type)
    }
    @inline(__always) func referenceTest() -> Word { finishBoth(matches(self[B]) ? 1 : 0, 3) }
    @inline(__always) func referenceCast() -> Word { matches(self[A]) ? next(3) : trap(.castFailure) }
    @inline(__always) func branchOnCast(_ sense: Bool) -> Word { branch(matches(self[A]) == sense, 3) }

    @inline(__always) func referenceI31() -> Word { finishBoth(ReferenceOperation.i31(UInt32(slot: self[B]))) }
    @inline(__always) func i31Get(_ operation: (Word) -> UInt32) -> Word {
        let word = self[B]
        return word == 0 ? trap(.nullReference) : finishBoth(Word(operation(word)))
    }

    // MARK: Tables

    @inline(__always) func tableGet() -> Word {
        let table = instance.table(Int(immediate)), index = self[B]
        guard index < table.size else { return trap(.tableOutOfBounds) }
        return finishBoth(Self.word(table.word(Layout.Table.base) &+ index &* 8))
    }
    @inline(__always) func tableSet() -> Word {
        let table = instance.table(firstIndex), index = self[B]
        guard index < table.size else { return trap(.tableOutOfBounds) }
        Self.write(table.word(Layout.Table.base) &+ index &* 8, self[C])
        return next(3)
    }
    @inline(__always) func tableSize() -> Word { finishBoth(instance.table(Int(immediate)).size) }
    /// A failure is −1 of the address type.
    @inline(__always) private func sized(_ size: Word) -> Word { extra >> 32 != 0 ? size : Word(UInt32(truncatingIfNeeded: size)) }
    @inline(__always) func tableGrow() -> Word {
        finishBoth(sized(TableOperation.grow(instance.table(firstIndex), by: self[C], with: self[B])), 3)
    }
    @inline(__always) func tableFill() -> Word {
        end(TableOperation.fill(instance.table(firstIndex), at: self[B], with: self[C], count: self[D]), 3)
    }
    @inline(__always) func tableCopy() -> Word {
        end(
            TableOperation.copy(
                to: instance.table(firstIndex), at: self[B], from: instance.table(secondIndex), at: self[C], count: self[D]),
            3)
    }
    @inline(__always) func tableInit() -> Word {
        end(
            TableOperation.initialize(
                instance.table(secondIndex), at: self[B], from: instance.elementSegment(firstIndex), at: self[C],
                count: self[D]), 3)
    }
    @inline(__always) func elementDrop() -> Word {
        instance.elementSegment(Int(immediate)).drop()
        return next(2)
    }

    // MARK: Memories

    @inline(__always) func memorySize() -> Word { finishBoth(instance.memory(Int(immediate)).pages) }
    @inline(__always) func memoryGrow() -> Word {
        let result = sized(MemoryOperation.grow(instance.memory(firstIndex), by: self[B]))
        self[A] = result
        // It may be memory 0, under whatever index.
        let memory = Self.memory(of: i)
        return Self.go(
            p &+ 24, f, memory.word(Layout.Memory.base), memory.byteLength, result, i, Double(bitPattern: result))
    }
    @inline(__always) func memoryFill() -> Word {
        let byte = UInt8(truncatingIfNeeded: self[C])
        return end(MemoryOperation.fill(instance.memory(firstIndex), at: self[B], with: byte, count: self[D]), 3)
    }
    @inline(__always) func memoryCopy() -> Word {
        end(
            MemoryOperation.copy(
                to: instance.memory(firstIndex), at: self[B], from: instance.memory(secondIndex), at: self[C],
                count: self[D]), 3)
    }
    @inline(__always) func memoryInit() -> Word {
        end(
            MemoryOperation.initialize(
                instance.memory(secondIndex), at: self[B], from: instance.dataSegment(firstIndex), at: self[C],
                count: self[D]), 3)
    }
    @inline(__always) func dataDrop() -> Word {
        instance.dataSegment(Int(immediate)).drop()
        return next(2)
    }
}
