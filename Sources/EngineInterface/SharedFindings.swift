import Synchronization
public import WasmModel

/// What an engine found out about the modules of a case before it translated them, for other engines that are asked
/// about the same case and share the part that found it out (``EngineIdentity/sharedParts``). What engines share they
/// cannot disagree about, so to ask the part once is to ask it for all of them. An engine that shares nothing takes no
/// notice of it.
///
/// Two of them are equal: what is found out about modules follows from the modules.
public final class SharedFindings: Sendable, Hashable {
    private struct Finding {
        var module: [UInt8]
        var features: FeatureSet
        var content: any AnyObject & Sendable
    }
    private struct State {
        var findings: [Finding] = []
        var nanoseconds: UInt64 = 0
    }

    private let state = Mutex(State())
    /// Nanoseconds from any beginning; `nil` to measure nothing.
    private let clock: (@Sendable () -> UInt64)?

    public init(clock: (@Sendable () -> UInt64)? = nil) { self.clock = clock }

    /// What is known about a module in the language of these features, or what `find` finds now.
    public func content<Content: AnyObject & Sendable>(
        of module: [UInt8], _ features: FeatureSet, find: () -> Content
    ) -> Content {
        let known = state.withLock { state in
            state.findings.first { $0.features == features && $0.content is Content && $0.module == module }?.content
        }
        if let known = known as? Content { return known }
        let start = clock?() ?? 0
        let found = find()
        let end = clock?() ?? 0
        state.withLock { state in
            state.findings.append(Finding(module: module, features: features, content: found))
            state.nanoseconds &+= end &- start
        }
        return found
    }

    /// Time that was spent on finding out.
    public var nanoseconds: UInt64 { state.withLock { $0.nanoseconds } }

    public static func == (a: SharedFindings, b: SharedFindings) -> Bool { true }
    public func hash(into hasher: inout Hasher) {}
}
