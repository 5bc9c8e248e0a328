package import WasmModel

/// A release of Wasmtime, and all that the adapter must know about the differences between releases.
package struct WasmtimeRelease: Hashable, Comparable, Sendable, CustomStringConvertible {
    package var major: UInt32
    package var minor: UInt32
    package var patch: UInt32

    package init(_ major: UInt32, _ minor: UInt32 = 0, _ patch: UInt32 = 0) {
        self.major = major
        self.minor = minor
        self.patch = patch
    }

    /// Three numbers with dots between them; missing ones are zero.
    package init?(_ text: some StringProtocol) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        let numbers = parts.compactMap { UInt32($0) }
        guard (1...3).contains(parts.count), numbers.count == parts.count else { return nil }
        self.init(numbers[0], numbers.count > 1 ? numbers[1] : 0, numbers.count > 2 ? numbers[2] : 0)
    }

    package var description: String { "\(major).\(minor).\(patch)" }

    package static func < (a: WasmtimeRelease, b: WasmtimeRelease) -> Bool {
        (a.major, a.minor, a.patch) < (b.major, b.minor, b.patch)
    }

    /// Releases whose interface is known.
    package static let known = WasmtimeRelease(0, 40, 0)...WasmtimeRelease(50, 99, 99)

    // MARK: Sizes

    /// Bytes from one value to the next in an array of them.
    var valueStride: Int { major >= 37 ? 32 : 24 }
    /// Bytes from one external to the next in an array of them.
    var externStride: Int { major >= 34 ? 32 : 24 }

    /// Whether the C interface can carry tags and references to exceptions; before, the process ends where one would have
    /// to be shown.
    var showsExceptions: Bool { major >= 44 }

    // MARK: Features

    /// What a tier of this release can run. Options that decide about it are off by default in many releases; the
    /// adapter switches them on.
    package func features(of tier: WasmtimeTier) -> FeatureSet {
        var features = FeatureSet.wasm2.union(FeatureSet([.multiMemory, .memory64]))
        // swift-format-ignore
        let since: [(UInt32, Feature)] = [
            (14, .relaxedSIMD), (15, .threads), (18, .tailCall), (25, .extendedConst),
            (27, .functionReferences), (27, .gc), (27, .wideArithmetic),
            (39, .exceptions), (39, .customPageSizes),
        ]
        for (release, feature) in since where major >= release { features.insert(feature) }
        switch tier {
        case .cranelift, .unoptimised, .ahead: break
        case .winch:
            for lacking in [Feature.functionReferences, .gc, .exceptions, .relaxedSIMD] { features.remove(lacking) }
            if major < 50 { features.remove(.tailCall) }
        case .pulley: features.remove(.threads)
        }
        return features
    }

    /// The first release in which a tier can be asked for.
    package static func first(of tier: WasmtimeTier) -> WasmtimeRelease {
        switch tier {
        case .cranelift, .unoptimised, .ahead: known.lowerBound
        // Before, the C interface has no number for it, and takes any that it does not know for Cranelift's.
        case .winch: WasmtimeRelease(45)
        case .pulley: WasmtimeRelease(30)
        }
    }

    // MARK: Traps

    /// How `wasmtime_trap_code` numbers the traps that came after the first eleven.
    enum TrapNumbering: Hashable, Sendable {
        /// It may abort the process, or has no number for what matters; the message is asked instead.
        case unreliable
        /// 11 fuel, 12 atomic wait, 13 null reference, 14 array, 15 allocation, 16 cast.
        case plain
        /// The same, each one higher.
        case shifted
    }

    var trapNumbering: TrapNumbering {
        switch major {
        case ...3, 27...33: .unreliable
        case 34...41: .shifted
        default: .plain
        }
    }
}

/// A way in which Wasmtime runs code.
package enum WasmtimeTier: String, CaseIterable, Hashable, Sendable {
    /// Cranelift as Wasmtime uses it by default.
    case cranelift = ""
    /// Cranelift without optimisation.
    case unoptimised = "O0"
    /// The single-pass compiler.
    case winch
    /// Cranelift for the byte code of an interpreter.
    case pulley
    /// Cranelift; every module is serialised, and loaded from that.
    case ahead = "aot"

    /// Options that select it, by the names of their setters.
    var options: [(name: String, value: UInt64)] {
        switch self {
        case .cranelift, .ahead, .pulley: [("strategy", 1)]
        case .unoptimised: [("strategy", 1), ("cranelift_opt_level", 0)]
        case .winch: [("strategy", 2)]
        }
    }

    /// The target to compile for, where it is not the processor.
    var target: String? { self == .pulley ? "pulley64" : nil }
}
