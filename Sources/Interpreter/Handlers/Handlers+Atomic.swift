// swift-format-ignore-file
import NumericSemantics
import WasmModel

// The atomic instructions. All have the general form: any memory, any offset.

extension HandlerTable {
    func addAtomics() {
        set(.memoryAtomicNotify, .general, memoryAtomicNotifyG)
        set(.memoryAtomicWait32, .general, memoryAtomicWait32G)
        set(.memoryAtomicWait64, .general, memoryAtomicWait64G)
        set(.i32AtomicLoad, .general, i32AtomicLoadG)
        set(.i32AtomicStore, .general, i32AtomicStoreG)
        set(.i32AtomicRmwAdd, .general, i32AtomicRmwAddG)
        set(.i32AtomicRmwSub, .general, i32AtomicRmwSubG)
        set(.i32AtomicRmwAnd, .general, i32AtomicRmwAndG)
        set(.i32AtomicRmwOr, .general, i32AtomicRmwOrG)
        set(.i32AtomicRmwXor, .general, i32AtomicRmwXorG)
        set(.i32AtomicRmwXchg, .general, i32AtomicRmwXchgG)
        set(.i32AtomicRmwCmpxchg, .general, i32AtomicRmwCmpxchgG)
        set(.i32AtomicLoad8U, .general, i32AtomicLoad8UG)
        set(.i32AtomicStore8, .general, i32AtomicStore8G)
        set(.i32AtomicRmw8AddU, .general, i32AtomicRmw8AddUG)
        set(.i32AtomicRmw8SubU, .general, i32AtomicRmw8SubUG)
        set(.i32AtomicRmw8AndU, .general, i32AtomicRmw8AndUG)
        set(.i32AtomicRmw8OrU, .general, i32AtomicRmw8OrUG)
        set(.i32AtomicRmw8XorU, .general, i32AtomicRmw8XorUG)
        set(.i32AtomicRmw8XchgU, .general, i32AtomicRmw8XchgUG)
        set(.i32AtomicRmw8CmpxchgU, .general, i32AtomicRmw8CmpxchgUG)
        set(.i32AtomicLoad16U, .general, i32AtomicLoad16UG)
        set(.i32AtomicStore16, .general, i32AtomicStore16G)
        set(.i32AtomicRmw16AddU, .general, i32AtomicRmw16AddUG)
        set(.i32AtomicRmw16SubU, .general, i32AtomicRmw16SubUG)
        set(.i32AtomicRmw16AndU, .general, i32AtomicRmw16AndUG)
        set(.i32AtomicRmw16OrU, .general, i32AtomicRmw16OrUG)
        set(.i32AtomicRmw16XorU, .general, i32AtomicRmw16XorUG)
        set(.i32AtomicRmw16XchgU, .general, i32AtomicRmw16XchgUG)
        set(.i32AtomicRmw16CmpxchgU, .general, i32AtomicRmw16CmpxchgUG)
        set(.i64AtomicLoad, .general, i64AtomicLoadG)
        set(.i64AtomicStore, .general, i64AtomicStoreG)
        set(.i64AtomicRmwAdd, .general, i64AtomicRmwAddG)
        set(.i64AtomicRmwSub, .general, i64AtomicRmwSubG)
        set(.i64AtomicRmwAnd, .general, i64AtomicRmwAndG)
        set(.i64AtomicRmwOr, .general, i64AtomicRmwOrG)
        set(.i64AtomicRmwXor, .general, i64AtomicRmwXorG)
        set(.i64AtomicRmwXchg, .general, i64AtomicRmwXchgG)
        set(.i64AtomicRmwCmpxchg, .general, i64AtomicRmwCmpxchgG)
        set(.i64AtomicLoad8U, .general, i32AtomicLoad8UG)
        set(.i64AtomicStore8, .general, i32AtomicStore8G)
        set(.i64AtomicRmw8AddU, .general, i32AtomicRmw8AddUG)
        set(.i64AtomicRmw8SubU, .general, i32AtomicRmw8SubUG)
        set(.i64AtomicRmw8AndU, .general, i32AtomicRmw8AndUG)
        set(.i64AtomicRmw8OrU, .general, i32AtomicRmw8OrUG)
        set(.i64AtomicRmw8XorU, .general, i32AtomicRmw8XorUG)
        set(.i64AtomicRmw8XchgU, .general, i32AtomicRmw8XchgUG)
        set(.i64AtomicRmw8CmpxchgU, .general, i32AtomicRmw8CmpxchgUG)
        set(.i64AtomicLoad16U, .general, i32AtomicLoad16UG)
        set(.i64AtomicStore16, .general, i32AtomicStore16G)
        set(.i64AtomicRmw16AddU, .general, i32AtomicRmw16AddUG)
        set(.i64AtomicRmw16SubU, .general, i32AtomicRmw16SubUG)
        set(.i64AtomicRmw16AndU, .general, i32AtomicRmw16AndUG)
        set(.i64AtomicRmw16OrU, .general, i32AtomicRmw16OrUG)
        set(.i64AtomicRmw16XorU, .general, i32AtomicRmw16XorUG)
        set(.i64AtomicRmw16XchgU, .general, i32AtomicRmw16XchgUG)
        set(.i64AtomicRmw16CmpxchgU, .general, i32AtomicRmw16CmpxchgUG)
        set(.i64AtomicLoad32U, .general, i32AtomicLoadG)
        set(.i64AtomicStore32, .general, i32AtomicStoreG)
        set(.i64AtomicRmw32AddU, .general, i32AtomicRmwAddG)
        set(.i64AtomicRmw32SubU, .general, i32AtomicRmwSubG)
        set(.i64AtomicRmw32AndU, .general, i32AtomicRmwAndG)
        set(.i64AtomicRmw32OrU, .general, i32AtomicRmwOrG)
        set(.i64AtomicRmw32XorU, .general, i32AtomicRmwXorG)
        set(.i64AtomicRmw32XchgU, .general, i32AtomicRmwXchgG)
        set(.i64AtomicRmw32CmpxchgU, .general, i32AtomicRmwCmpxchgG)
    }
}

@c @inline(__always) func memoryAtomicNotifyG(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).atomicNotify() }
@c @inline(__always) func memoryAtomicWait32G(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).atomicWait(4) }
@c @inline(__always) func memoryAtomicWait64G(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).atomicWait(8) }
@c @inline(__always) func i32AtomicLoadG(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).atomicLoad(UInt32.self) }
@c @inline(__always) func i32AtomicStoreG(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).atomicStore(UInt32.self) }
@c @inline(__always) func i32AtomicRmwAddG(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).atomicModify(Integer32.add) }
@c @inline(__always) func i32AtomicRmwSubG(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).atomicModify(Integer32.sub) }
@c @inline(__always) func i32AtomicRmwAndG(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).atomicModify(Integer32.and) }
@c @inline(__always) func i32AtomicRmwOrG(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).atomicModify(Integer32.or) }
@c @inline(__always) func i32AtomicRmwXorG(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).atomicModify(Integer32.xor) }
@c @inline(__always) func i32AtomicRmwXchgG(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).atomicModify { (_: UInt32, b: UInt32) in b } }
@c @inline(__always) func i32AtomicRmwCmpxchgG(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).atomicExchangeIfEqual(UInt32.self) }
@c @inline(__always) func i32AtomicLoad8UG(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).atomicLoad(UInt8.self) }
@c @inline(__always) func i32AtomicStore8G(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).atomicStore(UInt8.self) }
@c @inline(__always) func i32AtomicRmw8AddUG(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).atomicModify(Integer8.add) }
@c @inline(__always) func i32AtomicRmw8SubUG(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).atomicModify(Integer8.sub) }
@c @inline(__always) func i32AtomicRmw8AndUG(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).atomicModify(Integer8.and) }
@c @inline(__always) func i32AtomicRmw8OrUG(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).atomicModify(Integer8.or) }
@c @inline(__always) func i32AtomicRmw8XorUG(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).atomicModify(Integer8.xor) }
@c @inline(__always) func i32AtomicRmw8XchgUG(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).atomicModify { (_: UInt8, b: UInt8) in b } }
@c @inline(__always) func i32AtomicRmw8CmpxchgUG(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).atomicExchangeIfEqual(UInt8.self) }
@c @inline(__always) func i32AtomicLoad16UG(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).atomicLoad(UInt16.self) }
@c @inline(__always) func i32AtomicStore16G(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).atomicStore(UInt16.self) }
@c @inline(__always) func i32AtomicRmw16AddUG(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).atomicModify(Integer16.add) }
@c @inline(__always) func i32AtomicRmw16SubUG(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).atomicModify(Integer16.sub) }
@c @inline(__always) func i32AtomicRmw16AndUG(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).atomicModify(Integer16.and) }
@c @inline(__always) func i32AtomicRmw16OrUG(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).atomicModify(Integer16.or) }
@c @inline(__always) func i32AtomicRmw16XorUG(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).atomicModify(Integer16.xor) }
@c @inline(__always) func i32AtomicRmw16XchgUG(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).atomicModify { (_: UInt16, b: UInt16) in b } }
@c @inline(__always) func i32AtomicRmw16CmpxchgUG(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).atomicExchangeIfEqual(UInt16.self) }
@c @inline(__always) func i64AtomicLoadG(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).atomicLoad(UInt64.self) }
@c @inline(__always) func i64AtomicStoreG(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).atomicStore(UInt64.self) }
@c @inline(__always) func i64AtomicRmwAddG(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).atomicModify(Integer64.add) }
@c @inline(__always) func i64AtomicRmwSubG(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).atomicModify(Integer64.sub) }
@c @inline(__always) func i64AtomicRmwAndG(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).atomicModify(Integer64.and) }
@c @inline(__always) func i64AtomicRmwOrG(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).atomicModify(Integer64.or) }
@c @inline(__always) func i64AtomicRmwXorG(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).atomicModify(Integer64.xor) }
@c @inline(__always) func i64AtomicRmwXchgG(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).atomicModify { (_: UInt64, b: UInt64) in b } }
@c @inline(__always) func i64AtomicRmwCmpxchgG(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).atomicExchangeIfEqual(UInt64.self) }
