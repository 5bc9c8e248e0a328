// swift-format-ignore-file
import WasmModel

// Loads and stores of scalars. `G` is the general form: any memory, any offset; the others are those of memory 0 with
// 32-bit addresses.

extension HandlerTable {
    func addMemory() {
        transient(.i32Load, .slots, i32LoadST)
        transient(.i32Load, .accumulatorFirst, i32LoadAT)
        transient(.i32Load, .sum, i32LoadSumT)
        unary(.i32Load, i32LoadS, i32LoadA)
        set(.i32Load, .sum, i32LoadSum)
        set(.i32Load, .general, i32LoadG)
        transient(.i64Load, .slots, i64LoadST)
        transient(.i64Load, .accumulatorFirst, i64LoadAT)
        transient(.i64Load, .sum, i64LoadSumT)
        unary(.i64Load, i64LoadS, i64LoadA)
        set(.i64Load, .sum, i64LoadSum)
        set(.i64Load, .general, i64LoadG)
        unary(.f32Load, f32LoadS, f32LoadA)
        set(.f32Load, .sum, f32LoadSum)
        set(.f32Load, .general, f32LoadG)
        transient(.f64Load, .slots, f64LoadST)
        transient(.f64Load, .accumulatorFirst, f64LoadAT)
        transient(.f64Load, .sum, f64LoadSumT)
        unary(.f64Load, f64LoadS, f64LoadA)
        set(.f64Load, .sum, f64LoadSum)
        set(.f64Load, .general, f64LoadG)
        unary(.i32Load8S, i32Load8SS, i32Load8SA)
        set(.i32Load8S, .sum, i32Load8SSum)
        set(.i32Load8S, .general, i32Load8SG)
        transient(.i32Load8U, .slots, i32Load8UST)
        transient(.i32Load8U, .accumulatorFirst, i32Load8UAT)
        transient(.i32Load8U, .sum, i32Load8USumT)
        unary(.i32Load8U, i32Load8US, i32Load8UA)
        set(.i32Load8U, .sum, i32Load8USum)
        set(.i32Load8U, .general, i32Load8UG)
        unary(.i32Load16S, i32Load16SS, i32Load16SA)
        set(.i32Load16S, .sum, i32Load16SSum)
        set(.i32Load16S, .general, i32Load16SG)
        unary(.i32Load16U, i32Load16US, i32Load16UA)
        set(.i32Load16U, .sum, i32Load16USum)
        set(.i32Load16U, .general, i32Load16UG)
        unary(.i64Load8S, i64Load8SS, i64Load8SA)
        set(.i64Load8S, .sum, i64Load8SSum)
        set(.i64Load8S, .general, i64Load8SG)
        unary(.i64Load8U, i64Load8US, i64Load8UA)
        set(.i64Load8U, .sum, i64Load8USum)
        set(.i64Load8U, .general, i64Load8UG)
        unary(.i64Load16S, i64Load16SS, i64Load16SA)
        set(.i64Load16S, .sum, i64Load16SSum)
        set(.i64Load16S, .general, i64Load16SG)
        unary(.i64Load16U, i64Load16US, i64Load16UA)
        set(.i64Load16U, .sum, i64Load16USum)
        set(.i64Load16U, .general, i64Load16UG)
        unary(.i64Load32S, i64Load32SS, i64Load32SA)
        set(.i64Load32S, .sum, i64Load32SSum)
        set(.i64Load32S, .general, i64Load32SG)
        unary(.i64Load32U, i64Load32US, i64Load32UA)
        set(.i64Load32U, .sum, i64Load32USum)
        set(.i64Load32U, .general, i64Load32UG)
        binary(.i32Store, i32StoreSS, i32StoreAS, i32StoreSA, i32StoreSI)
        set(.i32Store, .sum, i32StoreSum)
        set(.i32Store, .sumImmediate, i32StoreSumI)
        set(.i32Store, .sumAccumulator, i32StoreSumA)
        set(.i32Store, .general, i32StoreG)
        binary(.i64Store, i64StoreSS, i64StoreAS, i64StoreSA, i64StoreSI)
        set(.i64Store, .sum, i64StoreSum)
        set(.i64Store, .sumImmediate, i64StoreSumI)
        set(.i64Store, .sumAccumulator, i64StoreSumA)
        set(.i64Store, .general, i64StoreG)
        binary(.f32Store, i32StoreSS, i32StoreAS, f32StoreSA, i32StoreSI)
        set(.f32Store, .sum, i32StoreSum)
        set(.f32Store, .sumImmediate, i32StoreSumI)
        set(.f32Store, .sumAccumulator, f32StoreSumA)
        set(.f32Store, .general, i32StoreG)
        binary(.f64Store, i64StoreSS, i64StoreAS, f64StoreSA, i64StoreSI)
        set(.f64Store, .sum, i64StoreSum)
        set(.f64Store, .sumImmediate, i64StoreSumI)
        set(.f64Store, .sumAccumulator, f64StoreSumA)
        set(.f64Store, .general, i64StoreG)
        binary(.i32Store8, i32Store8SS, i32Store8AS, i32Store8SA, i32Store8SI)
        set(.i32Store8, .sum, i32Store8Sum)
        set(.i32Store8, .sumImmediate, i32Store8SumI)
        set(.i32Store8, .sumAccumulator, i32Store8SumA)
        set(.i32Store8, .general, i32Store8G)
        binary(.i32Store16, i32Store16SS, i32Store16AS, i32Store16SA, i32Store16SI)
        set(.i32Store16, .sum, i32Store16Sum)
        set(.i32Store16, .sumImmediate, i32Store16SumI)
        set(.i32Store16, .sumAccumulator, i32Store16SumA)
        set(.i32Store16, .general, i32Store16G)
        binary(.i64Store8, i32Store8SS, i32Store8AS, i32Store8SA, i32Store8SI)
        set(.i64Store8, .sum, i32Store8Sum)
        set(.i64Store8, .sumImmediate, i32Store8SumI)
        set(.i64Store8, .sumAccumulator, i32Store8SumA)
        set(.i64Store8, .general, i32Store8G)
        binary(.i64Store16, i32Store16SS, i32Store16AS, i32Store16SA, i32Store16SI)
        set(.i64Store16, .sum, i32Store16Sum)
        set(.i64Store16, .sumImmediate, i32Store16SumI)
        set(.i64Store16, .sumAccumulator, i32Store16SumA)
        set(.i64Store16, .general, i32Store16G)
        binary(.i64Store32, i32StoreSS, i32StoreAS, i32StoreSA, i32StoreSI)
        set(.i64Store32, .sum, i32StoreSum)
        set(.i64Store32, .sumImmediate, i32StoreSumI)
        set(.i64Store32, .sumAccumulator, i32StoreSumA)
        set(.i64Store32, .general, i32StoreG)
    }
}

@c @inline(__always) func i32LoadS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).load(.slot, UInt32.self, UInt32.self) }
@c @inline(__always) func i32LoadA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).load(.accumulator, UInt32.self, UInt32.self) }
@c @inline(__always) func i32LoadG(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).generalLoad(UInt32.self, UInt32.self) }
@c @inline(__always) func i32LoadSum(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).loadSum(UInt32.self, UInt32.self) }
@c @inline(__always) func i32LoadST(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).load(.slot, UInt32.self, UInt32.self, keeps: false) }
@c @inline(__always) func i32LoadAT(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).load(.accumulator, UInt32.self, UInt32.self, keeps: false) }
@c @inline(__always) func i32LoadSumT(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).loadSum(UInt32.self, UInt32.self, keeps: false) }
@c @inline(__always) func i64LoadS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).load(.slot, UInt64.self, UInt64.self) }
@c @inline(__always) func i64LoadA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).load(.accumulator, UInt64.self, UInt64.self) }
@c @inline(__always) func i64LoadG(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).generalLoad(UInt64.self, UInt64.self) }
@c @inline(__always) func i64LoadSum(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).loadSum(UInt64.self, UInt64.self) }
@c @inline(__always) func i64LoadST(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).load(.slot, UInt64.self, UInt64.self, keeps: false) }
@c @inline(__always) func i64LoadAT(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).load(.accumulator, UInt64.self, UInt64.self, keeps: false) }
@c @inline(__always) func i64LoadSumT(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).loadSum(UInt64.self, UInt64.self, keeps: false) }
@c @inline(__always) func f32LoadS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).loadFloat(.slot, UInt32.self, UInt32.self) }
@c @inline(__always) func f32LoadA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).loadFloat(.accumulator, UInt32.self, UInt32.self) }
@c @inline(__always) func f32LoadG(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).generalLoadFloat(UInt32.self, UInt32.self) }
@c @inline(__always) func f32LoadSum(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).loadFloatSum(UInt32.self, UInt32.self) }
@c @inline(__always) func f64LoadS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).loadFloat(.slot, UInt64.self, UInt64.self) }
@c @inline(__always) func f64LoadA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).loadFloat(.accumulator, UInt64.self, UInt64.self) }
@c @inline(__always) func f64LoadG(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).generalLoadFloat(UInt64.self, UInt64.self) }
@c @inline(__always) func f64LoadSum(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).loadFloatSum(UInt64.self, UInt64.self) }
@c @inline(__always) func f64LoadST(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).loadFloat(.slot, UInt64.self, UInt64.self, keeps: false) }
@c @inline(__always) func f64LoadAT(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).loadFloat(.accumulator, UInt64.self, UInt64.self, keeps: false) }
@c @inline(__always) func f64LoadSumT(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).loadFloatSum(UInt64.self, UInt64.self, keeps: false) }
@c @inline(__always) func i32Load8SS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).load(.slot, Int8.self, UInt32.self) }
@c @inline(__always) func i32Load8SA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).load(.accumulator, Int8.self, UInt32.self) }
@c @inline(__always) func i32Load8SG(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).generalLoad(Int8.self, UInt32.self) }
@c @inline(__always) func i32Load8SSum(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).loadSum(Int8.self, UInt32.self) }
@c @inline(__always) func i32Load8US(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).load(.slot, UInt8.self, UInt32.self) }
@c @inline(__always) func i32Load8UA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).load(.accumulator, UInt8.self, UInt32.self) }
@c @inline(__always) func i32Load8UG(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).generalLoad(UInt8.self, UInt32.self) }
@c @inline(__always) func i32Load8USum(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).loadSum(UInt8.self, UInt32.self) }
@c @inline(__always) func i32Load8UST(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).load(.slot, UInt8.self, UInt32.self, keeps: false) }
@c @inline(__always) func i32Load8UAT(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).load(.accumulator, UInt8.self, UInt32.self, keeps: false) }
@c @inline(__always) func i32Load8USumT(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).loadSum(UInt8.self, UInt32.self, keeps: false) }
@c @inline(__always) func i32Load16SS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).load(.slot, Int16.self, UInt32.self) }
@c @inline(__always) func i32Load16SA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).load(.accumulator, Int16.self, UInt32.self) }
@c @inline(__always) func i32Load16SG(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).generalLoad(Int16.self, UInt32.self) }
@c @inline(__always) func i32Load16SSum(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).loadSum(Int16.self, UInt32.self) }
@c @inline(__always) func i32Load16US(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).load(.slot, UInt16.self, UInt32.self) }
@c @inline(__always) func i32Load16UA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).load(.accumulator, UInt16.self, UInt32.self) }
@c @inline(__always) func i32Load16UG(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).generalLoad(UInt16.self, UInt32.self) }
@c @inline(__always) func i32Load16USum(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).loadSum(UInt16.self, UInt32.self) }
@c @inline(__always) func i64Load8SS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).load(.slot, Int8.self, UInt64.self) }
@c @inline(__always) func i64Load8SA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).load(.accumulator, Int8.self, UInt64.self) }
@c @inline(__always) func i64Load8SG(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).generalLoad(Int8.self, UInt64.self) }
@c @inline(__always) func i64Load8SSum(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).loadSum(Int8.self, UInt64.self) }
@c @inline(__always) func i64Load8US(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).load(.slot, UInt8.self, UInt64.self) }
@c @inline(__always) func i64Load8UA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).load(.accumulator, UInt8.self, UInt64.self) }
@c @inline(__always) func i64Load8UG(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).generalLoad(UInt8.self, UInt64.self) }
@c @inline(__always) func i64Load8USum(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).loadSum(UInt8.self, UInt64.self) }
@c @inline(__always) func i64Load16SS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).load(.slot, Int16.self, UInt64.self) }
@c @inline(__always) func i64Load16SA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).load(.accumulator, Int16.self, UInt64.self) }
@c @inline(__always) func i64Load16SG(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).generalLoad(Int16.self, UInt64.self) }
@c @inline(__always) func i64Load16SSum(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).loadSum(Int16.self, UInt64.self) }
@c @inline(__always) func i64Load16US(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).load(.slot, UInt16.self, UInt64.self) }
@c @inline(__always) func i64Load16UA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).load(.accumulator, UInt16.self, UInt64.self) }
@c @inline(__always) func i64Load16UG(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).generalLoad(UInt16.self, UInt64.self) }
@c @inline(__always) func i64Load16USum(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).loadSum(UInt16.self, UInt64.self) }
@c @inline(__always) func i64Load32SS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).load(.slot, Int32.self, UInt64.self) }
@c @inline(__always) func i64Load32SA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).load(.accumulator, Int32.self, UInt64.self) }
@c @inline(__always) func i64Load32SG(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).generalLoad(Int32.self, UInt64.self) }
@c @inline(__always) func i64Load32SSum(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).loadSum(Int32.self, UInt64.self) }
@c @inline(__always) func i64Load32US(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).load(.slot, UInt32.self, UInt64.self) }
@c @inline(__always) func i64Load32UA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).load(.accumulator, UInt32.self, UInt64.self) }
@c @inline(__always) func i64Load32UG(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).generalLoad(UInt32.self, UInt64.self) }
@c @inline(__always) func i64Load32USum(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).loadSum(UInt32.self, UInt64.self) }
@c @inline(__always) func i32StoreSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).store(.slot, .slot, UInt32.self) }
@c @inline(__always) func i32StoreAS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).store(.accumulator, .slot, UInt32.self) }
@c @inline(__always) func i32StoreSA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).store(.slot, .accumulator, UInt32.self) }
@c @inline(__always) func i32StoreSI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).storeImmediate(UInt32.self) }
@c @inline(__always) func i32StoreSum(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).storeSum(.slot, UInt32.self) }
@c @inline(__always) func i32StoreSumI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).storeSumImmediate(UInt32.self) }
@c @inline(__always) func i32StoreSumA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).storeSum(.accumulator, UInt32.self) }
@c @inline(__always) func i32StoreG(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).generalStore(UInt32.self) }
@c @inline(__always) func i64StoreSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).store(.slot, .slot, UInt64.self) }
@c @inline(__always) func i64StoreAS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).store(.accumulator, .slot, UInt64.self) }
@c @inline(__always) func i64StoreSA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).store(.slot, .accumulator, UInt64.self) }
@c @inline(__always) func i64StoreSI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).storeImmediate(UInt64.self) }
@c @inline(__always) func i64StoreSum(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).storeSum(.slot, UInt64.self) }
@c @inline(__always) func i64StoreSumI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).storeSumImmediate(UInt64.self) }
@c @inline(__always) func i64StoreSumA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).storeSum(.accumulator, UInt64.self) }
@c @inline(__always) func i64StoreG(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).generalStore(UInt64.self) }
@c @inline(__always) func f32StoreSA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).store(.slot, .floatAccumulator, UInt32.self) }
@c @inline(__always) func f32StoreSumA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).storeSum(.floatAccumulator, UInt32.self) }
@c @inline(__always) func f64StoreSA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).store(.slot, .floatAccumulator, UInt64.self) }
@c @inline(__always) func f64StoreSumA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).storeSum(.floatAccumulator, UInt64.self) }
@c @inline(__always) func i32Store8SS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).store(.slot, .slot, UInt8.self) }
@c @inline(__always) func i32Store8AS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).store(.accumulator, .slot, UInt8.self) }
@c @inline(__always) func i32Store8SA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).store(.slot, .accumulator, UInt8.self) }
@c @inline(__always) func i32Store8SI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).storeImmediate(UInt8.self) }
@c @inline(__always) func i32Store8Sum(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).storeSum(.slot, UInt8.self) }
@c @inline(__always) func i32Store8SumI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).storeSumImmediate(UInt8.self) }
@c @inline(__always) func i32Store8SumA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).storeSum(.accumulator, UInt8.self) }
@c @inline(__always) func i32Store8G(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).generalStore(UInt8.self) }
@c @inline(__always) func i32Store16SS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).store(.slot, .slot, UInt16.self) }
@c @inline(__always) func i32Store16AS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).store(.accumulator, .slot, UInt16.self) }
@c @inline(__always) func i32Store16SA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).store(.slot, .accumulator, UInt16.self) }
@c @inline(__always) func i32Store16SI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).storeImmediate(UInt16.self) }
@c @inline(__always) func i32Store16Sum(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).storeSum(.slot, UInt16.self) }
@c @inline(__always) func i32Store16SumI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).storeSumImmediate(UInt16.self) }
@c @inline(__always) func i32Store16SumA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).storeSum(.accumulator, UInt16.self) }
@c @inline(__always) func i32Store16G(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).generalStore(UInt16.self) }
