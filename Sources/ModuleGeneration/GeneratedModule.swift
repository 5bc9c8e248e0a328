public import WasmModel

/// Changes whenever the same seed gives another module.
public let generatorVersion: UInt32 = 1

/// A module made from a seed, and what to do with it.
public struct GeneratedModule: Hashable, Sendable {
    public var seed: UInt64
    public var module: Module
    /// Calls of exported functions, to be made in this order in one instance. The arguments fit the function's type.
    public var script: [Invocation]
    /// The functions that the module imports, in the order of its imports.
    public var hostFunctions: [HostImport]
}

/// One call of an exported function.
public struct Invocation: Hashable, Sendable {
    public var export: String
    public var arguments: [Value]
    public init(export: String, arguments: [Value]) {
        self.export = export
        self.arguments = arguments
    }
}

/// A function that the module wants from the host.
public struct HostImport: Hashable, Sendable {
    public var module: String
    public var name: String
    public var type: FunctionType
    /// For whoever makes up its results.
    public var seed: UInt64
    public init(module: String, name: String, type: FunctionType, seed: UInt64) {
        self.module = module
        self.name = name
        self.type = type
        self.seed = seed
    }
}
