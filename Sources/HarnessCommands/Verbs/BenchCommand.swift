import ArgumentParser
import Conformance
import EngineInterface
import Foundation
import Persistence

struct BenchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench",
        abstract: "Measure parse speed, kernels, compilation and the latency of a small module.",
        discussion: """
            NAMEs choose measurements: parse, kernel, kernel/fib, compile, latency, memory, scaling, fuzz; without one \
            all but fuzz are made. 'parse' takes the scripts to read as PATHs behind it, and reads the known suites \
            without. Kernels are those of spec/bench, or \
            of the folder --kernels names.

            All times are CPU time of one thread, best of several (the median for latency). A time is reported only if \
            the result was right. Peers that Python can import ('pip install wasmtime pywasm3') are measured in the \
            same \
            run; a ratio below 1 is faster than the peer.

            'memory/lives', which is made only if it is named, prints resident memory while 100,000 modules are \
            loaded, instantiated, called and ended.

            'workers', which is made only if it is named, measures by the wall clock what running an engine in a worker \
            adds to a small module, and provokes deaths of workers in every way there is.
            """)

    @Argument(help: ArgumentHelp("Measurements, and scripts to parse.", valueName: "name"))
    var names: [String] = []

    @OptionGroup var engineOptions: EngineOptions

    @Option(help: ArgumentHelp("Of 'workers': how many deaths are provoked.", valueName: "n"))
    var deaths = 100

    @Option(help: ArgumentHelp("A folder with kernels.", valueName: "folder"))
    var kernels: String?

    @Flag(inversion: .prefixedNo, help: "Measure the peers that are installed.")
    var peers = true

    @Option(help: ArgumentHelp("Write the results as JSON to this file; '-' is standard output.", valueName: "file"))
    var json: String?

    private static let measurements = ["parse", "kernel", "compile", "latency", "memory", "scaling", "fuzz", "workers"]

    private func isMeasurement(_ name: String) -> Bool { Self.measurements.contains(String(name.prefix { $0 != "/" })) }

    func run() async throws {
        let chosen = names.filter(isMeasurement)
        let paths = names.filter { !isMeasurement($0) }
        if let path = paths.first(where: { !FileManager.default.fileExists(atPath: $0) }) {
            let known = Self.measurements.joined(separator: ", ")
            throw CommandFailure(.usage, "error: '\(path)' is neither a measurement (\(known)) nor a file")
        }
        let engines = try engineOptions.engines(default: EngineRegistry.available().map(\.identity.name))
            .map(EngineRegistry.withoutCache)
        var rows: [BenchRow] = []
        var faults: [String] = []
        func measure(_ name: String, _ work: () throws -> BenchRow) throws {
            do {
                let row = try work()
                rows.append(row)
                if json != "-" { try StandardOutput.write(row.text + "\n") }
            } catch let error as CommandFailure {
                throw error
            } catch let error as EngineBench.WrongResult {
                faults.append("\(name): \(error.message)")
            } catch let error as EngineFailure {
                faults.append("\(name): \(error.detail)")
            }
        }

        let comparable = ["kernel", "latency/small", "compile/compiled-code", "compile/large-module"]
        let peers = peers && comparable.contains { wants($0, among: chosen) } ? PythonPeer.found() : []
        /// Peers first, so that every row of ours has its ratios.
        func peerSeconds(
            _ name: String, bytes: Int? = nil, _ measure: (PythonPeer) -> Double?
        ) throws -> [(peer: String, seconds: Double)] {
            try peers.compactMap { peer in
                guard let seconds = measure(peer) else { return nil }
                let figure = bytes.map { BenchRow.Figure.megabytesPerSecond(Double($0) / 1e6 / seconds) }
                let row = BenchRow(name: name, engine: peer.name, figure: figure ?? .seconds(seconds))
                rows.append(row)
                if json != "-" { try StandardOutput.write(row.text + "\n") }
                return (peer.name, seconds)
            }
        }

        if wants("parse", among: chosen, or: paths) {
            for row in try parseRows(paths) { try measure(row.name) { row } }
        }
        if chosen.contains(where: { $0 == "fuzz" || $0.hasPrefix("fuzz/") }) {
            for row in try await FuzzBench(engines: engines).rows() { try measure(row.name) { row } }
        }
        if wants("kernel", among: chosen), let folder = try kernelFolder() {
            for kernel in folder.kernels where wants("kernel/\(kernel.name)", among: chosen) {
                let times = try peerSeconds("kernel/\(kernel.name)") { $0.run(kernel) }
                for engine in engines {
                    try measure("kernel/\(kernel.name) on \(engine.identity.name)") {
                        try EngineBench(engine: engine).run(kernel).compared(with: times)
                    }
                }
            }
        }
        if wants("compile/throughput", among: chosen) {
            let modules = CompileCorpus.modules()
            for engine in engines {
                try measure("compile on \(engine.identity.name)") {
                    try EngineBench(engine: engine).compilation(of: modules, "compile/throughput")
                }
            }
        }
        let largeModules = [
            ("compile/large-module", CompileCorpus.largeModule), ("compile/compiled-code", CompiledCode.module),
        ]
        for (name, makeModule) in largeModules where wants(name, among: chosen) {
            let module = makeModule()
            let times = try peerSeconds(name, bytes: module.count) { $0.compilation(of: module) }
            for engine in engines {
                try measure("\(name) on \(engine.identity.name)") {
                    try EngineBench(engine: engine).compilation(of: [module], name)
                        .compared(with: times, bytes: module.count)
                }
            }
        }
        if wants("latency/small", among: chosen), let small = try kernelFolder()?.small {
            let times = try peerSeconds("latency/\(small.name)") { $0.latency(small) }
            for engine in engines {
                try measure("latency on \(engine.identity.name)") {
                    try EngineBench(engine: engine).latency(small).compared(with: times)
                }
            }
        }
        if wants("latency/artifact", among: chosen), let small = try kernelFolder()?.small {
            try measure("artifact") { try ArtifactBench(kernel: small).row() }
        }
        if wants("scaling", among: chosen), let kernel = try kernelFolder()?.kernels.first(where: { $0.name == "mix" }) {
            for engine in engines {
                for row in try ScalingBench(engine: engine, kernel: kernel).rows() { try measure(row.name) { row } }
            }
        }
        for engine in engines {
            let crossing = CrossingBench(engine: engine)
            if wants("latency/trap", among: chosen) {
                try measure("a trap on \(engine.identity.name)") { try crossing.trap() }
            }
            if wants("latency/host-call", among: chosen) {
                try measure("a call of the host on \(engine.identity.name)") { try crossing.hostCall() }
            }
            let bench = InstanceBench(engine: engine)
            if wants("latency/instantiate", among: chosen) {
                try measure("instantiation on \(engine.identity.name)") { try bench.instantiation() }
            }
            if wants("memory/instances", among: chosen) {
                try measure("instances on \(engine.identity.name)") { try bench.residence() }
            }
            if chosen.contains("memory/lives") {
                for row in try bench.curve() { try measure(row.name) { row } }
            }
        }
        if chosen.contains("workers") {
            if let small = try kernelFolder()?.small {
                for name in engineOptions.names.isEmpty ? ["interpreter"] : engineOptions.list {
                    for row in try WorkerBench.overhead(of: name, small) { try measure(row.name) { row } }
                }
            } else {
                StandardError.write("note: without --kernels what a worker costs is not measured\n")
            }
            let end = try WorkerBench.deaths(deaths)
            if json != "-" { try StandardOutput.write(end.text) }
            if end.lost > 0 || !end.misread.isEmpty { faults.append("workers/deaths: something else was lost") }
        }
        if let json {
            let document: JSON = ["kind": "bench", "version": 1, "rows": JSON(rows.map(\.json))]
            try Destination.write(document.pretty, to: json)
        }
        for fault in faults { StandardError.write("error: \(fault)\n") }
        if !faults.isEmpty { throw CommandFailure(.failed) }
    }

    /// Whether a measurement is asked for: by its own name, by that of its kind, or because none is named.
    private func wants(_ name: String, among chosen: [String], or paths: [String] = []) -> Bool {
        if chosen.isEmpty { return name == "parse" || paths.isEmpty && names.allSatisfy(isMeasurement) }
        return chosen.contains { $0 == name || $0.hasPrefix(name + "/") || name.hasPrefix($0 + "/") }
    }

    private func parseRows(_ paths: [String]) throws(CommandFailure) -> [BenchRow] {
        let files = try paths.isEmpty ? KnownSuites.scripts() : ConformCommand.scripts(at: paths)
        do throws(InputError) {
            return try ParseBench(files).rows()
        } catch {
            throw CommandFailure(.unreadableInput, "\(error)")
        }
    }

    private func kernelFolder() throws(CommandFailure) -> KernelFolder? {
        if let kernels { return try KernelFolder(at: URL(fileURLWithPath: kernels)) }
        guard let own = PackageRoot.folder?.appendingPathComponent("spec/bench"),
            FileManager.default.fileExists(atPath: own.path)
        else {
            return nil
        }
        return try KernelFolder(at: own)
    }
}
