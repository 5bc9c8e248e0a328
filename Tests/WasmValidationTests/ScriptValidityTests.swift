import Foundation
import Testing
import WasmBinary
import WasmModel
import WasmText
import WasmValidation

/// Every module of a suite: `assert_invalid` is rejected here and not before, everything else is valid.
@Suite struct ScriptValidityTests {
    /// A folder of scripts and what they are written for.
    struct Suite: Sendable, CustomTestStringConvertible {
        var folder: String
        var features: FeatureSet
        var testDescription: String { folder.isEmpty ? "core" : folder }
    }

    static let official = ProcessInfo.processInfo.environment["ASSAY_TESTSUITE"]
    /// The threads proposal's scripts are of the time when there was one table and one memory.
    static let officialSuites = [
        Suite(folder: "", features: .wasm3),
        Suite(
            folder: "proposals/threads",
            features: FeatureSet([.threads, .bulkMemory, .signExtension, .saturatingConversion, .multiValue])),
        Suite(folder: "proposals/custom-page-sizes", features: .wasm3.union(FeatureSet([.customPageSizes]))),
        Suite(folder: "proposals/wide-arithmetic", features: .wasm3.union(FeatureSet([.wideArithmetic]))),
        Suite(folder: "legacy", features: .wasm3.union(FeatureSet([.legacyExceptions]))),
    ]
    static let own = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().appending(
            path: "spec/core")

    @Test(
        .enabled(if: official != nil, "ASSAY_TESTSUITE names no copy of the official suite"), arguments: officialSuites)
    func officialModulesAreJudgedAsTheSuiteSays(_ suite: Suite) throws {
        let root = URL(filePath: try #require(Self.official))
        let folder = suite.folder.isEmpty ? root : root.appending(path: suite.folder)
        let counts = try Self.judge(folder, suite.features)
        #expect(counts.valid > 0 && counts.invalid > 0 || suite.folder == "proposals/wide-arithmetic")
    }

    @Test func ourOwnModulesAreJudgedAsTheSuiteSays() throws {
        let counts = try Self.judge(Self.own, .wasm3)
        #expect(counts.valid > 30 && counts.invalid > 150)
        for folder in try FileManager.default.contentsOfDirectory(atPath: Self.own.appending(path: "proposals").path())
        {
            let feature = try #require(Feature.allCases.first { $0.name == folder }, "\(folder) is no feature")
            let counts = try Self.judge(
                Self.own.appending(path: "proposals/\(folder)"), .wasm3.union(FeatureSet([feature])))
            #expect(counts.valid > 0)
        }
    }

    static func judge(_ folder: URL, _ features: FeatureSet) throws -> (valid: Int, invalid: Int) {
        var counts = (valid: 0, invalid: 0)
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path()).sorted()
        where name.hasSuffix(".wast") {
            let text = [UInt8](try Data(contentsOf: folder.appending(path: name)))
            let script = try Script(parsing: text, options: TextOptions(features: features))
            for command in script.commands {
                let place = "\(name):\(command.line)"
                switch command.kind {
                case .module(let id, _, _), .assertUnlinkable(.module(let id), _),
                    .assertInstantiationTrap(.module(let id), _):
                    counts.valid += 1
                    let found = verdict(on: script[id], features)
                    #expect(found == .valid, "\(place)")
                case .assertInvalid(let id, let message):
                    counts.invalid += 1
                    let found = verdict(on: script[id], features)
                    #expect(found.isInvalid, "\(place) should be invalid, \(script[message]), but is \(found)")
                case .instance, .register, .action, .assertReturn, .assertTrap, .assertException, .assertSuspension,
                    .assertExhaustion, .assertInstantiationTrap, .assertUnlinkable, .assertMalformed,
                    .assertMalformedCustom, .assertInvalidCustom, .thread, .wait:
                    break
                }
            }
        }
        return counts
    }

    enum Verdict: Equatable {
        case valid
        case invalid(String)
        case malformed(String)
        var isInvalid: Bool { if case .invalid = self { true } else { false } }
    }

    static func verdict(on source: ModuleSource, _ features: FeatureSet) -> Verdict {
        let module: Module
        do {
            switch source {
            case .text(let parsed): module = parsed
            case .binary(let bytes): module = try Module(decoding: bytes)
            case .quote(let text): module = try Module(parsing: text, options: TextOptions(features: features))
            }
        } catch {
            return .malformed("\(error)")
        }
        if let flaw = flaw(of: module, features) { return .invalid("\(flaw)") }
        return .valid
    }
}
