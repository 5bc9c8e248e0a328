/// What a pass may know beyond the function at hand.
package struct PassContext {
    /// The bodies of functions that may be put where they are called.
    package var bodies: InlinableBodies?
    /// Whether accesses to some memory need bounds checks.
    package var hasUnguardedMemory: Bool

    package init(hasUnguardedMemory: Bool = true, bodies: InlinableBodies? = nil) {
        self.hasUnguardedMemory = hasUnguardedMemory
        self.bodies = bodies
    }
}

/// Room that passes share, so that none asks for memory for every function. What a pass leaves here means nothing to the
/// next, but for ``control`` and ``isPruned``, which hold as long as the edges of the function stay.
package struct PassScratch: ~Copyable {
    package var control = ControlGraph()
    /// No parameter of a block is always the same value. A pass that changes edges, or what they carry, says so.
    var isPruned = false
    var replacements = Replacements()
    var lists = BlockLists()
    /// By value or by block, or a list of either.
    var marks = FlatArray<Bool>()
    var homes = FlatArray<BlockID>()
    var work = FlatArray<UInt32>()
    var keys = KeyTable()
    var numbering = GlobalValueNumbering.Table()
    var known = MemoryForwarding.Knowledge()
    var checks = FlatArray<RedundantChecks.Check>()
    var splicer = Inlining.Splicer()

    package init() {}

    /// Gives room back that only a huge function needs.
    mutating func shrink(ifOver bytes: Int) {
        control.shrink(ifOver: bytes)
        replacements.shrink(ifOver: bytes)
        lists.shrink(ifOver: bytes)
        marks.shrink(ifOver: bytes)
        homes.shrink(ifOver: bytes)
        work.shrink(ifOver: bytes)
        numbering.shrink(ifOver: bytes)
        known.shrink(ifOver: bytes)
        splicer.shrink(ifOver: bytes)
    }
}

/// One transformation of a function. What it does depends on nothing but the function and the context.
package protocol Pass: Sendable {
    /// As in the engine name `aot:no-NAME` and in `--print-ir=NAME`.
    static var name: String { get }
    /// A pass that changes an edge between blocks says so to the scratch room's ``ControlGraph``.
    static func run(on function: inout IRFunction, _ context: PassContext, _ scratch: inout PassScratch)
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
    /// The processor that the code is for.
    package var target: TargetFeatures

    /// Whether values that find no register are split at loops.
    var splitsRanges: Bool { level == .full && !disabledPasses.contains(RangeSplitting.name) }

    package init(
        level: Level = .full, disabledPasses: Set<String> = [], verifies: Bool = false, registerLimit: Int = .max,
        target: TargetFeatures = .host
    ) {
        self.level = level
        self.disabledPasses = disabledPasses
        self.verifies = verifies
        self.registerLimit = registerLimit
        self.target = target
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

    private let passes: [any Pass.Type]
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
        passes = options.disabledPasses.isEmpty ? chosen : chosen.filter { !options.disabledPasses.contains($0.name) }
        verifies = options.verifies
    }

    /// Whether calls are replaced by bodies.
    var inlines: Bool { passes.contains { $0 == Inlining.self } }

    package func run(
        on function: inout IRFunction, _ context: PassContext, _ scratch: inout PassScratch,
        after: ((String, borrowing IRFunction) -> Void)? = nil
    ) throws(IRVerifier.Failure) {
        scratch.control.forget()
        scratch.isPruned = false
        guard verifies || after != nil else {
            for pass in passes { pass.run(on: &function, context, &scratch) }
            return
        }
        if verifies { try IRVerifier.verify(function) }
        for pass in passes {
            pass.run(on: &function, context, &scratch)
            if verifies { try IRVerifier.verify(function) }
            after?(pass.name, function)
        }
    }
}
