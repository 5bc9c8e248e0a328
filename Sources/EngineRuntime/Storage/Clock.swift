import NativeCode

/// CLOCK_MONOTONIC, the clock of deadlines.
enum Clock {
    static var nanoseconds: UInt64 { NativeMachine.monotonicNanoseconds }
}
