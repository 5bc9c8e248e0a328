import EngineInterface
import EngineRuntime
import Foundation
import Testing
import WasmModel

@Suite struct LimitTests {
    @Test(arguments: [
        "(memory 4)", "(memory 1) (memory 3)", "(memory i64 0x1_0000_0000_0000)", "(memory i64 0xFFFF_FFFF_FFFF)",
        "(memory 0x80000000 (pagesize 1))", "(table 11 funcref)", "(table 5 funcref) (table 6 externref)",
        "(table i64 0xFFFF_FFFF_FFFF_FFFF funcref)", "(type $a (array i8)) (global (ref $a) (array.new_default $a (i32.const 5000)))",
        "(type $a (array v128)) (global (ref $a) (array.new_default $a (i32.const -1)))",
    ])
    func aModuleThatIsTooLargeIsExhaustion(_ fields: String) throws {
        let session = try Session(limits: ExecutionLimits(memoryBytes: 3 << 16, tableElements: 10, heapBytes: 4096))
        #expect(try session.instantiation("(module \(fields))") == .exhausted(.memory))
    }

    @Test func limitsHoldForTheStoreAsAWhole() throws {
        var session = try Session(limits: ExecutionLimits(memoryBytes: 3 << 16, tableElements: 10))
        try session.make("(module (memory 2) (table 8 funcref))")
        #expect(try session.instantiation("(module (memory 2))") == .exhausted(.memory))
        #expect(try session.instantiation("(module (table 3 funcref))") == .exhausted(.memory))
        try session.make(
            """
            (module (memory 0) (table 0 funcref)
              (func (export "m") (param i32) (result i32) (memory.grow (local.get 0)))
              (func (export "t") (param i32) (result i32) (table.grow (ref.null func) (local.get 0))))
            """)
        #expect(try session.call("m", .i32(2)) == .returned([.i32(.max)]))
        #expect(try session.call("m", .i32(1)) == .returned([.i32(0)]))
        #expect(try session.call("m", .i32(1)) == .returned([.i32(.max)]))
        #expect(try session.call("t", .i32(3)) == .returned([.i32(.max)]))
        #expect(try session.call("t", .i32(2)) == .returned([.i32(0)]))
        #expect(try session.call("t", .i32(1)) == .returned([.i32(.max)]))
    }

    @Test func theHeapEndsAtItsLimit() throws {
        var session = try Session(limits: ExecutionLimits(heapBytes: 100_000))
        try session.make(
            """
            (module (type $a (array i8)) (tag $t (param i32))
              (func (export "new") (param i32) (result i32) (array.len (array.new_default $a (local.get 0))))
              (func (export "throw") (throw $t (i32.const 1))))
            """)
        #expect(try session.call("new", .i32(.max)) == .exhausted(.memory))
        #expect(try session.call("new", .i32(50_000)) == .returned([.i32(50_000)]))
        #expect(try session.call("new", .i32(60_000)) == .exhausted(.memory))
        var made = 0
        while try session.call("new", .i32(1000)) == .returned([.i32(1000)]), made < 1000 { made += 1 }
        #expect(made > 0 && made < 50)
        #expect(try session.call("new", .i32(1000)) == .exhausted(.memory))
    }

    @Test func fuelTimeAndDepthEndACall() throws {
        let text = "(module (func (export \"loop\") (loop $l (br $l))) (func $r (export \"deep\") (call $r)) (func (export \"one\")))"
        var session = try Session(limits: ExecutionLimits(fuel: 10_000))
        try session.make(text)
        #expect(try session.call("loop") == .exhausted(.fuel))
        #expect(try session.call("one") == .returned([]))

        session = try Session(limits: ExecutionLimits(callDepth: 100, nanoseconds: 5_000_000))
        try session.make(text)
        #expect(try session.call("loop") == .exhausted(.time))
        #expect(try session.call("deep") == .exhausted(.callStack))
        #expect(try session.call("one") == .returned([]))
        #expect(try session.call("loop") == .exhausted(.time))
    }

    @Test func theLogOfHostCallsIsBounded() throws {
        var session = try Session()
        try session.store.define([HostFunction(module: "h", name: "f", type: FunctionType([.i32], []))])
        try session.make("(module (import \"h\" \"f\" (func $f (param i32))) (func (export \"f\") (call $f (i32.const 1))))")
        for _ in 0..<(HostCall.logLimit + 10) { _ = try session.call("f") }
        #expect(try session.store.takeHostCalls().count == HostCall.logLimit)
        _ = try session.call("f")
        #expect(try session.store.takeHostCalls().count == 1)
    }

    @Test func storesLeaveNothingBehind() throws {
        func run() throws {
            var session = try Session()
            try session.make(
                """
                (module (type $a (array i8)) (memory 3) (memory i64 1) (table $t 2000 funcref) (table 1 funcref)
                  (global (ref $a) (array.new_default $a (i32.const 100000)))
                  (func (export "grow") (result i32) (table.grow $t (ref.null func) (i32.const 5000))))
                """)
            #expect(try session.call("grow") == .returned([.i32(2000)]))
        }
        // Other tests run in this process at the same time; a leak shows in every round, their memory does not.
        var growth: [(resident: Int, mapped: Int)] = []
        for _ in 0..<10 {
            let before = try Self.pages()
            for _ in 0..<500 { try run() }
            let after = try Self.pages()
            growth.append((after.resident - before.resident, after.mapped - before.mapped))
        }
        // One store holds more than 150 KB and maps more than 8 GB.
        #expect(growth.contains { $0.resident < 2000 })
        #expect(growth.contains { $0.mapped < 100_000 })
    }

    /// Pages of this process: resident and mapped.
    private static func pages() throws -> (resident: Int, mapped: Int) {
        let text = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8)
        let fields = text.split(separator: " ").compactMap { Int($0) }
        return (fields[1], fields[0])
    }
}
