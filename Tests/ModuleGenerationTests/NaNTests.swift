import ModuleGeneration
import Testing
import WasmModel

/// No NaN that the specification leaves open may be seen: whatever shows the bits of a float stands behind an
/// instruction that gives determined bits.
@Suite struct NaNTests {
    @Test func whatShowsTheBitsOfAFloatNeverTakesThemFromArithmetic() {
        var profile = GeneratorProfile.numeric
        profile.stackyChance = 0
        let generator = ModuleGenerator(features: .all, profile: profile)
        let arithmetic: Set<Opcode> = [
            .f32Add, .f32Sub, .f32Mul, .f32Div, .f32Sqrt, .f32Min, .f32Max, .f32Ceil, .f32Floor, .f32Trunc, .f32Nearest,
            .f32DemoteF64, .f64Add, .f64Sub, .f64Mul, .f64Div, .f64Sqrt, .f64Min, .f64Max, .f64Ceil, .f64Floor,
            .f64Trunc, .f64Nearest, .f64PromoteF32,
        ]
        var seen = 0
        for seed in 0..<UInt64(500) {
            for function in generator.module(seed: seed).module.functions {
                let code = function.body.instructions
                for (number, (instruction, next)) in zip(code, code.dropFirst()).enumerated() {
                    // An integer, times a number that is finite, is none.
                    let scaled: Set<Opcode> = [
                        .f32ConvertI32S, .f64ConvertI32S, .f32ConvertI32U, .f64ConvertI32U, .f32ConvertI64U, .f64ConvertI64U,
                    ]
                    if number >= 2, scaled.contains(code[number - 2].opcode) { continue }
                    switch next.opcode {
                    case .i32ReinterpretF32, .i64ReinterpretF64, .f32Store, .f64Store, .f32x4Splat, .f64x2Splat:
                        seen += 1
                        #expect(!arithmetic.contains(instruction.opcode), "seed \(seed): \(instruction.opcode)")
                    default: break
                    }
                }
            }
        }
        #expect(seen > 300)
    }

    /// What takes floats of a vector and computes with them or compares them, whatever NaN is among them.
    private static func takesAnyNaN(_ opcode: Opcode, isDouble: Bool) -> Bool {
        let mnemonic = "\(opcode.definition.mnemonic)"
        if mnemonic.contains(isDouble ? "trunc_sat_f64x2" : "trunc_sat_f32x4") { return true }
        if mnemonic.contains(isDouble ? "demote_f64x2" : "promote_low_f32x4") { return true }
        let names = ["eq", "ne", "lt", "gt", "le", "ge", "ceil", "floor", "trunc", "nearest", "sqrt", "add", "sub", "mul", "div", "min", "max"]
        return names.contains { mnemonic == (isDouble ? "f64x2." : "f32x4.") + $0 }
    }

    @Test func everyVectorOfComputedFloatsIsCanonicalisedOrComputedWith() {
        var profile = GeneratorProfile.simd
        profile.stackyChance = 0
        let generator = ModuleGenerator(features: .all, profile: profile)
        let arithmetic: Set<Opcode> = [
            .f32x4Add, .f32x4Mul, .f32x4Div, .f32x4Sqrt, .f32x4Min, .f32x4Ceil, .f64x2Sub, .f64x2Max, .f64x2Nearest,
            .f32x4DemoteF64x2Zero, .f64x2PromoteLowF32x4,
        ]
        var canonicalised = 0
        var computedWith = 0
        for seed in 0..<UInt64(300) {
            let module = generator.module(seed: seed).module
            let walk = StackWalk(module)
            for function in module.functions {
                let code = function.body.instructions
                walk.walk(function) { _, consumer, step in
                    for producer in step.producers.map(Int.init) where producer >= 0 && arithmetic.contains(code[producer].opcode) {
                        let isDouble = "\(code[producer].opcode.definition.mnemonic)".hasPrefix("f64x2")
                        if Self.takesAnyNaN(consumer.opcode, isDouble: isDouble) {
                            computedWith += 1
                            continue
                        }
                        canonicalised += 1
                        let next = code[(producer + 1)...].prefix(5).map(\.opcode)
                        let compare = isDouble ? Opcode.f64x2Eq : .f32x4Eq
                        #expect(next == [.localTee, .localGet, .localGet, compare, .v128And], "seed \(seed)")
                    }
                }
            }
        }
        #expect(canonicalised > 100)
        #expect(computedWith > 10)
    }
}
