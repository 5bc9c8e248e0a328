package import EngineInterface
import Interpreter

/// Every engine that a command line can name. The only place that knows engines by their types.
package enum EngineRegistry {
    struct Entry: Sendable {
        var name: String
        var make: @Sendable () -> any Engine
    }

    static let builtIn: [Entry] = [
        Entry(name: "interpreter") { InterpreterEngine() },
    ]

    package static var names: [String] { builtIn.map(\.name) }

    /// The engine with this name.
    /// - Throws: ``CommandFailure`` with status 64 if there is no such engine, 69 if it cannot run here.
    package static func engine(named name: String) throws(CommandFailure) -> any Engine {
        guard let entry = builtIn.first(where: { $0.name == name }) else {
            throw CommandFailure(.usage, "error: unknown engine '\(name)'; known engines: \(names.joined(separator: ", "))")
        }
        let engine = entry.make()
        if let reason = engine.capabilities.unavailable {
            throw CommandFailure(.engineUnavailable, "error: the engine '\(name)' is not available here: \(reason)")
        }
        return engine
    }

    /// Every engine, in the order of the list, whether or not it can run here.
    package static func all() -> [any Engine] { builtIn.map { $0.make() } }

    /// Every engine that can run here.
    package static func available() -> [any Engine] { all().filter { $0.capabilities.unavailable == nil } }
}
