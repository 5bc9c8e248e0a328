import Foundation
import Testing
import WasmModel
import WasmText

/// Where the official scripts are, if somewhere.
enum OfficialSuite {
    static let root = ProcessInfo.processInfo.environment["ASSAY_TESTSUITE"].map { URL(filePath: $0) }

    struct File: CustomTestStringConvertible, Sendable {
        var name: String
        var text: [UInt8]
        var testDescription: String { name }
    }

    /// All scripts but those of a proposal that is not in the instruction table.
    static func files() throws -> [File] {
        guard let root else { return [] }
        return try FileManager.default.subpathsOfDirectory(atPath: root.path()).sorted().compactMap { name in
            guard name.hasSuffix(".wast"), !name.contains("custom-descriptors") else { return nil }
            return File(name: name, text: [UInt8](try Data(contentsOf: root.appending(path: name))))
        }
    }

    /// The threads proposal stands on an older language.
    static func options(for name: String) -> TextOptions {
        guard name.contains("threads") else { return TextOptions() }
        return TextOptions(features: FeatureSet.wasm2.union(FeatureSet([.threads])))
    }
}

@Suite(.enabled(if: OfficialSuite.root != nil, "ASSAY_TESTSUITE names no suite"))
struct OfficialSuiteTests {
    @Test func everyScriptIsRead() throws {
        let files = try OfficialSuite.files()
        #expect(files.count > 250)
        for file in files {
            #expect(throws: Never.self, "\(file.name)") {
                try Script(parsing: file.text, options: OfficialSuite.options(for: file.name))
            }
        }
    }

    /// Text that an assertion calls malformed is rejected, and other quoted text is not.
    @Test func everyQuotedModuleIsJudgedAsTheScriptSays() throws {
        var judged = 0
        for file in try OfficialSuite.files() {
            let options = OfficialSuite.options(for: file.name)
            let script = try Script(parsing: file.text, options: options)
            for command in script.commands {
                let place = Comment("\(file.name):\(command.line)")
                switch command.kind {
                case .assertMalformed(let id, _), .assertMalformedCustom(let id, _):
                    guard case .quote(let text) = script[id] else { continue }
                    judged += 1
                    #expect(throws: TextError.self, place) { try Module(parsing: text, options: options) }
                case .assertInvalidCustom(let id, _):
                    guard case .quote(let text) = script[id] else { continue }
                    judged += 1
                    let error = #expect(throws: TextError.self, place) { try Module(parsing: text, options: options) }
                    #expect(error?.category == .invalidCustom, place)
                case .module(let id, _, _), .assertInvalid(let id, _):
                    guard case .quote(let text) = script[id] else { continue }
                    judged += 1
                    #expect(throws: Never.self, place) { try Module(parsing: text, options: options) }
                default: break
                }
            }
        }
        #expect(judged > 1000)
    }
}
