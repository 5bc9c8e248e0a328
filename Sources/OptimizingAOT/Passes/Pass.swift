/// What a pass may know beyond the function at hand.
package struct PassContext {
    /// The body of a function that may be put where it is called, by index; `nil` for others.
    package var inlinableFunction: (UInt32) -> IRFunction?

    package init(inlinableFunction: @escaping (UInt32) -> IRFunction? = { _ in nil }) {
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

    package init(level: Level = .full, disabledPasses: Set<String> = [], verifies: Bool = false, registerLimit: Int = .max) {
        self.level = level
        self.disabledPasses = disabledPasses
        self.verifies = verifies
        self.registerLimit = registerLimit
    }
}

/// The passes in the order in which they run.
package enum PassPipeline {
    package static let all: [any Pass.Type] = [
        ParameterPruning.self, Inlining.self, ConstantFolding.self, BranchSimplification.self, GlobalValueNumbering.self,
        MemoryForwarding.self, RedundantChecks.self, LoopInvariants.self, DeadCode.self,
    ]

    /// Without the first, merge points have parameters for every local that might differ.
    package static func passes(for options: CompileOptions) -> [any Pass.Type] {
        let chosen: [any Pass.Type] =
            switch options.level {
            case .none: []
            case .basic: [ParameterPruning.self, ConstantFolding.self, DeadCode.self]
            case .full: [
                ParameterPruning.self, Inlining.self, ConstantFolding.self, BranchSimplification.self, ParameterPruning.self,
                GlobalValueNumbering.self, MemoryForwarding.self, RedundantChecks.self, LoopInvariants.self, DeadCode.self,
            ]
            }
        return chosen.filter { !options.disabledPasses.contains($0.name) }
    }

    package static func run(
        on function: inout IRFunction, _ options: CompileOptions, _ context: PassContext = PassContext(),
        after: (String, IRFunction) -> Void = { _, _ in }
    ) throws(IRVerifier.Failure) {
        if options.verifies { try IRVerifier.verify(function) }
        for pass in passes(for: options) {
            pass.run(on: &function, context)
            if options.verifies { try IRVerifier.verify(function) }
            after(pass.name, function)
        }
    }
}
