import NativeCode

/// The processor that code is for: what selection may use. Below ``level2`` nothing is made.
package struct TargetFeatures: Hashable, Sendable {
    private var features: ProcessorFeatures

    package static let level2 = TargetFeatures(features: .level2)
    package static let level3 = TargetFeatures(features: [.level2, .avx, .avx2, .bmi1, .bmi2, .lzcnt])
    /// This machine's, so far as there is a use for them.
    package static let host = TargetFeatures(features: NativeMachine.features.intersection(level3.features))

    private static let levels: [(name: String, target: TargetFeatures)] = [("x86-64-v2", .level2), ("x86-64-v3", .level3)]
    private static let extensions: [(name: String, feature: ProcessorFeatures)] = [
        ("avx", .avx), ("avx2", [.avx, .avx2]), ("bmi1", .bmi1), ("bmi2", .bmi2), ("lzcnt", .lzcnt),
        // What every target has.
        ("sse4.1", .level2), ("sse4.2", .level2), ("popcnt", .level2),
    ]

    /// What the names in a list may be.
    package static var names: [String] { levels.map(\.name) + extensions.map(\.name) }

    private init(features: ProcessorFeatures) { self.features = features }

    /// The target of a list of names between commas; `nil` if one of them is none of ``names``.
    package init?(_ list: String) {
        features = .level2
        for name in list.split(separator: ",", omittingEmptySubsequences: false) {
            if let level = Self.levels.first(where: { $0.name == name }) {
                features.formUnion(level.target.features)
            } else if let known = Self.extensions.first(where: { $0.name == name }) {
                features.formUnion(known.feature)
            } else {
                return nil
            }
        }
    }

    /// The list, in one way of writing it.
    package var name: String {
        if self == .level3 { return "x86-64-v3" }
        let present = Self.extensions.filter { !Self.level2.features.contains($0.feature) && features.contains($0.feature) }
        return (["x86-64-v2"] + present.map(\.name)).joined(separator: ",")
    }

    /// Whether this machine has all of them.
    package var isSupported: Bool { features.isSubset(of: NativeMachine.features) }

    /// Three operands, and addresses that are not aligned.
    var hasAVX: Bool { features.contains(.avx) }
    var hasAVX2: Bool { features.contains(.avx2) }
    var hasBMI1: Bool { features.contains(.bmi1) }
    /// Shifts by any register.
    var hasBMI2: Bool { features.contains(.bmi2) }
    var hasLZCNT: Bool { features.contains(.lzcnt) }
}
