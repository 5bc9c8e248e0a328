package import Divergence
package import EngineInterface
package import ModuleGeneration

/// The metamorphic oracle: a module and an equivalent mutant of it, on one engine.
package enum EquivalenceCheck {
    /// What an engine makes of the two, which must be the same.
    package static func verdict(
        of parent: GeneratedModule, seed: UInt64, on engine: any Engine, limits: ExecutionLimits
    ) -> Verdict {
        var mutant = Equivalence.mutant(of: parent, seed: seed)
        if let other = ReorderedModule.reordered(mutant.module.module, &mutant.module.scaffolding, seed: seed) { mutant.module.module = other }
        let first = CaseRunner.run(DifferentialCase(parent), on: engine, limits: limits)
        let second = CaseRunner.run(DifferentialCase(mutant.module), on: engine, limits: limits)
        return Comparison.verdict(of: first, and: second)
    }
}
