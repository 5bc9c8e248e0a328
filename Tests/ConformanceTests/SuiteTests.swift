import Conformance
import Foundation
import Testing
import WasmModel

@Suite struct SuiteTests {
    @Test(arguments: [
        ("/a/testsuite/i32.wast", "/a/testsuite", "i32.wast"),
        ("/a/testsuite/proposals/threads/atomic.wast", "/a/testsuite", "proposals/threads/atomic.wast"),
        (
            "/a/testsuite/proposals/threads/atomic.wast", "/a/testsuite/proposals/threads",
            "proposals/threads/atomic.wast"
        ),
        ("/a/testsuite/legacy/throw.wast", "/a/testsuite/legacy", "legacy/throw.wast"),
        ("/a/pkg/spec/core/i32.wast", "/a/pkg", "spec/core/i32.wast"),
        (
            "/a/pkg/spec/core/proposals/threads/x.wast", "/a/pkg/spec/core/proposals",
            "spec/core/proposals/threads/x.wast"
        ),
        ("/a/mine/sub/x.wast", "/a/mine", "sub/x.wast"),
    ])
    func aScriptHasOneNameHoweverItIsAskedFor(file: String, root: String, name: String) {
        let components = URL(fileURLWithPath: file).pathComponents
        #expect(SuiteName.name(of: components, root: URL(fileURLWithPath: root).pathComponents.count) == name)
    }

    @Test func theFolderSaysTheLanguage() {
        let expected: [(String, Feature?, Feature?)] = [
            ("i32.wast", .gc, .threads), ("proposals/threads/atomic.wast", .threads, .multiMemory),
            ("proposals/wide-arithmetic/w.wast", .wideArithmetic, .threads),
            ("legacy/throw.wast", .legacyExceptions, .threads),
            ("proposals/custom-page-sizes/c.wast", .customPageSizes, .threads),
            ("custom/name_annot.wast", .gc, .threads),
            ("spec/core/proposals/threads/x.wast", .threads, .wideArithmetic),
            ("spec/core/proposals/threads/x.wast", .multiMemory, nil), ("spec/core/i32.wast", .gc, .legacyExceptions),
        ]
        for (name, on, off) in expected {
            let language = SuiteLanguage.of(script: name)
            #expect(language.missing == nil, "\(name)")
            if let on { #expect(language.features.contains(on), "\(name)") }
            if let off { #expect(!language.features.contains(off), "\(name)") }
        }
        #expect(SuiteLanguage.of(script: "proposals/custom-descriptors/exact.wast").missing != nil)
    }

    @Test(arguments: ["0/1", "2/1", "1", "1/0", "a/b", "1/2/3", "-1/2", ""])
    func aWrongShardIsRejected(text: String) { #expect(Shard(text) == nil) }

    @Test(arguments: [1, 2, 3, 7])
    func shardsMakeUpTheWhole(count: Int) throws {
        let positions = 0..<20
        let shards = try (1...count).map { try #require(Shard("\($0)/\(count)")) }
        for position in positions { #expect(shards.filter { $0.holds(position: position) }.count == 1) }
        let sizes = shards.map { shard in positions.filter(shard.holds).count }
        #expect(try #require(sizes.max()) - #require(sizes.min()) <= 1)
    }
}
