import WasmModel

/// Addresses, bulk operations and the table.
extension FunctionGenerator {
    /// Leaves an address on the stack such that `bytes` bytes from it and the returned offset are in memory, whatever
    /// is computed: the computed part is masked.
    mutating func address(
        bytes: Int, isAligned: Bool, isGuarded: Bool, depth: Int, _ stream: inout RandomStream
    ) -> Int {
        let size = plan.memory?.minimumBytes ?? 0
        var mask: Int
        var offset: Int
        switch stream.below(10) {
        case 0...4:
            // A small window, so that stores meet loads.
            mask = 0xFF
            offset = stream.pick([0, 0, 0, 1, 8, 64, 1024])
        case 5...6:
            mask = 0x7FFF
            offset = stream.below(size - mask - bytes)
        case 7...8:
            // The last bytes of memory.
            mask = stream.pick([0, 1, 7, 15])
            offset = size - mask - bytes
        default:
            mask = 0
            offset = stream.below(size - bytes)
        }
        if isAligned {
            mask &= -bytes
            offset &= -bytes
        }
        guard isGuarded else {
            expression(.i32, depth: depth, for: .address, &stream)
            return offset
        }
        if mask == 0 {
            emitI32(0)
        } else {
            expression(.i32, depth: depth, for: .address, &stream)
            let start = code.instructions.count
            emitI32(mask)
            emit(.i32And)
            markScaffolding(from: start)
        }
        // A part of the offset may as well be added in code.
        if stream.chance(200) {
            let start = code.instructions.count
            emitI32(offset)
            emit(.i32Add)
            markScaffolding(from: start)
            return 0
        }
        return offset
    }

    /// An integer from zero to `most`, which is one less than a power of two.
    private mutating func length(most: Int, depth: Int, _ stream: inout RandomStream) {
        expression(.i32, depth: depth, &stream)
        emitI32(most)
        emit(.i32And)
    }

    /// `memory.copy`, `memory.fill`, `memory.init`, `data.drop`, `table.copy`, `table.init`, `elem.drop`. Lengths are
    /// small; overlap is likely.
    mutating func bulk(depth: Int, _ stream: inout RandomStream) {
        guard plan.features.contains(.bulkMemory) else { return }
        let memory = plan.memory == nil ? 0 : 1
        let table = plan.table == nil ? 0 : 1
        switch stream.weighted([6 * memory, 4 * memory, 3 * memory, memory, 2 * table, 2 * table, table]) {
        case 0:
            memoryRange(depth: depth, &stream)
            memoryRange(depth: depth, &stream)
            length(most: 63, depth: depth, &stream)
            emit(.memoryCopy)
            cost += 64 * multiplier
        case 1:
            memoryRange(depth: depth, &stream)
            expression(.i32, depth: depth, &stream)
            length(most: 63, depth: depth, &stream)
            emit(.memoryFill)
            cost += 64 * multiplier
        case 2:
            guard let segment = segment(plan.dataSegments, &stream) else { return }
            memoryRange(depth: depth, &stream)
            segmentRange(segment.value, depth: depth, &stream)
            emit(.memoryInit, index: UInt32(segment.index))
        case 3:
            let disposable = plan.dataSegments.indices.filter { plan.dataSegments[$0].isDisposable }
            guard !disposable.isEmpty else { return }
            emit(.dataDrop, index: UInt32(stream.pick(disposable)))
        case 4:
            tableRange(depth: depth, &stream)
            tableRange(depth: depth, &stream)
            length(most: 3, depth: depth, &stream)
            emit(.tableCopy)
        case 5:
            guard let segment = segment(plan.elementSegments, &stream) else { return }
            tableRange(depth: depth, &stream)
            segmentRange(segment.value, depth: depth, &stream)
            emit(.tableInit, index: UInt32(segment.index + activeElementSegments))
        case 6:
            let disposable = plan.elementSegments.indices.filter { plan.elementSegments[$0].isDisposable }
            guard !disposable.isEmpty else { return }
            emit(.elemDrop, index: UInt32(stream.pick(disposable) + activeElementSegments))
        default: break
        }
    }

    /// Active element segments stand before the passive ones, one to a run.
    private var activeElementSegments: Int { plan.table?.runs.count ?? 0 }

    private mutating func memoryRange(depth: Int, _ stream: inout RandomStream) {
        expression(.i32, depth: depth, for: .address, &stream)
        emitI32(stream.chance(700) ? 0xFF : 0x7FFF)
        emit(.i32And)
    }

    /// The first of four elements in the part of the table that nothing is called through.
    private mutating func tableRange(depth: Int, _ stream: inout RandomStream) {
        expression(.i32, depth: depth, &stream)
        emitI32(3)
        emit(.i32And)
        emitI32(plan.table?.scratchBase ?? 0)
        emit(.i32Add)
    }

    private func segment(
        _ segments: [ModulePlan.Segment], _ stream: inout RandomStream
    ) -> (index: Int, value: ModulePlan.Segment)? {
        guard !segments.isEmpty else { return nil }
        let index = stream.below(segments.count)
        return (index, segments[index])
    }

    /// Start and length within a segment; nothing of one that may have been dropped.
    private mutating func segmentRange(_ segment: ModulePlan.Segment, depth: Int, _ stream: inout RandomStream) {
        guard !segment.isDisposable, segment.count >= 4 else {
            emitI32(0)
            emitI32(0)
            return
        }
        // The largest power of two of which two fit in: start and length are both below it.
        let half = 1 << (Int.bitWidth - 2 - segment.count.leadingZeroBitCount)
        length(most: half - 1, depth: depth, &stream)
        length(most: half - 1, depth: depth, &stream)
    }
}
