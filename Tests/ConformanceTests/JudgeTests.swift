import Conformance
import EngineInterface
import Testing
import WasmModel

@Suite struct JudgeTests {
    /// One line: what was expected, what was seen, whether that is the same thing.
    struct Case: Sendable, CustomTestStringConvertible {
        var requirement: Requirement
        var evidence: Evidence
        var isMet: Bool
        init(_ requirement: Requirement, _ evidence: Evidence, _ isMet: Bool) {
            self.requirement = requirement
            self.evidence = evidence
            self.isMet = isMet
        }
        var testDescription: String { "\(requirement) / \(evidence)" }
    }

    private static func one(_ pattern: ResultPattern, _ value: Value, _ isMet: Bool) -> Case {
        Case(.returned([pattern]), .returned([value]), isMet)
    }

    // swift-format-ignore
    static let numbers: [Case] = [
        one(.i32(7), .i32(7), true),
        one(.i32(7), .i32(8), false),
        one(.i32(7), .i64(7), false),
        one(.i64(1 << 40), .i64(1 << 40), true),
        one(.i64(1 << 40), .i64(0), false),
        // Bits decide: −0 is not +0, and no NaN is another.
        one(.f32(.bits(0)), .f32(bits: 0), true),
        one(.f32(.bits(0)), .f32(bits: 0x8000_0000), false),
        one(.f32(.bits(0x7FC0_0000)), .f32(bits: 0x7FC0_0001), false),
        one(.f64(.bits(0)), .f64(bits: 1 << 63), false),
        one(.f64(.bits(1)), .f64(bits: 1), true),
        one(.f32(.bits(7)), .i32(7), false),
        // A canonical NaN has either sign and nothing but the top bit of the payload.
        one(.f32(.canonicalNaN), .f32(bits: 0x7FC0_0000), true),
        one(.f32(.canonicalNaN), .f32(bits: 0xFFC0_0000), true),
        one(.f32(.canonicalNaN), .f32(bits: 0x7FC0_0001), false),
        one(.f32(.canonicalNaN), .f32(bits: 0x7FA0_0000), false),
        one(.f32(.canonicalNaN), .f32(bits: 0x7F80_0000), false),
        one(.f32(.canonicalNaN), .f64(bits: 0x7FF8_0000_0000_0000), false),
        one(.f64(.canonicalNaN), .f64(bits: 0xFFF8_0000_0000_0000), true),
        one(.f64(.canonicalNaN), .f64(bits: 0x7FF8_0000_0000_0001), false),
        // An arithmetic NaN has that bit set, and anything below it.
        one(.f32(.arithmeticNaN), .f32(bits: 0xFFC1_2345), true),
        one(.f32(.arithmeticNaN), .f32(bits: 0x7FA0_0000), false),
        one(.f32(.arithmeticNaN), .f32(bits: 0x3F80_0000), false),
        one(.f64(.arithmeticNaN), .f64(bits: 0x7FFC_0000_0000_0000), true),
        one(.f64(.arithmeticNaN), .f64(bits: 0x7FF4_0000_0000_0000), false),
    ]

    // swift-format-ignore
    static let vectors: [Case] = [
        one(.v128(low: 1, high: 2), .v128(low: 1, high: 2), true),
        one(.v128(low: 1, high: 2), .v128(low: 2, high: 1), false),
        one(.f32x4([.bits(1), .canonicalNaN, .bits(2), .arithmeticNaN]), .v128(low: 0x7FC0_0000_0000_0001, high: 0x7FE0_0000_0000_0002), true),
        one(.f32x4([.bits(1), .canonicalNaN, .bits(2), .arithmeticNaN]), .v128(low: 0x7FC0_0001_0000_0001, high: 0x7FE0_0000_0000_0002), false),
        one(.f32x4([.bits(1), .canonicalNaN, .bits(2), .arithmeticNaN]), .v128(low: 0x7FC0_0000_0000_0001, high: 0x7FE0_0000_0000_0003), false),
        one(.f32x4([.canonicalNaN]), .v128(low: 0x7FC0_0000_7FC0_0000, high: 0), false),
        one(.f64x2([.canonicalNaN, .bits(0)]), .v128(low: 0xFFF8_0000_0000_0000, high: 0), true),
        one(.f64x2([.canonicalNaN, .bits(0)]), .v128(low: 0xFFF8_0000_0000_0000, high: 1 << 63), false),
        one(.either([.v128(low: 1, high: 0), .v128(low: 2, high: 0)]), .v128(low: 2, high: 0), true),
        one(.either([.v128(low: 1, high: 0), .v128(low: 2, high: 0)]), .v128(low: 3, high: 0), false),
        one(.either([]), .i32(0), false),
    ]

    // swift-format-ignore
    static let references: [Case] = [
        one(.reference(.null(.func)), .reference(.null(.func)), true),
        one(.reference(.null(.nofunc)), .reference(.null(.func)), true),
        one(.reference(.null(.extern)), .reference(.null(.func)), false),
        one(.reference(.null(.extern)), .reference(.null(.bottom)), true),
        one(.reference(.null(.type(3))), .reference(.null(.any)), true),
        one(.reference(.null(nil)), .reference(.null(.exn)), true),
        one(.reference(.null(nil)), .reference(.structure), false),
        one(.reference(.function), .reference(.function(index: 3)), true),
        one(.reference(.function), .reference(.null(.func)), false),
        one(.reference(.extern(3)), .reference(.extern(3)), true),
        one(.reference(.extern(3)), .reference(.extern(4)), false),
        one(.reference(.extern(3)), .reference(.host(3)), false),
        one(.reference(.extern(nil)), .reference(.extern(4)), true),
        one(.reference(.extern(nil)), .reference(.externalized), true),
        one(.reference(.host(1)), .reference(.host(1)), true),
        one(.reference(.host(1)), .reference(.host(2)), false),
        one(.reference(.any), .reference(.i31(1)), true),
        one(.reference(.any), .reference(.function(index: nil)), false),
        one(.reference(.any), .reference(.null(.any)), false),
        one(.reference(.eq), .reference(.array), true),
        one(.reference(.eq), .reference(.host(1)), false),
        one(.reference(.i31), .reference(.i31(5)), true),
        one(.reference(.structure), .reference(.array), false),
        one(.reference(.array), .reference(.array), true),
        one(.reference(.exception), .reference(.exception), true),
        one(.reference(.exception), .reference(.structure), false),
        one(.reference(.null(.func)), .i32(0), false),
    ]

    // swift-format-ignore
    static let ends: [Case] = [
        Case(.returned([]), .returned([]), true),
        Case(.returned([]), .returned([.i32(0)]), false),
        Case(.returned([.i32(0)]), .returned([]), false),
        Case(.returned([.i32(1), .i32(2)]), .returned([.i32(1), .i32(2)]), true),
        Case(.returned([.i32(1), .i32(2)]), .returned([.i32(2), .i32(1)]), false),
        Case(.returned([.i32(1)]), .trapped(.unreachable), false),
        Case(.completed, .returned([.i32(1)]), true),
        Case(.completed, .trapped(.unreachable), false),
        Case(.completed, .threw(ThrownException(tag: nil, payload: [])), false),
        Case(.trapped(.integerOverflow), .trapped(.integerOverflow), true),
        Case(.trapped(.integerOverflow), .trapped(.integerDivideByZero), false),
        Case(.trapped(.unreachable), .returned([]), false),
        Case(.trapped(.unreachable), .exhausted(.callStack), false),
        Case(.trapped(.unreachable), .threw(ThrownException(tag: nil, payload: [])), false),
        Case(.threw, .threw(ThrownException(tag: "e", payload: [.i32(1)])), true),
        Case(.threw, .trapped(.unreachable), false),
        Case(.threw, .returned([]), false),
        Case(.suspended, .returned([]), false),
        Case(.exhausted(.callStack), .exhausted(.callStack), true),
        Case(.exhausted(.callStack), .exhausted(.time), false),
        Case(.exhausted(.callStack), .trapped(.unreachable), false),
    ]

    // swift-format-ignore
    static let stages: [Case] = [
        Case(.accepted, .accepted, true),
        Case(.accepted, .invalid(""), false),
        Case(.accepted, .trapped(.unreachable), false),
        Case(.malformed, .malformed(""), true),
        Case(.malformed, .invalid(""), false),
        Case(.malformed, .accepted, false),
        Case(.malformed, .malformedCustom(""), false),
        Case(.invalid, .invalid(""), true),
        Case(.invalid, .malformed(""), false),
        Case(.invalid, .unlinkable(""), false),
        Case(.unlinkable, .unlinkable(""), true),
        Case(.unlinkable, .invalid(""), false),
        Case(.unlinkable, .trapped(.memoryOutOfBounds), false),
        Case(.unlinkable, .accepted, false),
        Case(.malformedCustom, .malformedCustom(""), true),
        Case(.malformedCustom, .malformed(""), false),
        Case(.malformedCustom, .accepted, false),
        Case(.invalidCustom, .invalidCustom(""), true),
        Case(.invalidCustom, .invalid(""), false),
        Case(.invalid, .broken("crash"), false),
        Case(.malformed, .absent("nothing"), false),
    ]

    @Test(arguments: numbers + vectors + references + ends + stages)
    func theVerdictIsThatOfTheLaw(_ line: Case) {
        let verdict = Judge.verdict(on: line.evidence, requiring: line.requirement)
        if line.isMet {
            #expect(verdict == .passed)
        } else {
            #expect(verdict == .failed(expected: "\(line.requirement)", actual: "\(line.evidence)"))
        }
    }

    @Test func whatCannotBeAnsweredIsSkippedWithItsReason() {
        let requirements: [Requirement] = [.accepted, .returned([]), .malformed, .trapped(.unreachable)]
        for requirement in requirements {
            #expect(Judge.verdict(on: .unanswerable("gc"), requiring: requirement) == .skipped(reason: "gc"))
        }
    }

    @Test func wordsWithoutMeaningAreSkippedNotPassed() {
        let verdict = Judge.verdict(on: .trapped(.unreachable), requiring: .unclassified("flux inversion"))
        #expect(verdict == .skipped(reason: "unclassified: \"flux inversion\""))
    }
}
