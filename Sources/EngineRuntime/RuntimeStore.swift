public import EngineInterface
import NativeCode
public import WasmModel
import WasmValidation

/// The store of every in-tree engine: everything but translating and calling, which is the tier's.
///
/// What makes it safe: the word buffer has room for the words of every function it is used for.
@safe
public final class RuntimeStore<Machine: ExecutionMachine>: EngineStore {
    let store: Store
    let machine: Machine
    private let features: FeatureSet
    private let engine: EngineIdentity

    private var modules: [LoadedModule] = []
    private var translations: [Machine.Translation] = []
    private var instances: [LoadedInstance] = []
    private var registered: [ExactName: Int] = [:]
    /// A function of the host, and its block as soon as a module has imported it.
    private struct HostEntry {
        var function: HostFunction
        var block: FunctionBlock?
    }
    /// Of two with the same name the later one counts.
    private var hosts: [HostEntry] = []

    private var words: UnsafeMutablePointer<UInt64>
    private var wordCapacity = 32

    init(_ store: Store, _ machine: Machine, features: FeatureSet, engine: EngineIdentity) {
        self.store = store
        self.machine = machine
        self.features = features
        self.engine = engine
        unsafe words = .allocate(capacity: wordCapacity)
    }

    deinit { unsafe words.deallocate() }

    private func failure(_ detail: String) -> EngineFailure { EngineFailure(engine: engine, detail: detail) }

    // MARK: Loading

    public func load(_ bytes: [UInt8]) throws(EngineFailure) -> Reception {
        try receive(ReceivedModule(bytes, features), bytes)
    }

    public func load(_ bytes: [UInt8], sharing findings: SharedFindings) throws(EngineFailure) -> Reception {
        try receive(findings.content(of: bytes, features) { ReceivedModule(bytes, features) }, bytes)
    }

    private func receive(_ received: ReceivedModule, _ bytes: [UInt8]) throws(EngineFailure) -> Reception {
        let facts: ModuleFacts
        switch received.reception {
        case .module(let module): facts = module
        case .malformed(let words): return .malformed(words)
        case .invalid(let words): return .invalid(words)
        }
        let types = store.intern(facts)
        let loaded = LoadedModule(facts, types: types)
        do {
            let translation = try machine.translate(facts.validated, encodedAs: bytes, types: types)
            modules.append(loaded)
            translations.append(translation)
        } catch {
            return .unsupported(error.name)
        }
        return .module(ModuleHandle(number: UInt32(modules.count - 1)))
    }

    // MARK: Instantiation

    public func instantiate(_ module: ModuleHandle) throws(EngineFailure) -> Instantiation {
        guard module.number < modules.count else { throw failure("no module \(module.number)") }
        let loaded = modules[Int(module.number)]
        let imports: [ExternalBlock]
        do {
            imports = loaded.facts.validated.module.imports.isEmpty ? [] : try store.link(loaded) { resolve($0, $1) }
        } catch {
            return .unlinkable(error.reason)
        }
        guard let block = store.allocateInstance(loaded, imports: imports, tierWords: machine.instanceWords) else {
            return instantiation(store.context.status, loaded, nil)
        }
        var status = store.evaluateInitializers(of: loaded, in: block)
        guard status.isReturned else { return instantiation(status, loaded, nil) }
        machine.attach(translations[Int(module.number)], to: block)
        status = store.applySegments(of: loaded, in: block)
        guard status.isReturned else { return instantiation(status, loaded, block) }
        if let start = loaded.facts.validated.module.start {
            status = try unsafe call(block.function(Int(start)))
            guard status.isReturned else { return instantiation(status, loaded, block) }
        }
        instances.append(LoadedInstance(block: block, module: loaded))
        return .instance(InstanceHandle(number: UInt32(instances.count - 1)))
    }

    /// How an instantiation ended that did not succeed.
    private func instantiation(_ status: Status, _ module: LoadedModule, _ block: InstanceBlock?) -> Instantiation {
        if let kind = status.trapKind { return .trapped(kind) }
        if let resource = status.resource { return .exhausted(resource) }
        return .threw(pendingException(block.map { LoadedInstance(block: $0, module: module) }))
    }

    private func resolve(_ module: String, _ name: String) -> ExternalBlock? {
        let moduleName = ExactName(module)
        if let number = registered[moduleName], let export = instances[number].module.facts.export(name) {
            return instances[number].block.external(export.kind, Int(export.index))
        }
        let itemName = ExactName(name)
        let found = hosts.lastIndex { ExactName($0.function.name) == itemName && ExactName($0.function.module) == moduleName }
        return found.map { ExternalBlock(hostBlock($0)) }
    }

    public func register(_ instance: InstanceHandle, as name: String) throws(EngineFailure) {
        _ = try self.instance(instance)
        registered[ExactName(name)] = Int(instance.number)
    }

    public func define(_ functions: [HostFunction]) throws(EngineFailure) {
        for function in functions { hosts.append(HostEntry(function: function)) }
    }

    /// Types are numbered as they come: those of the first module shall be its own, and not follow the host's.
    private func hostBlock(_ number: Int) -> FunctionBlock {
        if let block = hosts[number].block { return block }
        let block = store.allocate(hosts[number].function)
        machine.attach(toHost: block)
        hosts[number].block = block
        return block
    }

    private func instance(_ handle: InstanceHandle) throws(EngineFailure) -> LoadedInstance {
        guard handle.number < instances.count else { throw failure("no instance \(handle.number)") }
        return instances[Int(handle.number)]
    }

    // MARK: Calls

    public func invoke(
        _ handle: InstanceHandle, _ name: String, with arguments: [Value]
    ) throws(EngineFailure) -> Outcome {
        let instance = try instance(handle)
        let module = instance.module.facts
        guard let position = module.position(of: name), module.exports[position].kind == .function else {
            throw failure("no function is exported as \"\(name)\"")
        }
        let function = instance.block.function(Int(module.exports[position].index))
        let type = module.exportedTypes[position]
        let coding = WordCoding(store, instance.block, functionCount: module.functionCount)
        makeRoom(for: function)
        guard unsafe coding.write(arguments, type.parameters, to: words, numbers: instance.module.types) else {
            throw failure("\"\(name)\" takes \(type.parameters), not \(arguments)")
        }
        let status = try unsafe call(function)
        if status.isReturned {
            return unsafe .returned(coding.values(type.results, from: words, numbers: instance.module.types))
        }
        if let kind = status.trapKind { return .trapped(kind) }
        if let resource = status.resource { return .exhausted(resource) }
        return .threw(pendingException(instance))
    }

    private func makeRoom(for function: FunctionBlock) {
        let wanted = max(function.parameterWords, function.resultWords)
        guard wanted > wordCapacity else { return }
        unsafe words.deallocate()
        wordCapacity = wanted * 2
        unsafe words = .allocate(capacity: wordCapacity)
    }

    /// Calls a function with its parameters in ``words``, within the limits of one call from outside.
    /// - Throws: if the engine's own code is wrong.
    @unsafe private func call(_ function: FunctionBlock) throws(EngineFailure) -> Status {
        store.beginCall(runsMachineCode: Machine.runsMachineCode)
        defer { store.endCall(runsMachineCode: Machine.runsMachineCode) }
        let status = unsafe machine.call(function, words)
        if status == .miscompiled { throw failure("compiled code faulted where no code may") }
        return status
    }

    private func pendingException(_ instance: LoadedInstance?) -> ThrownException {
        guard let exception = store.takePendingException() else { return ThrownException(tag: nil, payload: []) }
        var name: String?
        if let instance {
            name = instance.module.facts.exports.first {
                $0.kind == .tag && instance.block.tag(Int($0.index)) == exception.tag
            }?.name
        }
        let coding = WordCoding(
            store, instance?.block, functionCount: instance?.module.facts.functionCount ?? 0)
        return ThrownException(tag: name, payload: store.payload(of: exception, coding))
    }

    /// Fuel that the last call from outside left; without a limit, what is left of the largest number.
    public var fuelLeft: Int64 {
        store.context.fuel &+ Int64(bitPattern: store.context.word(Layout.Context.fuelReserve))
    }

    // MARK: Observation

    public func global(_ handle: InstanceHandle, _ name: String) throws(EngineFailure) -> Value? {
        let instance = try instance(handle)
        guard let export = instance.module.facts.export(name), export.kind == .global else { return nil }
        return value(of: instance.block.global(Int(export.index)), instance)
    }

    private func value(of global: GlobalBlock, _ instance: LoadedInstance) -> Value {
        store.value(of: global, instance.block, functionCount: instance.module.facts.functionCount)
    }

    public func exports(of handle: InstanceHandle) throws(EngineFailure) -> [ExportDescription] {
        let module = try instance(handle).module.facts
        return zip(module.exports, module.exportedTypes).map { export, type in
            guard export.kind == .function else { return ExportDescription(name: export.name, kind: export.kind) }
            let namesTypes = type.parameters.contains { $0.namesType } || type.results.contains { $0.namesType }
            return ExportDescription(name: export.name, kind: export.kind, functionType: namesTypes ? nil : type)
        }
    }

    public func watch(_ instances: [WatchedInstance]) throws(EngineFailure) -> any StateWatch {
        var loaded: [(instance: LoadedInstance, prefix: String)] = []
        for item in instances { loaded.append((try instance(item.instance), item.prefix)) }
        return RuntimeWatch(store, loaded)
    }

    public func observe(_ handle: InstanceHandle, _ name: String) throws(EngineFailure) -> Observation {
        let instance = try instance(handle)
        guard let export = instance.module.facts.export(name) else { throw failure("nothing is exported as \"\(name)\"") }
        return observation(of: export, instance)
    }

    public func observe(
        _ handle: InstanceHandle, _ name: String, at position: Int
    ) throws(EngineFailure) -> Observation {
        let instance = try instance(handle)
        guard instance.module.facts.exports.indices.contains(position) else { throw failure("no export \(position)") }
        return observation(of: instance.module.facts.exports[position], instance)
    }

    private func observation(of export: Export, _ instance: LoadedInstance) -> Observation {
        let index = Int(export.index)
        switch export.kind {
        case .function: return .function
        case .tag: return .tag
        case .global: return .global(value(of: instance.block.global(index), instance))
        case .memory:
            let memory = instance.block.memory(index)
            return .memory(pages: memory.pages, digest: MemoryDigest.value(of: memory))
        case .table:
            let table = instance.block.table(index)
            return .table(size: table.size, digest: store.digest(of: table))
        }
    }

    public func memory(
        _ handle: InstanceHandle, _ name: String, from offset: UInt64, count: Int
    ) throws(EngineFailure) -> [UInt8]? {
        let instance = try instance(handle)
        guard let export = instance.module.facts.export(name), export.kind == .memory else { return nil }
        return Store.bytes(of: instance.block.memory(Int(export.index)), from: offset, count: count)
    }

    public func takeHostCalls() throws(EngineFailure) -> [HostCall] { store.takeHostCalls() }
}

extension ValueType {
    /// Whether it is a reference to a type that a module defines.
    fileprivate var namesType: Bool { isReference && !heapType.isAbstract }
}
