import ArgumentParser
import EngineInterface
import ExternalEngines
import Persistence
import WasmModel

/// `assay engines`: what can run here.
struct EnginesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "engines",
        abstract: "Say which engines can run here, what they have, and what they were found to do.",
        subcommands: [EnginesListCommand.self, EnginesInstallCommand.self],
        defaultSubcommand: EnginesListCommand.self)
}

struct EnginesListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Ask every engine that can run here to keep the contract, and print what came of it.",
        discussion: """
            Engines are ours, the releases of Wasmtime that 'assay engines install' installed or the active Python has \
            ('ASSAY_ENGINES' names the folder, by default it is in the user's cache), and those that --engine names. What \
            an engine fails at is marked off: it is not asked for it.

            Exit status: 0; 64 for an unknown engine; 69 if one of the engines cannot be used.
            """)

    @OptionGroup var engineOptions: EngineOptions

    @Flag(help: "Ask again what was asked before.")
    var again = false

    @Flag(help: "Print every check that an engine failed.")
    var verbose = false

    @Option(help: ArgumentHelp("Write the results as JSON to this file; '-' is standard output.", valueName: "file"))
    var json: String?

    func run() async throws {
        var isSound = true
        var rows: [JSON] = []
        for name in engineOptions.names.isEmpty ? Self.names() : engineOptions.list {
            let entry = Entry(name, isFresh: again)
            isSound = isSound && entry.isSound
            rows.append(entry.json)
            if json != "-" { try StandardOutput.write(entry.text(isVerbose: verbose)) }
        }
        if let json {
            let document: JSON = ["kind": "engines", "version": 1, "engines": JSON(rows)]
            try Destination.write(document.pretty, to: json)
        }
        if !isSound { throw CommandFailure(.engineUnavailable) }
    }

    /// Ours, then every tier of the newest Wasmtime, then the other releases.
    private static func names() -> [String] {
        let releases = WasmtimeInstallation.all().map(\.release)
        guard let newest = releases.first else { return EngineRegistry.builtIn.map(\.name) }
        let tiers = WasmtimeTier.allCases.filter { WasmtimeRelease.first(of: $0) <= newest }
        let names = tiers.map { $0.rawValue.isEmpty ? "wasmtime" : "wasmtime:\($0.rawValue)" }
        return EngineRegistry.builtIn.map(\.name) + names + releases.dropFirst().map { "wasmtime@\($0)" }
    }

    /// One line of the list, and what stands below it.
    private struct Entry {
        var name: String
        var engine: (any Engine)?
        var place = ""
        var problem: String?
        var report: EngineVetting.Summary?

        var isSound: Bool { problem == nil && report?.isUsable != false }

        init(_ name: String, isFresh: Bool) {
            self.name = name
            do throws(CommandFailure) {
                if let external = try ExternalEngineName(name) {
                    if external.kind == .wasmtime {
                        let library = try WasmtimeInstallation.library(for: external)
                        place = "\(library.path), \(library.origin.rawValue)"
                    } else {
                        place = "\(external.path ?? ""), named by the user"
                    }
                } else {
                    place = name.hasPrefix("worker=") ? "named by the user" : "built in"
                }
                let engine = try EngineRegistry.engine(named: name)
                self.engine = engine
                report = EngineVetting(engine, isFresh: isFresh).report
            } catch {
                problem = error.message.replacing("error: ", with: "")
            }
        }

        func text(isVerbose: Bool) -> String {
            guard let engine, let report else { return "\(name)  \(problem ?? "cannot be used")\n" }
            var text = "\(name)  version \(engine.identity.version)"
            if !engine.identity.configuration.isEmpty { text += " (\(engine.identity.configuration))" }
            text += "  \(place)\n"
            text += "  contract: \(report.kept) of \(report.applied) checks kept"
            text += report.isUsable ? "\n" : "; cannot be used\n"
            if !report.markedOff.isEmpty { text += "  marked off: \(report.markedOff.joined(separator: ", "))\n" }
            for complaint in isVerbose ? report.complaints : [] { text += "    \(complaint)\n" }
            if !isVerbose, let first = report.complaints.first {
                text += "    \(first.prefix(160))\(report.complaints.count > 1 ? "; --verbose prints all" : "")\n"
            }
            text += "  features: \(report.capabilities.features.features.map(\.name).joined(separator: ", "))\n"
            if !engine.identity.sharedParts.isEmpty { text += "  shares: \(engine.identity.sharedParts.joined(separator: ", "))\n" }
            return text
        }

        var json: JSON {
            guard let engine, let report else { return ["name": JSON(name), "problem": JSON(problem ?? "cannot be used")] }
            return [
                "name": JSON(name), "version": JSON(engine.identity.version), "place": JSON(place),
                "features": JSON(report.capabilities.features.features.map { JSON($0.name) }), "contract": report.json,
            ]
        }
    }
}

struct EnginesInstallCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "install",
        abstract: "Fetch releases of Wasmtime with pip and keep them for later.",
        discussion: """
            A name is 'wasmtime' for the newest release that is known, or 'wasmtime@29.0.0'. Wheels go into the folder that \
            'ASSAY_ENGINES' names, by default 'assay/engines' in the user's cache; the library is compared with the checksum \
            in its wheel. Nothing is installed into a Python.

            Exit status: 0; 64 for a wrong name; 69 if a release cannot be had; 74 if it cannot be written.
            """)

    @Argument(help: ArgumentHelp("What to install.", valueName: "engine"))
    var names: [String]

    func run() async throws {
        for name in names {
            guard let engine = try ExternalEngineName(name), engine.kind == .wasmtime, engine.path == nil, engine.tier == .cranelift
            else { throw CommandFailure(.usage, "error: '\(name)' cannot be installed; write wasmtime or wasmtime@VERSION") }
            let installed = try EngineInstaller.install(engine.release)
            let verb = installed.wasThere ? "is there already" : "installed"
            try StandardOutput.write(
                "wasmtime@\(installed.installation.release) \(verb): \(installed.installation.path), "
                    + "\(installed.bytes) bytes, SHA-256 \(installed.sha256) as its wheel says\n")
        }
    }
}
