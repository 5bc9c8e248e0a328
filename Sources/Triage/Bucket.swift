package import Divergence
package import EngineInterface
import Persistence
import WasmModel

/// A folder of the corpus: one bug, its smallest reproducer and its record.
///
/// `record.json`, `module.wasm`, `module.wat` and `reproducer.wast`. The record says what was seen; the script says what a
/// correct engine does.
package struct Bucket: Sendable {
    package var path: String
    package var signature: String
    package var blamed: String
    package var test: DifferentialCase
    /// Names of the engines that took part.
    package var engines: [String]

    package static let recordName = "record.json"
    package static let moduleName = "module.wasm"
    package static let textName = "module.wat"
    package static let scriptName = "reproducer.wast"

    package static let reportName = "report.md"

    /// The name of its folder.
    package var name: String { path.split(separator: "/").last.map(String.init) ?? path }
    /// The script whose assertions hold on a correct engine.
    package var script: String? { text(of: Self.scriptName) }
    /// What the engine's maintainers would receive.
    package var report: String? { text(of: Self.reportName) }

    private func text(of file: String) -> String? {
        (try? Files.read(path + "/" + file, limit: 16 << 20)).map { String(decoding: $0, as: UTF8.self) }
    }

    /// What cannot be read, and why.
    package struct Failure: Error, Sendable, CustomStringConvertible {
        package var description: String
    }

    /// Reads a bucket's folder.
    package init(reading path: String) throws(Failure) {
        do {
            let folder = Folder(path)
            let recordPath = try folder.path(of: Self.recordName)
            let record = try JSON(parsing: try Files.read(recordPath, limit: 16 << 20))
            guard record["kind"]?.string == "divergence", let signature = record["signature"]?.string,
                let blamed = record["blamed"]?.string, let calls = record["calls"]?.array
            else { throw Failure(description: "\(recordPath): not a divergence record") }
            let module = try Files.read(try folder.path(of: Self.moduleName), limit: 64 << 20)
            self.path = path
            self.signature = signature
            self.blamed = blamed
            engines = (record["engines"]?.array ?? []).compactMap { $0["name"]?.string }
            test = DifferentialCase(
                module: module, libraries: (record["libraries"]?.array ?? []).compactMap(LibraryText.library),
                calls: try calls.map { call throws(Failure) in try Self.call(call, recordPath) },
                hosts: (record["hosts"]?.array ?? []).compactMap(Self.host),
                features: FeatureSet((record["features"]?.array ?? []).compactMap { json in
                    Feature.allCases.first { $0.name == json.string }
                }))
        } catch let failure as Failure {
            throw failure
        } catch {
            throw Failure(description: "\(error)")
        }
    }

    private static func call(_ json: JSON, _ path: String) throws(Failure) -> DifferentialCase.Call {
        guard let export = json["export"]?.string, let arguments = json["arguments"]?.array else {
            throw Failure(description: "\(path): a call is not as it should be")
        }
        let values = arguments.compactMap { $0.string.flatMap(ValueText.value) }
        guard values.count == arguments.count else { throw Failure(description: "\(path): an argument of \(export) cannot be read") }
        return DifferentialCase.Call(export: export, arguments: values)
    }

    private static func host(_ json: JSON) -> HostFunction? {
        guard let module = json["module"]?.string, let name = json["name"]?.string else { return nil }
        func types(_ key: String) -> [ValueType] {
            let known: [ValueType] = [.i32, .i64, .f32, .f64, .v128, .funcref, .externref]
            return (json[key]?.array ?? []).compactMap { item in known.first { $0.description == item.string } }
        }
        return HostFunction(
            module: module, name: name, type: FunctionType(types("parameters"), types("results")), seed: json["seed"]?.uint64 ?? 0)
    }
}

/// What became of a bucket when it was run again.
package enum ReplayResult: Hashable, Sendable {
    case reproduces
    case fixed
    /// The engines still differ, but in another way.
    case changed(String)
    /// Nothing can be said: reason.
    case incomparable(String)

    package var name: String {
        switch self {
        case .reproduces: "reproduces"
        case .fixed: "fixed"
        case .changed: "changed"
        case .incomparable: "incomparable"
        }
    }
}

extension Bucket {
    /// Runs the bucket's case on engines and says whether they still differ as recorded.
    package func replay(on engines: [any Engine], limits: ExecutionLimits) -> ReplayResult {
        let runs = CaseRunner.run(test, on: engines, limits: limits)
        guard let vote = Vote(runs) else {
            for run in runs.dropFirst() {
                if case .incomparable(let reason) = Comparison.verdict(of: runs[0], and: run) { return .incomparable(reason) }
            }
            return .fixed
        }
        // The operations that close a signature come from the module, which is the same.
        let now = DivergenceSignature.text(vote, runs)
        return signature == now || signature.hasPrefix(now + "_") ? .reproduces : .changed(now)
    }
}
