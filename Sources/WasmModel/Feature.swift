/// A part of the language that can be switched on and off: a proposal, from the time when it was one.
public enum Feature: UInt8, CaseIterable, Hashable, Sendable {
    /// WebAssembly 1.0; always on.
    case core1
    // WebAssembly 2.0
    case signExtension, saturatingConversion, multiValue, bulkMemory, referenceTypes, simd
    // WebAssembly 3.0
    case tailCall, extendedConst, multiMemory, memory64, functionReferences, gc, exceptions, relaxedSIMD
    // Proposals
    case threads, wideArithmetic, customPageSizes, legacyExceptions

    /// As on the command line: `--features +threads,-gc`.
    public var name: String {
        switch self {
        case .core1: "core1"
        case .signExtension: "sign-extension"
        case .saturatingConversion: "saturating-conversion"
        case .multiValue: "multi-value"
        case .bulkMemory: "bulk-memory"
        case .referenceTypes: "reference-types"
        case .simd: "simd"
        case .tailCall: "tail-call"
        case .extendedConst: "extended-const"
        case .multiMemory: "multi-memory"
        case .memory64: "memory64"
        case .functionReferences: "function-references"
        case .gc: "gc"
        case .exceptions: "exceptions"
        case .relaxedSIMD: "relaxed-simd"
        case .threads: "threads"
        case .wideArithmetic: "wide-arithmetic"
        case .customPageSizes: "custom-page-sizes"
        case .legacyExceptions: "legacy-exceptions"
        }
    }
}

/// A set of features, one bit each.
public struct FeatureSet: OptionSet, Hashable, Sendable {
    public var rawValue: UInt32
    public init(rawValue: UInt32) { self.rawValue = rawValue }
    public init(_ features: [Feature]) { rawValue = features.reduce(1) { $0 | 1 << UInt32($1.rawValue) } }

    public static let wasm1 = FeatureSet([])
    public static let wasm2 = FeatureSet([.signExtension, .saturatingConversion, .multiValue, .bulkMemory, .referenceTypes, .simd])
    public static let wasm3 = wasm2.union(FeatureSet([.tailCall, .extendedConst, .multiMemory, .memory64, .functionReferences, .gc, .exceptions, .relaxedSIMD]))
    public static let all = FeatureSet(Feature.allCases)

    @inlinable public func contains(_ feature: Feature) -> Bool { rawValue & (1 << UInt32(feature.rawValue)) != 0 }
    public mutating func insert(_ feature: Feature) { rawValue |= 1 << UInt32(feature.rawValue) }
    public mutating func remove(_ feature: Feature) { rawValue &= ~(1 << UInt32(feature.rawValue)) }

    /// In the order of the declaration.
    public var features: [Feature] { Feature.allCases.filter { contains($0) } }
}
