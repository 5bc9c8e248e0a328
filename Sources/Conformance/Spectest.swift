package import WasmModel

/// The module `spectest` that every script may import from: the exports, types and values of the reference
/// interpreter's. It is an ordinary module, so that every engine links it as it links anything else; its functions
/// take what they are given and do nothing.
package enum Spectest {
    /// The name it is registered under.
    package static let name = "spectest"

    /// What the memory of the module is. Before multi-memory a module could have one memory only, and the scripts of
    /// that time expect two under this name; then there are two modules, and the second imports the rest of the first.
    package enum Memories: Hashable, Sendable {
        case plain, shared, both
    }

    /// The memories a store with these features can be given in one module.
    package static func memories(for features: FeatureSet) -> Memories {
        guard features.contains(.threads) else { return .plain }
        return features.contains(.multiMemory) ? .both : .plain
    }

    /// The name of the export that only ``Memories/shared`` and ``Memories/both`` have.
    package static let sharedMemoryName = "shared_memory"

    private static let functions: [(name: String, parameters: [ValueType])] = [
        ("print", []), ("print_i32", [.i32]), ("print_i64", [.i64]), ("print_f32", [.f32]), ("print_f64", [.f64]),
        ("print_i32_f32", [.i32, .f32]), ("print_f64_f64", [.f64, .f64]),
    ]
    private static let globals: [(name: String, type: ValueType, constant: Instruction)] = [
        ("global_i32", .i32, .i32Const(666)),
        ("global_i64", .i64, .i64Const(666)),
        ("global_f32", .f32, Instruction(.f32Const, bits: UInt64(Float(666.6).bitPattern))),
        ("global_f64", .f64, Instruction(.f64Const, bits: Double(666.6).bitPattern)),
    ]
    private static let elements = Limits(minimum: 10, maximum: 20)
    private static let pages = Limits(minimum: 1, maximum: 2)

    private static func tables(for features: FeatureSet) -> [(name: String, type: TableType)] {
        var tables = [("table", TableType(element: .funcref, limits: elements))]
        if features.contains(.memory64) {
            tables.append(("table64", TableType(element: .funcref, limits: elements, addressType: .i64)))
        }
        return tables
    }

    /// The module itself, in the language of `features`.
    package static func module(for features: FeatureSet) -> Module {
        var module = Module()
        let end = Instruction(.end)
        for (index, function) in functions.enumerated() {
            module.types.append(RecursionGroup([SubType(.function(FunctionType(function.parameters)))]))
            module.functions.append(Function(typeIndex: UInt32(index), body: Expression([end])))
            module.export(function.name, .function, index)
        }
        for (index, global) in globals.enumerated() {
            module.globals.append(Global(GlobalType(global.type), initializer: Expression([global.constant, end])))
            module.export(global.name, .global, index)
        }
        for (index, table) in tables(for: features).enumerated() {
            module.tables.append(Table(table.type))
            module.export(table.name, .table, index)
        }
        module.memories.append(MemoryType(limits: pages))
        module.export("memory", .memory, 0)
        if memories(for: features) == .both {
            module.memories.append(MemoryType(limits: pages, isShared: true))
            module.export(sharedMemoryName, .memory, 1)
        }
        return module
    }

    /// The same exports with a shared memory in place of the plain one, taken from the module above where they can be.
    package static func sharedMemoryModule(for features: FeatureSet) -> Module {
        var module = Module()
        for (index, function) in functions.enumerated() {
            module.types.append(RecursionGroup([SubType(.function(FunctionType(function.parameters)))]))
            module.passOn(function.name, .function(typeIndex: UInt32(index)), index)
        }
        for (index, global) in globals.enumerated() {
            module.passOn(global.name, .global(GlobalType(global.type)), index)
        }
        for (index, table) in tables(for: features).enumerated() {
            module.passOn(table.name, .table(table.type), index)
        }
        module.memories.append(MemoryType(limits: pages, isShared: true))
        module.export(sharedMemoryName, .memory, 0)
        return module
    }
}

extension Module {
    fileprivate mutating func export(_ name: String, _ kind: ExternalKind, _ index: Int) {
        exports.append(Export(name: name, kind: kind, index: UInt32(index)))
    }
    fileprivate mutating func passOn(_ name: String, _ type: ExternalType, _ index: Int) {
        imports.append(Import(module: Spectest.name, name: name, type: type))
        export(name, type.kind, index)
    }
}
