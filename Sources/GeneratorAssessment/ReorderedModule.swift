import Divergence
import ModuleGeneration
package import WasmModel

/// A module with its types, functions, globals, and segments in another order, and so with other numbers: what it does is
/// the same.
package enum ReorderedModule {
    /// - Parameter scaffolding: of each function, kept in step.
    /// - Returns: `nil` if the module names something that is not there.
    package static func reordered(_ module: Module, _ scaffolding: inout [[Range<Int32>]], seed: UInt64) -> Module? {
        let stream = RandomStream(seed: seed)
        var new = module
        var renumbering = Renumbering()
        let functions = showsFunctions(module) ? Array(module.functions.indices) : order(of: module.functions.count, stream.split(0))
        let imported = module.importCount(of: .function)
        new.functions = functions.map { module.functions[$0] }
        renumbering.move(map(functions, after: imported), in: .function)
        // Globals may name those before them.
        let isFree = !module.globals.contains { $0.initializer.instructions.contains { $0.opcode == .globalGet } }
        if isFree {
            let globals = order(of: module.globals.count, stream.split(1))
            new.globals = globals.map { module.globals[$0] }
            renumbering.move(map(globals, after: module.importCount(of: .global)), in: .global)
        }
        // Segments that are written at instantiation are written in their order.
        if module.data.allSatisfy({ if case .passive = $0.mode { true } else { false } }) {
            let segments = order(of: module.data.count, stream.split(2))
            new.data = segments.map { module.data[$0] }
            renumbering.move(map(segments, after: 0), in: .data)
        }
        let groups = groupOrder(module, stream.split(3))
        new.types = groups.map { module.types[$0] }
        renumbering.move(typeMap(module, groups), in: .type)
        guard let result = renumbering.apply(to: new) else { return nil }
        scaffolding = functions.map { $0 < scaffolding.count ? scaffolding[$0] : [] }
        return result
    }

    /// Whether a reference to a function can be seen from outside, and with it the number of the function.
    static func showsFunctions(_ module: Module) -> Bool {
        let types = module.subTypes
        func isFunction(_ type: ValueType) -> Bool {
            guard type.isReference else { return false }
            guard let index = type.heapType.typeIndex else { return type.heapType == .func || type.heapType == .nofunc }
            guard Int(index) < types.count, case .function = types[Int(index)].composite else { return false }
            return true
        }
        return module.allGlobals.contains { isFunction($0.value) }
            || types.contains { type in
                guard case .function(let function) = type.composite else { return false }
                return function.results.contains(where: isFunction)
            }
    }

    /// The old positions in their new order.
    private static func order(of count: Int, _ stream: RandomStream) -> [Int] {
        var stream = stream
        var order = Array(0..<count)
        for last in order.indices.dropFirst().reversed() { order.swapAt(last, stream.below(last + 1)) }
        return order
    }

    private static func map(_ order: [Int], after imported: Int) -> [UInt32] {
        var map = (0..<(imported + order.count)).map(UInt32.init)
        for (position, old) in order.enumerated() { map[imported + old] = UInt32(imported + position) }
        return map
    }

    /// An order of recursion groups in which each stands behind those that it names.
    private static func groupOrder(_ module: Module, _ stream: RandomStream) -> [Int] {
        var stream = stream
        var groupOf: [Int] = []
        for (number, group) in module.types.enumerated() { groupOf += Array(repeating: number, count: group.types.count) }
        let needs = module.types.indices.map { number -> Set<Int> in
            var only = Module()
            only.types = [module.types[number]]
            let named = Renumbering.references(in: only)[Renumbering.Space.type.rawValue]
            return Set(named.compactMap { Int($0) < groupOf.count ? groupOf[Int($0)] : nil }).subtracting([number])
        }
        var placed: Set<Int> = []
        var order: [Int] = []
        while order.count < module.types.count {
            let ready = module.types.indices.filter { !placed.contains($0) && needs[$0].isSubset(of: placed) }
            guard !ready.isEmpty else { return Array(module.types.indices) }
            let next = stream.pick(ready)
            placed.insert(next)
            order.append(next)
        }
        return order
    }

    private static func typeMap(_ module: Module, _ order: [Int]) -> [UInt32] {
        var starts: [Int] = []
        var total = 0
        for group in module.types {
            starts.append(total)
            total += group.types.count
        }
        var map = [UInt32](repeating: 0, count: total)
        var next: UInt32 = 0
        for group in order {
            for position in module.types[group].types.indices {
                map[starts[group] + position] = next
                next += 1
            }
        }
        return map
    }
}
