import WasmModel

/// Validity of types by themselves (§3.2), with the feature switch.
enum TypeRules {
    /// `typeCount` says how many types can be named.
    @inline(__always) static func check(_ type: ValueType, typeCount: Int, _ features: FeatureSet) throws(Flaw) {
        if type.isReference {
            try checkReference(type, typeCount: typeCount, features)
        } else if type == .v128, !features.contains(.simd) {
            throw .needs(.simd, for: "v128")
        }
    }

    @inline(never) private static func checkReference(
        _ type: ValueType, typeCount: Int, _ features: FeatureSet
    ) throws(Flaw) {
        try check(type.heapType, typeCount: typeCount, features)
        if !type.isNullable, !features.contains(.functionReferences), !features.contains(.gc) {
            throw .needs(.functionReferences, for: "\(type)")
        }
        if !features.contains(.referenceTypes) { throw .needs(.referenceTypes, for: "\(type)") }
    }

    static func check(_ type: HeapType, typeCount: Int, _ features: FeatureSet) throws(Flaw) {
        if let index = type.typeIndex {
            guard features.contains(.functionReferences) || features.contains(.gc) else {
                throw .needs(.functionReferences, for: "(ref \(index))")
            }
            guard index < typeCount else { throw .unknown(.type, index) }
            return
        }
        let needed: Feature =
            switch type {
            case .func, .extern: .core1
            case .exn, .noexn: .exceptions
            default: .gc
            }
        guard needed == .core1 || features.contains(needed) else { throw .needs(needed, for: "\(type)") }
    }

    static func check(_ limits: Limits, most: UInt64, _ flaw: @autoclosure () -> Flaw) throws(Flaw) {
        // One comparison: of two, the second reads a maximum that is not there before it knows, which Memcheck sees.
        guard max(limits.minimum, limits.maximum ?? 0) <= most else { throw flaw() }
        if let maximum = limits.maximum, limits.minimum > maximum { throw .limitsOrder }
    }

    /// §3.2.15, with the threads and custom-page-sizes proposals.
    static func check(_ type: MemoryType, _ features: FeatureSet) throws(Flaw) {
        if type.addressType == .i64, !features.contains(.memory64) {
            throw .needs(.memory64, for: "memory of address type i64")
        }
        if type.isShared {
            guard features.contains(.threads) else { throw .needs(.threads, for: "shared memory") }
            guard type.limits.maximum != nil else { throw .sharedWithoutMaximum }
        }
        if let exponent = type.pageSizeExponent {
            guard features.contains(.customPageSizes) else { throw .needs(.customPageSizes, for: "page size") }
            guard exponent == 0 || exponent == 16 else { throw .invalidPageSize }
        }
        let exponent = type.pageSizeExponent ?? MemoryType.defaultPageSizeExponent
        // 2^32 or 2^64 bytes, as far as the number of pages can be said in the address type.
        let most: UInt64 =
            switch (type.addressType, exponent) {
            case (.i32, 16): 1 << 16
            case (.i32, _): 0xFFFF_FFFF
            case (.i64, 16): 1 << 48
            case (.i64, _): .max
            }
        try check(type.limits, most: most, .memorySize(most, pageSizeExponent: exponent))
    }

    /// §3.2.16.
    static func check(_ type: TableType, typeCount: Int, _ features: FeatureSet) throws(Flaw) {
        if type.element != .funcref { try check(type.element, typeCount: typeCount, features) }
        if type.addressType == .i64, !features.contains(.memory64) {
            throw .needs(.memory64, for: "table of address type i64")
        }
        let most: UInt64 = type.addressType == .i32 ? 0xFFFF_FFFF : .max
        try check(type.limits, most: most, .tableSize(most))
    }
}
