import Foundation
import Testing
import WasmBinary
import WasmModel
import WasmText

/// Folders as other fuzzers leave them.
@Suite(.enabled(if: Executable.isBuilt, "the program is not built")) struct ImportTests {
    private static func module(_ body: String) throws -> [UInt8] {
        try Module(parsing: "(module (func (export \"f\") (param i64) (result i64) (\(body) (local.get 0))))").encoded()
    }

    private static func afl(_ folder: TemporaryFolder) throws {
        let seed = try module("i64.clz"), mutant = try module("i64.ctz")
        try folder.write(seed, to: "out/default/queue/id:000000,time:0,execs:0,orig:seed.wasm")
        try folder.write(mutant, to: "out/default/queue/id:000001,src:000000,time:12,execs:345,op:havoc,rep:2,+cov")
        try folder.write(mutant.dropLast(3) + [], to: "out/default/queue/id:000002,src:000001,time:14,execs:360,op:flip1,pos:9")
        try folder.write("", to: "out/default/queue/.state/deterministic_done/id:000000,time:0,execs:0,orig:seed")
        try folder.write("Command line used to find this crash:\n", to: "out/default/crashes/README.txt")
        try folder.write(
            try module("i64.popcnt"), to: "out/default/crashes/id:000000,sig:11,src:000001,time:90,execs:4000,op:havoc,rep:1")
        try folder.write("start_time        : 1700000000\n", to: "out/default/fuzzer_stats")
        try folder.write([0xFF, 0xFF, 0x00], to: "out/default/fuzz_bitmap")
    }

    private static func libFuzzer(_ folder: TemporaryFolder) throws {
        try folder.write(try module("i64.clz"), to: "corpus/356a192b7913b04c54574d18c28d46e6395428ab")
        try folder.write(try module("i64.extend8_s"), to: "corpus/da4b9237bacccdf19c0760cab7aec4a8359010b0")
        try folder.write(try module("i64.popcnt"), to: "crash-77de68daecd823babbb58edb1c8e14d7106e83bb")
        try folder.write("dictionary\n", to: "wasm.dict")
    }

    @Test func queuesOfOtherFuzzersBecomeBucketsAndSeeds() throws {
        for (write, files, seeds) in [(Self.afl, 4, 2), (Self.libFuzzer, 3, 2)] {
            let folder = try TemporaryFolder()
            try write(folder)
            let end = try Executable.run(
                ["triage", "import", "--engine", "interpreter,jit,worker:mortal", "--seeds", "seeds", "--corpus", "buckets", "."],
                in: folder.url)
            #expect(end.status == 1, "\(end.error)")
            #expect(end.output.contains("\(files) files"), "\(end.output)")
            #expect(end.output.contains("1 buckets"), "\(end.output)")
            #expect(end.output.contains("mortal_"), "\(end.output)")
            let kept = try FileManager.default.contentsOfDirectory(atPath: folder.url.appendingPathComponent("seeds").path)
            #expect(kept.count == seeds, "\(kept)")
        }
    }
}
