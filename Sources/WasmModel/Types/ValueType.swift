/// A value type (WebAssembly 3.0, §2.3.6), in one word, so that types are compared, hashed and kept in arrays for free.
///
/// Layout of ``rawValue``: number and vector types are small numbers; a reference type has bit 31 set, bit 30 if it is
/// nullable, and the ``HeapType`` in the low 30 bits.
public struct ValueType: Hashable, Sendable {
    public var rawValue: UInt32
    @inlinable public init(rawValue: UInt32) { self.rawValue = rawValue }

    @inlinable public static var i32: ValueType { ValueType(rawValue: 1) }
    @inlinable public static var i64: ValueType { ValueType(rawValue: 2) }
    @inlinable public static var f32: ValueType { ValueType(rawValue: 3) }
    @inlinable public static var f64: ValueType { ValueType(rawValue: 4) }
    @inlinable public static var v128: ValueType { ValueType(rawValue: 5) }
    /// The bottom type of validation: matches every value type. Never in a module.
    @inlinable public static var bottom: ValueType { ValueType(rawValue: 0) }

    @inlinable public static func reference(_ heapType: HeapType, nullable: Bool) -> ValueType {
        ValueType(rawValue: 0x8000_0000 | (nullable ? 0x4000_0000 : 0) | heapType.rawValue)
    }
    @inlinable public static var funcref: ValueType { reference(.func, nullable: true) }
    @inlinable public static var externref: ValueType { reference(.extern, nullable: true) }
    @inlinable public static var exnref: ValueType { reference(.exn, nullable: true) }
    @inlinable public static var anyref: ValueType { reference(.any, nullable: true) }
    @inlinable public static var eqref: ValueType { reference(.eq, nullable: true) }
    @inlinable public static var i31ref: ValueType { reference(.i31, nullable: true) }
    @inlinable public static var structref: ValueType { reference(.struct, nullable: true) }
    @inlinable public static var arrayref: ValueType { reference(.array, nullable: true) }

    @inlinable public var isReference: Bool { rawValue & 0x8000_0000 != 0 }
    @inlinable public var isNullable: Bool { rawValue & 0xC000_0000 == 0xC000_0000 }
    @inlinable public var isNumeric: Bool { rawValue >= 1 && rawValue <= 4 }
    /// Meaningful for a reference type only.
    @inlinable public var heapType: HeapType { HeapType(rawValue: rawValue & 0x3FFF_FFFF) }
    /// Has a default value: numbers, vectors and nullable references (§3.2.10).
    @inlinable public var isDefaultable: Bool { !isReference || isNullable }
    /// The same reference type with or without null.
    @inlinable public func nullable(_ nullable: Bool) -> ValueType { .reference(heapType, nullable: nullable) }
}

/// A heap type (§2.3.4) in 30 bits: an abstract type is a small number, a type index has bit 29 set.
public struct HeapType: Hashable, Sendable {
    public var rawValue: UInt32
    @inlinable public init(rawValue: UInt32) { self.rawValue = rawValue }

    @inlinable public static var any: HeapType { HeapType(rawValue: 1) }
    @inlinable public static var eq: HeapType { HeapType(rawValue: 2) }
    @inlinable public static var i31: HeapType { HeapType(rawValue: 3) }
    @inlinable public static var `struct`: HeapType { HeapType(rawValue: 4) }
    @inlinable public static var array: HeapType { HeapType(rawValue: 5) }
    @inlinable public static var none: HeapType { HeapType(rawValue: 6) }
    @inlinable public static var `func`: HeapType { HeapType(rawValue: 7) }
    @inlinable public static var nofunc: HeapType { HeapType(rawValue: 8) }
    @inlinable public static var exn: HeapType { HeapType(rawValue: 9) }
    @inlinable public static var noexn: HeapType { HeapType(rawValue: 10) }
    @inlinable public static var extern: HeapType { HeapType(rawValue: 11) }
    @inlinable public static var noextern: HeapType { HeapType(rawValue: 12) }
    /// The bottom type of validation: below every heap type. Never in a module.
    @inlinable public static var bottom: HeapType { HeapType(rawValue: 0) }

    /// The largest type index that can be told apart; the implementation limit of every engine is far below.
    public static let largestTypeIndex: UInt32 = 0x1FFF_FFFF

    /// `index` must not exceed ``largestTypeIndex``; a larger one is brought down to it, and so is out of every module's range.
    @inlinable public static func type(_ index: UInt32) -> HeapType {
        HeapType(rawValue: 0x2000_0000 | min(index, 0x1FFF_FFFF))
    }
    @inlinable public var typeIndex: UInt32? { rawValue & 0x2000_0000 != 0 ? rawValue & 0x1FFF_FFFF : nil }
    @inlinable public var isAbstract: Bool { rawValue & 0x2000_0000 == 0 }

    /// The abstract heap types that a text or binary can name, with their keyword and the byte of their binary form
    /// (§5.3.3; the byte is the negative LEB128 number of one byte).
    public static let abstract: [(type: HeapType, keyword: String, byte: UInt8)] = [
        (.noexn, "noexn", 0x74), (.nofunc, "nofunc", 0x73), (.noextern, "noextern", 0x72), (.none, "none", 0x71),
        (.func, "func", 0x70), (.extern, "extern", 0x6F), (.any, "any", 0x6E), (.eq, "eq", 0x6D), (.i31, "i31", 0x6C),
        (.struct, "struct", 0x6B), (.array, "array", 0x6A), (.exn, "exn", 0x69),
    ]

    /// Keyword of an abstract heap type, `nil` for a type index.
    public var keyword: String? { Self.abstract.first { $0.type == self }?.keyword }
}

extension ValueType: CustomStringConvertible {
    /// As in the text format: `i32`, `funcref`, `(ref null 3)`.
    public var description: String {
        switch self {
        case .i32: return "i32"
        case .i64: return "i64"
        case .f32: return "f32"
        case .f64: return "f64"
        case .v128: return "v128"
        case .bottom: return "bot"
        default:
            if isNullable, let shorthand = heapType.nullableShorthand { return shorthand }
            return "(ref \(isNullable ? "null " : "")\(heapType))"
        }
    }
}

extension HeapType: CustomStringConvertible {
    public var description: String { typeIndex.map(String.init) ?? keyword ?? "bot" }

    /// `funcref` for `(ref null func)`, and so on (§6.4.5).
    public var nullableShorthand: String? {
        switch self {
        case .none: "nullref"
        case .nofunc: "nullfuncref"
        case .noexn: "nullexnref"
        case .noextern: "nullexternref"
        default: keyword.map { $0 + "ref" }
        }
    }
}
