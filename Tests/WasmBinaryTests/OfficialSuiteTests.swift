import Foundation
import Testing
import WasmBinary
import WasmModel
import WasmText

/// The official suite, where `ASSAY_TESTSUITE` names a copy of it.
enum OfficialSuite {
    static let root = ProcessInfo.processInfo.environment["ASSAY_TESTSUITE"].map { URL(filePath: $0) }

    /// Scripts by path. Those of custom-descriptors are in a language of their own.
    static let scripts: [String] = {
        guard let root, let paths = try? FileManager.default.subpathsOfDirectory(atPath: root.path()) else { return [] }
        return paths.filter { $0.hasSuffix(".wast") && !$0.contains("custom-descriptors") }.sorted()
    }()

    static func script(_ path: String) throws -> Script? {
        guard let root else { return nil }
        // The threads proposal stands on an older language.
        let options =
            path.contains("threads")
            ? TextOptions(features: FeatureSet.wasm2.union(FeatureSet([.threads]))) : TextOptions()
        return try Script(parsing: [UInt8](try Data(contentsOf: root.appending(path: path))), options: options)
    }
}

@Suite(.enabled(if: OfficialSuite.root != nil, "ASSAY_TESTSUITE is not set"))
struct OfficialSuiteTests {
    @Test func everyTextModuleSurvivesTheBinaryFormat() throws {
        var modules = 0
        for path in OfficialSuite.scripts {
            for source in try OfficialSuite.script(path)?.modules ?? [] {
                guard case .text(let module) = source else { continue }
                modules += 1
                let bytes = module.encoded()
                let decoded = try Module(decoding: bytes)
                #expect(decoded.encoded() == bytes, "\(path)")
            }
        }
        #expect(modules > 2000)
    }

    @Test func binaryModulesAreMalformedExactlyWhereTheSuiteSaysSo() throws {
        var malformed = 0
        var sound = 0
        for path in OfficialSuite.scripts {
            guard let script = try OfficialSuite.script(path) else { continue }
            for command in script.commands {
                switch command.kind {
                case .assertMalformed(let id, let message):
                    guard case .binary(let bytes) = script[id] else { continue }
                    malformed += 1
                    #expect(throws: BinaryError.self, "\(path):\(command.line): \(script[message])") {
                        try Module(decoding: bytes)
                    }
                case .module(let id, _, _), .assertInvalid(let id, _), .assertUnlinkable(.module(let id), _),
                    .assertInstantiationTrap(.module(let id), _):
                    guard case .binary(let bytes) = script[id] else { continue }
                    sound += 1
                    let again = try Module(decoding: bytes).encoded()
                    #expect(try Module(decoding: again).encoded() == again, "\(path):\(command.line)")
                default: break
                }
            }
        }
        #expect(malformed > 800)
        #expect(sound > 100)
    }

    @Test func everyPrefixOfASmallModuleIsRejectedOrDecodedWithinItsBounds() throws {
        var prefixes = 0
        for path in OfficialSuite.scripts {
            for source in try OfficialSuite.script(path)?.modules ?? [] {
                guard case .text(let module) = source else { continue }
                let bytes = module.encoded()
                guard bytes.count < 300 else { continue }
                for length in 0..<bytes.count {
                    prefixes += 1
                    do throws(BinaryError) {
                        _ = try Module(decoding: Array(bytes[..<length]))
                    } catch {
                        #expect(error.offset <= length)
                    }
                }
            }
        }
        #expect(prefixes > 10_000)
    }
}
