package import EngineInterface
package import ModuleGeneration
import WasmBinary
import WasmModel
import WasmValidation

/// Counts how many generated modules are valid, and nothing else: by the validator, and by an engine that is asked too.
package struct ValidityCheck: Sendable {
    package var generator: ModuleGenerator
    package var count: Int
    package var jobs: Int
    /// Asked whether it takes the modules of every case; `nil` for none.
    package var engine: (any Engine)?
    package var limits: ExecutionLimits
    /// The seed of the case with a number.
    package var seed: @Sendable (Int) -> UInt64

    package init(
        generator: ModuleGenerator, count: Int, jobs: Int, engine: (any Engine)?, limits: ExecutionLimits,
        seed: @escaping @Sendable (Int) -> UInt64
    ) {
        self.generator = generator
        self.count = count
        self.jobs = max(1, jobs)
        self.engine = engine
        self.limits = limits
        self.seed = seed
    }

    package struct Result: Hashable, Sendable {
        package var cases = 0
        /// Modules of all cases: those under test and those that they are linked with.
        package var modules = 0
        package var valid = 0
        package var bytes = 0
        /// Cases all of whose modules the engine took, and those with something that the engine has not got.
        package var accepted = 0
        package var unsupported = 0
        /// Seeds of cases that were not taken, a few.
        package var troubles: [String] = []

        mutating func add(_ other: Result) {
            cases += other.cases
            modules += other.modules
            valid += other.valid
            bytes += other.bytes
            accepted += other.accepted
            unsupported += other.unsupported
            troubles = Array((troubles + other.troubles).prefix(20))
        }
    }

    package func result(progress: @Sendable (Result) -> Void = { _ in }) async -> Result {
        var total = Result()
        await NumberedBatches.run(count, jobs: jobs) { numbers in
            check(numbers.map(seed))
        } each: {
            total.add($0)
            progress(total)
        }
        return total
    }

    private func check(_ seeds: [UInt64]) -> Result {
        var result = Result()
        var tests: [EngineCase] = []
        for seed in seeds {
            let generated = generator.module(seed: seed)
            let modules = generated.libraries.map { $0.module.encoded() } + [generated.encoded()]
            result.cases += 1
            for bytes in modules {
                result.modules += 1
                result.bytes += bytes.count
                do {
                    let module = try Module(decoding: bytes, features: generated.features)
                    _ = try ValidatedModule(validating: module, features: generated.features)
                    result.valid += 1
                } catch {
                    result.troubles.append("seed \(seed): \(error)")
                }
                // Each is a case of its own: nothing is linked, so nothing runs.
                if engine != nil {
                    tests.append(
                        EngineCase(
                            module: bytes, calls: [], configuration: StoreConfiguration(features: generated.features, limits: limits)))
                }
            }
        }
        guard let engine else { return result }
        for (test, answer) in zip(tests, engine.answers(to: tests)) {
            switch answer.steps.first?.event {
            case .received(.module): result.accepted += 1
            case .received(.unsupported): result.unsupported += 1
            case .received(.malformed(let words)), .received(.invalid(let words)):
                result.troubles.append("\(engine.identity.name), module of \(test.module.count) bytes: \(words)")
            case .instantiated, .called, nil:
                result.troubles.append("\(engine.identity.name): \(answer.failure?.detail ?? "no answer")")
            }
        }
        return result
    }
}
