internal import CTrapGuard

/// What the machine and the calling thread are.
public enum NativeMachine {
    /// Whether generated x86-64 code can run here: x86-64 Linux on a processor of level x86-64-v3, with the
    /// fault handlers installed.
    public static let isAvailable = trap_guard_available() && trap_guard_install()

    /// Whether generated code can run here that uses nothing beyond SSE4.1.
    public static let isBaselineAvailable = trap_guard_baseline_available() && trap_guard_install()

    /// Why not, in words, when ``isBaselineAvailable`` is false.
    public static let baselineRequirement = "x86-64 Linux and a processor with SSE4.1"

    /// Why not, in words, when ``isAvailable`` is false.
    public static let requirement = "x86-64 Linux and a processor of level x86-64-v3 (AVX2, BMI2, LZCNT)"

    /// Installs the fault handlers again if someone replaced them; theirs are called for foreign faults.
    @discardableResult
    public static func installHandlers() -> Bool { trap_guard_install() }

    /// What the processor has that a compiler can use.
    public static let features = ProcessorFeatures(rawValue: trap_guard_processor_features())

    /// CLOCK_MONOTONIC, in nanoseconds.
    public static var monotonicNanoseconds: UInt64 { trap_guard_monotonic_nanoseconds() }

    /// Processor time of the calling thread, in nanoseconds.
    public static var threadNanoseconds: UInt64 { trap_guard_thread_nanoseconds() }

    /// The addresses of the calling thread's stack, lowest included and highest excluded; nil if unknown.
    public static var stackBounds: Range<UInt64>? {
        var low: UInt64 = 0, high: UInt64 = 0
        guard unsafe trap_guard_stack_bounds(&low, &high), low < high else { return nil }
        return low..<high
    }

    /// Roughly where the stack of the caller ends.
    public static var stackPointer: UInt64 { trap_guard_stack_pointer() }
}

/// Instructions that not every x86-64 processor has, as far as compilers here use them.
public struct ProcessorFeatures: OptionSet, Hashable, Sendable {
    public var rawValue: UInt32
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// The level x86-64-v2: SSE up to 4.2, and POPCNT.
    public static let level2 = ProcessorFeatures(rawValue: 1)
    public static let avx = ProcessorFeatures(rawValue: 2)
    public static let avx2 = ProcessorFeatures(rawValue: 4)
    public static let bmi1 = ProcessorFeatures(rawValue: 8)
    public static let bmi2 = ProcessorFeatures(rawValue: 16)
    public static let lzcnt = ProcessorFeatures(rawValue: 32)
}
