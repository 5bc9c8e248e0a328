/// Why execution trapped. Closed on purpose: two engines trap alike when these are equal, whatever words they print.
/// (WebAssembly 3.0, §4.4 "Instructions": every "Trap" there is one of these.)
///
/// Raw values start at 1, so that 0 can mean success to machine code, and never change.
public enum TrapKind: UInt8, Error, CaseIterable, Hashable, Sendable, BitwiseCopyable {
    case unreachable = 1
    case integerDivideByZero = 2
    case integerOverflow = 3
    case invalidConversionToInteger = 4
    /// Also a data segment that is read beyond its end.
    case memoryOutOfBounds = 5
    /// A table access, or an element segment read beyond its end.
    case tableOutOfBounds = 6
    /// `call_indirect` beyond the end of the table.
    case undefinedElement = 7
    /// `call_indirect` through null.
    case uninitializedElement = 8
    case indirectCallTypeMismatch = 9
    /// Any use of a null reference where an object is needed.
    case nullReference = 10
    case castFailure = 11
    case arrayOutOfBounds = 12
    case unalignedAtomic = 13
    /// `memory.atomic.wait` on a memory that is not shared.
    case expectedSharedMemory = 14
}

/// A set of trap kinds, one bit each.
public struct TrapSet: OptionSet, Hashable, Sendable {
    public var rawValue: UInt32
    public init(rawValue: UInt32) { self.rawValue = rawValue }
    public init(_ kind: TrapKind) { rawValue = 1 << UInt32(kind.rawValue) }

    public static let unreachable = TrapSet(.unreachable)
    public static let integerDivideByZero = TrapSet(.integerDivideByZero)
    public static let integerOverflow = TrapSet(.integerOverflow)
    public static let invalidConversionToInteger = TrapSet(.invalidConversionToInteger)
    public static let memoryOutOfBounds = TrapSet(.memoryOutOfBounds)
    public static let tableOutOfBounds = TrapSet(.tableOutOfBounds)
    public static let undefinedElement = TrapSet(.undefinedElement)
    public static let uninitializedElement = TrapSet(.uninitializedElement)
    public static let indirectCallTypeMismatch = TrapSet(.indirectCallTypeMismatch)
    public static let nullReference = TrapSet(.nullReference)
    public static let castFailure = TrapSet(.castFailure)
    public static let arrayOutOfBounds = TrapSet(.arrayOutOfBounds)
    public static let unalignedAtomic = TrapSet(.unalignedAtomic)
    public static let expectedSharedMemory = TrapSet(.expectedSharedMemory)

    public func contains(_ kind: TrapKind) -> Bool { rawValue & (1 << UInt32(kind.rawValue)) != 0 }
}
