import EngineInterface
import EngineRuntime
import NativeCode
import OptimizingAOT
import Testing
import WasmModel

/// What ends a call that would not end.
@Suite(.enabled(if: NativeMachine.isAvailable, "code cannot run here"), .serialized)
struct LimitTests {
    private static let bodies = [
        ("a loop without calls", "(loop $again (br $again))"),
        ("a loop that stores", "(loop $again (i32.store (i32.const 8) (i32.const 1)) (br $again))"),
        ("a loop of bulk operations", "(loop $again (memory.fill (i32.const 0) (i32.const 1) (i32.const 65536)) (br $again))"),
        (
            "a loop of a bulk operation that answers nothing",
            "(loop $again (table.fill (i32.const 0) (ref.null func) (i32.const 10000)) (elem.drop 0) (br $again))"
        ),
        ("calls of the host", "(loop $again (call $host) (br $again))"),
        ("indirect calls of the host", "(loop $again (call_indirect (i32.const 0)) (br $again))"),
        ("calls", "(loop $again (call $leaf) (br $again))"),
        ("a chain of tail calls", "(return_call $go)"),
    ]

    /// Processor time, so that a busy machine does not make the test fail: the deadline itself is wall time, which passes
    /// no slower.
    @Test(.timeLimit(.minutes(1)), arguments: bodies, CompileOptions.Level.allCases)
    func aRunawayEndsWithinTenMilliseconds(_ runaway: (name: String, body: String), _ level: CompileOptions.Level) throws {
        let limits = ExecutionLimits(nanoseconds: 30_000_000)
        let store = try AOTEngine(AOTTier(CompileOptions(level: level))).makeStore(
            StoreConfiguration(features: .all, limits: limits))
        try store.define([HostFunction(module: "host", name: "work", type: FunctionType([], []))])
        let instance = try Workbench.instantiate(
            """
            (module (import "host" "work" (func $host)) (memory 1) (table 10000 funcref) (elem (i32.const 0) $host)
              (func $leaf)
              (func $go (export "go") \(runaway.body)))
            """, in: store)
        #expect(try store.invoke(instance, "go", with: []) == .exhausted(.time))
        let start = ThreadClock.nanoseconds()
        #expect(try store.invoke(instance, "go", with: []) == .exhausted(.time))
        #expect(ThreadClock.nanoseconds() - start < 40_000_000, "\(runaway.name)")
    }
}
