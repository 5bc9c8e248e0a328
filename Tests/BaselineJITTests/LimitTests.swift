import BaselineJIT
import EngineInterface
import EngineRuntime
import Foundation
import NativeCode
import Testing
import WasmBinary
import WasmModel
import WasmText

/// What ends a call that would not end, and what the process looks like meanwhile.
@Suite(.enabled(if: BaselineJIT().capabilities.unavailable == nil, "code cannot run here"), .serialized)
struct LimitTests {
    private static let bodies = [
        ("a loop without calls", "(loop $again (br $again))"),
        ("a loop that stores", "(loop $again (i32.store (i32.const 8) (i32.const 1)) (br $again))"),
        ("a loop of bulk operations", "(loop $again (memory.fill (i32.const 0) (i32.const 1) (i32.const 65536)) (br $again))"),
        ("calls", "(loop $again (call $leaf) (br $again))"),
        ("a chain of tail calls", "(return_call $go)"),
    ]

    /// Processor time, so that a busy machine does not make the test fail: the deadline itself is wall time, which passes
    /// no slower.
    @Test(.timeLimit(.minutes(1)), arguments: bodies) func aRunawayEndsWithinTenMilliseconds(name: String, body: String) throws {
        let module = try Workbench(
            """
            (module (memory 1) (func $leaf)
              (func $go (export "go") \(body)))
            """, limits: ExecutionLimits(nanoseconds: 30_000_000))
        #expect(try module("go") == .exhausted(.time))
        let start = ThreadClock.nanoseconds()
        #expect(try module("go") == .exhausted(.time))
        #expect(ThreadClock.nanoseconds() - start < 40_000_000, "\(name)")
    }

    /// The same number of calls whatever the frames hold, and again after a call that came to its end.
    @Test(arguments: [("", 0), ("i64 i64 i64 i64 i64 i64 i64 i64 i64 i64", 10)])
    func theDepthOfCallsIsThatOfTheLimit(locals: String, count: Int) throws {
        let uses = (0..<count).map { "(local.set \($0 + 1) (i64.extend_i32_u (local.get 0)))" }.joined(separator: " ")
        let module = try Workbench(
            """
            (module (func $down (export "down") (param i32) (local \(locals))
              \(uses)
              (if (local.get 0) (then (call $down (i32.sub (local.get 0) (i32.const 1)))))
              \((0..<count).map { "(drop (local.get \($0 + 1)))" }.joined(separator: " "))))
            """, limits: ExecutionLimits(callDepth: 1000))
        for _ in 0..<2 {
            #expect(try module("down", .i32(999)) == .returned([]))
            #expect(try module("down", .i32(1000)) == .exhausted(.callStack))
        }
    }

    @Test(.enabled(if: FileManager.default.fileExists(atPath: "/proc/self/maps"), "no /proc here"))
    func noPageIsWritableAndExecutable() throws {
        let module = try Workbench(#"(module (func (export "go") (result i32) (i32.const 7)))"#)
        #expect(try module("go") == .returned([.i32(7)]))
        let maps = try String(contentsOfFile: "/proc/self/maps", encoding: .utf8).split(separator: "\n")
        let rights = maps.compactMap { $0.split(separator: " ").dropFirst().first }
        #expect(rights.contains { $0.hasPrefix("r-x") })
        #expect(!rights.contains { $0.hasPrefix("rwx") || $0.hasPrefix("-wx") })
    }

    /// Stores, modules, instances and memories that are let go leave nothing behind.
    @Test(.enabled(if: FileManager.default.fileExists(atPath: "/proc/self/statm"), "no /proc here"))
    func instantiationsLeaveNothingBehind() throws {
        let bytes = try Module(
            parsing: """
                (module (memory 1) (table 10 funcref) (global (mut i64) (i64.const 1)) (tag $t (param i64))
                  (type $a (array (mut i8)))
                  (elem (i32.const 0) $f)
                  (data (i32.const 0) "hello")
                  (func $f (param i64) (result i64) (throw $t (local.get 0)))
                  (func (export "go") (param i64) (result i64)
                    (drop (array.new_default $a (i32.const 1000)))
                    (i32.store (i32.const 1000) (i32.const 5))
                    (block $caught (result i64)
                      (try_table (result i64) (catch $t $caught) (call_indirect (param i64) (result i64) (local.get 0) (i32.const 0))))))
                """
        ).encoded()
        func live() throws {
            let store = try BaselineJIT.engine().makeStore(StoreConfiguration())
            guard case .module(let module) = try store.load(bytes), case .instance(let instance) = try store.instantiate(module)
            else {
                Issue.record("not instantiated")
                return
            }
            #expect(try store.invoke(instance, "go", with: [.i64(3)]) == .returned([.i64(3)]))
        }
        for _ in 0..<500 { try live() }
        let before = try Self.residentPages()
        for _ in 0..<5_000 { try live() }
        // 5,000 lost pages would be a page for each.
        #expect(try Self.residentPages() - before < 500)
    }

    private static func residentPages() throws -> Int {
        let fields = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8).split(separator: " ")
        return Int(fields[1]) ?? 0
    }
}
