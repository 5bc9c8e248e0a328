import WasmModel

/// The weights of operations in one module. Most modules leave many operations out, and of the others some come up far
/// more often: two rare operations so meet more often than if all were equally likely everywhere.
struct Swarm {
    /// Running sums of weights, in step with the lists of ``OperationTable``.
    private var giving: [[Int32]]
    private var stores: [Int32]
    private var effects: [Int32]

    init(_ table: OperationTable, _ profile: GeneratorProfile, memories: [MemoryType], features: FeatureSet, _ stream: RandomStream) {
        let hasMemory = !memories.isEmpty
        let hasShared = memories.contains { $0.isShared }
        // Each operation draws from a stream of its own, so that one that is left out does not move the others.
        func weight(_ operation: Operation) -> Int32 {
            guard features.contains(operation.feature) else { return 0 }
            switch operation.guard {
            case .address: if !hasMemory { return 0 }
            case .wait: if !hasShared { return 0 }
            case .none, .divisor, .truncation, .relaxed: break
            }
            let draw = stream.split(UInt64(operation.opcode.rawValue)).first
            guard Int(draw >> 32 & 0x3FF) * 1000 / 1024 < profile.operationsKept else { return 0 }
            // Pareto: one in two weighs 16, one in four 32, and so on.
            return 16 << Int32(min(2, (draw & 0xFFFF_FFFF | 1 << 31).trailingZeroBitCount))
        }
        func sums(_ numbers: [Int]) -> [Int32] {
            var total: Int32 = 0
            var sums: [Int32] = []
            sums.reserveCapacity(numbers.count)
            for number in numbers {
                total += weight(table.operations[number])
                sums.append(total)
            }
            return sums
        }
        giving = table.giving.map(sums)
        stores = sums(table.stores)
        effects = sums(table.effects)
    }

    func operation(giving kind: Kind, _ table: OperationTable, _ stream: inout RandomStream) -> Int? {
        pick(giving[kind.rawValue], table.giving[kind.rawValue], &stream)
    }
    func store(_ table: OperationTable, _ stream: inout RandomStream) -> Int? { pick(stores, table.stores, &stream) }
    func effect(_ table: OperationTable, _ stream: inout RandomStream) -> Int? { pick(effects, table.effects, &stream) }

    private func pick(_ sums: [Int32], _ numbers: [Int], _ stream: inout RandomStream) -> Int? {
        guard let total = sums.last, total > 0 else { return nil }
        let draw = Int32(stream.below(Int(total)))
        var low = 0
        var high = sums.count - 1
        while low < high {
            let middle = (low + high) / 2
            if sums[middle] <= draw { low = middle + 1 } else { high = middle }
        }
        return numbers[low]
    }
}
