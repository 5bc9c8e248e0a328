import BaselineJIT
package import EngineInterface
import EngineRuntime
import ExternalEngines
import Foundation
import GeneratorAssessment
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
        Entry(name: "aot") { AOTEngine(AOTTier(cache: UserCache.artifacts)) },
    ]

    /// Configurations of the built-in engines that are engines of their own.
    static let tiers: [Entry] = AOTTier.tierNames.compactMap { tier in
        AOTTier(tier: tier, cache: UserCache.artifacts).map { engine in Entry(name: "aot:" + tier) { AOTEngine(engine) } }
    }

    /// What stands before options of the baseline compiler, which go together.
    private static let optionPrefix = "jit:"

    /// What stands before the path of a program that speaks the worker protocol.
    private static let workerPrefix = "worker="

    /// What stands before the name of one of these engines that is to run in a process of its own.
    private static let isolatedPrefix = "worker:"

    package static var names: [String] {
        (builtIn + tiers).map(\.name) + CompilerOptions.names.map { optionPrefix + $0 } + ExternalEngineName.forms
            + [workerPrefix + "PROGRAM", isolatedPrefix + "NAME", EquivalentEngine.prefix + "NAME"]
    }

    /// The engine with this name. An engine that is not ours runs in a worker, so that it can end nothing but that.
    /// - Throws: ``CommandFailure`` with status 64 if there is no such engine, 69 if it cannot run here.
    package static func engine(named name: String) throws(CommandFailure) -> any Engine {
        if name.hasPrefix(EquivalentEngine.prefix) {
            return EquivalentEngine(try engine(named: String(name.dropFirst(EquivalentEngine.prefix.count))))
        }
        if name.hasPrefix(workerPrefix) {
            return try worker(String(name.dropFirst(workerPrefix.count)), [], as: name)
        }
        let isIsolated = name.hasPrefix(isolatedPrefix)
        let inner = isIsolated ? String(name.dropFirst(isolatedPrefix.count)) : name
        if let external = try ExternalEngineName(inner) {
            if external.kind == .wasmtime { _ = try WasmtimeInstallation.library(for: external) }
            return try worker(executable, ["worker", "--engine", inner], as: name)
        }
        return isIsolated ? try worker(executable, ["worker", "--engine", inner], as: name) : try engineOfThisProcess(named: name)
    }

    /// The same engine, but one that compiles what it is given and asks no cache.
    static func withoutCache(_ engine: any Engine) -> any Engine {
        guard engine is AOTEngine else { return engine }
        let tier = engine.identity.name.split(separator: ":").dropFirst().first.map(String.init)
        return AOTTier(tier: tier).map { AOTEngine($0) } ?? engine
    }

    /// The engine with this name in a new process of its own.
    /// - Throws: as ``engine(named:)``.
    static func isolatedEngine(named name: String) throws(CommandFailure) -> any Engine {
        if name.hasPrefix(EquivalentEngine.prefix) {
            return EquivalentEngine(try isolatedEngine(named: String(name.dropFirst(EquivalentEngine.prefix.count))))
        }
        let isApart = try isForeign(name) || name.hasPrefix(isolatedPrefix)
        return try engine(named: isApart ? name : isolatedPrefix + name)
    }

    /// Whether the name is that of an engine that is not ours.
    static func isForeign(_ name: String) throws(CommandFailure) -> Bool {
        if name.hasPrefix(workerPrefix) { return true }
        if name.hasPrefix(EquivalentEngine.prefix) { return try isForeign(String(name.dropFirst(EquivalentEngine.prefix.count))) }
        return try ExternalEngineName(name) != nil
    }

    /// Workers that die when they are told to.
    static func provoked(_ limits: WorkerLimits) throws(CommandFailure) -> any Engine {
        try worker(executable, ["worker", "--engine", ProvokedEngine.name], as: ProvokedEngine.name, limits)
    }

    /// This program, which is also the worker of every engine it knows.
    package static var executable: String { Bundle.main.executablePath ?? CommandLine.arguments[0] }

    /// The engine with this name, in this process whatever it may do to it.
    /// - Throws: as ``engine(named:)``.
    package static func engineOfThisProcess(named name: String) throws(CommandFailure) -> any Engine {
        if name == ProvokedEngine.name { return ProvokedEngine() }
        if name == MortalEngine.name { return MortalEngine(InterpreterEngine()) }
        if let external = try ExternalEngineName(name) {
            do throws(EngineFailure) {
                switch external.kind {
                case .wasmtime:
                    let library = try Self.library(for: external)
                    let compiler = external.tier == .ahead ? (executable, ["worker", "--engine", name]) : nil
                    return try WasmtimeEngine(
                        path: library.path, name: name, release: library.release, tier: external.tier, compiler: compiler)
                case .standard:
                    return try StandardEngine(path: external.path ?? "", name: name)
                }
            } catch {
                throw CommandFailure(.engineUnavailable, "error: the engine '\(name)' is not available: \(error.detail)")
            }
        }
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

    private static func library(for name: ExternalEngineName) throws(EngineFailure) -> WasmtimeInstallation {
        do throws(CommandFailure) {
            return try WasmtimeInstallation.library(for: name)
        } catch {
            throw EngineFailure(engine: EngineIdentity(name: "\(name)", version: ""), detail: error.message)
        }
    }

    private static func worker(
        _ program: String, _ arguments: [String], as name: String, _ limits: WorkerLimits = WorkerLimits()
    ) throws(CommandFailure) -> any Engine {
        do throws(EngineFailure) {
            return try WorkerEngine(program: program, arguments: arguments, limits: limits)
        } catch {
            throw CommandFailure(.engineUnavailable, "error: the engine '\(name)' is not available: \(error.detail)")
        }
    }

    /// Every engine, in the order of the list, whether or not it can run here.
    package static func all() -> [any Engine] { builtIn.map { $0.make() } }

    /// Every engine that can run here.
    package static func available() -> [any Engine] { all().filter { $0.capabilities.unavailable == nil } }
}
