import WasmModel

/// Applying an operation to operands. The names are signatures as in the instruction table, with floats going by their
/// bits (`i` for f32, `l` for f64) and `b` for a comparison's result, which becomes 1 or 0.
extension NumericOperands {
    private var i0: UInt32 { UInt32(truncatingIfNeeded: first.low) }
    private var i1: UInt32 { UInt32(truncatingIfNeeded: first.high) }
    private var l0: UInt64 { first.low }
    private var l1: UInt64 { first.high }
    private var l2: UInt64 { second.low }
    private var l3: UInt64 { second.high }

    private static func slot(_ value: UInt32) -> Vector128 { Vector128(low: UInt64(value), high: 0) }
    private static func slot(_ value: UInt64) -> Vector128 { Vector128(low: value, high: 0) }
    private static func slot(_ value: Bool) -> Vector128 { Vector128(low: value ? 1 : 0, high: 0) }

    // MARK: Scalars

    func i_b(_ operation: (UInt32) -> Bool) -> Vector128 { Self.slot(operation(i0)) }
    func l_b(_ operation: (UInt64) -> Bool) -> Vector128 { Self.slot(operation(l0)) }
    func ii_b(_ operation: (UInt32, UInt32) -> Bool) -> Vector128 { Self.slot(operation(i0, i1)) }
    func ll_b(_ operation: (UInt64, UInt64) -> Bool) -> Vector128 { Self.slot(operation(l0, l1)) }

    func i_i<E>(_ operation: (UInt32) throws(E) -> UInt32) throws(E) -> Vector128 { Self.slot(try operation(i0)) }
    func i_l<E>(_ operation: (UInt32) throws(E) -> UInt64) throws(E) -> Vector128 { Self.slot(try operation(i0)) }
    func l_i<E>(_ operation: (UInt64) throws(E) -> UInt32) throws(E) -> Vector128 { Self.slot(try operation(l0)) }
    func l_l<E>(_ operation: (UInt64) throws(E) -> UInt64) throws(E) -> Vector128 { Self.slot(try operation(l0)) }
    func ii_i<E>(_ operation: (UInt32, UInt32) throws(E) -> UInt32) throws(E) -> Vector128 {
        Self.slot(try operation(i0, i1))
    }
    func ll_l<E>(_ operation: (UInt64, UInt64) throws(E) -> UInt64) throws(E) -> Vector128 {
        Self.slot(try operation(l0, l1))
    }

    func ll_ll(_ operation: (UInt64, UInt64) -> WideArithmetic.Halves) -> Vector128 {
        let (low, high) = operation(l0, l1)
        return Vector128(low: low, high: high)
    }
    func llll_ll(_ operation: (UInt64, UInt64, UInt64, UInt64) -> WideArithmetic.Halves) -> Vector128 {
        let (low, high) = operation(l0, l1, l2, l3)
        return Vector128(low: low, high: high)
    }

    // MARK: Vectors

    func v_b<A: LanesOfVector>(_ operation: (A) -> Bool) -> Vector128 { Self.slot(operation(A(first))) }
    func v_i<A: LanesOfVector>(_ operation: (A) -> UInt32) -> Vector128 { Self.slot(operation(A(first))) }
    func v_l<A: LanesOfVector>(_ operation: (A) -> UInt64) -> Vector128 { Self.slot(operation(A(first))) }
    func i_v<R: LanesOfVector>(_ operation: (UInt32) -> R) -> Vector128 { operation(i0).vector }
    func l_v<R: LanesOfVector>(_ operation: (UInt64) -> R) -> Vector128 { operation(l0).vector }
    func vi_v<A: LanesOfVector, R: LanesOfVector>(_ operation: (A, UInt32) -> R) -> Vector128 {
        operation(A(first), UInt32(truncatingIfNeeded: l2)).vector
    }
    func vl_v<A: LanesOfVector, R: LanesOfVector>(_ operation: (A, UInt64) -> R) -> Vector128 {
        operation(A(first), l2).vector
    }
    func v_v<A: LanesOfVector, R: LanesOfVector>(_ operation: (A) -> R) -> Vector128 {
        operation(A(first)).vector
    }
    func vv_v<A: LanesOfVector, B: LanesOfVector, R: LanesOfVector>(_ operation: (A, B) -> R) -> Vector128 {
        operation(A(first), B(second)).vector
    }
    func vvv_v<A: LanesOfVector, B: LanesOfVector, C: LanesOfVector, R: LanesOfVector>(
        _ operation: (A, B, C) -> R
    ) -> Vector128 {
        operation(A(first), B(second), C(third)).vector
    }
}

/// One of the four ways to look at a ``Vector128``.
protocol LanesOfVector {
    init(_ vector: Vector128)
    var vector: Vector128 { get }
}

extension SIMD16: LanesOfVector where Scalar == UInt8 {
    init(_ vector: Vector128) { self = vector.as8x16 }
    var vector: Vector128 { Vector128(self) }
}
extension SIMD8: LanesOfVector where Scalar == UInt16 {
    init(_ vector: Vector128) { self = vector.as16x8 }
    var vector: Vector128 { Vector128(self) }
}
extension SIMD4: LanesOfVector where Scalar == UInt32 {
    init(_ vector: Vector128) { self = vector.as32x4 }
    var vector: Vector128 { Vector128(self) }
}
extension SIMD2: LanesOfVector where Scalar == UInt64 {
    init(_ vector: Vector128) { self = vector.as64x2 }
    var vector: Vector128 { Vector128(self) }
}
