import BaselineJIT
import EngineInterface
import EngineRuntime
import Interpreter
import OptimizingAOT
import Testing
import WasmBinary
import WasmModel
import WasmText

/// An atomic access must be aligned before it must be in bounds, and its address has more than 64 bits (threads proposal,
/// and memory64).
@Suite struct AtomicAlignmentTests {
    static let engines: [any Engine] = [InterpreterEngine(), BaselineJIT.engine(), AOTEngine(AOTTier())]
        .filter { $0.capabilities.unavailable == nil }

    @Test(arguments: engines.indices) func anAddressBeyond64BitsIsAlignedOrNot(_ engine: Int) throws {
        let text = """
            (module (memory i64 1)
              (func (export "short") (param i64) (result i32) (i32.atomic.load offset=8 (local.get 0)))
              (func (export "long") (param i64) (result i32)
                (i32.atomic.rmw.add offset=0x200000000 (local.get 0) (i32.const 1)))
              (func (export "byte") (param i64) (result i32) (i32.atomic.load8_u offset=8 (local.get 0))))
            """
        let store = try Self.engines[engine].makeStore(StoreConfiguration(features: .all))
        guard case .module(let module) = try store.load(try Module(parsing: text).encoded()),
            case .instance(let instance) = try store.instantiate(module)
        else {
            Issue.record("the module does not come up")
            return
        }
        func call(_ name: String, _ address: Int64) throws -> Outcome {
            try store.invoke(instance, name, with: [.i64(UInt64(bitPattern: address))])
        }
        #expect(try call("short", 0) == .returned([.i32(0)]))
        #expect(try call("short", -1) == .trapped(.unalignedAtomic))
        #expect(try call("short", -8) == .trapped(.memoryOutOfBounds))
        #expect(try call("short", 65_536) == .trapped(.memoryOutOfBounds))
        #expect(try call("short", 65_537) == .trapped(.unalignedAtomic))
        #expect(try call("long", -3) == .trapped(.unalignedAtomic))
        #expect(try call("long", -0x2_0000_0000) == .trapped(.memoryOutOfBounds))
        #expect(try call("long", 0) == .trapped(.memoryOutOfBounds))
        #expect(try call("byte", -1) == .trapped(.memoryOutOfBounds))
        #expect(try call("byte", 1) == .returned([.i32(0)]))
    }
}
