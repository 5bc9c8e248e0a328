public import EngineInterface
public import WasmModel

/// How a call, or an operation of the runtime, ended: one number that machine code can test and pass on.
///
/// | number | meaning |
/// |---|---|
/// | 0 | it returned |
/// | 1 … 63 | it trapped; the number is ``TrapKind/rawValue`` |
/// | 64 | it threw; the exception is in ``Layout/Context/pendingException`` |
/// | 128 … | a resource ran out |
/// | 192 | the engine is wrong: it becomes an `EngineFailure` |
public struct Status: RawRepresentable, Hashable, Sendable {
    public var rawValue: UInt32
    @inlinable public init(rawValue: UInt32) { self.rawValue = rawValue }

    @inlinable public static var returned: Status { Status(rawValue: 0) }
    @inlinable public static func trapped(_ kind: TrapKind) -> Status { Status(rawValue: UInt32(kind.rawValue)) }
    @inlinable public static var exception: Status { Status(rawValue: 64) }
    @inlinable public static func exhausted(_ resource: Resource) -> Status {
        switch resource {
        case .callStack: Status(rawValue: 128)
        case .fuel: Status(rawValue: 129)
        case .memory: Status(rawValue: 130)
        case .time: Status(rawValue: 131)
        }
    }

    /// Compiled code faulted where it must not: the compiler's bug, and no answer of the program.
    @inlinable public static var miscompiled: Status { Status(rawValue: 192) }

    @inlinable public var isReturned: Bool { rawValue == 0 }
    @inlinable public var trapKind: TrapKind? { rawValue < 64 ? TrapKind(rawValue: UInt8(rawValue)) : nil }
    @inlinable public var resource: Resource? {
        switch rawValue {
        case 128: .callStack
        case 129: .fuel
        case 130: .memory
        case 131: .time
        default: nil
        }
    }
}
