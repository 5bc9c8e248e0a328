import WasmModel

/// Relaxed operations, with operands for which every allowed choice gives the same, and waits.
extension FunctionGenerator {
    mutating func relaxedOperands(_ relaxed: Operation.Relaxed, _ opcode: Opcode, depth: Int, _ stream: inout RandomStream) {
        func splat(_ byte: UInt64) -> UInt64 { byte &* 0x0101_0101_0101_0101 }
        switch relaxed {
        case .swizzle:
            expression(.v128, depth: depth - 1, &stream)
            masked(splat(0x0F), depth: depth - 1, &stream)
        case .truncation(let isDouble): smallFloats(isDouble: isDouble, isPositive: true, depth: depth - 1, &stream)
        case .multiplyAdd(let isDouble):
            // Products of small integers are exact, so one rounding or two is the same.
            for _ in 0..<3 { smallFloats(isDouble: isDouble, isPositive: false, depth: depth - 2, &stream) }
        case .laneSelect(let comparison):
            expression(.v128, depth: depth - 1, &stream)
            expression(.v128, depth: depth - 1, &stream)
            // Masks of all ones or all zeros.
            expression(.v128, depth: depth - 2, &stream)
            expression(.v128, depth: depth - 2, &stream)
            emit(comparison)
        case .extremum(let isDouble):
            for _ in 0..<2 { smallFloats(isDouble: isDouble, isPositive: false, depth: depth - 1, &stream) }
        case .q15:
            masked(0x7FFF_7FFF_7FFF_7FFF, depth: depth - 1, &stream)
            masked(0x7FFF_7FFF_7FFF_7FFF, depth: depth - 1, &stream)
        case .dot(let adds):
            expression(.v128, depth: depth - 1, &stream)
            masked(splat(0x7F), depth: depth - 1, &stream)
            if adds { expression(.v128, depth: depth - 1, &stream) }
        }
    }

    private mutating func masked(_ mask: UInt64, depth: Int, _ stream: inout RandomStream) {
        expression(.v128, depth: depth, &stream)
        let start = code.instructions.count
        emitVector(.v128Const, low: mask, high: mask)
        emit(.v128And)
        markScaffolding(from: start)
    }

    /// Floats that are small integers: no NaN, no −0, and exact in every product.
    private mutating func smallFloats(isDouble: Bool, isPositive: Bool, depth: Int, _ stream: inout RandomStream) {
        expression(.v128, depth: depth, &stream)
        let start = code.instructions.count
        emitI32(21)
        emit(isPositive ? .i32x4ShrU : .i32x4ShrS)
        emit(isDouble ? .f64x2ConvertLowI32x4S : .f32x4ConvertI32x4S)
        markScaffolding(from: start)
    }

    /// `memory.atomic.wait32` and `wait64` on a shared memory, for a moment at most.
    mutating func wait(_ operation: Operation, depth: Int, _ stream: inout RandomStream) {
        let shared = stream.pick(plan.memories.indices) { plan.memories[$0].type.isShared }
        guard let memory = shared else { return emitI32(0) }
        let offset = address(
            memory: memory, bytes: 1 << Int(operation.naturalAlignment), isAligned: true, isGuarded: true, depth: depth - 1, &stream)
        expression(operation.operands[1], depth: depth - 1, &stream)
        emitI64(Int64(stream.below(2)))
        emit(operation.opcode, small: UInt16(operation.naturalAlignment), index: UInt32(memory), bits: UInt64(offset))
    }
}
