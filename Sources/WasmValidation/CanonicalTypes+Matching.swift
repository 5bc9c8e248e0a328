public import WasmModel

/// Matching (§3.3) of types whose heap types name canonical numbers. ``ModuleTypes`` has the same for types of a
/// module.
extension CanonicalTypes {
    /// The type with canonical numbers in place of type indices; `numbers` are those of the module it comes from.
    @inlinable public static func canonical(_ type: ValueType, numbers: [UInt32]) -> ValueType {
        guard type.isReference, let index = type.heapType.typeIndex else { return type }
        return .reference(.type(numbers[Int(index)]), nullable: type.isNullable)
    }

    /// Whether `a` matches `b` (§3.3.4): its values can stand where those of `b` are expected.
    public func matches(_ a: ValueType, _ b: ValueType) -> Bool {
        if a == b || a == .bottom { return true }
        guard a.isReference, b.isReference, !a.isNullable || b.isNullable else { return false }
        return matches(a.heapType, b.heapType)
    }

    /// Whether `a` matches `b` (§3.3.3).
    public func matches(_ a: HeapType, _ b: HeapType) -> Bool {
        if a == b || a == .bottom { return true }
        switch (a.typeIndex, b.typeIndex) {
        case (nil, nil): return a.abstractSupertypes & 1 << b.rawValue != 0
        case (let a?, nil): return descriptors[Int(a)].kind.heapType.abstractSupertypes & 1 << b.rawValue != 0
        case (nil, let b?): return a == (descriptors[Int(b)].kind == .function ? .nofunc : .none)
        case (let a?, let b?): return isSubtype(a, of: b)
        }
    }

    /// The top of the hierarchy that the type stands in.
    public func top(of type: HeapType) -> HeapType {
        guard let number = type.typeIndex else { return type.abstractTop }
        return descriptors[Int(number)].kind == .function ? .func : .any
    }

    // MARK: External types (§3.3.10 and following)

    public func matches(_ a: GlobalType, _ b: GlobalType) -> Bool {
        a.isMutable == b.isMutable && matches(a.value, b.value) && (!a.isMutable || matches(b.value, a.value))
    }

    public func matches(_ a: TableType, _ b: TableType) -> Bool {
        a.addressType == b.addressType && a.limits.matches(b.limits) && matches(a.element, b.element)
            && matches(b.element, a.element)
    }
}

extension Limits {
    /// Whether limits match (§3.3.9): at least as large now, and never larger than allowed.
    public func matches(_ other: Limits) -> Bool {
        guard minimum >= other.minimum else { return false }
        guard let most = other.maximum else { return true }
        return maximum.map { $0 <= most } ?? false
    }
}

extension MemoryType {
    /// Whether memory types match (§3.3.11); page size and sharing must be the same.
    public func matches(_ other: MemoryType) -> Bool {
        addressType == other.addressType && isShared == other.isShared
            && (pageSizeExponent ?? Self.defaultPageSizeExponent)
                == (other.pageSizeExponent ?? Self.defaultPageSizeExponent)
            && limits.matches(other.limits)
    }
}

extension HeapType {
    /// Of an abstract type: the set of abstract types above it and itself, bit n for raw value n.
    @inlinable var abstractSupertypes: UInt32 {
        switch rawValue {
        case 0: 0b1_1111_1111_1111  // bot
        case 1: 1 << 1  // any
        case 2: 1 << 2 | 1 << 1  // eq
        case 3: 1 << 3 | 1 << 2 | 1 << 1  // i31
        case 4: 1 << 4 | 1 << 2 | 1 << 1  // struct
        case 5: 1 << 5 | 1 << 2 | 1 << 1  // array
        case 6: 1 << 6 | 1 << 5 | 1 << 4 | 1 << 3 | 1 << 2 | 1 << 1  // none
        case 7: 1 << 7  // func
        case 8: 1 << 8 | 1 << 7  // nofunc
        case 9: 1 << 9  // exn
        case 10: 1 << 10 | 1 << 9  // noexn
        case 11: 1 << 11  // extern
        case 12: 1 << 12 | 1 << 11  // noextern
        default: 0
        }
    }

    /// Of an abstract type: the top of its hierarchy.
    var abstractTop: HeapType {
        switch self {
        case .func, .nofunc: .func
        case .exn, .noexn: .exn
        case .extern, .noextern: .extern
        case .bottom: .bottom
        default: .any
        }
    }
}
