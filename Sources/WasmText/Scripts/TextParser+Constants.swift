import WasmModel

// Constants of actions, and what assertions expect.
extension TextParser {
    /// `(i32.const 1)` and its kin.
    @inline(__always) mutating func parseArgument() throws(TextError) -> Value {
        guard case .value(let value) = try parseConstant(patterns: false) else { throw unexpected("a constant") }
        return value
    }

    @inline(__always) mutating func parseExpectations() throws(TextError) -> Script.Run {
        let first = script.expectations.count
        while kind == .left { script.expectations.append(try parseConstant(patterns: true)) }
        return Script.Run(
            start: UInt32(truncatingIfNeeded: first),
            count: UInt32(truncatingIfNeeded: script.expectations.count &- first))
    }

    /// From the parenthesis to behind the closing one.
    mutating func parseConstant(patterns: Bool) throws(TextError) -> ExpectedValue {
        try expectLeft()
        guard kind == .keyword else { throw unexpected("a constant") }
        let result: ExpectedValue
        if let opcode = word.opcode {
            switch opcode {
            case .i32Const:
                try advance()
                result = .value(.i32(UInt32(truncatingIfNeeded: try parseInteger(width: 32, "i32"))))
            case .i64Const:
                try advance()
                result = .value(.i64(try parseInteger(width: 64, "i64")))
            case .f32Const:
                try advance()
                if patterns, let pattern = try acceptNaNPattern() {
                    result = .f32(pattern)
                } else {
                    result = .value(.f32(bits: UInt32(truncatingIfNeeded: try parseFloat(.f32, "f32"))))
                }
            case .f64Const:
                try advance()
                if patterns, let pattern = try acceptNaNPattern() {
                    result = .f64(pattern)
                } else {
                    result = .value(.f64(bits: try parseFloat(.f64, "f64")))
                }
            case .v128Const:
                try advance()
                result = try parseVectorConstant(patterns: patterns)
            default: result = try parseReferenceConstant(opcode, patterns: patterns)
            }
        } else {
            result = try parseKeywordConstant(patterns: patterns)
        }
        try expectRight()
        return result
    }

    mutating func acceptNaNPattern() throws(TextError) -> NaNPattern? {
        guard kind == .keyword else { return nil }
        guard at(.nanCanonical) || at(.nanArithmetic) else { throw unexpected("a number or a NaN pattern") }
        let pattern: NaNPattern = at(.nanCanonical) ? .canonical : .arithmetic
        try advance()
        return pattern
    }

    mutating func parseVectorConstant(patterns: Bool) throws(TextError) -> ExpectedValue {
        guard kind == .keyword, let shape = word.keyword?.vectorShape else { throw unexpected("a vector shape") }
        try advance()
        let offset = start
        var pattern = VectorPattern(shape: shape, low: 0, high: 0)
        var number = 0
        let laneCount = shape.laneCount
        while kind != .right {
            if kind == .keyword {
                guard patterns else { throw unexpected("a lane") }
                guard shape.isFloat else { throw source.error(.invalidVectorPattern, at: start) }
                if let nan = try acceptNaNPattern(), number < laneCount {
                    if nan == .canonical {
                        pattern.canonicalLanes |= 1 << UInt8(number)
                    } else {
                        pattern.arithmeticLanes |= 1 << UInt8(number)
                    }
                }
            } else {
                let bits = try parseLaneConstant(shape)
                if number < laneCount { shape.insert(bits, at: number, &pattern.low, &pattern.high) }
            }
            number += 1
        }
        if number != laneCount { throw source.error(.wrongLaneCount(expected: laneCount, found: number), at: offset) }
        if pattern.canonicalLanes | pattern.arithmeticLanes == 0 {
            return .value(.v128(low: pattern.low, high: pattern.high))
        }
        return .vector(pattern)
    }

    /// `ref.null`, `ref.func`, `ref.i31`, `ref.eq`: mnemonics that the scripts use for more.
    @inline(never) mutating func parseReferenceConstant(_ opcode: Opcode, patterns: Bool) throws(TextError)
        -> ExpectedValue
    {
        switch opcode {
        case .refNull:
            try advance()
            if kind == .right && patterns { return .anyNull }
            // Types of a module have no meaning here.
            guard kind == .keyword, let type = word.keyword?.heapType else { throw unexpected("an abstract heap type") }
            try advance()
            return patterns ? .null(type) : .value(.reference(.null(type.top)))
        case .refFunc where patterns: return try parseReferencePattern(.func)
        case .refI31 where patterns: return try parseReferencePattern(.i31)
        case .refEq where patterns: return try parseReferencePattern(.eq)
        default: throw unexpected("a constant")
        }
    }

    mutating func parseReferencePattern(_ type: HeapType) throws(TextError) -> ExpectedValue {
        try advance()
        return .reference(type)
    }

    @inline(never) mutating func parseKeywordConstant(patterns: Bool) throws(TextError) -> ExpectedValue {
        switch word.keyword {
        case .refExtern:
            try advance()
            if kind == .right && patterns { return .reference(.extern) }
            return .value(.reference(.extern(try parseU32())))
        case .refHost:
            try advance()
            return .value(.reference(.host(try parseU32())))
        case .refStruct where patterns: return try parseReferencePattern(.struct)
        case .refArray where patterns: return try parseReferencePattern(.array)
        case .refExn where patterns: return try parseReferencePattern(.exn)
        case .refAny where patterns, .ref where patterns: return try parseReferencePattern(.any)
        case .either where patterns: return try parseEither()
        default: throw unexpected("a constant")
        }
    }

    mutating func parseEither() throws(TextError) -> ExpectedValue {
        if isInEither { throw unexpected("a result that is no `either`") }
        isInEither = true
        defer { isInEither = false }
        try advance()
        var alternatives: [ExpectedValue] = []
        while kind == .left { alternatives.append(try parseConstant(patterns: true)) }
        if alternatives.isEmpty { throw unexpected("a result") }
        // They must not stand inside the run of results that is being built, so they are put behind everything when the
        // script is done.
        let run = Script.Run(start: UInt32(alternativesOfEither.count), count: UInt32(alternatives.count))
        alternativesOfEither += alternatives
        return .either(run)
    }
}

extension HeapType {
    /// The top of its hierarchy (§3.1.3), for an abstract type.
    var top: HeapType {
        switch self {
        case .func, .nofunc: .func
        case .extern, .noextern: .extern
        case .exn, .noexn: .exn
        default: .any
        }
    }
}
