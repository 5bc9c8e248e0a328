import Divergence
import EngineInterface
import WasmModel

/// Leaves out calls: first all but the last one, then stretches.
struct CallReducer: Reducer {
    private var current: Candidate
    private var search: StretchSearch
    private var triedOnlyLast = false

    init(_ candidate: Candidate) {
        current = candidate
        search = StretchSearch(count: candidate.test.calls.count)
    }

    mutating func next() -> Candidate? {
        if !triedOnlyLast, let last = current.test.calls.last, current.test.calls.count > 1 {
            var proposal = current
            proposal.test.calls = [last]
            return proposal
        }
        triedOnlyLast = true
        guard let stretch = search.next() else { return nil }
        var proposal = current
        proposal.test.calls.removeSubrange(stretch)
        return proposal
    }

    mutating func learn(_ accepted: Candidate?) {
        if triedOnlyLast {
            search.learn(removed: accepted != nil)
        } else {
            triedOnlyLast = true
            if accepted != nil { search = StretchSearch(count: 1) }
        }
        if let accepted { current = accepted }
    }
}

/// Leaves out a library, and hosts that nobody imports.
struct LibraryReducer: ListReducer {
    var list: ChangeList

    init(_ candidate: Candidate) {
        var changes: [ChangeList.Change] = (0..<candidate.test.libraries.count).reversed().map { position in
            { current in
                guard position < current.test.libraries.count else { return nil }
                var proposal = current
                proposal.test.libraries.remove(at: position)
                proposal.modules.remove(at: position)
                return proposal
            }
        }
        // The module under test may be one that only its library matters for.
        changes.append { current in
            guard current.modules.count > 1, current.test.calls.isEmpty else { return nil }
            var proposal = current
            proposal.modules.removeLast()
            let last = proposal.test.libraries.removeLast()
            proposal.test.module = last.module
            return proposal
        }
        list = ChangeList(candidate, changes)
    }
}

/// Calls a function of a library straight, where the module under test imports it: then the library is the module under
/// test, and what came after it goes.
struct PromotionReducer: ListReducer {
    var list: ChangeList
    private static let most = 8

    init(_ candidate: Candidate) {
        var changes: [ChangeList.Change] = []
        for item in candidate.modules[candidate.main].imports {
            guard case .function(let index) = item.type,
                let type = FunctionTypes.type(index, in: candidate.modules[candidate.main]),
                let arguments = Self.zeros(type.parameters)
            else { continue }
            changes.append { current in
                guard let library = current.test.libraries.lastIndex(where: { $0.name == item.module }) else { return nil }
                var proposal = current
                proposal.modules.removeSubrange((library + 1)...)
                proposal.test.module = current.test.libraries[library].module
                proposal.test.libraries.removeSubrange(library...)
                proposal.test.calls = [DifferentialCase.Call(export: item.name, arguments: arguments)]
                return proposal
            }
        }
        list = ChangeList(candidate, Array(changes.suffix(Self.most)))
    }

    /// `nil` if a value of one of the types cannot be written down.
    private static func zeros(_ types: [ValueType]) -> [Value]? {
        var values: [Value] = []
        for type in types {
            switch type {
            case .i32: values.append(.i32(0))
            case .i64: values.append(.i64(0))
            case .f32: values.append(.f32(bits: 0))
            case .f64: values.append(.f64(bits: 0))
            case .v128: values.append(.v128(low: 0, high: 0))
            default:
                guard type.isReference, type.isNullable, type.heapType.isAbstract else { return nil }
                values.append(.reference(.null(type.heapType)))
            }
        }
        return values
    }
}

/// Makes the arguments of calls smaller.
struct ArgumentReducer: ListReducer {
    var list: ChangeList

    init(_ candidate: Candidate) {
        var changes: [ChangeList.Change] = []
        for (call, item) in candidate.test.calls.enumerated() {
            for (position, argument) in item.arguments.enumerated() {
                for step in SmallerValues.steps(of: argument) {
                    changes.append { current in
                        guard let value = SmallerValues.value(step, of: current.test.calls[call].arguments[position])
                        else { return nil }
                        var proposal = current
                        proposal.test.calls[call].arguments[position] = value
                        return proposal
                    }
                }
            }
        }
        list = ChangeList(candidate, changes)
    }
}

/// Smaller values of the same type: zero, one, minus one, then the value with bits taken out, half of them at a time.
enum SmallerValues {
    enum Step: Sendable {
        case constant(UInt64)
        /// Keeps these bits only; for a vector, of both halves.
        case masked(UInt64)
        /// A vector with one half gone: low, high.
        case half(keepsLow: Bool)
        /// A vector's low half in both.
        case splat
    }

    static func steps(of value: Value) -> [Step] {
        switch value {
        case .i32:
            [
                .constant(0), .constant(1), .constant(0xFFFF_FFFF), .masked(0xFF), .masked(0xFFFF),
                .masked(0x8000_0000), .masked(0x8000_00FF),
                .masked(0x7FFF_FFFF), .masked(0xF0F0_F0F0), .masked(0x0F0F_0F0F), .masked(0x3333_3333),
            ]
        case .i64:
            [
                .constant(0), .constant(1), .constant(.max), .masked(0xFF), .masked(0xFFFF), .masked(0xFFFF_FFFF),
                .masked(1 << 63),
                .masked(0xFFFF_FFFF_0000_0000), .masked(0x8000_0000_0000_00FF), .masked(.max >> 1),
                .masked(0xF0F0_F0F0_F0F0_F0F0),
            ]
        case .f32:
            [
                .constant(0), .constant(UInt64(Float(1).bitPattern)), .constant(1 << 31), .constant(0x3F00_0000),
                .constant(0x7FC0_0000),
                .masked(0xFFFF_0000), .masked(0xFF80_0000),
            ]
        case .f64:
            [
                .constant(0), .constant(Double(1).bitPattern), .constant(1 << 63), .constant(0x3FE0_0000_0000_0000),
                .constant(0x7FF8_0000_0000_0000), .masked(0xFFFF_FFFF_0000_0000), .masked(0xFFFF_0000_0000_0000),
                .masked(0xFFF0_0000_0000_0000),
            ]
        case .v128:
            [
                .constant(0), .half(keepsLow: true), .half(keepsLow: false), .masked(0xFFFF_FFFF), .masked(0xFFFF),
                .masked(0xFF),
                .masked(0xFFFF_FFFF_0000_0000), .masked(0x8000_0000_8000_0000), .masked(0x00FF_00FF_00FF_00FF),
                .constant(.max), .splat,
            ]
        case .reference: []
        }
    }

    /// `nil` where that changes nothing.
    static func value(_ step: Step, of value: Value) -> Value? {
        let new: Value
        switch (value, step) {
        case (.i32(let bits), .constant(let constant)):
            // One is nothing against zero, nor minus one.
            if bits.nonzeroBitCount == 0 { return nil }
            new = .i32(UInt32(truncatingIfNeeded: constant))
        case (.i64(let bits), .constant(let constant)):
            if bits == 0 { return nil }
            new = .i64(constant)
        case (.f32(let bits), .constant(let constant)):
            if bits == 0 { return nil }
            new = .f32(bits: UInt32(truncatingIfNeeded: constant))
        case (.f64(let bits), .constant(let constant)):
            if bits == 0 { return nil }
            new = .f64(bits: constant)
        case (.v128, .constant(let constant)): new = .v128(low: constant, high: constant)
        case (.i32(let bits), .masked(let mask)): new = .i32(bits & UInt32(truncatingIfNeeded: mask))
        case (.i64(let bits), .masked(let mask)): new = .i64(bits & mask)
        case (.f32(let bits), .masked(let mask)): new = .f32(bits: bits & UInt32(truncatingIfNeeded: mask))
        case (.f64(let bits), .masked(let mask)): new = .f64(bits: bits & mask)
        case (.v128(let low, let high), .masked(let mask)): new = .v128(low: low & mask, high: high & mask)
        case (.v128(let low, let high), .half(let keepsLow)):
            new = .v128(low: keepsLow ? low : 0, high: keepsLow ? 0 : high)
        case (.v128(let low, _), .splat): new = .v128(low: low, high: low)
        case (_, .half), (_, .splat), (.reference, _): return nil
        }
        return new == value ? nil : new
    }
}
