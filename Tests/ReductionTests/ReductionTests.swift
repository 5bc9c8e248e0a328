import Divergence
import EngineInterface
import Interpreter
import Reduction
import Synchronization
import Testing
import WasmBinary
import WasmModel
import WasmText
import WasmValidation

@Suite struct ReductionTests {
    static func test(_ text: String, libraries: [(String, String)] = [], calls: [DifferentialCase.Call] = []) throws
        -> DifferentialCase
    {
        DifferentialCase(
            module: try Module(parsing: text).encoded(),
            libraries: try libraries.map { .init(name: $0.0, module: try Module(parsing: $0.1).encoded()) },
            calls: calls)
    }

    /// Whether a module still holds an instruction.
    static func holds(_ opcode: Opcode) -> CaseReducer.Property {
        { test in
            test.modules.contains { bytes in
                guard let module = try? Module(decoding: bytes, features: .all) else { return false }
                return module.functions.contains { $0.body.instructions.contains { $0.opcode == opcode } }
            }
        }
    }

    /// Whether a call runs an instruction: without it the interpreter sees something else.
    static func executes(_ opcode: Opcode) -> CaseReducer.Property {
        { test in
            let holds = Self.holds(opcode)
            guard holds(test), !test.calls.isEmpty else { return false }
            let trapping = test.replacing(
                modules: test.modules.map { bytes in
                    guard var module = try? Module(decoding: bytes, features: .all) else { return bytes }
                    for function in module.functions.indices {
                        for (position, item) in module.functions[function].body.instructions.enumerated().reversed()
                        where item.opcode == opcode {
                            module.functions[function].body.instructions.insert(Instruction(.unreachable), at: position)
                        }
                    }
                    return module.encoded()
                })
            let run = CaseRunner.run(trapping, on: InterpreterEngine(), limits: ExecutionLimits())
            return run.steps.contains { $0.outcome == .trapped(.unreachable) }
        }
    }

    static let rich = """
        (module
          (type $point (struct (field $x (mut i8)) (field $y i64)))
          (type $bytes (array (mut i8)))
          (tag $t (param i32))
          (memory (export "m") 2 5)
          (table (export "t") 4 9 funcref)
          (global $g (export "g") (mut i64) (i64.const 77))
          (elem (i32.const 0) $a $b)
          (data (i32.const 8) "some bytes that do not matter")
          (func $a (param i32) (result i32)
            (local $i i32) (local $v v128)
            (block $out
              (loop $again
                (local.set $i (i32.add (local.get $i) (i32.const 1)))
                (local.set $v (i32x4.add (local.get $v) (i32x4.splat (local.get $i))))
                (br_if $out (i32.gt_u (local.get $i) (local.get 0)))
                (br $again)))
            (i32.store offset=4 (local.get $i) (i32x4.extract_lane 2 (local.get $v)))
            (i32.add (call $b (i64.const 5)) (i32.load (i32.const 12))))
          (func $b (param i64) (result i32)
            (global.set $g (i64.mul (global.get $g) (local.get 0)))
            (if (result i32) (i64.eqz (local.get 0))
              (then (i32.const 3))
              (else (struct.get_s $point $x (struct.new $point (i32.const 200) (i64.const 1))))))
          (func $c (export "c") (param i32 i32) (result i32)
            (block $caught (result i32)
              (try_table (result i32) (catch $t $caught)
                (drop (array.len (array.new $bytes (i32.const 1) (i32.const 9))))
                (memory.fill (i32.const 0) (i32.const 1) (i32.const 100))
                (throw $t (i32.sub (local.get 0) (local.get 1))))
              (i32.add (i32.const 40))))
          (func (export "d") (result i32)
            (drop (table.grow 0 (ref.null func) (i32.const 1)))
            (call_indirect (param i32) (result i32) (i32.const 9) (i32.const 0))))
        """

    @Test(arguments: [
        Opcode.i32x4Add, .i64Mul, .structGetS, .structNew, .arrayLen, .throw, .tryTable, .memoryFill, .tableGrow,
        .callIndirect, .brIf,
        .loop, .i32Store, .i32x4ExtractLane, .if, .i32Load, .globalSet,
    ])
    func everyOperationIsReducedToLittleMoreThanItself(_ opcode: Opcode) throws {
        let calls = [
            DifferentialCase.Call(export: "c", arguments: [.i32(5), .i32(7)]), .init(export: "d", arguments: []),
        ]
        let test = try Self.test(Self.rich, calls: calls)
        var reducer = CaseReducer()
        let smallest = reducer.reduce(test, while: Self.holds(opcode))
        #expect(Self.holds(opcode)(smallest))
        #expect(throws: Never.self) { try ValidatedModule(validating: Module(decoding: smallest.module)) }
        let text = try Module(decoding: smallest.module).text()
        #expect(smallest.module.count <= 8 + 60, "\(text)")
        #expect(reducer.questions <= 150)
    }

    @Test func whatIsAskedAboutIsAlwaysValid() throws {
        let invalid = Mutex(0)
        var reducer = CaseReducer()
        _ = reducer.reduce(try Self.test(Self.rich)) { test in
            if (try? ValidatedModule(validating: Module(decoding: test.module))) == nil { invalid.withLock { $0 += 1 } }
            return Self.holds(.throw)(test)
        }
        #expect(invalid.withLock { $0 } == 0)
    }

    @Test(arguments: [2, 3, 8]) func theNumberOfJobsChangesNothing(_ jobs: Int) throws {
        let test = try Self.test(Self.rich)
        var alone = CaseReducer()
        var together = CaseReducer(CaseReducer.Options(jobs: jobs))
        let one = alone.reduce(test, while: Self.holds(.memoryFill))
        #expect(together.reduce(test, while: Self.holds(.memoryFill)) == one)
        #expect(together.questions == alone.questions)
    }

    @Test func aReductionGoesOnWhereItWasInterrupted() throws {
        let test = try Self.test(Self.rich)
        var whole = CaseReducer()
        let expected = whole.reduce(test, while: Self.holds(.tableGrow))
        let asked = Mutex(0)
        var answers: [UInt64: Bool] = [:]
        var first = CaseReducer(CaseReducer.Options(budget: 20)) { answers[$0] = $1 }
        _ = first.reduce(test, while: Self.holds(.tableGrow))
        #expect(answers.count == 20)
        var second = CaseReducer(answers: answers)
        let found = second.reduce(test) { test in
            asked.withLock { $0 += 1 }
            return Self.holds(.tableGrow)(test)
        }
        #expect(found == expected)
        #expect(asked.withLock { $0 } == whole.questions - 20)
    }

    @Test func modulesThatAreNotNeededGo() throws {
        let test = try Self.test(
            "(module (import \"a\" \"f\" (func $f (result i32))) (func (export \"x\") (result i32) (i32.add (call $f) (i32.const 1))))",
            libraries: [
                ("b", "(module (func (export \"unused\")))"),
                ("a", "(module (func (export \"f\") (result i32) (i32.clz (i32.const 9))))"),
            ],
            calls: [.init(export: "x", arguments: [])])
        var reducer = CaseReducer()
        let smallest = reducer.reduce(test) { Self.holds(.i32Clz)($0) && Self.holds(.call)($0) }
        #expect(smallest.libraries.map(\.name) == ["a"])
    }

    /// What was answered about one property says nothing about another.
    @Test func aReductionThatIsDoneCanTurnToAnotherProperty() throws {
        let test = try Self.test("(module (func (result i32) (i32.clz (i32.const 9)) (drop (i32.popcnt (i32.const 5)))))")
        var reducer = CaseReducer()
        let both = reducer.reduce(test) { Self.holds(.i32Clz)($0) && Self.holds(.i32Popcnt)($0) }
        #expect(Self.holds(.i32Popcnt)(both))
        let one = try #require(reducer.turn(both, 0) { Self.holds(.i32Clz)($0) && !Self.holds(.i32Popcnt)($0) })
        #expect(one.byteCount < both.byteCount)
        #expect(Self.holds(.i32Clz)(one) && !Self.holds(.i32Popcnt)(one))
        #expect(reducer.turn(one, 1) { Self.holds(.i32Mul)($0) } == nil)
    }

    /// What an operation is reached by is not kept with it: tables, references, libraries, what uses its result.
    @Test(arguments: [
        """
        (module (type $f (func (param i32) (result externref))) (table 9 funcref) (elem (i32.const 7) $a)
          (func $a (type $f) (drop (i32.clz (local.get 0))) (ref.null extern))
          (func (export "x") (result externref) (call_indirect (type $f) (i32.const 1) (i32.const 7))))
        """,
        """
        (module (type $f (func (param i32) (result externref))) (elem declare func $a)
          (func $a (type $f) (drop (i32.clz (local.get 0))) (ref.null extern))
          (func (export "x") (result externref) (return_call_ref $f (i32.const 1) (ref.func $a))))
        """,
        """
        (module (type $f (func (param i32) (result externref))) (table 9 funcref) (elem (i32.const 7) $a)
          (func $a (type $f) (ref.null extern))
          (func (export "x") (result externref)
            (call_indirect (type $f) (i32.clz (i32.const 1)) (i32.const 7))))
        """,
    ])
    func whatAnOperationIsReachedByGoes(text: String) throws {
        var reducer = CaseReducer()
        let smallest = reducer.reduce(try Self.test(text, calls: [.init(export: "x", arguments: [])]), while: Self.executes(.i32Clz))
        let module = try Module(decoding: smallest.module)
        #expect(module.tables.isEmpty && module.elements.isEmpty && module.functions.count == 1)
        #expect(!Self.holds(.callIndirect)(smallest) && !Self.holds(.refNull)(smallest))
    }

    @Test func aLibraryThatIsAllThatMattersBecomesTheModule() throws {
        let test = try Self.test(
            "(module (import \"a\" \"f\" (func $f (param i64) (result i32))) (func (export \"x\") (result i32) (call $f (i64.const 1))))",
            libraries: [("a", "(module (func (export \"f\") (param i64) (result i32) (i32.clz (i32.const 9))))")],
            calls: [.init(export: "x", arguments: [])])
        var reducer = CaseReducer()
        let smallest = reducer.reduce(test, while: Self.executes(.i32Clz))
        #expect(smallest.libraries.isEmpty)
        #expect(smallest.calls.count == 1)
    }

    @Test func aCaseThatCannotShrinkStays() throws {
        let test = try Self.test("(module)")
        var reducer = CaseReducer()
        #expect(reducer.reduce(test) { _ in false } == test)
    }

    @Test func bytesThatAreNoModuleStay() {
        let test = DifferentialCase(module: [1, 2, 3], calls: [])
        var reducer = CaseReducer()
        #expect(reducer.reduce(test) { _ in true } == test)
    }
}
