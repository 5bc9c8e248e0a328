import EngineInterface
import Testing
import WasmModel

@Suite struct LimitTests {
    static let recursion = """
        (func $f (export "run") (param i32) (result i32)
          (if (result i32) (local.get 0)
            (then (i32.add (i32.const 1) (call $f (i32.sub (local.get 0) (i32.const 1))))) (else (i32.const 0))))
        """

    /// The call from outside is the first of those inside each other.
    @Test(arguments: [98, 99, 100] as [UInt32])
    func callsInsideEachOtherAreCounted(_ depth: UInt32) throws {
        let outcome = depth < 100 ? Outcome.returned([.i32(depth)]) : .exhausted(.callStack)
        #expect(try Workbench.run(Self.recursion, [.i32(depth)], limits: ExecutionLimits(callDepth: 100)) == outcome)
    }

    @Test func endlessRecursionExhaustsTheStack() throws {
        #expect(try Workbench.run(Self.recursion, [.i32(.max)]) == .exhausted(.callStack))
    }

    @Test func largeFramesExhaustTheStackBeforeTheDepth() throws {
        let text = "(func $f (export \"run\") (local \(String(repeating: "i64 ", count: 30_000))) call $f)"
        #expect(try Workbench.run(text, limits: ExecutionLimits(callDepth: 1_000_000)) == .exhausted(.callStack))
    }

    @Test func aStoreGoesOnAfterExhaustion() throws {
        let workbench = try Workbench()
        let instance = try workbench.instantiate(Self.recursion)
        #expect(try workbench.store.invoke(instance, "run", with: [.i32(.max)]) == .exhausted(.callStack))
        #expect(try workbench.store.invoke(instance, "run", with: [.i32(19_000)]) == .returned([.i32(19_000)]))
    }

    static let loop = """
        (func (export "run") (param i32) (result i32) (local i32)
          (loop (local.set 1 (i32.add (local.get 1) (i32.const 1))) (br_if 0 (i32.lt_u (local.get 1) (local.get 0))))
          local.get 1)
        """

    @Test func fuelEndsWhatDoesNotEnd() throws {
        let limits = ExecutionLimits(fuel: 10_000)
        #expect(try Workbench.run("(func (export \"run\") (loop (br 0)))", limits: limits) == .exhausted(.fuel))
        #expect(try Workbench.run("(func $f (export \"run\") (return_call $f))", limits: limits) == .exhausted(.fuel))
        #expect(try Workbench.run(Self.loop, [.i32(100)], limits: limits) == .returned([.i32(100)]))
    }

    @Test func fuelRunsOutAtTheSamePlaceEveryTime() throws {
        func turns(_ fuel: UInt64) throws -> Int {
            // The greatest argument that the fuel is enough for.
            var low = 0, high = 100_000
            while low < high {
                let middle = (low + high + 1) / 2
                let outcome = try Workbench.run(Self.loop, [.i32(UInt32(middle))], limits: ExecutionLimits(fuel: fuel))
                if case .returned = outcome { low = middle } else { high = middle - 1 }
            }
            return low
        }
        let once = try turns(50_000)
        #expect(try turns(50_000) == once)
        // Nine instructions to a turn, roughly.
        #expect((50_000 / 12...50_000 / 6).contains(once))
        #expect(try turns(100_000) > once)
    }

    @Test func timeEndsWhatDoesNotEnd() throws {
        let limits = ExecutionLimits(nanoseconds: 20_000_000)
        #expect(try Workbench.run("(func (export \"run\") (loop (br 0)))", limits: limits) == .exhausted(.time))
    }

    @Test func heapEndsAtItsLimit() throws {
        let text = """
            (type $a (array (mut i64)))
            (func (export "run") (loop (drop (array.new_default $a (i32.const 100000))) (br 0)))
            """
        #expect(try Workbench.run(text, limits: ExecutionLimits(heapBytes: 8 << 20)) == .exhausted(.memory))
    }
}
