import WasmModel

/// The weights of operations in one module. Most modules leave many operations out, and of the others some come up far
/// more often: two rare operations so meet more often than if all were equally likely everywhere.
struct Swarm {
    /// Running sums of weights, in step with the lists of ``OperationTable``.
    private var giving: [[Int]]
    private var stores: [Int]
    private var effects: [Int]

    /// - Parameter hasMemory: whether operations on memory may be used at all.
    init(_ table: OperationTable, _ profile: GeneratorProfile, hasMemory: Bool, _ stream: inout RandomStream) {
        // A number of draws that does not depend on the features, so that a feature changes only what it must.
        func weight(_ number: Int, _ stream: RandomStream) -> Int {
            let operation = table.operations[number]
            if !hasMemory, Self.needsMemory(operation) { return 0 }
            var own = stream.split(UInt64(operation.opcode.rawValue))
            guard own.chance(profile.operationsKept) else { return 0 }
            // Pareto: one in two weighs 16, one in four 32, and so on.
            return 16 << min(6, own.next().trailingZeroBitCount)
        }
        func sums(_ numbers: [Int], _ stream: RandomStream) -> [Int] {
            var total = 0
            return numbers.map { number in
                total += weight(number, stream)
                return total
            }
        }
        let own = stream.split(0x5741_524D)
        giving = table.giving.map { sums($0, own) }
        stores = sums(table.stores, own)
        effects = sums(table.effects, own)
    }

    private static func needsMemory(_ operation: Operation) -> Bool {
        if case .address = operation.guard { return true }
        return operation.opcode == .memorySize || operation.opcode == .memoryGrow
    }

    func operation(giving kind: Kind, _ table: OperationTable, _ stream: inout RandomStream) -> Operation? {
        pick(giving[kind.rawValue], table.giving[kind.rawValue], table, &stream)
    }
    func store(_ table: OperationTable, _ stream: inout RandomStream) -> Operation? {
        pick(stores, table.stores, table, &stream)
    }
    func effect(_ table: OperationTable, _ stream: inout RandomStream) -> Operation? {
        pick(effects, table.effects, table, &stream)
    }

    private func pick(
        _ sums: [Int], _ numbers: [Int], _ table: OperationTable, _ stream: inout RandomStream
    ) -> Operation? {
        guard let total = sums.last, total > 0 else { return nil }
        let draw = stream.below(total)
        var low = 0
        var high = sums.count - 1
        while low < high {
            let middle = (low + high) / 2
            if sums[middle] <= draw { low = middle + 1 } else { high = middle }
        }
        return table.operations[numbers[low]]
    }
}
