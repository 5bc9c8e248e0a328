public import WasmModel

/// The meaning of an instruction by its opcode, for constant folding, constant expressions and tests. An interpreter
/// calls the functions of ``Integer``, ``Floating`` and so on by name instead.
public enum NumericEvaluation {
    /// What the instruction leaves on the stack, given what it takes from it.
    ///
    /// - Parameters:
    ///   - immediate: the constant, the sixteen lane numbers of `i8x16.shuffle` (the first in the lowest byte), or the
    ///     lane of `extract_lane` and `replace_lane`; zero for other instructions.
    ///   - operands: value slots, in the order in which they were pushed; a v128 fills two.
    /// - Returns: the results as value slots: an i32 or f32 is zero-extended in `low`; a v128 and two i64 fill both.
    ///   `nil` for an instruction whose result depends on anything else.
    /// - Throws: the trap, if these operands trap.
    public static func result(
        of opcode: Opcode, immediate: Vector128 = Vector128(low: 0, high: 0), _ operands: NumericOperands
    ) throws(TrapKind) -> Vector128? {
        if let result = try scalarResult(of: opcode, immediate: immediate, operands) { return result }
        return vectorResult(of: opcode, immediate: immediate, operands)
    }

    /// The same on values, with the types that the instruction table gives.
    ///
    /// - Returns: `nil` also if the values do not have the types of the instruction's operands.
    public static func results(
        of opcode: Opcode, immediate: Vector128 = Vector128(low: 0, high: 0), _ values: [Value]
    ) throws(TrapKind) -> [Value]? {
        let types = OpcodeTable.shared.operands[Int(opcode.rawValue)]
        guard types.count == values.count else { return nil }
        var words: [UInt64] = []
        for (type, value) in zip(types, values) {
            switch (type, value) {
            case (.i32, .i32(let bits)), (.f32, .f32(let bits)): words.append(UInt64(bits))
            case (.i64, .i64(let bits)), (.f64, .f64(let bits)): words.append(bits)
            case (.v128, .v128(let low, let high)): words += [low, high]
            case (.i32, _), (.i64, _), (.f32, _), (.f64, _), (.v128, _), (.address, _): return nil
            }
        }
        guard let result = try result(of: opcode, immediate: immediate, NumericOperands(words)) else { return nil }
        var slots = [result.low, result.high][...]
        var results: [Value] = []
        for type in OpcodeTable.shared.results[Int(opcode.rawValue)] {
            let word = slots.removeFirst()
            switch type {
            case .i32: results.append(.i32(UInt32(truncatingIfNeeded: word)))
            case .f32: results.append(.f32(bits: UInt32(truncatingIfNeeded: word)))
            case .i64: results.append(.i64(word))
            case .f64: results.append(.f64(bits: word))
            case .v128: results.append(.v128(low: word, high: slots.removeFirst()))
            case .address: return nil
            }
        }
        return results
    }
}

/// Up to six value slots: three vectors, or four i64.
public struct NumericOperands: Hashable, Sendable {
    let first: Vector128
    let second: Vector128
    let third: Vector128

    public init(_ first: Vector128, _ second: Vector128, _ third: Vector128 = Vector128(low: 0, high: 0)) {
        self.first = first
        self.second = second
        self.third = third
    }

    public init(_ word0: UInt64, _ word1: UInt64 = 0, _ word2: UInt64 = 0, _ word3: UInt64 = 0) {
        self.init(Vector128(low: word0, high: word1), Vector128(low: word2, high: word3))
    }

    /// Missing slots are zero, further ones are ignored.
    public init(_ words: some Sequence<UInt64>) {
        let slots = Array(words.prefix(6)) + repeatElement(0, count: 6)
        self.init(
            Vector128(low: slots[0], high: slots[1]), Vector128(low: slots[2], high: slots[3]),
            Vector128(low: slots[4], high: slots[5]))
    }
}
