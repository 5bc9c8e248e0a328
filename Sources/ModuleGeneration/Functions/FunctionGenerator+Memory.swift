import WasmModel

/// Addresses, sizes and bulk operations on memories.
extension FunctionGenerator {
    /// Leaves an address on the stack such that `bytes` bytes from it and the returned offset are in the memory,
    /// whatever is computed: the computed part is masked.
    mutating func address(
        memory: Int, bytes: Int, isAligned: Bool, isGuarded: Bool, depth: Int, _ stream: inout RandomStream
    ) -> Int {
        let kind = Kind(plan.memories[memory].type.addressType)
        // The last address at which so many bytes are there.
        let last = max(0, plan.memories[memory].bytes - bytes)
        var mask: Int
        var offset: Int
        switch stream.below(10) {
        case 0...4:
            // A small window, so that stores meet loads.
            mask = min(0xFF, Self.mask(notAbove: last))
            offset = min(stream.pick([0, 0, 0, 1, 8, 64, 1024]), last - mask)
        case 5...6:
            mask = min(0x7FFF, Self.mask(notAbove: last))
            offset = stream.below(last - mask + 1)
        case 7...8:
            // The last bytes of memory.
            mask = min(stream.pick([0, 1, 7, 15]), Self.mask(notAbove: last))
            offset = last - mask
        default:
            mask = 0
            offset = stream.below(last + 1)
        }
        if isAligned {
            mask &= -bytes
            offset &= -bytes
        }
        guard isGuarded else {
            expression(kind, depth: depth, for: .address, &stream)
            return offset
        }
        if mask == 0 {
            emitConstant(kind, 0)
        } else {
            expression(kind, depth: depth, for: .address, &stream)
            emitMask(kind, mask)
        }
        // A part of the offset may as well be added in code.
        if stream.chance(200) {
            emitOffset(kind, offset)
            return 0
        }
        return offset
    }

    /// The largest mask of low bits that is at most `limit`.
    private static func mask(notAbove limit: Int) -> Int {
        let power = 1 << (Int.bitWidth - 1 - (limit + 1).leadingZeroBitCount)
        return power - 1
    }

    /// An integer from zero to `most`, which is one less than a power of two.
    mutating func length(_ kind: Kind, most: Int, depth: Int, _ stream: inout RandomStream) {
        expression(kind, depth: depth, &stream)
        emitMask(kind, most)
    }

    /// The size of a memory or table, or a growth by a little.
    mutating func size(_ kind: Kind, depth: Int, _ stream: inout RandomStream) -> Bool {
        let wanted: AddressType
        switch kind {
        case .i32: wanted = .i32
        case .i64: wanted = .i64
        case .f32, .f64, .v128: return false
        }
        if stream.chance(500), plan.features.contains(.referenceTypes) {
            let tables = plan.tables.indices
            guard let table = stream.pick(tables, where: { plan.tables[$0].type.addressType == wanted }) else { return false }
            if stream.chance(500) {
                emit(.tableSize, index: UInt32(table))
            } else {
                growTable(table, depth: depth, &stream)
            }
            return true
        }
        let memories = plan.memories.indices
        guard let memory = stream.pick(memories, where: { plan.memories[$0].type.addressType == wanted }) else { return false }
        if stream.chance(500) {
            emit(.memorySize, index: UInt32(memory))
        } else {
            // By a few pages, and by none where only the limit of the store would end it.
            length(kind, most: plan.memories[memory].type.limits.maximum == nil ? 0 : 3, depth: depth - 1, &stream)
            emit(.memoryGrow, index: UInt32(memory))
        }
        return true
    }

    /// `memory.copy`, `memory.fill`, `memory.init`, `data.drop`, `table.copy`, `table.init`, `elem.drop`. Lengths are
    /// small; overlap is likely.
    mutating func bulk(depth: Int, _ stream: inout RandomStream) {
        guard plan.features.contains(.bulkMemory) else { return }
        let draw = stream.below(plan.tables.isEmpty ? 14 : plan.memories.isEmpty ? 5 : 19) + (plan.memories.isEmpty ? 14 : 0)
        switch draw {
        case 0...5: copyMemory(depth: depth, &stream)
        case 6...9:
            let memory = stream.below(plan.memories.count)
            let kind = memoryRange(memory, depth: depth, &stream)
            expression(.i32, depth: depth, &stream)
            length(kind, most: 31, depth: depth, &stream)
            emit(.memoryFill, index: UInt32(memory))
            cost += 64 * multiplier
        case 10...12:
            let segments = plan.dataSegments.indices
            guard let segment = stream.pick(segments, where: { plan.dataSegments[$0].isPassive }) else { return }
            let memory = stream.below(plan.memories.count)
            memoryRange(memory, depth: depth, &stream)
            segmentRange(plan.dataSegments[segment], depth: depth, &stream)
            emit(.memoryInit, index: UInt32(segment), bits: UInt64(memory))
        case 13:
            let segments = plan.dataSegments.indices
            guard let segment = stream.pick(segments, where: { plan.dataSegments[$0].isDisposable }) else { return }
            emit(.dataDrop, index: UInt32(segment))
        default: bulkTable(depth: depth, &stream)
        }
    }

    private mutating func copyMemory(depth: Int, _ stream: inout RandomStream) {
        let target = stream.below(plan.memories.count)
        let source = stream.below(plan.memories.count)
        let first = memoryRange(target, depth: depth, &stream)
        let second = memoryRange(source, depth: depth, &stream)
        length(first == .i64 && second == .i64 ? .i64 : .i32, most: 31, depth: depth, &stream)
        emit(.memoryCopy, index: UInt32(target), bits: UInt64(source))
        cost += 64 * multiplier
    }

    /// The first of up to 31 bytes.
    @discardableResult
    private mutating func memoryRange(_ memory: Int, depth: Int, _ stream: inout RandomStream) -> Kind {
        let kind = Kind(plan.memories[memory].type.addressType)
        expression(kind, depth: depth, for: .address, &stream)
        let most = Self.mask(notAbove: max(0, plan.memories[memory].bytes - 32))
        if stream.chance(unguardedChance) { return kind }
        emitMask(kind, min(most, stream.chance(700) ? 0xFF : 0x7FFF))
        return kind
    }

    /// Start and length within a segment, both `i32`; nothing of one that may have been dropped.
    mutating func segmentRange(_ segment: ModulePlan.Segment, depth: Int, _ stream: inout RandomStream) {
        guard !segment.isDisposable, segment.count >= 4 else {
            emitI32(0)
            emitI32(0)
            return
        }
        // The largest power of two of which two fit in: start and length are both below it.
        let half = 1 << (Int.bitWidth - 2 - segment.count.leadingZeroBitCount)
        length(.i32, most: half - 1, depth: depth, &stream)
        length(.i32, most: half - 1, depth: depth, &stream)
    }
}
