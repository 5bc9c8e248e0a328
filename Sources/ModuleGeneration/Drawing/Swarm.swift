import WasmModel

/// The weights of operations in one module. Most modules leave many operations out, and of the others some come up far
/// more often: two rare operations so meet more often than if all were equally likely everywhere.
struct Swarm {
    /// Running sums of weights, in step with ``OperationTable/drawn``.
    private var sums: [Int32] = []

    /// Of no operations.
    init() {}

    init(_ table: OperationTable, _ profile: GeneratorProfile, memories: [MemoryType], features: FeatureSet, _ stream: RandomStream) {
        let hasMemory = !memories.isEmpty
        let hasShared = memories.contains { $0.isShared }
        // Of 1024 draws, how many keep an operation.
        let kept = UInt64(profile.operationsKept) * 1024
        let keys = table.keys.span
        sums.append(addingCapacity: keys.count) { sums in
            var total: Int32 = 0
            for number in 0..<keys.count {
                let key = keys[number]
                let isPossible =
                    switch key.need {
                    case .nothing: true
                    case .memory: hasMemory
                    case .sharedMemory: hasShared
                    }
                if isPossible, features.rawValue & key.feature != 0 {
                    // Each draws a number of its own, so that one that is left out does not move the others.
                    let draw = stream.word(UInt64(key.opcode))
                    if (draw >> 32 & 0x3FF) &* 1000 < kept {
                        // Pareto: one in two weighs 16, one in four 32, and so on.
                        total &+= (key.emphasis &* 16) &<< Int32(truncatingIfNeeded: min(2, (draw | 1 << 31).trailingZeroBitCount))
                    }
                }
                sums.append(total)
            }
        }
    }

    /// The number of an operation among those of a list; `nil` if the module uses none of them.
    func pick(_ list: Range<Int>, _ stream: inout RandomStream) -> Int? {
        guard !list.isEmpty else { return nil }
        let sums = sums.span
        let before = list.lowerBound > 0 ? sums[list.lowerBound - 1] : 0
        var low = list.lowerBound
        let total = sums[list.upperBound &- 1] &- before
        guard total > 0 else { return nil }
        let draw = before &+ Int32(truncatingIfNeeded: stream.below(Int(total)))
        // The first whose sum is above the draw: halves, without a branch that cannot be foreseen.
        var count = list.count
        while count > 1 {
            let half = count &>> 1
            low = sums[low &+ half &- 1] <= draw ? low &+ half : low
            count &-= half
        }
        return low
    }
}
