import ArgumentParser
import EngineInterface
import WasmModel

struct EngineOptions: ParsableArguments {
    @Option(
        name: .customLong("engine"),
        help: ArgumentHelp("Engines to run on, separated by commas; may be repeated.", valueName: "names"))
    var names: [String] = []

    /// The names on the command line, in their order.
    var list: [String] { names.flatMap { $0.split(separator: ",").map(String.init) } }

    /// The engines, without what those of others were found not to do.
    /// - Throws: ``CommandFailure`` with status 64 or 69.
    func engines(default fallback: [String]) throws(CommandFailure) -> [any Engine] {
        let asked = list
        var seen: Set<String> = []
        var engines: [any Engine] = []
        for name in names.isEmpty ? fallback : asked where seen.insert(name).inserted {
            engines.append(try Self.vetted(EngineRegistry.engine(named: name), name))
        }
        guard !engines.isEmpty else { throw CommandFailure(.usage, "error: --engine names no engine") }
        return engines
    }

    /// An engine of others has to keep the contract before it is used; ours are held to it by tests.
    private static func vetted(_ engine: any Engine, _ name: String) throws(CommandFailure) -> any Engine {
        guard try EngineRegistry.isForeign(name) else { return engine }
        let vetting = EngineVetting(engine)
        guard vetting.report.isUsable else {
            throw CommandFailure(
                .engineUnavailable, "error: the engine '\(name)' fails its self-test: \(vetting.report.complaints.first ?? "")")
        }
        if !vetting.report.markedOff.isEmpty {
            StandardError.write("note: marked off for '\(name)': \(vetting.report.markedOff.joined(separator: ", "))\n")
        }
        return vetting.vetted
    }
}

struct FeatureOptions: ParsableArguments {
    @Option(
        name: .customLong("features"),
        help: ArgumentHelp(
            "The language: wasm1, wasm2, wasm3 or all, then +x and -x, separated by commas. Without a name it starts from wasm3.",
            valueName: "list"))
    var list: String?

    /// `nil` if the option is not given.
    /// - Throws: ``CommandFailure`` with status 64.
    func features() throws(CommandFailure) -> FeatureSet? {
        guard let list else { return nil }
        return try Self.features(of: list)
    }

    static func features(of list: String) throws(CommandFailure) -> FeatureSet {
        var features = FeatureSet.wasm3
        for item in list.split(separator: ",") {
            if let base = bases.first(where: { $0.name == item })?.features {
                features = base
                continue
            }
            let name = item.drop { $0 == "+" || $0 == "-" }
            guard item.count - name.count <= 1, let feature = Feature.allCases.first(where: { $0.name == name }) else {
                let known = bases.map(\.name) + Feature.allCases.map(\.name)
                throw CommandFailure(
                    .usage, "error: unknown feature '\(item)'; known features: \(known.joined(separator: ", "))")
            }
            if item.first == "-" { features.remove(feature) } else { features.insert(feature) }
        }
        return features
    }

    private static let bases: [(name: String, features: FeatureSet)] = [
        ("wasm1", .wasm1), ("wasm2", .wasm2), ("wasm3", .wasm3), ("all", .all),
    ]
}
