package import WasmModel

/// The name of a script in results and ledgers, which is the same wherever the suite lies and however it was asked for,
/// and what its folder says about the language it is written in.
package enum SuiteName {
    /// Folders of a suite that hold something other than the core language.
    private static let folders: Set = ["proposals", "legacy", "custom"]

    /// `file` (components of an absolute path) as seen from its suite: `i32.wast`, `proposals/threads/atomic.wast`,
    /// `spec/core/i32.wast` for a file of this package's own suite. `root` is the number of components of the folder
    /// that was asked for, or of the file's own folder.
    package static func name(of file: [String], root: Int) -> String {
        var start = min(root, file.count - 1)
        if let own = (0..<max(file.count - 2, 0)).last(where: { file[$0] == "spec" && file[$0 + 1] == "core" }) {
            start = own
        } else if let folder = file.dropLast().lastIndex(where: folders.contains), folder < start {
            start = folder
        }
        return file[start...].joined(separator: "/")
    }

}

/// The language that a folder of the suite is written in.
package struct SuiteLanguage: Hashable, Sendable {
    package var features: FeatureSet
    /// A proposal that this package does not have: scripts are read as far as they can be, the rest is skipped and
    /// this is the reason.
    package var missing: String?

    package init(features: FeatureSet, missing: String? = nil) {
        self.features = features
        self.missing = missing
    }

    /// WebAssembly as the threads proposal knew it: its scripts expect a second memory or table to be invalid.
    private static let beforeReferenceTypes: FeatureSet = {
        var features = FeatureSet.wasm3
        let later: [Feature] = [.referenceTypes, .multiMemory, .memory64, .functionReferences, .gc, .exceptions]
        for feature in later { features.remove(feature) }
        return features
    }()

    private static func wasm3(with feature: Feature) -> FeatureSet { FeatureSet.wasm3.union(FeatureSet([feature])) }

    /// The language of the script with this ``SuiteName``. Our own suite is written in the language of today, with the
    /// proposals that its folders name on top.
    package static func of(script name: String) -> SuiteLanguage {
        var components = name.split(separator: "/").dropLast()
        let isOurs = components.starts(with: ["spec", "core"])
        if isOurs { components = components.dropFirst(2) }
        guard let first = components.first else { return SuiteLanguage(features: .wasm3) }
        if first == "legacy" { return SuiteLanguage(features: wasm3(with: .legacyExceptions)) }
        guard first == "proposals", let proposal = components.dropFirst().first else {
            return SuiteLanguage(features: .wasm3)
        }
        switch proposal {
        case "threads" where isOurs: return SuiteLanguage(features: wasm3(with: .threads))
        case "threads": return SuiteLanguage(features: beforeReferenceTypes.union(FeatureSet([.threads])))
        case "wide-arithmetic": return SuiteLanguage(features: wasm3(with: .wideArithmetic))
        case "custom-page-sizes": return SuiteLanguage(features: wasm3(with: .customPageSizes))
        case "legacy", "legacy-exceptions", "exception-handling":
            return SuiteLanguage(features: wasm3(with: .legacyExceptions))
        case "relaxed-simd", "simd", "memory64", "multi-memory", "gc", "function-references", "tail-call",
            "extended-const":
            return SuiteLanguage(features: .wasm3)
        default: return SuiteLanguage(features: .wasm3, missing: "the \(proposal) proposal is not implemented")
        }
    }
}
