public import EngineInterface
public import WasmValidation

/// What tells one in-tree engine from another: how modules are translated, and how functions are called. Everything
/// else is ``RuntimeStore``.
public protocol ExecutionTier: Sendable {
    associatedtype Machine: ExecutionMachine

    var identity: EngineIdentity { get }
    var capabilities: EngineCapabilities { get }
    /// What the tier holds for one store.
    func makeMachine(_ context: ContextBlock, _ configuration: StoreConfiguration) throws(EngineFailure) -> Machine
}

/// The tier's part of one store. It lives as long as the store, and so do the blocks it is given.
public protocol ExecutionMachine: AnyObject {
    /// A translated module. The store keeps it as long as it lives.
    associatedtype Translation

    /// Whether calls run machine code: then the store watches the native stack and arms the clock's interrupt.
    static var runsMachineCode: Bool { get }

    /// Words behind ``Layout/Instance/tierWords`` that the tier wants in each instance.
    var instanceWords: Int { get }

    /// Translates a module. `types` are the store's canonical numbers of its types, by type index.
    /// - Throws: the first feature that the tier does not have.
    func translate(_ module: ValidatedModule, types: [UInt32]) throws(UnsupportedFeature) -> Translation

    /// The same for a tier that may have translated the module before: `bytes` are its encoding.
    func translate(_ module: ValidatedModule, encodedAs bytes: [UInt8], types: [UInt32]) throws(UnsupportedFeature) -> Translation

    /// Gives an instance its code: ``Layout/Function/entry`` and ``Layout/Function/tierWord`` of each function that the
    /// module defines, and the instance's words. All blocks of the instance are in place, imports linked; memories and
    /// tables have their initial size, but no segment was applied.
    func attach(_ translation: Translation, to instance: InstanceBlock)

    /// The same for a host's function.
    func attach(toHost function: FunctionBlock)

    /// Calls a function, of a module or of the host, from outside. Parameters are in `words`, results go there; there
    /// is room for the larger of both. Fuel, depth and time of the call stand in the context.
    func call(_ function: FunctionBlock, _ words: UnsafeMutablePointer<UInt64>) -> Status
}

extension ExecutionMachine {
    public func translate(_ module: ValidatedModule, encodedAs bytes: [UInt8], types: [UInt32]) throws(UnsupportedFeature)
        -> Translation
    {
        try translate(module, types: types)
    }
}

/// A tier does not have what a module uses.
public struct UnsupportedFeature: Error, Hashable, Sendable {
    /// In words for people: "simd", "memory64", "throw_ref".
    public var name: String
    public init(_ name: String) { self.name = name }
}
