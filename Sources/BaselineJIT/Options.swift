import NativeCode

/// What changes how code is compiled, and never what it means. Each combination is an engine of its own to the harness,
/// named `jit[:option…]`, as `jit:no-avx:fuel`.
public struct CompilerOptions: Hashable, Sendable {
    /// Whether code may use what level x86-64-v3 adds to SSE4.1: AVX, AVX2, BMI, LZCNT, POPCNT and FMA, taken as one.
    /// Without them everything they do is done by what SSE4.1 has.
    public var usesAVX: Bool
    /// Whether several instructions of a body may become one of the machine.
    public var folds: Bool
    /// Whether code counts its fuel, even if no limit is set.
    public var countsFuel: Bool
    /// Whether operands leave their registers as soon as they can, and few registers are used at all.
    public var stress: Bool

    /// The options of the engine `jit` on this machine.
    public init() {
        usesAVX = NativeMachine.isAvailable
        folds = true
        countsFuel = false
        stress = false
    }

    /// What may follow `jit:`, in the order of ``suffix``.
    private static var switches:
        [(name: String, isSet: (CompilerOptions) -> Bool, set: (inout CompilerOptions) -> Void)]
    {
        [
            ("no-avx", { !$0.usesAVX && NativeMachine.isAvailable }, { $0.usesAVX = false }),
            ("no-fold", { !$0.folds }, { $0.folds = false }),
            ("fuel", { $0.countsFuel }, { $0.countsFuel = true }),
            ("stress", { $0.stress }, { $0.stress = true }),
        ]
    }

    /// Every name that ``init(names:)`` knows.
    public static var names: [String] { switches.map(\.name) }

    /// Options from what follows `jit:` in an engine's name, separated by colons, or by commas where no list of engines is
    /// meant; nil if one is unknown or said twice.
    public init?(names: some StringProtocol) {
        self.init()
        var seen: Set<String> = []
        for name in names.split(omittingEmptySubsequences: false, whereSeparator: { $0 == ":" || $0 == "," }) {
            guard let option = Self.switches.first(where: { $0.name == name }), seen.insert(option.name).inserted else {
                return nil
            }
            option.set(&self)
        }
    }

    /// What follows `jit` in the name of an engine with these options: empty, or names with a colon before each.
    public var suffix: String {
        Self.switches.filter { $0.isSet(self) }.map { ":" + $0.name }.joined()
    }
}
