import NativeCode
import Testing

@Suite struct GuardedMemoryTests {
    @Test(arguments: [true, false]) func aFreshMemoryIsZeroAndGrowsInPlace(guarded: Bool) throws {
        var memory = try required(guarded ? GuardedMemory(guarded: 65536) : GuardedMemory(bounded: 65536, capacity: 1 << 20))
        let base = unsafe UInt(bitPattern: memory.base)
        let accessible = memory.accessibleBytes
        #expect(accessible == 65536)
        let found1 = byte(memory, 65528)
        #expect(found1 == 0)
        unsafe memory.base.storeBytes(of: 7, toByteOffset: 65535, as: UInt8.self)
        let grown2 = memory.grow(toBytes: 1 << 20)
        #expect(grown2)
        let after = unsafe UInt(bitPattern: memory.base)
        #expect(after == base)
        let found3 = byte(memory, 65535)
        #expect(found3 == 7)
        let found4 = byte(memory, (1 << 20) - 8)
        #expect(found4 == 0)
    }

    @Test func aMemoryThatIsUsedAgainIsZero() throws {
        for bytes in [65536, 65536, 10 << 20, 65536, 0, 131072] {
            let memory = try required(GuardedMemory(guarded: bytes))
            let accessible = memory.accessibleBytes
            #expect(accessible == bytes)
            for offset in stride(from: 0, to: bytes, by: 4096) {
                let found5 = byte(memory, offset)
                #expect(found5 == 0)
                unsafe memory.base.storeBytes(of: 255, toByteOffset: offset, as: UInt8.self)
            }
        }
    }

    @Test func growthEndsAtTheLimit() throws {
        var bounded = try required(GuardedMemory(bounded: 1, capacity: 10000))
        let grown6 = bounded.grow(toBytes: 10000)
        #expect(grown6)
        let grown7 = bounded.grow(toBytes: 1 << 20)
        #expect(!grown7)
        let grown8 = bounded.grow(toBytes: .max)
        #expect(!grown8)
        var guarded = try required(GuardedMemory(guarded: 0))
        let grown9 = guarded.grow(toBytes: GuardedMemory.guardedLimit + 1)
        #expect(!grown9)
        let refused10 = isRefused(GuardedMemory(guarded: GuardedMemory.guardedLimit + 1))
        #expect(refused10)
        let refused11 = isRefused(GuardedMemory(bounded: 1, capacity: 1 << 62))
        #expect(refused11)
    }

    @Test func theGuardIsKnownByItsAddress() throws {
        let memory = try required(GuardedMemory(guarded: 65536))
        let base = unsafe UInt64(UInt(bitPattern: memory.base))
        #expect(GuardedMemory.isGuardedAddress(base))
        #expect(GuardedMemory.isGuardedAddress(base + 8 << 30 - 1))
        #expect(!GuardedMemory.isGuardedAddress(4096))
        #expect(!GuardedMemory.isGuardedAddress(.max))
    }

    @Test func manyMemoriesLiveAtOnce() throws {
        func nest(_ depth: Int, _ seen: Set<UInt>) throws {
            let memory = try required(GuardedMemory(guarded: 65536))
            let base = unsafe UInt(bitPattern: memory.base)
            #expect(!seen.contains(base))
            unsafe memory.base.storeBytes(of: UInt8(depth), as: UInt8.self)
            if depth > 0 { try nest(depth - 1, seen.union([base])) }
            let found12 = byte(memory, 0) == UInt8(depth)
            #expect(found12)
        }
        try nest(100, [])
    }
}
