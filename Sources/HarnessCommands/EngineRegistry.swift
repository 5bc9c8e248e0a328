import BaselineJIT
package import EngineInterface
import EngineRuntime
import ExternalEngines
import Interpreter
import OptimizingAOT

/// Every engine that a command line can name. The only place that knows engines by their types.
package enum EngineRegistry {
    struct Entry: Sendable {
        var name: String
        var make: @Sendable () -> any Engine
    }

    static let builtIn: [Entry] = [
        Entry(name: "interpreter") { InterpreterEngine() },
        Entry(name: "jit") { BaselineJIT.engine() },
        Entry(name: "aot") { AOTEngine(AOTTier()) },
    ]

    /// Configurations of the built-in engines that are engines of their own.
    static let tiers: [Entry] = AOTTier.tierNames.compactMap { tier in
        AOTTier(tier: tier).map { engine in Entry(name: "aot:" + tier) { AOTEngine(engine) } }
    }

    /// What stands before options of the baseline compiler, which go together, separated by commas.
    private static let optionPrefix = "jit:"

    /// What stands before the path of a program that speaks the worker protocol.
    private static let workerPrefix = "worker="

    package static var names: [String] { (builtIn + tiers).map(\.name) + CompilerOptions.names.map { optionPrefix + $0 } + [workerPrefix + "PROGRAM"] }

    /// The engine with this name.
    /// - Throws: ``CommandFailure`` with status 64 if there is no such engine, 69 if it cannot run here.
    package static func engine(named name: String) throws(CommandFailure) -> any Engine {
        if name.hasPrefix(workerPrefix) { return try worker(String(name.dropFirst(workerPrefix.count))) }
        guard let entry = (builtIn + tiers).first(where: { $0.name == name }) ?? optionEntry(name) else {
            throw CommandFailure(.usage, "error: unknown engine '\(name)'; known engines: \(names.joined(separator: ", "))")
        }
        let engine = entry.make()
        if let reason = engine.capabilities.unavailable {
            throw CommandFailure(.engineUnavailable, "error: the engine '\(name)' is not available here: \(reason)")
        }
        return engine
    }

    private static func optionEntry(_ name: String) -> Entry? {
        guard name.hasPrefix(optionPrefix), let options = CompilerOptions(names: name.dropFirst(optionPrefix.count)) else { return nil }
        return Entry(name: name) { BaselineJIT.engine(options) }
    }

    /// The engine that runs the module of an artifact.
    static func engine(artifactAt path: String) -> any Engine { AOTEngine(AOTTier(artifactAt: path)) }

    private static func worker(_ program: String) throws(CommandFailure) -> any Engine {
        do throws(EngineFailure) {
            return try WorkerEngine(program: program)
        } catch {
            throw CommandFailure(.engineUnavailable, "error: the engine '\(workerPrefix)\(program)' is not available: \(error.detail)")
        }
    }

    /// Every engine, in the order of the list, whether or not it can run here.
    package static func all() -> [any Engine] { builtIn.map { $0.make() } }

    /// Every engine that can run here.
    package static func available() -> [any Engine] { all().filter { $0.capabilities.unavailable == nil } }
}
