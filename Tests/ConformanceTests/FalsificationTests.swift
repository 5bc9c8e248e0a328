import Conformance
import EngineInterface
import Testing
import WasmModel

@Suite struct FalsificationTests {
    /// A pattern with every kind of value that meets it.
    static let patterns: [(ResultPattern, [Value])] = [
        (.i32(0), [.i32(0)]), (.i32(.max), [.i32(.max)]), (.i64(1 << 63), [.i64(1 << 63)]),
        (.f32(.bits(0)), [.f32(bits: 0)]), (.f32(.bits(0x7FC0_0000)), [.f32(bits: 0x7FC0_0000)]),
        (.f32(.bits(0x7F80_0000)), [.f32(bits: 0x7F80_0000)]),
        (.f64(.bits(0x3FF0_0000_0000_0000)), [.f64(bits: 0x3FF0_0000_0000_0000)]),
        (.f64(.bits(0xFFF4_0000_0000_0000)), [.f64(bits: 0xFFF4_0000_0000_0000)]),
        (.f32(.canonicalNaN), [.f32(bits: 0x7FC0_0000), .f32(bits: 0xFFC0_0000)]),
        (.f32(.arithmeticNaN), [.f32(bits: 0x7FC0_0000), .f32(bits: 0xFFFF_FFFF)]),
        (.f64(.canonicalNaN), [.f64(bits: 0x7FF8_0000_0000_0000), .f64(bits: 0xFFF8_0000_0000_0000)]),
        (.f64(.arithmeticNaN), [.f64(bits: 0x7FF8_0000_0000_0000), .f64(bits: 0x7FFF_0000_0000_0001)]),
        (.v128(low: 1, high: .max), [.v128(low: 1, high: .max)]),
        (.f32x4([.canonicalNaN, .bits(0), .bits(0), .bits(0)]), [.v128(low: 0x7FC0_0000, high: 0)]),
        (.f64x2([.arithmeticNaN, .bits(1)]), [.v128(low: 0x7FF8_0000_0000_0001, high: 1)]),
        (.reference(.null(.func)), [.reference(.null(.func))]),
        (.reference(.null(nil)), [.reference(.null(.any)), .reference(.null(.bottom))]),
        (.reference(.function), [.reference(.function(index: nil))]),
        (.reference(.extern(0)), [.reference(.extern(0))]),
        (.reference(.extern(nil)), [.reference(.extern(7)), .reference(.externalized)]),
        (.reference(.host(0)), [.reference(.host(0))]),
        (.reference(.any), [.reference(.host(0)), .reference(.i31(0)), .reference(.structure), .reference(.array)]),
        (.reference(.eq), [.reference(.i31(0)), .reference(.structure), .reference(.array)]),
        (.reference(.i31), [.reference(.i31(3))]), (.reference(.structure), [.reference(.structure)]),
        (.reference(.array), [.reference(.array)]), (.reference(.exception), [.reference(.exception)]),
        (.either([.i32(0), .i32(1)]), [.i32(0), .i32(1)]),
        (
            .either([.f32(.bits(0)), .f32(.canonicalNaN), .f32(.bits(1 << 31))]),
            [.f32(bits: 0), .f32(bits: 1 << 31), .f32(bits: 0x7FC0_0000)]
        ),
        (
            .either([.f32x4([.canonicalNaN, .bits(0), .bits(0), .bits(0)]), .v128(low: 0, high: 0)]),
            [.v128(low: 0, high: 0), .v128(low: 0xFFC0_0000, high: 0)]
        ),
    ]

    @Test func noWrongFormAdmitsWhatTheRightOneAdmits() {
        for (pattern, values) in Self.patterns {
            let forms = Falsification.forms(of: pattern)
            #expect(!forms.isEmpty, "\(pattern) has no wrong form")
            for value in values {
                #expect(pattern.admits(value), "\(pattern) must admit \(value)")
                for form in forms { #expect(!form.admits(value), "\(form) admits \(value) as \(pattern) does") }
            }
        }
    }

    static let requirements: [(Requirement, Evidence)] = [
        (.returned([]), .returned([])),
        (.returned([.i32(1), .f64(.arithmeticNaN)]), .returned([.i32(1), .f64(bits: 0x7FF8_0000_0000_0000)])),
        (.trapped(.castFailure), .trapped(.castFailure)),
        (.threw, .threw(ThrownException(tag: nil, payload: []))),
        (.exhausted(.callStack), .exhausted(.callStack)),
        (.malformed, .malformed("")), (.invalid, .invalid("")), (.unlinkable, .unlinkable("")),
        (.malformedCustom, .malformedCustom("")), (.invalidCustom, .invalidCustom("")),
    ]

    @Test func everyWrongFormOfAnAssertionFails() {
        for (requirement, evidence) in Self.requirements {
            var score = FalsificationScore()
            score.test(.assertReturn, line: 1, evidence: evidence, requirement: requirement)
            #expect(score.assertions == 1 && score.caught == 1, "\(requirement): \(score.escapes)")
            #expect(score.forms >= 3)
        }
    }

    @Test func aTrapIsTriedAsEveryOtherTrap() {
        let forms = Falsification.forms(of: .trapped(.unreachable))
        for kind in TrapKind.allCases where kind != .unreachable { #expect(forms.contains(.trapped(kind))) }
    }

    @Test func anEscapeIsCountedAndNamed() {
        // Evidence that meets a form it should not: what a judge that is too lax would see.
        var score = FalsificationScore()
        score.test(.assertReturn, line: 9, evidence: .trapped(.unreachable), requirement: .returned([]))
        #expect(score.assertions == 1 && score.caught == 0)
        #expect(score.escapes.map(\.line) == [9])
    }
}
