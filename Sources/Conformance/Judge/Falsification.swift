import EngineInterface
import WasmModel

/// How well the judge did when it was asked again with requirements that are wrong.
package struct FalsificationScore: Hashable, Sendable {
    /// Assertions that passed, so that a falsified form of them must fail.
    package var assertions = 0
    /// Of those, the ones every falsified form of which failed.
    package var caught = 0
    /// Falsified forms of all assertions.
    package var forms = 0
    /// Where a falsified form did not fail.
    package var escapes: [Escape] = []

    package struct Escape: Hashable, Sendable {
        package var line: Int
        package var kind: CommandKind
        package var form: String
    }

    package init() {}

    package static func + (a: FalsificationScore, b: FalsificationScore) -> FalsificationScore {
        var sum = a
        sum.assertions += b.assertions
        sum.caught += b.caught
        sum.forms += b.forms
        sum.escapes += b.escapes
        return sum
    }

    /// Asks the judge about every falsified form of an assertion that passed.
    package mutating func test(_ kind: CommandKind, line: Int, evidence: Evidence, requirement: Requirement) {
        assertions += 1
        var isCaught = true
        for form in Falsification.forms(of: requirement) {
            forms += 1
            if Judge.meets(evidence, form) {
                isCaught = false
                escapes.append(Escape(line: line, kind: kind, form: "\(form)"))
            }
        }
        if isCaught { caught += 1 }
    }
}

/// Expectations that differ from a given one in one point, and that nothing which meets the given one can meet.
package enum Falsification {
    package static func forms(of requirement: Requirement) -> [Requirement] {
        switch requirement {
        case .returned(let patterns):
            var forms: [Requirement] = [.trapped(.unreachable), .threw, .exhausted(.callStack), .accepted]
            if !patterns.isEmpty { forms.append(.returned(Array(patterns.dropLast()))) }
            forms.append(.returned(patterns + [.i32(0)]))
            for position in patterns.indices {
                for form in Self.forms(of: patterns[position]) {
                    var wrong = patterns
                    wrong[position] = form
                    forms.append(.returned(wrong))
                }
            }
            return forms
        case .trapped(let kind):
            return TrapKind.allCases.filter { $0 != kind }.map(Requirement.trapped)
                + [.returned([]), .completed, .threw, .exhausted(.callStack), .unlinkable, .invalid, .accepted]
        case .threw:
            return [.returned([]), .completed, .trapped(.unreachable), .exhausted(.callStack), .suspended]
        case .exhausted(let resource):
            return Resource.allCases.filter { $0 != resource }.map(Requirement.exhausted)
                + [.returned([]), .completed, .threw, .trapped(.unreachable)]
        case .malformed, .invalid, .unlinkable, .malformedCustom, .invalidCustom:
            let rejections: [Requirement] = [.malformed, .invalid, .unlinkable, .malformedCustom, .invalidCustom]
            return rejections.filter { $0 != requirement } + [
                .accepted, .completed, .returned([]), .trapped(.unreachable),
            ]
        case .suspended:
            return [.returned([]), .threw, .trapped(.unreachable)]
        case .accepted, .completed, .unclassified:
            return []
        }
    }

    /// Patterns that admit nothing which `pattern` admits: every bit class of a number, every lane of a vector, every
    /// other kind of reference, every other type.
    package static func forms(of pattern: ResultPattern) -> [ResultPattern] {
        switch pattern {
        case .i32(let bits):
            return [.i32(bits ^ 1), .i32(bits ^ 1 << 31), .i32(bits ^ 1 << 16), .i64(UInt64(bits)), .f32(.bits(bits))]
        case .i64(let bits):
            return [
                .i64(bits ^ 1), .i64(bits ^ 1 << 31), .i64(bits ^ 1 << 63), .i32(UInt32(truncatingIfNeeded: bits)),
                .f64(.bits(bits)),
            ]
        case .f32(let float):
            let wrong = forms(of: float, FloatLayout<UInt32>.f32).map(ResultPattern.f32)
            if case .bits(let bits) = float { return wrong + [.i32(bits)] }
            return wrong + [.f64(.canonicalNaN), .f64(.arithmeticNaN)]
        case .f64(let float):
            let wrong = forms(of: float, FloatLayout<UInt64>.f64).map(ResultPattern.f64)
            if case .bits(let bits) = float { return wrong + [.i64(bits)] }
            return wrong + [.f32(.canonicalNaN), .f32(.arithmeticNaN)]
        case .v128(let low, let high):
            let bytes = (0..<8).flatMap { byte in
                let flip = UInt64(byte % 2 == 0 ? 1 : 0x80) << UInt64(8 * byte)
                return [ResultPattern.v128(low: low ^ flip, high: high), .v128(low: low, high: high ^ flip)]
            }
            return bytes + [.i64(low)]
        case .f32x4(let lanes):
            return perLane(lanes, FloatLayout<UInt32>.f32).map(ResultPattern.f32x4)
        case .f64x2(let lanes):
            return perLane(lanes, FloatLayout<UInt64>.f64).map(ResultPattern.f64x2)
        case .reference(let reference):
            return forms(of: reference).map(ResultPattern.reference) + [.i32(0), .i64(0)]
        case .either(let alternatives):
            // A wrong form of one alternative may be another one: only those that are wrong for all are kept.
            return alternatives.flatMap(forms(of:)).filter { form in
                !alternatives.contains { overlaps($0, form) }
            }.map { .either([$0]) }
        }
    }

    private static func forms<Bits>(of pattern: FloatPattern<Bits>, _ layout: FloatLayout<Bits>) -> [FloatPattern<Bits>]
    {
        let signaling = layout.exponent | layout.quiet >> 1
        switch pattern {
        case .bits(let bits):
            var wrong: [FloatPattern<Bits>] = [
                .bits(bits ^ 1), .bits(bits ^ layout.sign), .bits(bits ^ layout.quiet),
                .bits(bits ^ (layout.quiet << 1)),
            ]
            for nan in [FloatPattern<Bits>.canonicalNaN, .arithmeticNaN] where !nan.admits(bits, layout) {
                wrong.append(nan)
            }
            return wrong
        case .canonicalNaN:
            return [
                .bits(0), .bits(layout.exponent), .bits(signaling), .bits(layout.canonicalNaN | 1),
                .bits(layout.canonicalNaN | layout.sign | 1),
            ]
        case .arithmeticNaN:
            return [.bits(0), .bits(layout.exponent), .bits(signaling), .bits(signaling | layout.sign)]
        }
    }

    private static func perLane<Bits>(_ lanes: [FloatPattern<Bits>], _ layout: FloatLayout<Bits>) -> [[FloatPattern<
        Bits
    >]] {
        lanes.indices.flatMap { lane in
            forms(of: lanes[lane], layout).map { form in
                var wrong = lanes
                wrong[lane] = form
                return wrong
            }
        }
    }

    private static func forms(of pattern: ReferencePattern) -> [ReferencePattern] {
        let kinds: [ReferencePattern] = [
            .function, .i31, .structure, .array, .exception, .extern(nil), .host(0), .null(nil),
        ]
        switch pattern {
        case .null(let type):
            let tops: [HeapType] = [.any, .func, .extern, .exn]
            let others = type?.top.map { own in tops.filter { $0 != own }.map(ReferencePattern.null) } ?? []
            return others + [.function, .i31, .structure, .array, .exception, .extern(nil), .any, .eq]
        case .extern(let number):
            return (number.map { [.extern($0 ^ 1), .host($0)] } ?? []) + [.null(nil), .function, .any, .exception]
        case .host(let number):
            return [.host(number ^ 1), .extern(number), .null(nil), .function, .eq, .i31, .structure, .exception]
        case .any:
            return [.null(nil), .function, .exception, .extern(nil)]
        case .eq:
            return [.null(nil), .function, .exception, .extern(nil), .host(0)]
        case .function, .exception:
            return kinds.filter { $0 != pattern } + [.any, .eq]
        case .i31, .structure, .array:
            return kinds.filter { $0 != pattern }
        }
    }

    /// Whether some value could meet both; `form` is one that ``forms(of:)`` makes.
    private static func overlaps(_ pattern: ResultPattern, _ form: ResultPattern) -> Bool {
        if pattern == form { return true }
        switch form {
        case .i32(let bits): return pattern.admits(.i32(bits))
        case .i64(let bits): return pattern.admits(.i64(bits))
        case .f32(.bits(let bits)): return pattern.admits(.f32(bits: bits))
        case .f64(.bits(let bits)): return pattern.admits(.f64(bits: bits))
        case .v128(let low, let high): return pattern.admits(.v128(low: low, high: high))
        case .f32(let float):
            if case .f32(let other) = pattern { return other.overlaps(float, .f32) }
            return false
        case .f64(let float):
            if case .f64(let other) = pattern { return other.overlaps(float, .f64) }
            return false
        case .f32x4(let lanes):
            switch pattern {
            case .v128(let low, let high): return form.admits(.v128(low: low, high: high))
            case .f32x4(let others): return zip(lanes, others).allSatisfy { $0.overlaps($1, .f32) }
            default: return false
            }
        case .f64x2(let lanes):
            switch pattern {
            case .v128(let low, let high): return form.admits(.v128(low: low, high: high))
            case .f64x2(let others): return zip(lanes, others).allSatisfy { $0.overlaps($1, .f64) }
            default: return false
            }
        case .reference, .either:
            // Not decided: taken to overlap where the kind is the same, so that the form is not asked about.
            if case .reference = pattern { return true }
            if case .either = pattern { return true }
            return false
        }
    }
}

extension FloatPattern {
    /// Whether some float meets both.
    fileprivate func overlaps(_ other: FloatPattern, _ layout: FloatLayout<Bits>) -> Bool {
        switch (self, other) {
        case (.bits(let bits), let pattern), (let pattern, .bits(let bits)): pattern.admits(bits, layout)
        default: true
        }
    }
}
