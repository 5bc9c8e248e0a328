/// What a compiler wants to know about a body before it compiles it, counted while the body was checked.
///
/// Code in `n` loops counts 8ⁿ times, and 4096 times at the most: a local that a loop uses is worth more than one that
/// is used before it. Code that cannot be reached counts as well.
public struct BodySurvey: Hashable, Sendable {
    /// A local, and how often it is named by `local.get`, `local.set` and `local.tee`.
    public struct LocalUse: Hashable, Sendable {
        public var local: UInt32
        public var weight: UInt32
    }

    /// Where the uses of its locals stand in ``ValidatedModule/localUses``, ascending by local up to the first few
    /// thousand. Locals that nothing names are left out; one further back may occur more than once, out of order.
    public var firstUse: UInt32 = 0
    public var useCount: UInt32 = 0
    /// Of calls but tail calls, and of instructions that no machine has: growth, bulk operations, new arrays, throws and
    /// waits.
    public var callWeight: UInt32 = 0
    /// Type indices of what is called, one bit each; the highest stands for all from 63 on.
    public var calledTypes: UInt64 = 0
    /// The same of tail calls.
    public var tailCalledTypes: UInt64 = 0
    /// `try` of the legacy proposal, not `try_table`.
    public var legacyTries: UInt32 = 0
    /// Whether there are vector instructions.
    public var hasVectors = false

    /// Whether anything is called.
    @inlinable public var hasCalls: Bool { calledTypes | tailCalledTypes != 0 }

    init() {}

    /// The bit of a type index.
    @inlinable public static func bit(ofType index: UInt32) -> UInt64 { 1 << UInt64(min(index, 63)) }
}
