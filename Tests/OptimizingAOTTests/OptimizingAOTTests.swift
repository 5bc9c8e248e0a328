import EngineInterface
import EngineRuntime
import OptimizingAOT
import Testing
import WasmBinary
import WasmModel

/// A module that exports one function `run` of one i32 parameter and one i32 result.
func module(locals: [LocalGroup] = [], _ instructions: [Instruction]) -> Module {
    var module = Module()
    module.types = [RecursionGroup([SubType(.function(FunctionType([.i32], [.i32])))])]
    module.functions = [Function(typeIndex: 0, locals: locals, body: Expression(instructions + [Instruction(.end)]))]
    module.exports = [Export(name: "run", kind: .function, index: 0)]
    return module
}

/// n! by a loop, which has a block parameter for every local that changes.
let factorial = module(
    locals: [LocalGroup(count: 1, type: .i32)],
    [
        .i32Const(1), Instruction(.localSet, index: 1),
        .block(.block, .empty), .block(.loop, .empty),
        Instruction(.localGet, index: 0), Instruction(.i32Eqz), Instruction(.brIf, index: 1),
        Instruction(.localGet, index: 1), Instruction(.localGet, index: 0), Instruction(.i32Mul), Instruction(.localSet, index: 1),
        Instruction(.localGet, index: 0), .i32Const(1), Instruction(.i32Sub), Instruction(.localSet, index: 0),
        Instruction(.br, index: 0),
        Instruction(.end), Instruction(.end),
        Instruction(.localGet, index: 1),
    ])

@Suite struct CompilerTests {
    static let variants: [CompileOptions] = CompileOptions.Level.allCases.flatMap { level in
        [Int.max, 2, 1].map { CompileOptions(level: level, verifies: true, registerLimit: $0) }
    }

    @Test(arguments: variants) func aLoopGivesTheSameAtEveryLevelAndWithFewRegisters(_ options: CompileOptions) throws {
        let store = try AOTEngine(AOTTier(options)).makeStore(StoreConfiguration())
        guard case .module(let handle) = try store.load(factorial.encoded()),
            case .instance(let instance) = try store.instantiate(handle)
        else {
            Issue.record("not instantiated")
            return
        }
        #expect(try store.invoke(instance, "run", with: [.i32(10)]) == .returned([.i32(3_628_800)]))
        #expect(try store.invoke(instance, "run", with: [.i32(0)]) == .returned([.i32(1)]))
    }

    @Test func everyPassLeavesTheFunctionWellFormed() throws {
        var passes: Set<String> = []
        _ = try ModuleCompiler.compile(factorial, CompileOptions(verifies: true)) { name, function in
            passes.insert(name)
            do {
                try IRVerifier.verify(function)
            } catch {
                Issue.record("\(error)")
            }
        }
        #expect(passes == Set(PassPipeline.all.map { $0.name } + ["build"]))
    }

    @Test func theVerifierNoticesAUseBeforeItsDefinition() {
        var function = IRFunction(name: "broken", results: [.i32])
        let block = function.addBlock()
        function.append(IRInstruction(.numeric, .i32, opcode: .i32Eqz, a: 1))
        function.append(IRInstruction(.constant, .i32, bits: 1))
        function.blocks[Int(block)].end = 2
        function.blocks[Int(block)].terminator = .return(start: 0, count: 1)
        function.pool.append(0)
        do throws(IRVerifier.Failure) {
            try IRVerifier.verify(function)
            Issue.record("it is accepted")
        } catch {
            #expect(error.description == "broken: v1 is used before it is defined")
        }
    }
}
