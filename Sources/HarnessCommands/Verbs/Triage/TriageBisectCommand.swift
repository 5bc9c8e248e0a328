import ArgumentParser
import Conformance
import EngineInterface
import ExternalEngines
import Foundation
import Persistence

struct TriageBisectCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bisect",
        abstract: "Find the releases of an engine between which a script went wrong, and right again.",
        discussion: """
            SCRIPT is a script of assertions that hold on a correct engine, such as the reproducer.wast of a bucket. It is \
            run on releases of Wasmtime until it is clear with which it first fails and with which it first passes after \
            that; releases that are not there are installed as by 'assay engines install'. A release that lacks what the \
            script uses says nothing.

            Exit status: 0 if the range was found; 1 if no release fails; 64 for a wrong command line; 66 if the script \
            cannot be read; 69 if a release cannot be had.
            """)

    @Argument(help: ArgumentHelp("A script (.wast).", valueName: "script"))
    var script: String

    @Option(help: ArgumentHelp("The engine, with its tier if it has one: wasmtime, wasmtime:winch.", valueName: "name"))
    var engine = "wasmtime"

    @Option(help: ArgumentHelp("The oldest release to look at.", valueName: "version"))
    var from: String?

    @Option(help: ArgumentHelp("The newest release to look at.", valueName: "version"))
    var to: String?

    @Option(help: ArgumentHelp("Releases to look at before the search, evenly spread.", valueName: "n"))
    var samples = 8

    @OptionGroup var featureOptions: FeatureOptions
    @OptionGroup var runOptions: RunOptions

    func run() async throws {
        guard let name = try ExternalEngineName(engine), name.kind == .wasmtime, name.release == nil, name.path == nil else {
            throw CommandFailure(.usage, "error: only releases of Wasmtime can be searched; write wasmtime or wasmtime:TIER")
        }
        guard let file = try ConformCommand.scripts(at: [script]).first else {
            throw CommandFailure(.unreadableInput, "error: \(script) cannot be read")
        }
        let features = try featureOptions.features()
        let prepared: PreparedScript
        do throws(InputError) {
            prepared = try PreparedScript(reading: file, features: features)
        } catch {
            throw CommandFailure(.unreadableInput, "\(error)")
        }
        let lowest = try Self.release(from) ?? WasmtimeRelease.first(of: name.tier)
        let highest = try Self.release(to) ?? WasmtimeRelease.known.upperBound
        let releases = try ReleaseList.wasmtime().filter { $0 >= lowest && $0 <= highest }
        guard releases.count > 1 else { throw CommandFailure(.engineUnavailable, "error: fewer than two releases between \(lowest) and \(highest)") }
        var bisection = Bisection(candidates: releases, samples: max(2, samples)) { release throws(CommandFailure) in
            let verdict = try verdict(of: release, name.tier, prepared)
            if !runOptions.quiet { StandardError.write("  \(release)  \(verdict)\n") }
            return verdict
        }
        let range = try bisection.search()
        if let json = runOptions.json { try Destination.write(Self.json(range, bisection, engine, script).pretty, to: json) }
        if !runOptions.quiet, runOptions.json != "-" { try StandardOutput.write(Self.text(range, bisection, engine)) }
        if range == nil { throw CommandFailure(.failed) }
    }

    private static func release(_ text: String?) throws(CommandFailure) -> WasmtimeRelease? {
        guard let text else { return nil }
        guard let release = WasmtimeRelease(text) else { throw CommandFailure(.usage, "error: '\(text)' is not a version like 29.0.0") }
        return release
    }

    private func verdict(
        of release: WasmtimeRelease, _ tier: WasmtimeTier, _ script: PreparedScript
    ) throws(CommandFailure) -> Bisection.Verdict {
        var name = "wasmtime@\(release)"
        if !WasmtimeInstallation.all().contains(where: { $0.release == release }) { _ = try EngineInstaller.install(release) }
        if tier != .cranelift { name += ":" + tier.rawValue }
        let engine: any Engine
        do throws(CommandFailure) {
            engine = try EngineRegistry.engine(named: name)
        } catch {
            return .unknown("cannot be used: \(error.message)")
        }
        let runner = ScriptRunner(engine: engine, limits: runOptions.limits(timeout: 10), features: try featureOptions.features())
        guard let result = runner.run(script) else { return .unknown("interrupted") }
        for record in result.records {
            if case .failed(let expected, let actual) = record.verdict {
                return .wrong("line \(record.line): expected \(expected), got \(actual)")
            }
        }
        for record in result.records {
            if case .skipped(let reason) = record.verdict { return .unknown("line \(record.line): \(reason)") }
        }
        return .right
    }

    private static func text(_ range: Bisection.Range?, _ bisection: Bisection, _ engine: String) -> String {
        var text = ""
        for (release, verdict) in bisection.asked { text += "\(release)".padded(10) + verdict.description + "\n" }
        guard let range else { return text + "\(engine): no release that was looked at fails\n" }
        text += "\(engine): first wrong \(range.firstWrong)"
        text += range.lastRightBefore.map { " (\($0) is right)" } ?? " (nothing before it is known to be right)"
        text += "; first right after it " + (range.firstRight.map { "\($0) (\(range.lastWrong) is wrong)" } ?? "none (\(range.lastWrong) is wrong)")
        return text + "\n"
    }

    private static func json(_ range: Bisection.Range?, _ bisection: Bisection, _ engine: String, _ script: String) -> JSON {
        func version(_ release: WasmtimeRelease?) -> JSON { release.map { JSON("\($0)") } ?? .null }
        return [
            "kind": "bisect", "version": 1, "engine": JSON(engine), "script": JSON(script),
            "lastRightBefore": version(range?.lastRightBefore), "firstWrong": version(range?.firstWrong),
            "lastWrong": version(range?.lastWrong), "firstRight": version(range?.firstRight),
            "releases": JSON(bisection.asked.map { ["version": JSON("\($0.release)"), "verdict": JSON($0.verdict.description)] as JSON }),
        ]
    }
}
