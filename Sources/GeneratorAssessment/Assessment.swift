package import EngineInterface
package import ModuleGeneration
import Divergence
import NativeCode
import WasmBinary
import WasmModel

/// Measures a generator: how much of what it makes is valid, runs, differs, and can be seen.
///
/// - *Sites* are instructions but `end` and `else`; one is executed if it runs at least once in the script of its case
///   (see ``ProbedModule``), and statically dead behind a branch in the same block.
/// - *Pairs* are of the opcodes of two executed instructions of which the second takes a value that the first made.
/// - *P(detected)*: an executed site, all equally likely, has its operation replaced by a neighbour
///   (``SwapNeighbours``) for a run of the whole case; it is detected if the observations differ. Code that only holds
///   a module together is left out.
package struct Assessment: Sendable {
    package var generator: ModuleGenerator
    package var engine: any Engine
    package var limits: ExecutionLimits
    package var count: Int
    /// Faults to inject in all.
    package var faults: Int
    package var jobs: Int
    /// The seed of the module with a number.
    package var seed: @Sendable (Int) -> UInt64

    package init(
        generator: ModuleGenerator, engine: any Engine, limits: ExecutionLimits, count: Int, faults: Int, jobs: Int,
        seed: @escaping @Sendable (Int) -> UInt64
    ) {
        self.generator = generator
        self.engine = engine
        self.limits = limits
        self.count = count
        self.faults = faults
        self.jobs = max(1, jobs)
        self.seed = seed
    }

    /// Modules over which early pairs are counted.
    static let earlyModules = 300
    private static let timedModules = 1000
    private static let timedPasses = 4

    /// - Parameter progress: told how many modules and faults are done.
    package func report(progress: @Sendable (Int, Int) -> Void = { _, _ in }) async -> AssessmentReport {
        var tally = AssessmentTally()
        await NumberedBatches.run(count, jobs: jobs) { numbers in
            var tally = AssessmentTally()
            for number in numbers {
                tally.count(generator.module(seed: seed(number)), number: number, on: engine, limits: limits)
            }
            return tally
        } each: {
            tally.add($0)
            progress(tally.modules, 0)
        }
        let plan = faultPlan(tally.faultSites)
        var injected = 0
        var detected = 0
        var byOpcode: [Opcode: (injected: Int, detected: Int)] = [:]
        await NumberedBatches.run(plan.count, jobs: jobs) { positions in
            positions.flatMap { inject(plan[$0].sites, inModule: plan[$0].module) }
        } each: { results in
            for (opcode, isDetected) in results {
                injected += 1
                byOpcode[opcode, default: (0, 0)].injected += 1
                if isDetected {
                    detected += 1
                    byOpcode[opcode, default: (0, 0)].detected += 1
                }
            }
            progress(tally.modules, injected)
        }
        return AssessmentReport(
            generator: generator, tally: tally, faultsInjected: injected, faultsDetected: detected,
            silent: byOpcode, modulesPerSecond: modulesPerSecond())
    }

    /// Which sites of which modules get a fault: drawn from all eligible sites alike.
    private func faultPlan(_ sites: [Int: Int]) -> [(module: Int, sites: [Int])] {
        let total = sites.values.reduce(0, +)
        guard total > 0 else { return [] }
        var stream = RandomStream(seed: seed(0) ^ 0x6661_756C_7473)
        let draws = (0..<faults).map { _ in Int(stream.next() % UInt64(total)) }.sorted()
        var plan: [(module: Int, sites: [Int])] = []
        var first = 0
        var position = 0
        for number in 0..<count {
            let here = sites[number] ?? 0
            var chosen: [Int] = []
            while position < draws.count, draws[position] < first + here {
                chosen.append(draws[position] - first)
                position += 1
            }
            if !chosen.isEmpty { plan.append((number, chosen)) }
            first += here
        }
        return plan
    }

    private func inject(_ sites: [Int], inModule number: Int) -> [(Opcode, Bool)] {
        let generated = generator.module(seed: seed(number))
        let eligible = FaultSite.all(of: generated, ExecutionTrace(generated, on: engine, limits: limits))
        let normal = CaseRunner.run(DifferentialCase(generated), on: engine, limits: limits).steps
        var stream = RandomStream(seed: generated.seed ^ 0x7377_6170)
        return sites.filter(eligible.indices.contains).map { site in
            let fault = eligible[site]
            let faulty = fault.fault(in: generated, replacement: stream.pick(SwapNeighbours.shared.of(fault.opcode)))
            return (fault.opcode, CaseRunner.run(DifferentialCase(faulty), on: engine, limits: limits).steps != normal)
        }
    }

    /// Modules made and encoded in a second of one processor: the best of several passes, since a busy machine only
    /// takes away.
    private func modulesPerSecond() -> Double {
        let wanted = min(count, Self.timedModules)
        var best = 0.0
        for _ in 0..<Self.timedPasses {
            var bytes = 0
            let start = ThreadClock.nanoseconds()
            for number in 0..<wanted { bytes += generator.module(seed: seed(number)).module.encoded().count }
            let nanoseconds = ThreadClock.nanoseconds() &- start
            if nanoseconds > 0, bytes > 0 { best = max(best, Double(wanted) * 1e9 / Double(nanoseconds)) }
        }
        return best
    }
}
