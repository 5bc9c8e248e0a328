public import WasmModel

/// The conversion instructions (WebAssembly 3.0, §4.3.4), on bit patterns. A function has the name of its instruction's
/// case in ``Opcode``.
public enum Conversion {}

// MARK: Between integers

extension Conversion {
    @inlinable @inline(__always) public static func i32WrapI64(_ a: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: a) }
    @inlinable @inline(__always) public static func i64ExtendI32S(_ a: UInt32) -> UInt64 {
        UInt64(truncatingIfNeeded: a.signed)
    }
    @inlinable @inline(__always) public static func i64ExtendI32U(_ a: UInt32) -> UInt64 { UInt64(a) }
}

// MARK: Reinterpretation

/// Floats are held as bits, so nothing is left to do; the functions are here to say so.
extension Conversion {
    @inlinable @inline(__always) public static func i32ReinterpretF32(_ a: UInt32) -> UInt32 { a }
    @inlinable @inline(__always) public static func i64ReinterpretF64(_ a: UInt64) -> UInt64 { a }
    @inlinable @inline(__always) public static func f32ReinterpretI32(_ a: UInt32) -> UInt32 { a }
    @inlinable @inline(__always) public static func f64ReinterpretI64(_ a: UInt64) -> UInt64 { a }
}

// MARK: Integer to float

/// Rounds once, to the nearest number, ties to even.
extension Conversion {
    @inlinable @inline(__always) public static func f32ConvertI32S(_ a: UInt32) -> UInt32 { Float(a.signed).bitPattern }
    @inlinable @inline(__always) public static func f32ConvertI32U(_ a: UInt32) -> UInt32 { Float(a).bitPattern }
    @inlinable @inline(__always) public static func f32ConvertI64S(_ a: UInt64) -> UInt32 { Float(a.signed).bitPattern }
    @inlinable @inline(__always) public static func f32ConvertI64U(_ a: UInt64) -> UInt32 { Float(a).bitPattern }
    @inlinable @inline(__always)
    public static func f64ConvertI32S(_ a: UInt32) -> UInt64 { Double(a.signed).bitPattern }
    @inlinable @inline(__always) public static func f64ConvertI32U(_ a: UInt32) -> UInt64 { Double(a).bitPattern }
    @inlinable @inline(__always)
    public static func f64ConvertI64S(_ a: UInt64) -> UInt64 { Double(a.signed).bitPattern }
    @inlinable @inline(__always) public static func f64ConvertI64U(_ a: UInt64) -> UInt64 { Double(a).bitPattern }
}

// MARK: Between floats

/// A NaN stays a NaN and becomes quiet; for its payload see ``Floating``.
extension Conversion {
    @inlinable @inline(__always) public static func f32DemoteF64(_ a: UInt64) -> UInt32 {
        Float(Double(bitPattern: a)).bitPattern
    }
    @inlinable @inline(__always) public static func f64PromoteF32(_ a: UInt32) -> UInt64 {
        Double(Float(bitPattern: a)).bitPattern
    }
}

// MARK: Float to integer

/// What a number must lie strictly between for its truncation to be representable. Both bounds are themselves numbers
/// of the source format: the lower one is the greatest that is already too small (for an unsigned target, −1).
@usableFromInline struct OpenRange<Number: FloatingNumber> {
    @usableFromInline let low: Number, high: Number
    @inlinable @inline(__always) init(_ low: Number, _ high: Number) {
        self.low = low
        self.high = high
    }

    /// Throws `invalidConversionToInteger` for a NaN and `integerOverflow` for any other number outside.
    @inlinable @inline(__always) func admit(_ number: Number) throws(TrapKind) {
        if number > low && number < high { return }
        throw number.isNaN ? .invalidConversionToInteger : .integerOverflow
    }

    /// `nil` if the number is inside, else what a saturating conversion yields: 0 for a NaN, or the nearer end.
    @inlinable @inline(__always) func saturation<Target: FixedWidthInteger>(_ number: Number) -> Target? {
        if number > low && number < high { return nil }
        return number.isNaN ? 0 : number <= low ? .min : .max
    }
}

extension OpenRange<Float> {
    @inlinable @inline(__always) static var int32: Self { .init(-0x1.000002p31, 0x1p31) }
    @inlinable @inline(__always) static var uint32: Self { .init(-1, 0x1p32) }
    @inlinable @inline(__always) static var int64: Self { .init(-0x1.000002p63, 0x1p63) }
    @inlinable @inline(__always) static var uint64: Self { .init(-1, 0x1p64) }
}

extension OpenRange<Double> {
    @inlinable @inline(__always) static var int32: Self { .init(-0x1.00000002p31, 0x1p31) }
    @inlinable @inline(__always) static var uint32: Self { .init(-1, 0x1p32) }
    @inlinable @inline(__always) static var int64: Self { .init(-0x1.0000000000001p63, 0x1p63) }
    @inlinable @inline(__always) static var uint64: Self { .init(-1, 0x1p64) }
}

extension Conversion {
    @inlinable @inline(__always) public static func i32TruncF32S(_ a: UInt32) throws(TrapKind) -> UInt32 {
        let number = Float(bitPattern: a)
        try OpenRange.int32.admit(number)
        return UInt32(bitPattern: Int32(number))
    }
    @inlinable @inline(__always) public static func i32TruncF32U(_ a: UInt32) throws(TrapKind) -> UInt32 {
        let number = Float(bitPattern: a)
        try OpenRange.uint32.admit(number)
        return UInt32(number)
    }
    @inlinable @inline(__always) public static func i32TruncF64S(_ a: UInt64) throws(TrapKind) -> UInt32 {
        let number = Double(bitPattern: a)
        try OpenRange.int32.admit(number)
        return UInt32(bitPattern: Int32(number))
    }
    @inlinable @inline(__always) public static func i32TruncF64U(_ a: UInt64) throws(TrapKind) -> UInt32 {
        let number = Double(bitPattern: a)
        try OpenRange.uint32.admit(number)
        return UInt32(number)
    }
    @inlinable @inline(__always) public static func i64TruncF32S(_ a: UInt32) throws(TrapKind) -> UInt64 {
        let number = Float(bitPattern: a)
        try OpenRange.int64.admit(number)
        return UInt64(bitPattern: Int64(number))
    }
    @inlinable @inline(__always) public static func i64TruncF32U(_ a: UInt32) throws(TrapKind) -> UInt64 {
        let number = Float(bitPattern: a)
        try OpenRange.uint64.admit(number)
        return UInt64(number)
    }
    @inlinable @inline(__always) public static func i64TruncF64S(_ a: UInt64) throws(TrapKind) -> UInt64 {
        let number = Double(bitPattern: a)
        try OpenRange.int64.admit(number)
        return UInt64(bitPattern: Int64(number))
    }
    @inlinable @inline(__always) public static func i64TruncF64U(_ a: UInt64) throws(TrapKind) -> UInt64 {
        let number = Double(bitPattern: a)
        try OpenRange.uint64.admit(number)
        return UInt64(number)
    }
}

extension Conversion {
    @inlinable @inline(__always) public static func i32TruncSatF32S(_ a: UInt32) -> UInt32 {
        let number = Float(bitPattern: a)
        return UInt32(bitPattern: OpenRange.int32.saturation(number) ?? Int32(number))
    }
    @inlinable @inline(__always) public static func i32TruncSatF32U(_ a: UInt32) -> UInt32 {
        let number = Float(bitPattern: a)
        return OpenRange.uint32.saturation(number) ?? UInt32(number)
    }
    @inlinable @inline(__always) public static func i32TruncSatF64S(_ a: UInt64) -> UInt32 {
        let number = Double(bitPattern: a)
        return UInt32(bitPattern: OpenRange.int32.saturation(number) ?? Int32(number))
    }
    @inlinable @inline(__always) public static func i32TruncSatF64U(_ a: UInt64) -> UInt32 {
        let number = Double(bitPattern: a)
        return OpenRange.uint32.saturation(number) ?? UInt32(number)
    }
    @inlinable @inline(__always) public static func i64TruncSatF32S(_ a: UInt32) -> UInt64 {
        let number = Float(bitPattern: a)
        return UInt64(bitPattern: OpenRange.int64.saturation(number) ?? Int64(number))
    }
    @inlinable @inline(__always) public static func i64TruncSatF32U(_ a: UInt32) -> UInt64 {
        let number = Float(bitPattern: a)
        return OpenRange.uint64.saturation(number) ?? UInt64(number)
    }
    @inlinable @inline(__always) public static func i64TruncSatF64S(_ a: UInt64) -> UInt64 {
        let number = Double(bitPattern: a)
        return UInt64(bitPattern: OpenRange.int64.saturation(number) ?? Int64(number))
    }
    @inlinable @inline(__always) public static func i64TruncSatF64U(_ a: UInt64) -> UInt64 {
        let number = Double(bitPattern: a)
        return OpenRange.uint64.saturation(number) ?? UInt64(number)
    }
}
