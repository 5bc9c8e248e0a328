// swift-format-ignore-file
import WasmModel

// Loads and stores of vectors and of lanes. `G` is the general form: any memory, any offset.

extension HandlerTable {
    func addVectorMemory() {
        one(.v128Load, v128LoadS)
        set(.v128Load, .general, v128LoadG)
        one(.v128Load8x8S, v128Load8x8SS)
        set(.v128Load8x8S, .general, v128Load8x8SG)
        one(.v128Load8x8U, v128Load8x8US)
        set(.v128Load8x8U, .general, v128Load8x8UG)
        one(.v128Load16x4S, v128Load16x4SS)
        set(.v128Load16x4S, .general, v128Load16x4SG)
        one(.v128Load16x4U, v128Load16x4US)
        set(.v128Load16x4U, .general, v128Load16x4UG)
        one(.v128Load32x2S, v128Load32x2SS)
        set(.v128Load32x2S, .general, v128Load32x2SG)
        one(.v128Load32x2U, v128Load32x2US)
        set(.v128Load32x2U, .general, v128Load32x2UG)
        one(.v128Load8Splat, v128Load8SplatS)
        set(.v128Load8Splat, .general, v128Load8SplatG)
        one(.v128Load16Splat, v128Load16SplatS)
        set(.v128Load16Splat, .general, v128Load16SplatG)
        one(.v128Load32Splat, v128Load32SplatS)
        set(.v128Load32Splat, .general, v128Load32SplatG)
        one(.v128Load64Splat, v128Load64SplatS)
        set(.v128Load64Splat, .general, v128Load64SplatG)
        one(.v128Load32Zero, v128Load32ZeroS)
        set(.v128Load32Zero, .general, v128Load32ZeroG)
        one(.v128Load64Zero, v128Load64ZeroS)
        set(.v128Load64Zero, .general, v128Load64ZeroG)
        one(.v128Store, v128StoreS)
        set(.v128Store, .general, v128StoreG)
        set(.v128Load8Lane, .general, v128Load8LaneG)
        set(.v128Store8Lane, .general, v128Store8LaneG)
        set(.v128Load16Lane, .general, v128Load16LaneG)
        set(.v128Store16Lane, .general, v128Store16LaneG)
        set(.v128Load32Lane, .general, v128Load32LaneG)
        set(.v128Store32Lane, .general, v128Store32LaneG)
        set(.v128Load64Lane, .general, v128Load64LaneG)
        set(.v128Store64Lane, .general, v128Store64LaneG)
    }
}

@c @inline(__always) func v128LoadS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).loadVector(SIMD2<UInt64>.self) { $0 } }
@c @inline(__always) func v128LoadG(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).generalLoadVector(SIMD2<UInt64>.self) { $0 } }
@c @inline(__always) func v128Load8x8SS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).loadVector(SIMD8<Int8>.self) { SIMD8<Int16>(truncatingIfNeeded: $0) } }
@c @inline(__always) func v128Load8x8SG(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).generalLoadVector(SIMD8<Int8>.self) { SIMD8<Int16>(truncatingIfNeeded: $0) } }
@c @inline(__always) func v128Load8x8US(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).loadVector(SIMD8<UInt8>.self) { SIMD8<UInt16>(truncatingIfNeeded: $0) } }
@c @inline(__always) func v128Load8x8UG(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).generalLoadVector(SIMD8<UInt8>.self) { SIMD8<UInt16>(truncatingIfNeeded: $0) } }
@c @inline(__always) func v128Load16x4SS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).loadVector(SIMD4<Int16>.self) { SIMD4<Int32>(truncatingIfNeeded: $0) } }
@c @inline(__always) func v128Load16x4SG(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).generalLoadVector(SIMD4<Int16>.self) { SIMD4<Int32>(truncatingIfNeeded: $0) } }
@c @inline(__always) func v128Load16x4US(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).loadVector(SIMD4<UInt16>.self) { SIMD4<UInt32>(truncatingIfNeeded: $0) } }
@c @inline(__always) func v128Load16x4UG(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).generalLoadVector(SIMD4<UInt16>.self) { SIMD4<UInt32>(truncatingIfNeeded: $0) } }
@c @inline(__always) func v128Load32x2SS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).loadVector(SIMD2<Int32>.self) { SIMD2<Int64>(truncatingIfNeeded: $0) } }
@c @inline(__always) func v128Load32x2SG(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).generalLoadVector(SIMD2<Int32>.self) { SIMD2<Int64>(truncatingIfNeeded: $0) } }
@c @inline(__always) func v128Load32x2US(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).loadVector(SIMD2<UInt32>.self) { SIMD2<UInt64>(truncatingIfNeeded: $0) } }
@c @inline(__always) func v128Load32x2UG(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).generalLoadVector(SIMD2<UInt32>.self) { SIMD2<UInt64>(truncatingIfNeeded: $0) } }
@c @inline(__always) func v128Load8SplatS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).loadVector(UInt8.self) { SIMD16(repeating: $0) } }
@c @inline(__always) func v128Load8SplatG(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).generalLoadVector(UInt8.self) { SIMD16(repeating: $0) } }
@c @inline(__always) func v128Load16SplatS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).loadVector(UInt16.self) { SIMD8(repeating: $0) } }
@c @inline(__always) func v128Load16SplatG(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).generalLoadVector(UInt16.self) { SIMD8(repeating: $0) } }
@c @inline(__always) func v128Load32SplatS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).loadVector(UInt32.self) { SIMD4(repeating: $0) } }
@c @inline(__always) func v128Load32SplatG(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).generalLoadVector(UInt32.self) { SIMD4(repeating: $0) } }
@c @inline(__always) func v128Load64SplatS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).loadVector(UInt64.self) { SIMD2(repeating: $0) } }
@c @inline(__always) func v128Load64SplatG(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).generalLoadVector(UInt64.self) { SIMD2(repeating: $0) } }
@c @inline(__always) func v128Load32ZeroS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).loadVector(UInt32.self) { SIMD4<UInt32>($0, 0, 0, 0) } }
@c @inline(__always) func v128Load32ZeroG(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).generalLoadVector(UInt32.self) { SIMD4<UInt32>($0, 0, 0, 0) } }
@c @inline(__always) func v128Load64ZeroS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).loadVector(UInt64.self) { SIMD2<UInt64>($0, 0) } }
@c @inline(__always) func v128Load64ZeroG(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).generalLoadVector(UInt64.self) { SIMD2<UInt64>($0, 0) } }
@c @inline(__always) func v128StoreS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).storeVector() }
@c @inline(__always) func v128StoreG(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).generalStoreVector() }
@c @inline(__always) func v128Load8LaneG(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).loadLane(SIMD16<UInt8>.self) }
@c @inline(__always) func v128Store8LaneG(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).storeLane(SIMD16<UInt8>.self) }
@c @inline(__always) func v128Load16LaneG(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).loadLane(SIMD8<UInt16>.self) }
@c @inline(__always) func v128Store16LaneG(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).storeLane(SIMD8<UInt16>.self) }
@c @inline(__always) func v128Load32LaneG(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).loadLane(SIMD4<UInt32>.self) }
@c @inline(__always) func v128Store32LaneG(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).storeLane(SIMD4<UInt32>.self) }
@c @inline(__always) func v128Load64LaneG(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).loadLane(SIMD2<UInt64>.self) }
@c @inline(__always) func v128Store64LaneG(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).storeLane(SIMD2<UInt64>.self) }
