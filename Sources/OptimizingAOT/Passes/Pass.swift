/// What a pass may know beyond the function at hand.
package struct PassContext {
    /// The body of a function that may be put where it is called, by index; `nil` for others.
    package var inlinableFunction: (UInt32) -> IRFunction?
    /// Whether accesses to some memory need bounds checks.
    package var hasUnguardedMemory: Bool

    package init(hasUnguardedMemory: Bool = true, inlinableFunction: @escaping (UInt32) -> IRFunction? = { _ in nil }) {
        self.hasUnguardedMemory = hasUnguardedMemory
        self.inlinableFunction = inlinableFunction
    }
}

/// One transformation of a function. What it does depends on nothing but the function and the context.
package protocol Pass: Sendable {
    /// As in the engine name `aot:no-NAME` and in `--print-ir=NAME`.
    static var name: String { get }
    static func run(on function: inout IRFunction, _ context: PassContext)
}

/// How much work the compiler does, and what it leaves out.
package struct CompileOptions: Hashable, Sendable {
    package enum Level: UInt8, CaseIterable, Hashable, Sendable { case none, basic, full }
    package var level: Level
    /// Names of passes that are left out.
    package var disabledPasses: Set<String>
    /// Checks the IR after every pass.
    package var verifies: Bool
    /// Registers that the allocator may use of each kind; fewer than there are, to force spilling.
    package var registerLimit: Int

    /// Whether values that find no register are split at loops.
    var splitsRanges: Bool { level == .full && !disabledPasses.contains(RangeSplitting.name) }

    package init(level: Level = .full, disabledPasses: Set<String> = [], verifies: Bool = false, registerLimit: Int = .max) {
        self.level = level
        self.disabledPasses = disabledPasses
        self.verifies = verifies
        self.registerLimit = registerLimit
    }
}

/// The passes that a function goes through, in the order in which they run.
package struct PassPipeline: Sendable {
    /// Every pass that there is.
    package static let all: [any Pass.Type] = [
        ParameterPruning.self, Inlining.self, ConstantFolding.self, BranchSimplification.self, GlobalValueNumbering.self,
        MemoryForwarding.self, RedundantChecks.self, LoopInvariants.self, DeadCode.self,
    ]

    /// What can be switched off by name: the passes, and what the register allocator does.
    package static let switches = all.map { $0.name } + [RangeSplitting.name]

    private var passes: [any Pass.Type]
    private let verifies: Bool

    package init(_ options: CompileOptions) {
        let chosen: [any Pass.Type] =
            switch options.level {
            // Without any, merge points have parameters for every local that might differ.
            case .none: []
            case .basic: [ParameterPruning.self, ConstantFolding.self, DeadCode.self]
            case .full: [
                ParameterPruning.self, Inlining.self, ConstantFolding.self, BranchSimplification.self, ParameterPruning.self,
                GlobalValueNumbering.self, MemoryForwarding.self, RedundantChecks.self, LoopInvariants.self, DeadCode.self,
            ]
            }
        passes = chosen.filter { !options.disabledPasses.contains($0.name) }
        verifies = options.verifies
    }

    /// The same but for one pass.
    package func without(_ pass: any Pass.Type) -> PassPipeline {
        var copy = self
        copy.passes.removeAll { $0 == pass }
        return copy
    }

    package func run(
        on function: inout IRFunction, _ context: PassContext = PassContext(), after: (String, IRFunction) -> Void = { _, _ in }
    ) throws(IRVerifier.Failure) {
        if verifies { try IRVerifier.verify(function) }
        for pass in passes {
            pass.run(on: &function, context)
            if verifies { try IRVerifier.verify(function) }
            after(pass.name, function)
        }
    }
}
