internal import CTrapGuard

/// How a call of generated code ended.
public enum NativeEnding: Sendable {
    /// It came back with this result.
    case returned(UInt64)
    /// It raised this code, which is not 0: see ``NativeContext``.
    case raised(UInt32)
    /// An instruction of it faulted.
    case faulted(NativeFault)
    /// Its deadline passed, or someone asked for it to stop.
    case interrupted
    /// The thread could not be prepared, or code cannot run here. Nothing ran.
    case unavailable
}

/// A fault of an instruction of generated code.
public struct NativeFault: Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
        /// SIGSEGV or SIGBUS: no such memory, or no such access.
        case memory
        /// SIGFPE: an integer division.
        case arithmetic
        /// SIGILL: `ud2`.
        case illegalInstruction
    }

    public var kind: Kind
    /// Where the instruction lies.
    public var programCounter: UInt64
    /// For ``Kind/memory``, the address it accessed.
    public var address: UInt64

    /// Whether the access fell into the guard of a linear memory; any other fault of memory is a compiler's bug.
    public var isOutOfBounds: Bool { kind == .memory && GuardedMemory.isGuardedAddress(address) }
}

/// What generated code runs in: a head that the guard owns, and behind it words that the compiler lays out.
///
/// Generated code gets the address of the context and may end its call from anywhere by storing a code that is
/// not 0 (32 bits) at ``raisedOffset``, loading `rsp` from ``stackPointerOffset`` and jumping to the address at
/// ``exitOffset``: the entry returns ``NativeEnding/raised(_:)``. It must be entered by ``enter(_:_:_:)``, and
/// calls Swift only through functions that return; they may enter code again.
///
/// One thread runs in a context at a time. Safe because the context owns its bytes and gives out only their
/// address.
@safe
public struct NativeContext: ~Copyable, @unchecked Sendable {
    public static let stackPointerOffset: Int32 = 0
    public static let exitOffset: Int32 = 8
    public static let raisedOffset: Int32 = 16
    /// 32 bits that are not 0 if the call should have been interrupted while it was in other code than generated code. Code
    /// that calls such code often looks here behind each call; the interruption would be long in coming otherwise.
    public static let overdueOffset: Int32 = 56
    /// Where the compiler's own words begin.
    public static let headBytes = 64

    /// The address that generated code gets: aligned to 64 bytes, zero behind the head.
    public let base: UnsafeMutableRawPointer
    private let head: UnsafeMutablePointer<trap_guard_context>

    /// A context with `extraBytes` zero bytes behind the head.
    public init(extraBytes: Int) {
        let bytes = Self.headBytes + max(extraBytes, 0)
        unsafe base = .allocate(byteCount: bytes, alignment: 64)
        unsafe base.initializeMemory(as: UInt8.self, repeating: 0, count: bytes)
        unsafe head = base.bindMemory(to: trap_guard_context.self, capacity: 1)
    }

    deinit { unsafe base.deallocate() }

    /// CLOCK_MONOTONIC nanoseconds after which the code is interrupted, within about 10 ms of processor time;
    /// 0 for never.
    public var deadline: UInt64 {
        get { unsafe head.pointee.deadline }
        nonmutating set {
            unsafe head.pointee.deadline = newValue
            if newValue != 0 { _ = trap_guard_start_ticks() }
        }
    }

    /// Asks, from any thread, that the code stops within about 10 ms of its processor time. Stands until
    /// ``withdrawInterrupt()``. The running thread must have had a deadline at some time: that starts its ticks.
    public func requestInterrupt() { unsafe head.pointee.interrupt_requested = 1 }
    public func withdrawInterrupt() { unsafe head.pointee.interrupt_requested = 0 }

    /// Calls the code at `address`, with `a` in `rdi` and `b` in `rsi`; `rax` is its result.
    public func enter(_ address: UInt64, _ a: UInt64, _ b: UInt64) -> NativeEnding {
        unsafe Self.enter(at: base, address, a, b)
    }

    /// Enters the code again in the context at `base`, from a function that generated code in it called.
    public static func enter(at base: UnsafeMutableRawPointer, _ address: UInt64, _ a: UInt64, _ b: UInt64) -> NativeEnding {
        let head = unsafe base.assumingMemoryBound(to: trap_guard_context.self)
        var entered = false
        let result = unsafe trap_guard_call(head, address, a, b, &entered)
        guard entered else { return .unavailable }
        if unsafe (head.pointee.trap_signal | head.pointee.raised | head.pointee.interrupted) == 0 {
            return .returned(result)
        }
        return unsafe abnormalEnding(of: head)
    }

    @inline(never)
    private static func abnormalEnding(of head: UnsafeMutablePointer<trap_guard_context>) -> NativeEnding {
        defer {
            unsafe head.pointee.raised = 0
            unsafe head.pointee.trap_signal = 0
            unsafe head.pointee.interrupted = 0
        }
        if unsafe head.pointee.interrupted != 0 { return .interrupted }
        if unsafe head.pointee.raised != 0 { return unsafe .raised(head.pointee.raised) }
        let kind: NativeFault.Kind =
            switch unsafe head.pointee.trap_signal {
            case 8: .arithmetic
            case 4: .illegalInstruction
            default: .memory
            }
        return unsafe .faulted(
            NativeFault(kind: kind, programCounter: head.pointee.trap_pc, address: head.pointee.trap_address))
    }
}
