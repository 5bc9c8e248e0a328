import WasmModel

/// Guards of numeric operations, and the one NaN that may be seen.
extension FunctionGenerator {
    /// Replaces whatever NaN is on the stack by the positive canonical one. Which NaN an instruction gives is not
    /// determined (§4.3.3), so engines may differ in it without being wrong; after this they may not.
    mutating func canonicalise(_ kind: Kind) {
        switch kind {
        case .f32: replaceNaN(kind, by: 0x7FC0_0000)
        case .f64: replaceNaN(kind, by: 0x7FF8_0000_0000_0000)
        case .i32, .i64, .v128: break
        }
    }

    /// The same or, in half of the places, an integer that is near, which takes fewer instructions.
    mutating func determine(_ kind: Kind, _ stream: inout RandomStream) {
        guard kind.isFloat, canSaturate, stream.chance(600) else { return canonicalise(kind) }
        let start = code.instructions.count
        emit(kind == .f32 ? .i32TruncSatF32S : .i64TruncSatF64S)
        emit(kind == .f32 ? .f32ConvertI32S : .f64ConvertI64S)
        markScaffolding(from: start)
    }

    private mutating func replaceNaN(_ kind: Kind, by bits: UInt64) {
        let start = code.instructions.count
        let local = scratchLocal(kind)
        emit(.localTee, index: local)
        emitConstant(kind, bits)
        emit(.localGet, index: local)
        emit(.localGet, index: local)
        emit(kind == .f32 ? .f32Eq : .f64Eq)
        emit(.select)
        markScaffolding(from: start)
    }

    /// Makes zeros of the lanes of a vector that are a NaN: shorter than another constant would be.
    mutating func canonicaliseVector(isDouble: Bool) {
        let start = code.instructions.count
        let local = scratchLocal(.v128)
        emit(.localTee, index: local)
        emit(.localGet, index: local)
        emit(.localGet, index: local)
        emit(isDouble ? .f64x2Eq : .f32x4Eq)
        emit(.v128And)
        markScaffolding(from: start)
    }

    /// Makes the divisor on the stack odd, and for signed division positive: neither zero nor −1.
    mutating func guardDivisor(_ kind: Kind, isSigned: Bool) {
        if isSigned { emitMask(kind, kind == .i32 ? 0x7FFF_FFFF : 0x7FFF_FFFF_FFFF_FFFF) }
        emitBits(kind, 1)
    }

    /// Brings the number on the stack into the range of the integer type that it is converted to; NaN becomes zero.
    mutating func guardTruncation(_ operation: Operation) {
        guard let kind = operation.operands.first, let range = Self.truncationRange(operation.opcode) else { return }
        let start = code.instructions.count
        replaceNaN(kind, by: 0)
        emitConstant(kind, range.low)
        emit(kind == .f32 ? .f32Max : .f64Max)
        emitConstant(kind, range.high)
        emit(kind == .f32 ? .f32Min : .f64Min)
        markScaffolding(from: start)
    }

    /// The least and greatest number that converts without a trap, as bits.
    private static func truncationRange(_ opcode: Opcode) -> (low: UInt64, high: UInt64)? {
        switch opcode {
        case .i32TruncF32S: (0xCF00_0000, 0x4EFF_FFFF)
        case .i32TruncF32U: (0xBF7F_FFFF, 0x4F7F_FFFF)
        case .i64TruncF32S: (0xDF00_0000, 0x5EFF_FFFF)
        case .i64TruncF32U: (0xBF7F_FFFF, 0x5F7F_FFFF)
        case .i32TruncF64S: (0xC1E0_0000_001F_FFFF, 0x41DF_FFFF_FFFF_FFFF)
        case .i32TruncF64U: (0xBFEF_FFFF_FFFF_FFFF, 0x41EF_FFFF_FFFF_FFFF)
        case .i64TruncF64S: (0xC3E0_0000_0000_0000, 0x43DF_FFFF_FFFF_FFFF)
        case .i64TruncF64U: (0xBFEF_FFFF_FFFF_FFFF, 0x43EF_FFFF_FFFF_FFFF)
        default: nil
        }
    }

    /// The same for a value of any type; of a reference, what can be seen of it.
    mutating func fold(_ type: ValueType, mayBeAnyNaN: Bool, _ stream: inout RandomStream) {
        guard let kind = Kind(type) else {
            let seen = reveal(type, &stream)
            return fold(seen, mayBeAnyNaN: seen.isFloat)
        }
        fold(kind, mayBeAnyNaN: mayBeAnyNaN && kind.isFloat)
    }

    /// Takes the value on the stack into the checksum: adds it to the sum of its kind. A float goes as its bits, or as
    /// an integer that it is near, which is the same for every NaN.
    mutating func fold(_ kind: Kind, mayBeAnyNaN: Bool) {
        let start = code.instructions.count
        defer { markScaffolding(from: start) }
        switch kind {
        case .i32:
            emit(.localGet, index: sumLocal(.i32))
            emit(.i32Add)
            emit(.localSet, index: sumLocal(.i32))
        case .i64:
            emit(.localGet, index: sumLocal(.i64))
            emit(.i64Add)
            emit(.localSet, index: sumLocal(.i64))
        case .f32, .f64:
            emitAsInteger(kind, mayBeAnyNaN: mayBeAnyNaN)
            fold(kind == .f32 ? .i32 : .i64, mayBeAnyNaN: false)
        case .v128:
            emit(.localGet, index: sumLocal(.v128))
            emit(.i64x2Add)
            emit(.localSet, index: sumLocal(.v128))
        }
    }

    /// Folds the value on the stack and leaves a value of its kind there: of an integer or a vector the sum itself.
    mutating func foldThrough(_ kind: Kind, mayBeAnyNaN: Bool) {
        let start = code.instructions.count
        defer { markScaffolding(from: start) }
        switch kind {
        case .i32, .i64, .v128:
            let sum = sumLocal(kind)
            emit(.localGet, index: sum)
            emit(kind == .i32 ? .i32Add : kind == .i64 ? .i64Add : .i64x2Add)
            emit(.localTee, index: sum)
        case .f32, .f64:
            let local = scratchLocal(kind)
            emit(.localTee, index: local)
            emit(.localGet, index: local)
            fold(kind, mayBeAnyNaN: mayBeAnyNaN)
        }
    }

    /// Makes an integer of as many bits of the float on the stack, the same for every NaN: its bits, or in every other
    /// place an integer that is near, which takes fewer instructions.
    mutating func emitAsInteger(_ kind: Kind, mayBeAnyNaN: Bool = true) {
        guard kind.isFloat else { return }
        if mayBeAnyNaN, canSaturate, !code.instructions.count.isMultiple(of: 2) {
            emit(kind == .f32 ? .i32TruncSatF32S : .i64TruncSatF64S)
        } else {
            if mayBeAnyNaN { canonicalise(kind) }
            emit(kind == .f32 ? .i32ReinterpretF32 : .i64ReinterpretF64)
        }
    }

    private var canSaturate: Bool { plan.features.contains(.saturatingConversion) }

    /// Both halves of the vector on the stack, which is also in the local, as one i64.
    mutating func emitLanesAsOne(_ local: UInt32) {
        emit(.i64x2ExtractLane, small: 0)
        emitI64(29)
        emit(.i64Rotl)
        emit(.localGet, index: local)
        emit(.i64x2ExtractLane, small: 1)
        emit(.i64Xor)
    }
}
