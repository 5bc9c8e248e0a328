import EngineContracts
import EngineInterface
import ExternalEngines
import Foundation
import Persistence
import WasmModel

/// The contract, asked of an engine before it is used. What engines of others answered is kept, since it changes only
/// with them.
struct EngineVetting {
    var engine: any Engine
    var report: Summary

    /// What is kept of a report.
    struct Summary: Hashable, Sendable {
        var applied: Int
        var kept: Int
        var isUsable: Bool
        var capabilities: EngineCapabilities
        var markedOff: [String]
        /// Each as the check and what was wrong.
        var complaints: [String]

        init(_ report: ContractReport) {
            applied = report.applied
            kept = report.kept
            isUsable = report.isUsable
            capabilities = report.capabilities
            markedOff = report.markedOff
            complaints = report.failures.map { "\($0.check): \($0.complaint)" }
        }
    }

    /// - Parameter isFresh: ask again, whatever is kept.
    init(_ engine: any Engine, isFresh: Bool = false) {
        self.engine = engine
        let place = Self.place(of: engine)
        if !isFresh, let place, let kept = Summary(readingFrom: place.path) {
            report = kept
            return
        }
        report = Summary(ContractReport(of: engine))
        guard let place else { return }
        // Without a cache it is asked every time, which is slow and nothing worse.
        try? FileManager.default.createDirectory(at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
        try? AtomicFile.replace(place.path, with: report.json.pretty)
    }

    /// The engine without what it failed at.
    var vetted: any Engine { report.markedOff.isEmpty ? engine : VettedEngine(engine, capabilities: report.capabilities) }

    /// By which a file is known to be another one: an engine's library, or our own program with its adapter.
    private static func stamp(of path: String) -> String? {
        guard let attributes = try? FileManager.default.attributesOfItem(atPath: path), let size = attributes[.size] as? Int,
            let date = attributes[.modificationDate] as? Date
        else { return nil }
        return "\(size) \(date.timeIntervalSince1970)"
    }

    /// Where the report on an engine is kept; `nil` for ours, which change all the time, and for a user's program.
    private static func place(of engine: any Engine) -> URL? {
        guard let name = try? ExternalEngineName(engine.identity.name),
            let library = try? name.kind == .wasmtime ? WasmtimeInstallation.library(for: name).path : name.path,
            let theirs = stamp(of: library), let ours = stamp(of: EngineRegistry.executable)
        else { return nil }
        let identity = "\(engine.identity.name) \(engine.identity.version) \(library) \(theirs) \(ours)"
        let checks = EngineContract.checks.map(\.name).joined(separator: " ") + AssayCommand.version
        let key = SHA256.hexadecimal(of: Array((identity + checks).utf8))
        return EngineCache.folder.appending(path: "contract/\(key.prefix(32)).json")
    }
}

extension EngineVetting.Summary {
    var json: JSON {
        [
            "kind": "contract", "version": 1, "applied": JSON(applied), "kept": JSON(kept), "isUsable": JSON(isUsable),
            "features": JSON(Int(capabilities.features.rawValue)), "observesGlobals": JSON(capabilities.observesGlobals),
            "observesMemories": JSON(capabilities.observesMemories), "observesTables": JSON(capabilities.observesTables),
            "markedOff": JSON(markedOff.map { JSON($0) }), "complaints": JSON(complaints.map { JSON($0) }),
        ]
    }

    init?(readingFrom path: String) {
        guard let data = FileManager.default.contents(atPath: path), let json = try? JSON(parsing: [UInt8](data)),
            let applied = json["applied"]?.int, let kept = json["kept"]?.int, let isUsable = json["isUsable"]?.bool,
            let features = json["features"]?.int.flatMap({ UInt32(exactly: $0) }), let globals = json["observesGlobals"]?.bool,
            let memories = json["observesMemories"]?.bool, let tables = json["observesTables"]?.bool,
            let markedOff = json["markedOff"]?.array, let complaints = json["complaints"]?.array
        else { return nil }
        self.applied = applied
        self.kept = kept
        self.isUsable = isUsable
        capabilities = EngineCapabilities(
            features: FeatureSet(rawValue: features), observesGlobals: globals, observesMemories: memories, observesTables: tables)
        self.markedOff = markedOff.compactMap(\.string)
        self.complaints = complaints.compactMap(\.string)
    }
}
