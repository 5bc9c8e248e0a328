import ExternalEngines

/// The name of an engine that is not ours: `KIND[@VERSION][:TIER][=PATH]`.
struct ExternalEngineName: Hashable, Sendable, CustomStringConvertible {
    enum Kind: String, CaseIterable, Sendable {
        case wasmtime
        /// Any library with the standard C interface.
        case standard = "wasm-c-api"
    }
    var kind: Kind
    var release: WasmtimeRelease?
    var tier = WasmtimeTier.cranelift
    /// The library, where the user names it.
    var path: String?
    private let text: String

    var description: String { text }

    /// - Throws: ``CommandFailure`` with status 64 if the kind is known and the rest makes no sense.
    /// - Returns: `nil` if the name is of another kind.
    init?(_ text: String) throws(CommandFailure) {
        self.text = text
        let head = text.prefix { $0 != "=" }
        let word = head.prefix { $0 != "@" && $0 != ":" }
        guard let kind = Kind(rawValue: String(word)) else { return nil }
        self.kind = kind
        if head.count < text.count { path = String(text.dropFirst(head.count + 1)) }
        var rest = head.dropFirst(word.count)
        func wrong(_ what: String) -> CommandFailure { CommandFailure(.usage, "error: unknown engine '\(text)': \(what)") }
        if rest.first == "@" {
            let version = rest.dropFirst().prefix { $0 != ":" }
            guard let release = WasmtimeRelease(version) else { throw wrong("a version is written like 29.0.0") }
            guard WasmtimeRelease.known.contains(release) else {
                throw wrong("the known releases of Wasmtime are \(WasmtimeRelease.known.lowerBound) to \(WasmtimeRelease.known.upperBound.major)")
            }
            self.release = release
            rest = rest.dropFirst(version.count + 1)
        }
        if rest.first == ":" {
            guard let tier = WasmtimeTier(rawValue: String(rest.dropFirst())), tier != .cranelift else {
                let tiers = WasmtimeTier.allCases.map(\.rawValue).filter { !$0.isEmpty }
                throw wrong("the tiers are \(tiers.joined(separator: ", "))")
            }
            self.tier = tier
        }
        if kind == .standard {
            guard path != nil, release == nil, tier == .cranelift else { throw wrong("it is written \(kind.rawValue)=PATH") }
        }
        if path?.isEmpty == true { throw wrong("the path is empty") }
    }

    /// How the names are written.
    static var forms: [String] {
        let tiers = WasmtimeTier.allCases.map(\.rawValue).filter { !$0.isEmpty }
        return ["wasmtime[@VERSION][:\(tiers.joined(separator: "|"))][=LIBRARY]", "wasm-c-api=LIBRARY"]
    }
}
