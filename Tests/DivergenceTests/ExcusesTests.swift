import Divergence
import EngineInterface
import EngineRuntime
import Interpreter
import Testing
import WasmBinary
import WasmModel
import WasmText

/// An engine that runs another module than the one it is given.
private struct TranslatingEngine: Engine {
    let translate: @Sendable (inout Module) -> Void
    private let right = InterpreterEngine()

    init(_ translate: @escaping @Sendable (inout Module) -> Void) { self.translate = translate }

    var identity: EngineIdentity { EngineIdentity(name: "other", version: "1") }
    var capabilities: EngineCapabilities { right.capabilities }
    func makeStore(_ configuration: StoreConfiguration) throws(EngineFailure) -> any EngineStore {
        let translate = translate
        return ForwardingStore(try right.makeStore(configuration)) { store, bytes throws(EngineFailure) in
            guard var module = try? Module(decoding: bytes, features: .all) else { return try store.load(bytes) }
            translate(&module)
            return try store.load(module.encoded())
        }
    }
}

@Suite struct ExcusesTests {
    private static func verdict(
        _ text: String, _ translate: @escaping @Sendable (inout Module) -> Void
    ) throws -> Verdict {
        let calls = [DifferentialCase.Call(export: "f", arguments: [])]
        let test = DifferentialCase(module: try Module(parsing: text).encoded(), calls: calls)
        let engines: [any Engine] = [InterpreterEngine(), TranslatingEngine(translate)]
        let runs = engines.map { CaseRunner.run(test, on: $0, limits: ExecutionLimits()) }
        let vote = try #require(Vote(runs), "the engines must differ, or nothing is tested")
        return Excuses.verdict(on: test, vote, engines: engines, limits: ExecutionLimits())
    }

    private static func exchange(_ old: Opcode, _ new: [Instruction]) -> @Sendable (inout Module) -> Void {
        { module in
            for function in module.functions.indices {
                let body = module.functions[function].body.instructions
                module.functions[function].body.instructions = body.flatMap { $0.opcode == old ? new : [$0] }
            }
        }
    }

    /// An engine that makes another NaN, and a module that shows its bits.
    private static let makesOtherNaN = exchange(.f32Div, [Instruction(.f32Div), Instruction(.f32Neg)])

    @Test func theBitsOfANaNAreAllowedWhereverTheyShow() throws {
        let text = """
            (module (memory (export "m") 1)
              (func (export "f") (result i32)
                (i32.reinterpret_f32 (f32.div (f32.const 0) (f32.const 0)))
                (f32.store (i32.const 8) (f32.div (f32.const 0) (f32.const 0)))))
            """
        #expect(try Self.verdict(text, Self.makesOtherNaN) == .allowed("nan-bits"))
    }

    @Test func aWrongNumberIsNotExcusedByANaNBesideIt() throws {
        let text = """
            (module (func (export "f") (result i32 f32)
              (i32.reinterpret_f32 (f32.div (f32.const 0) (f32.const 0))) (f32.div (f32.const 1) (f32.const 2))))
            """
        guard case .divergent = try Self.verdict(text, Self.makesOtherNaN) else {
            Issue.record("a wrong number was excused")
            return
        }
    }

    @Test func growthThatFailsInOneEngineEndsTheComparison() throws {
        let text = """
            (module (memory (export "m") 1 3) (func (export "f") (result i32) (memory.grow (i32.const 1))))
            """
        let fails = Self.exchange(.memoryGrow, [Instruction(.drop), .i32Const(-1)])
        #expect(try Self.verdict(text, fails) == .incomparable("growth-failure"))
    }

    @Test func growthWithAWrongResultIsNotExcused() throws {
        let text = """
            (module (memory (export "m") 1 3) (func (export "f") (result i32) (memory.grow (i32.const 1))))
            """
        let wrong = Self.exchange(.memoryGrow, [Instruction(.memoryGrow), .i32Const(1), Instruction(.i32Add)])
        guard case .divergent = try Self.verdict(text, wrong) else {
            Issue.record("a wrong result was excused")
            return
        }
    }

    @Test func relaxedOperationsMayDiffer() throws {
        let text = """
            (module (func (export "f") (result v128)
              (i8x16.relaxed_swizzle (v128.const i8x16 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16)
                (v128.const i8x16 17 33 0 1 2 3 4 5 6 7 8 9 10 11 12 13))))
            """
        // Indices above 15 but below 128 may wrap.
        let wraps: @Sendable (inout Module) -> Void = { module in
            var body = module.functions[0].body
            guard let position = body.instructions.firstIndex(where: { $0.opcode == .i8x16RelaxedSwizzle }) else {
                return
            }
            let mask = Instruction(.v128Const, index: UInt32(body.pool.count))
            body.pool += [0x0F0F_0F0F_0F0F_0F0F, 0x0F0F_0F0F_0F0F_0F0F]
            body.instructions.insert(contentsOf: [mask, Instruction(.v128And)], at: position)
            module.functions[0].body = body
        }
        #expect(try Self.verdict(text, wraps) == .allowed("relaxed-simd"))
    }

    @Test func ourEngineKeepsToItsChoiceOfRelaxedResults() {
        #expect(RelaxedChoice.faults(of: InterpreterEngine(), limits: ExecutionLimits()).isEmpty)
    }

    /// Where the operands are constants, it gives back the first of them.
    @Test func anEngineThatChoosesTwiceIsFound() {
        let engine = TranslatingEngine { module in
            guard module.functions.count == 2,
                module.functions[1].body.instructions.contains(where: { $0.opcode == .f32x4RelaxedMadd })
            else { return }
            let body = module.functions[1].body.instructions
            module.functions[1].body.instructions = body.flatMap { instruction in
                instruction.opcode == .f32x4RelaxedMadd ? [Instruction(.drop), Instruction(.drop)] : [instruction]
            }
        }
        let faults = RelaxedChoice.faults(of: engine, limits: ExecutionLimits())
        #expect(faults.count == 1)
        #expect(faults.first?.contains("f32x4.relaxed_madd") == true)
    }
}
