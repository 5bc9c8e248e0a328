package import EngineInterface
import WasmModel

/// Where the state behind an export differs: the first word of a memory, which a digest does not tell.
package struct StateDifference: Hashable, Sendable {
    /// Of the module under test.
    package var export: String
    /// Bytes from the beginning of the memory.
    package var address: UInt64
    /// Eight bytes, little endian.
    package var expected: UInt64
    package var actual: UInt64

    /// Runs a case up to its difference on an engine of the majority and on the other one, and compares a memory.
    /// `nil` if something else than a memory of the module under test differs, or neither engine shows its bytes.
    package init?(
        _ test: DifferentialCase, _ difference: Difference, _ right: any Engine, _ wrong: any Engine,
        limits: ExecutionLimits
    ) {
        guard case .state(let name) = difference.kind else { return nil }
        var short = test
        short.calls = Array(test.calls.prefix(max(0, difference.step - 1)))
        guard let first = Self.bytes(of: name, short, right, limits),
            let second = Self.bytes(of: name, short, wrong, limits),
            first.count == second.count,
            let position = zip(first, second).enumerated().first(where: { $0.element.0 != $0.element.1 })?.offset
        else { return nil }
        let start = min(position / 8 * 8, max(0, first.count - 8))
        func word(_ bytes: [UInt8]) -> UInt64 {
            bytes[start..<min(start + 8, bytes.count)].reversed().reduce(0) { $0 << 8 | UInt64($1) }
        }
        guard first.count >= 8 else { return nil }
        export = name
        address = UInt64(start)
        expected = word(first)
        actual = word(second)
    }

    private static let mostBytes = 64 << 20

    private static func bytes(
        of export: String, _ test: DifferentialCase, _ engine: any Engine, _ limits: ExecutionLimits
    ) -> [UInt8]? {
        var found: [UInt8]?
        _ = CaseRunner.run(test, on: engine, limits: limits) { store, instances throws(EngineFailure) in
            guard let instance = instances.last,
                case .memory(let pages, _) = try store.observe(instance, export), pages <= UInt64(mostBytes >> 16)
            else { return }
            found = try store.memory(instance, export, from: 0, count: Int(pages) << 16)
        }
        return found
    }
}
