import EngineInterface
import EngineRuntime
import NativeCode
import OptimizingAOT
import Testing
import WasmBinary
import WasmModel
import WasmText

/// Code for processors that have less than this one.
@Suite(.enabled(if: NativeMachine.isAvailable, "code cannot run here"))
struct TargetTests {
    static let lists: [(list: String, name: String?)] = [
        ("x86-64-v2", "x86-64-v2"), ("x86-64-v3", "x86-64-v3"), ("sse4.1", "x86-64-v2"), ("popcnt,sse4.2", "x86-64-v2"),
        ("avx", "x86-64-v2,avx"), ("avx2", "x86-64-v2,avx,avx2"), ("bmi2,lzcnt", "x86-64-v2,bmi2,lzcnt"),
        ("lzcnt,bmi2,bmi1,avx2", "x86-64-v3"), ("x86-64-v2,bmi1", "x86-64-v2,bmi1"),
        ("", nil), ("avx,", nil), ("avx512f", nil), ("AVX", nil), ("avx avx2", nil),
    ]

    @Test(arguments: lists) func aListOfFeaturesHasOneName(_ test: (list: String, name: String?)) {
        #expect(TargetFeatures(test.list)?.name == test.name)
        #expect(test.name.map { TargetFeatures($0)?.name } ?? nil == test.name)
    }

    static let targets = ["x86-64-v2", "avx", "bmi1", "bmi2", "lzcnt", "avx2,bmi1,lzcnt", "x86-64-v3"]

    @Test(arguments: targets) func bitsAreCountedAndShiftedRight(_ list: String) throws {
        let target = try #require(TargetFeatures(list))
        for level in CompileOptions.Level.allCases {
            let module = try Workbench(
                """
                (module
                  (func (export "clz") (param i32) (result i32) (i32.clz (local.get 0)))
                  (func (export "ctz") (param i32) (result i32) (i32.ctz (local.get 0)))
                  (func (export "clz64") (param i64) (result i64) (i64.clz (local.get 0)))
                  (func (export "ctz64") (param i64) (result i64) (i64.ctz (local.get 0)))
                  (func (export "shifts") (param i32 i32) (result i32)
                    (i32.add (i32.shl (local.get 0) (local.get 1))
                      (i32.xor (i32.shr_u (local.get 0) (local.get 1)) (i32.shr_s (local.get 1) (local.get 0)))))
                  (func (export "rotations") (param i64 i64) (result i64)
                    (i64.add (i64.rotl (local.get 0) (i64.const 13)) (i64.rotr (local.get 0) (local.get 1)))))
                """, CompileOptions(level: level, verifies: true, target: target))
            for value: UInt32 in [0, 1, 2, 0x8000_0000, 0xFFFF_FFFF, 0x0040_0300] {
                #expect(try module("clz", .i32(value)) == .returned([.i32(UInt32(value.leadingZeroBitCount))]))
                #expect(try module("ctz", .i32(value)) == .returned([.i32(UInt32(value.trailingZeroBitCount))]))
                let wide = UInt64(value) << 20
                #expect(try module("clz64", .i64(wide)) == .returned([.i64(UInt64(wide.leadingZeroBitCount))]))
                #expect(try module("ctz64", .i64(wide)) == .returned([.i64(UInt64(wide.trailingZeroBitCount))]))
                let signed = Int32(bitPattern: 7) >> Int32(bitPattern: value & 31)
                let sum = value &<< 7 &+ (value &>> 7 ^ UInt32(bitPattern: signed))
                #expect(try module("shifts", .i32(value), .i32(7)) == .returned([.i32(sum)]))
                let turned = (wide << 13 | wide >> 51) &+ (wide >> 5 | wide << 59)
                #expect(try module("rotations", .i64(wide), .i64(5)) == .returned([.i64(turned)]))
            }
        }
    }

    /// What the artifact says that it needs is refused where it is missing; this machine has no processor of the future.
    @Test func anArtifactForAnotherProcessorIsRefused() throws {
        for list in ["x86-64-v2", "x86-64-v2,avx", "x86-64-v3"] {
            let options = CompileOptions(target: try #require(TargetFeatures(list)))
            let artifact = try Artifact.compile(factorial.encoded(), factorial, options)
            #expect(try Artifact.module(in: artifact) == factorial.encoded())
            #expect(try ArtifactManifest(checking: artifact).targetFeatures == list)
        }
        let code = try ModuleCompiler.compile(factorial)
        for features in ["x86-64-v4", "x86-64-v2,avx512f", ""] {
            let file = Artifact.file(code, factorial, features: features, hash: "", embedding: [])
            #expect(throws: ArtifactManifest.Refusal.otherProcessor(features)) { _ = try Artifact.module(in: file) }
        }
    }

    /// A shift by a variable count is one of BMI2, which has a VEX prefix, only where the target has it.
    @Test func codeForTheLowestLevelHasNoWiderEncodings() throws {
        let module = try Module(
            parsing: "(module (func (param i32 i32) (result i32) (i32.shl (local.get 0) (local.get 1))))")
        func hasPrefix(_ target: TargetFeatures) throws -> Bool {
            let code = try ModuleCompiler.compile(module, CompileOptions(target: target)).bytes
            return zip(code, code.dropFirst()).contains { $0 == 0xC4 && $1 == 0xE2 }
        }
        #expect(try hasPrefix(.level3))
        #expect(try !hasPrefix(.level2))
        #expect(try hasPrefix(try #require(TargetFeatures("bmi2"))))
    }
}
