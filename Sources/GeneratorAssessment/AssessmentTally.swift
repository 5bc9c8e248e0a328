import Divergence
import EngineInterface
import ModuleGeneration
import WasmBinary
import WasmModel
import WasmValidation

/// What was counted over some modules. Adding is commutative, so it does not matter which task was first.
struct AssessmentTally: Sendable {
    var modules = 0
    var valid = 0
    var instantiated = 0
    var linked = 0
    var calls = 0
    var returned = 0
    var trapped = 0
    var threw = 0
    var exhausted = 0
    /// Calls that were not made because the case had ended before.
    var unmade = 0
    var hostCalls = 0
    var bytes = 0
    var sites = 0
    var sitesExecuted = 0
    var sitesDead = 0
    /// Executed sites by raw value of the opcode.
    var executedSites = [Int](repeating: 0, count: Opcode.allCases.count)
    /// Pairs of producer and consumer, both executed: the raw value of the first in the high half.
    var pairs: Set<UInt32> = []
    var earlyPairs: Set<UInt32> = []
    var traps: [TrapKind: Int] = [:]
    /// By number of the module: executed sites that a fault can be put at.
    var faultSites: [Int: Int] = [:]
    /// Seeds whose module is invalid or does not instantiate, a few.
    var troubles: [String] = []

    private static let troublesKept = 20

    mutating func add(_ other: AssessmentTally) {
        modules += other.modules
        valid += other.valid
        instantiated += other.instantiated
        linked += other.linked
        calls += other.calls
        returned += other.returned
        trapped += other.trapped
        threw += other.threw
        exhausted += other.exhausted
        unmade += other.unmade
        hostCalls += other.hostCalls
        bytes += other.bytes
        sites += other.sites
        sitesExecuted += other.sitesExecuted
        sitesDead += other.sitesDead
        for index in executedSites.indices { executedSites[index] += other.executedSites[index] }
        pairs.formUnion(other.pairs)
        earlyPairs.formUnion(other.earlyPairs)
        traps.merge(other.traps, uniquingKeysWith: +)
        faultSites.merge(other.faultSites) { first, _ in first }
        troubles = Array((troubles + other.troubles).prefix(Self.troublesKept))
    }

    /// Counts the case with this number.
    mutating func count(_ generated: GeneratedModule, number: Int, on engine: any Engine, limits: ExecutionLimits) {
        modules += 1
        let all = generated.libraries.map(\.module) + [generated.module]
        if all.count > 1 { linked += 1 }
        var isValid = true
        for module in all {
            let encoded = module.encoded()
            bytes += encoded.count
            do {
                _ = try ValidatedModule(validating: try Module(decoding: encoded, features: generated.features), features: generated.features)
            } catch {
                isValid = false
                troubles.append("seed \(generated.seed): \(error)")
            }
        }
        if isValid { valid += 1 }
        calls += generated.script.count
        let trace = ExecutionTrace(generated, on: engine, limits: limits)
        count(trace.steps, of: generated)
        for (position, module) in all.enumerated() {
            count(module, executed: trace.executed[position], isEarly: number < Assessment.earlyModules)
        }
        faultSites[number] = FaultSite.all(of: generated, trace).count
    }

    private mutating func count(_ steps: [StepObservation], of generated: GeneratedModule) {
        hostCalls += steps.reduce(0) { $0 + $1.hostCalls.count }
        guard steps.count > 1, steps[1].outcome == .instantiated else {
            unmade += generated.script.count
            troubles.append("seed \(generated.seed): \(steps.last?.outcome.name ?? "nothing")")
            return
        }
        instantiated += 1
        for step in steps.dropFirst(2) {
            switch step.outcome {
            case .returned: returned += 1
            case .trapped(let kind):
                trapped += 1
                traps[kind, default: 0] += 1
            case .threw: threw += 1
            case .exhausted, .failed, .crashed, .unsupported:
                exhausted += 1
                troubles.append("seed \(generated.seed): \(step.outcome)")
            case .accepted, .malformed, .invalid, .unlinkable, .instantiated: break
            }
        }
        unmade += generated.script.count - (steps.count - 2)
    }

    private mutating func count(_ module: Module, executed: [[Bool]], isEarly: Bool) {
        let walk = StackWalk(module)
        for (function, wasExecuted) in zip(module.functions, executed) {
            let code = function.body.instructions
            walk.walk(function) { number, instruction, step in
                guard !instruction.opcode.isOnlyStructure else { return }
                sites += 1
                if step.isDead { sitesDead += 1 }
                guard wasExecuted[number] else { return }
                sitesExecuted += 1
                executedSites[Int(instruction.opcode.rawValue)] += 1
                for producer in step.producers where producer >= 0 && wasExecuted[Int(producer)] {
                    let pair = UInt32(code[Int(producer)].opcode.rawValue) << 16 | UInt32(instruction.opcode.rawValue)
                    pairs.insert(pair)
                    if isEarly { earlyPairs.insert(pair) }
                }
            }
        }
    }
}
