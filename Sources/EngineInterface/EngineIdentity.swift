public import WasmModel

/// Who answered.
public struct EngineIdentity: Hashable, Sendable, CustomStringConvertible {
    /// As on the command line: `interpreter`, `wasmtime:winch`.
    public var name: String
    public var version: String
    /// Options that are not part of the name; empty for none.
    public var configuration: String
    /// Parts that several engines share, by target name: what they share, they cannot disagree about.
    public var sharedParts: [String]
    /// The name of the engine whose code this is, if that is another one: the two must not contradict each other.
    public var original: String?
    public init(
        name: String, version: String, configuration: String = "", sharedParts: [String] = [], original: String? = nil
    ) {
        self.name = name
        self.version = version
        self.configuration = configuration
        self.sharedParts = sharedParts
        self.original = original
    }
    /// What ``configuration`` says of an engine that runs in a process of its own.
    public static let workerMark = "worker"
    /// Whether the engine runs in a process of its own.
    public var isApart: Bool { configuration.split(separator: " ").contains(Substring(Self.workerMark)) }

    /// The name of the engine whose code this is.
    public var implementation: String { original ?? name }
    public var description: String { name }
}

/// What an engine can run and what it can show.
public struct EngineCapabilities: Hashable, Sendable {
    public var features: FeatureSet
    public var observesGlobals: Bool
    public var observesMemories: Bool
    public var observesTables: Bool
    /// `nil` if the engine can run here; otherwise why not ("needs x86-64 Linux").
    public var unavailable: String?
    public init(
        features: FeatureSet, observesGlobals: Bool = true, observesMemories: Bool = true, observesTables: Bool = true,
        unavailable: String? = nil
    ) {
        self.features = features
        self.observesGlobals = observesGlobals
        self.observesMemories = observesMemories
        self.observesTables = observesTables
        self.unavailable = unavailable
    }
}

/// What a store allows.
public struct StoreConfiguration: Hashable, Sendable {
    /// A module that uses anything else is malformed or invalid, as the specification of that era has it.
    public var features: FeatureSet
    public var limits: ExecutionLimits
    public init(features: FeatureSet = .wasm3, limits: ExecutionLimits = ExecutionLimits()) {
        self.features = features
        self.limits = limits
    }
}

/// Bounds whose reaching is ``Outcome/exhausted(_:)``, never a crash.
public struct ExecutionLimits: Hashable, Sendable {
    /// Instructions in one call from outside, roughly; `nil` for no bound.
    public var fuel: UInt64?
    /// Bytes of all memories of the store together.
    public var memoryBytes: UInt64
    /// Elements of all tables of the store together.
    public var tableElements: UInt64
    /// Bytes of structures, arrays and exceptions of the store together.
    public var heapBytes: UInt64
    /// Calls inside each other.
    public var callDepth: UInt32
    /// Wall time of one call from outside, in nanoseconds; `nil` for no bound.
    public var nanoseconds: UInt64?
    public init(
        fuel: UInt64? = nil, memoryBytes: UInt64 = 1 << 33, tableElements: UInt64 = 20_000_000, heapBytes: UInt64 = 256 << 20,
        callDepth: UInt32 = 20_000, nanoseconds: UInt64? = nil
    ) {
        self.fuel = fuel
        self.memoryBytes = memoryBytes
        self.tableElements = tableElements
        self.heapBytes = heapBytes
        self.callDepth = callDepth
        self.nanoseconds = nanoseconds
    }
}
