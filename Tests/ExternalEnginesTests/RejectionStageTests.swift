import EngineInterface
import ExternalEngines
import Testing
import WasmBinary
import WasmModel
import WasmText

@Suite struct RejectionStageTests {
    /// What Wasmtime says of a module that one of its tiers cannot run, and of one that nobody can.
    @Test(arguments: [
        (
            "(module (table 1 externref))", "Caused by:\n    gc types are disallowed but found type which requires gc (at offset 0xb)",
            FeatureSet.wasm2, FeatureSet.wasm2, Reception.unsupported("gc")
        ),
        (
            "(module (global i32 (i32.const 0)) (global i32 (global.get 0)))",
            "constant expression required: global.get of locally defined global", .wasm3, .wasm2, .unsupported("gc")
        ),
        (
            "(module (global i32 (i32.const 0)) (global i32 (global.get 0)))",
            "constant expression required: global.get of locally defined global", .wasm2, .wasm2,
            .invalid("constant expression required: global.get of locally defined global")
        ),
        ("(module (tag))", "exceptions proposal not enabled", .wasm3, .wasm2, .unsupported("exceptions")),
        ("(module (func (result i32)))", "type mismatch", .wasm3, .wasm2, .invalid("type mismatch")),
    ])
    func whatAnEngineLacksIsNotWrong(
        text: String, words: String, asked: FeatureSet, supported: FeatureSet, expected: Reception
    ) throws {
        let bytes = try Module(parsing: text).encoded()
        #expect(RejectionStage.reception(of: bytes, words, asked: asked, supported: supported) == expected)
    }

    @Test func bytesThatAreNoModuleAreMalformed() {
        #expect(RejectionStage.reception(of: [0, 0x61], "validation failed", asked: .wasm3, supported: .wasm2) == .malformed("validation failed"))
    }
}
