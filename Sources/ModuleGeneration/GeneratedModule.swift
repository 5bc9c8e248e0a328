public import WasmModel

/// Changes whenever the same seed gives another module.
public let generatorVersion: UInt32 = 4

/// A module made from a seed, and what to do with it.
public struct GeneratedModule: Hashable, Sendable {
    public var seed: UInt64
    /// What the module uses at most.
    public var features: FeatureSet
    public var module: Module
    /// Modules that it is linked with, in the order in which they are instantiated.
    public var libraries: [GeneratedLibrary] = []
    /// Of each defined function, the stretches of code that hold the module together and are not what it is made for:
    /// guards, counters, checksums.
    public var scaffolding: [[Range<Int32>]] = []
    /// Calls of exported functions, to be made in this order in one instance. The arguments fit the function's type.
    public var script: [Invocation]
    /// The functions that the module imports, in the order of its imports.
    public var hostFunctions: [HostImport]
    /// For the lengths of numbers in the binary form; `nil` for the shortest.
    public var longForms: UInt64?

    public init(
        seed: UInt64, features: FeatureSet, module: Module, libraries: [GeneratedLibrary] = [],
        scaffolding: [[Range<Int32>]] = [], script: [Invocation], hostFunctions: [HostImport]
    ) {
        self.seed = seed
        self.features = features
        self.module = module
        self.libraries = libraries
        self.scaffolding = scaffolding
        self.script = script
        self.hostFunctions = hostFunctions
    }
}

/// A module that another one imports from.
public struct GeneratedLibrary: Hashable, Sendable {
    public var name: String
    public var module: Module
    /// As in ``GeneratedModule``.
    public var scaffolding: [[Range<Int32>]]
    public init(name: String, module: Module, scaffolding: [[Range<Int32>]]) {
        self.name = name
        self.module = module
        self.scaffolding = scaffolding
    }
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
