public import WasmModel

/// Makes modules from seeds: always valid, always ending, and the same for the same seed, features, profile and
/// ``generatorVersion``, on every machine.
///
/// Types are chosen first, then code by the type that is wanted. Engines can be compared exactly: no undetermined NaN
/// can be seen, relaxed operations and waiting are left out, and memories and tables have small limits. A generator is
/// made once for a run; it keeps the operations that the features allow.
public struct ModuleGenerator: Sendable {
    public let features: FeatureSet
    public let profile: GeneratorProfile
    private let operations: OperationTable

    /// Features beyond those that the generator knows are ignored.
    public init(features: FeatureSet, profile: GeneratorProfile = .default) {
        self.features = features.union(.wasm1)
        self.profile = profile
        operations = OperationTable(features: self.features)
    }

    public func module(seed: UInt64) -> GeneratedModule {
        let stream = RandomStream(seed: seed)
        let plan = ModulePlan(features: features, profile: profile, operations: operations, stream.split(1))
        var module = Module()
        var costs = plan.hosts.map { _ in 1 }
        var constants = ConstantSource()
        var scaffolding: [[Range<Int32>]] = []
        for index in plan.importCount..<plan.functions.count {
            let own = stream.split(UInt64(1000 + index))
            var generator = FunctionGenerator(
                plan: plan, index: UInt32(index), costs: costs, constants: constants, own)
            let result = generator.function(own)
            module.functions.append(result.function)
            costs.append(result.cost)
            constants = result.constants
            scaffolding.append(result.scaffolding)
        }
        plan.describe(&module, stream.split(2))
        return GeneratedModule(
            seed: seed, features: features, module: module, scaffolding: scaffolding, script: plan.script(stream.split(3)), hostFunctions: plan.hosts)
    }
}

extension ModulePlan {
    /// Everything of a module but its functions.
    fileprivate func describe(_ module: inout Module, _ stream: RandomStream) {
        module.types = types.map { RecursionGroup([SubType(.function($0))]) }
        module.imports = hosts.enumerated().map { number, host in
            Import(module: host.module, name: host.name, type: .function(typeIndex: functions[number]))
        }
        module.start = start
        module.globals = globals.enumerated().map { number, type in
            var own = stream.split(UInt64(number))
            return Global(type, initializer: number == 0 ? Self.constant(.i64, 0) : initializer(type, &own))
        }
        if let memory {
            module.memories = [memory.type]
            module.data = data(stream.split(100))
            if features.contains(.bulkMemory), !module.data.isEmpty { module.dataCount = UInt32(module.data.count) }
        }
        if let table {
            let limits = Limits(minimum: UInt64(table.size), maximum: UInt64(table.size))
            module.tables = [Table(TableType(element: .funcref, limits: limits))]
            module.elements = elements(table, stream.split(101))
        }
        module.exports = exports
    }

    private static func constant(_ kind: Kind, _ bits: UInt64) -> Expression {
        var expression = Expression()
        switch kind {
        case .i32: expression.instructions = [Instruction(.i32Const, bits: bits & 0xFFFF_FFFF)]
        case .i64: expression.instructions = [Instruction(.i64Const, bits: bits)]
        case .f32: expression.instructions = [Instruction(.f32Const, bits: bits & 0xFFFF_FFFF)]
        case .f64: expression.instructions = [Instruction(.f64Const, bits: bits)]
        case .v128: expression.appendVector(.v128Const, low: bits, high: ~bits)
        }
        expression.instructions.append(Instruction(.end))
        return expression
    }

    private func initializer(_ type: GlobalType, _ stream: inout RandomStream) -> Expression {
        guard let kind = Kind(type.value) else { return Self.constant(.i32, 0) }
        var constants = ConstantSource()
        return Self.constant(kind, constants.bits(kind, &stream))
    }

    private func data(_ stream: RandomStream) -> [DataSegment] {
        dataSegments.enumerated().map { number, segment in
            var own = stream.split(UInt64(number))
            let bytes = (0..<segment.count).map { _ in UInt8(truncatingIfNeeded: own.next()) }
            let offset = Self.constant(.i32, UInt64(segment.offset))
            return DataSegment(mode: segment.isPassive ? .passive : .active(memory: 0, offset: offset), bytes: bytes)
        }
    }

    private func elements(_ table: TablePlan, _ stream: RandomStream) -> [ElementSegment] {
        let type = ValueType.reference(.func, nullable: false)
        let active = table.runs.map { run in
            ElementSegment(
                mode: .active(table: 0, offset: Self.constant(.i32, UInt64(run.base))), type: type,
                items: .functions(run.functions))
        }
        let passive = elementSegments.enumerated().map { number, segment in
            var own = stream.split(UInt64(number))
            let items = (0..<segment.count).map { _ in UInt32(own.below(functions.count)) }
            return ElementSegment(mode: .passive, type: type, items: .functions(items))
        }
        return active + passive
    }

    /// Everything that can be seen from outside is exported, so that it can be compared.
    private var exports: [Export] {
        var exports: [Export] = []
        for index in importCount..<functions.count where isCallableFromOutside(UInt32(index)) {
            exports.append(Export(name: "f\(index)", kind: .function, index: UInt32(index)))
        }
        for index in globals.indices where globals[index].isMutable {
            exports.append(Export(name: "g\(index)", kind: .global, index: UInt32(index)))
        }
        if memory != nil { exports.append(Export(name: "memory", kind: .memory, index: 0)) }
        if table != nil { exports.append(Export(name: "table", kind: .table, index: 0)) }
        return exports
    }

    /// Calls of all exported functions, in an order of their own.
    fileprivate func script(_ stream: RandomStream) -> [Invocation] {
        var calls: [(order: UInt64, call: Invocation)] = []
        for index in importCount..<functions.count where isCallableFromOutside(UInt32(index)) {
            var own = stream.split(UInt64(index))
            for _ in 0..<own.within(profile.callsPerExport) {
                let order = own.next()
                var constants = ConstantSource()
                let arguments = type(ofFunction: UInt32(index)).parameters.map { type -> Value in
                    let bits = constants.bits(Kind(type) ?? .i32, &own)
                    switch Kind(type) {
                    case .i64: return .i64(bits)
                    case .f32: return .f32(bits: UInt32(truncatingIfNeeded: bits))
                    case .f64: return .f64(bits: bits)
                    case .i32, .v128, nil: return .i32(UInt32(truncatingIfNeeded: bits))
                    }
                }
                calls.append((order, Invocation(export: "f\(index)", arguments: arguments)))
            }
        }
        return calls.sorted { $0.order < $1.order }.map(\.call)
    }
}
