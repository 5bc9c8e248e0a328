/// A bit pattern that integer instructions work on: 8, 16, 32 or 64 bits, without sign. WebAssembly's integers have no
/// signedness either; an instruction that cares says so (`_s`, `_u`) and looks at the bits through ``signed``.
public protocol IntegerBits: FixedWidthInteger, UnsignedInteger, Sendable {
    /// The same bits in two's complement.
    associatedtype Signed: FixedWidthInteger, SignedInteger
}

extension IntegerBits {
    /// The value under signed interpretation (§4.3.1, *signed*).
    @inlinable @inline(__always) public var signed: Signed { Signed(truncatingIfNeeded: self) }
}

extension UInt8: IntegerBits { public typealias Signed = Int8 }
extension UInt16: IntegerBits { public typealias Signed = Int16 }
extension UInt32: IntegerBits { public typealias Signed = Int32 }
extension UInt64: IntegerBits { public typealias Signed = Int64 }
