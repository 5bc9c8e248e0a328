// swift-format-ignore-file
import WasmModel

// Loads and stores of scalars. `G` is the general form: any memory, any offset; the others are those of memory 0 with
// 32-bit addresses.

extension HandlerTable {
    func addMemory() {
        unary(.i32Load, i32LoadS, i32LoadA)
        set(.i32Load, .general, i32LoadG)
        unary(.i64Load, i64LoadS, i64LoadA)
        set(.i64Load, .general, i64LoadG)
        unary(.f32Load, f32LoadS, f32LoadA)
        set(.f32Load, .general, f32LoadG)
        unary(.f64Load, f64LoadS, f64LoadA)
        set(.f64Load, .general, f64LoadG)
        unary(.i32Load8S, i32Load8SS, i32Load8SA)
        set(.i32Load8S, .general, i32Load8SG)
        unary(.i32Load8U, i32Load8US, i32Load8UA)
        set(.i32Load8U, .general, i32Load8UG)
        unary(.i32Load16S, i32Load16SS, i32Load16SA)
        set(.i32Load16S, .general, i32Load16SG)
        unary(.i32Load16U, i32Load16US, i32Load16UA)
        set(.i32Load16U, .general, i32Load16UG)
        unary(.i64Load8S, i64Load8SS, i64Load8SA)
        set(.i64Load8S, .general, i64Load8SG)
        unary(.i64Load8U, i64Load8US, i64Load8UA)
        set(.i64Load8U, .general, i64Load8UG)
        unary(.i64Load16S, i64Load16SS, i64Load16SA)
        set(.i64Load16S, .general, i64Load16SG)
        unary(.i64Load16U, i64Load16US, i64Load16UA)
        set(.i64Load16U, .general, i64Load16UG)
        unary(.i64Load32S, i64Load32SS, i64Load32SA)
        set(.i64Load32S, .general, i64Load32SG)
        unary(.i64Load32U, i64Load32US, i64Load32UA)
        set(.i64Load32U, .general, i64Load32UG)
        binary(.i32Store, i32StoreSS, i32StoreAS, i32StoreSA)
        set(.i32Store, .general, i32StoreG)
        binary(.i64Store, i64StoreSS, i64StoreAS, i64StoreSA)
        set(.i64Store, .general, i64StoreG)
        binary(.f32Store, i32StoreSS, i32StoreAS, f32StoreSA)
        set(.f32Store, .general, i32StoreG)
        binary(.f64Store, i64StoreSS, i64StoreAS, f64StoreSA)
        set(.f64Store, .general, i64StoreG)
        binary(.i32Store8, i32Store8SS, i32Store8AS, i32Store8SA)
        set(.i32Store8, .general, i32Store8G)
        binary(.i32Store16, i32Store16SS, i32Store16AS, i32Store16SA)
        set(.i32Store16, .general, i32Store16G)
        binary(.i64Store8, i32Store8SS, i32Store8AS, i32Store8SA)
        set(.i64Store8, .general, i32Store8G)
        binary(.i64Store16, i32Store16SS, i32Store16AS, i32Store16SA)
        set(.i64Store16, .general, i32Store16G)
        binary(.i64Store32, i32StoreSS, i32StoreAS, i32StoreSA)
        set(.i64Store32, .general, i32StoreG)
    }
}

@c @inline(__always) func i32LoadS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).load(.slot, UInt32.self, UInt32.self) }
@c @inline(__always) func i32LoadA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).load(.accumulator, UInt32.self, UInt32.self) }
@c @inline(__always) func i32LoadG(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).generalLoad(UInt32.self, UInt32.self) }
@c @inline(__always) func i64LoadS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).load(.slot, UInt64.self, UInt64.self) }
@c @inline(__always) func i64LoadA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).load(.accumulator, UInt64.self, UInt64.self) }
@c @inline(__always) func i64LoadG(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).generalLoad(UInt64.self, UInt64.self) }
@c @inline(__always) func f32LoadS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).loadFloat(.slot, UInt32.self, UInt32.self) }
@c @inline(__always) func f32LoadA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).loadFloat(.accumulator, UInt32.self, UInt32.self) }
@c @inline(__always) func f32LoadG(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).generalLoadFloat(UInt32.self, UInt32.self) }
@c @inline(__always) func f64LoadS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).loadFloat(.slot, UInt64.self, UInt64.self) }
@c @inline(__always) func f64LoadA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).loadFloat(.accumulator, UInt64.self, UInt64.self) }
@c @inline(__always) func f64LoadG(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).generalLoadFloat(UInt64.self, UInt64.self) }
@c @inline(__always) func i32Load8SS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).load(.slot, Int8.self, UInt32.self) }
@c @inline(__always) func i32Load8SA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).load(.accumulator, Int8.self, UInt32.self) }
@c @inline(__always) func i32Load8SG(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).generalLoad(Int8.self, UInt32.self) }
@c @inline(__always) func i32Load8US(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).load(.slot, UInt8.self, UInt32.self) }
@c @inline(__always) func i32Load8UA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).load(.accumulator, UInt8.self, UInt32.self) }
@c @inline(__always) func i32Load8UG(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).generalLoad(UInt8.self, UInt32.self) }
@c @inline(__always) func i32Load16SS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).load(.slot, Int16.self, UInt32.self) }
@c @inline(__always) func i32Load16SA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).load(.accumulator, Int16.self, UInt32.self) }
@c @inline(__always) func i32Load16SG(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).generalLoad(Int16.self, UInt32.self) }
@c @inline(__always) func i32Load16US(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).load(.slot, UInt16.self, UInt32.self) }
@c @inline(__always) func i32Load16UA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).load(.accumulator, UInt16.self, UInt32.self) }
@c @inline(__always) func i32Load16UG(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).generalLoad(UInt16.self, UInt32.self) }
@c @inline(__always) func i64Load8SS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).load(.slot, Int8.self, UInt64.self) }
@c @inline(__always) func i64Load8SA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).load(.accumulator, Int8.self, UInt64.self) }
@c @inline(__always) func i64Load8SG(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).generalLoad(Int8.self, UInt64.self) }
@c @inline(__always) func i64Load8US(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).load(.slot, UInt8.self, UInt64.self) }
@c @inline(__always) func i64Load8UA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).load(.accumulator, UInt8.self, UInt64.self) }
@c @inline(__always) func i64Load8UG(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).generalLoad(UInt8.self, UInt64.self) }
@c @inline(__always) func i64Load16SS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).load(.slot, Int16.self, UInt64.self) }
@c @inline(__always) func i64Load16SA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).load(.accumulator, Int16.self, UInt64.self) }
@c @inline(__always) func i64Load16SG(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).generalLoad(Int16.self, UInt64.self) }
@c @inline(__always) func i64Load16US(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).load(.slot, UInt16.self, UInt64.self) }
@c @inline(__always) func i64Load16UA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).load(.accumulator, UInt16.self, UInt64.self) }
@c @inline(__always) func i64Load16UG(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).generalLoad(UInt16.self, UInt64.self) }
@c @inline(__always) func i64Load32SS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).load(.slot, Int32.self, UInt64.self) }
@c @inline(__always) func i64Load32SA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).load(.accumulator, Int32.self, UInt64.self) }
@c @inline(__always) func i64Load32SG(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).generalLoad(Int32.self, UInt64.self) }
@c @inline(__always) func i64Load32US(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).load(.slot, UInt32.self, UInt64.self) }
@c @inline(__always) func i64Load32UA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).load(.accumulator, UInt32.self, UInt64.self) }
@c @inline(__always) func i64Load32UG(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).generalLoad(UInt32.self, UInt64.self) }
@c @inline(__always) func i32StoreSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).store(.slot, .slot, UInt32.self) }
@c @inline(__always) func i32StoreAS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).store(.accumulator, .slot, UInt32.self) }
@c @inline(__always) func i32StoreSA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).store(.slot, .accumulator, UInt32.self) }
@c @inline(__always) func i32StoreG(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).generalStore(UInt32.self) }
@c @inline(__always) func i64StoreSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).store(.slot, .slot, UInt64.self) }
@c @inline(__always) func i64StoreAS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).store(.accumulator, .slot, UInt64.self) }
@c @inline(__always) func i64StoreSA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).store(.slot, .accumulator, UInt64.self) }
@c @inline(__always) func i64StoreG(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).generalStore(UInt64.self) }
@c @inline(__always) func f32StoreSA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).store(.slot, .floatAccumulator, UInt32.self) }
@c @inline(__always) func f64StoreSA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).store(.slot, .floatAccumulator, UInt64.self) }
@c @inline(__always) func i32Store8SS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).store(.slot, .slot, UInt8.self) }
@c @inline(__always) func i32Store8AS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).store(.accumulator, .slot, UInt8.self) }
@c @inline(__always) func i32Store8SA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).store(.slot, .accumulator, UInt8.self) }
@c @inline(__always) func i32Store8G(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).generalStore(UInt8.self) }
@c @inline(__always) func i32Store16SS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).store(.slot, .slot, UInt16.self) }
@c @inline(__always) func i32Store16AS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).store(.accumulator, .slot, UInt16.self) }
@c @inline(__always) func i32Store16SA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).store(.slot, .accumulator, UInt16.self) }
@c @inline(__always) func i32Store16G(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).generalStore(UInt16.self) }
