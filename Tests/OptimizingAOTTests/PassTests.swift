import OptimizingAOT
import Testing

/// What a pass makes of a function, both as text.
struct PassCase: CustomTestStringConvertible, Sendable {
    var sentence: String
    var pass: any Pass.Type
    var before: String
    var after: String
    /// Bodies that the function may call, by index.
    var callees: [UInt32: String] = [:]

    var testDescription: String { "\(pass.name): \(sentence)" }
}

@Suite struct PassTests {
    static let cases: [PassCase] = [
        PassCase(
            sentence: "a parameter that is always the same value goes", pass: ParameterPruning.self,
            before: """
                function %f(i32) -> i32 {
                block0(v0: i32):
                  branch v0, block1, block2
                block1:
                  jump block3(v0)
                block2:
                  jump block3(v0)
                block3(v1: i32):
                  return v1
                }
                """,
            after: """
                function %f(i32) -> i32 {
                block0(v0: i32):
                  branch v0, block1, block2
                block1:
                  jump block3
                block2:
                  jump block3
                block3:
                  return v0
                }
                """),
        PassCase(
            sentence: "a parameter that a loop hands itself goes", pass: ParameterPruning.self,
            before: """
                function %f(i32, i32) -> i32 {
                block0(v0: i32, v1: i32):
                  jump block1(v0, v1)
                block1(v2: i32, v3: i32):
                  v4 = i32.add v2, v3
                  branch v4, block1(v4, v3), block2
                block2:
                  return v3
                }
                """,
            after: """
                function %f(i32, i32) -> i32 {
                block0(v0: i32, v1: i32):
                  jump block1(v0)
                block1(v2: i32):
                  v4 = i32.add v2, v1
                  branch v4, block1(v4), block2
                block2:
                  return v1
                }
                """),
        PassCase(
            sentence: "operations on constants are done, and a constant moves to the right", pass: ConstantFolding.self,
            before: """
                function %f(i32) -> i32, i32, i32 {
                block0(v0: i32):
                  v1 = i32.const 6
                  v2 = i32.const 7
                  v3 = i32.mul v1, v2
                  v4 = i32.add v1, v0
                  v5 = i32.const 0
                  v6 = i32.xor v0, v5
                  return v3, v4, v6
                }
                """,
            after: """
                function %f(i32) -> i32, i32, i32 {
                block0(v0: i32):
                  v1 = i32.const 6
                  v2 = i32.const 7
                  v3 = i32.const 42
                  v4 = i32.add v0, v1
                  v5 = i32.const 0
                  v6 = i32.xor v0, v5
                  return v3, v4, v0
                }
                """),
        PassCase(
            sentence: "a division by zero stays, and so does a sum of floats with zero", pass: ConstantFolding.self,
            before: """
                function %f(f32) -> i32, f32 {
                block0(v0: f32):
                  v1 = i32.const 6
                  v2 = i32.const 0
                  v3 = i32.div_s v1, v2
                  v4 = f32.const 0
                  v5 = f32.add v0, v4
                  return v3, v5
                }
                """,
            after: """
                function %f(f32) -> i32, f32 {
                block0(v0: f32):
                  v1 = i32.const 6
                  v2 = i32.const 0
                  v3 = i32.div_s v1, v2
                  v4 = f32.const 0
                  v5 = f32.add v0, v4
                  return v3, v5
                }
                """),
        PassCase(
            sentence: "a branch on a constant is a jump, and a negated one changes its ways", pass: BranchSimplification.self,
            before: """
                function %f(i32) {
                block0(v0: i32):
                  v1 = i32.const 1
                  branch v1, block1, block2
                block1:
                  v2 = i32.eqz v0
                  branch v2, block2, block3
                block2:
                  return
                block3:
                  return
                }
                """,
            after: """
                function %f(i32) {
                block0(v0: i32):
                  v1 = i32.const 1
                  jump block1
                block1:
                  v2 = i32.eqz v0
                  branch v0, block3, block2
                block2:
                  return
                block3:
                  return
                }
                """),
        PassCase(
            sentence: "a table with a constant index is a jump; an index behind the end takes the default",
            pass: BranchSimplification.self,
            before: """
                function %f() {
                block0:
                  v0 = i32.const 9
                  table v0, block1, block2
                block1:
                  return
                block2:
                  trap unreachable
                }
                """,
            after: """
                function %f() {
                block0:
                  v0 = i32.const 9
                  jump block2
                block1:
                  return
                block2:
                  trap unreachable
                }
                """),
        PassCase(
            sentence: "an equal value that dominates is used again; one of a side branch is not",
            pass: GlobalValueNumbering.self,
            before: """
                function %f(i32, i32) -> i32 {
                block0(v0: i32, v1: i32):
                  v2 = i32.add v0, v1
                  branch v2, block1, block2
                block1:
                  v3 = i32.add v0, v1
                  v4 = i32.mul v0, v1
                  return v3
                block2:
                  v5 = i32.mul v0, v1
                  return v5
                }
                """,
            after: """
                function %f(i32, i32) -> i32 {
                block0(v0: i32, v1: i32):
                  v2 = i32.add v0, v1
                  branch v2, block1, block2
                block1:
                  v3 = i32.add v0, v1
                  v4 = i32.mul v0, v1
                  return v2
                block2:
                  v5 = i32.mul v0, v1
                  return v5
                }
                """),
        PassCase(
            sentence: "what does not change in a loop goes before it, out of both if it can; a division stays",
            pass: LoopInvariants.self,
            before: """
                function %f(i32, i32) -> i32 {
                block0(v0: i32, v1: i32):
                  jump block1(v0)
                block1(v2: i32):
                  jump block2(v2)
                block2(v3: i32):
                  v4 = i32.mul v0, v1
                  v5 = i32.add v2, v4
                  v6 = i32.div_u v0, v1
                  v7 = i32.add v3, v5
                  v8 = i32.sub v7, v6
                  branch v8, block2(v8), block3
                block3:
                  branch v8, block1(v8), block4
                block4:
                  return v8
                }
                """,
            after: """
                function %f(i32, i32) -> i32 {
                block0(v0: i32, v1: i32):
                  v2 = i32.mul v0, v1
                  jump block1(v0)
                block1(v3: i32):
                  v4 = i32.add v3, v2
                  jump block2(v3)
                block2(v5: i32):
                  v6 = i32.div_u v0, v1
                  v7 = i32.add v5, v4
                  v8 = i32.sub v7, v6
                  branch v8, block2(v8), block3
                block3:
                  branch v8, block1(v8), block4
                block4:
                  return v8
                }
                """),
        PassCase(
            sentence: "a global goes before a loop that does not set it, and stays in one that does", pass: LoopInvariants.self,
            before: """
                function %f() {
                block0:
                  jump block1
                block1:
                  v0 = global.get.i32 0
                  v1 = global.get.i32 1
                  v2 = i32.add v0, v1
                  global.set 1 v2
                  branch v2, block1, block2
                block2:
                  return
                }
                """,
            after: """
                function %f() {
                block0:
                  v0 = global.get.i32 0
                  jump block1
                block1:
                  v1 = global.get.i32 1
                  v2 = i32.add v0, v1
                  global.set 1 v2
                  branch v2, block1, block2
                block2:
                  return
                }
                """),
        PassCase(
            sentence: "a call of a straight body becomes the body, with all its results", pass: Inlining.self,
            before: """
                function %f(i32) -> i32 {
                block0(v0: i32):
                  v1 = call.i32 1 results=2 v0, v0
                  v2 = result.i32 1 v1
                  v3 = i32.add v1, v2
                  return v3
                }
                """,
            after: """
                function %f(i32) -> i32 {
                block0(v0: i32):
                  v1 = i32.mul v0, v0
                  v2 = i32.add v0, v1
                  return v2
                }
                """,
            callees: [
                1: """
                    function %g(i32, i32) -> i32, i32 {
                    block0(v0: i32, v1: i32):
                      v2 = i32.mul v0, v1
                      return v1, v2
                    }
                    """
            ]),
        PassCase(
            sentence: "a call of a body that branches cuts its block, and the loop around it grows", pass: Inlining.self,
            before: """
                function %f(i32) -> i32 {
                block0(v0: i32):
                  jump block1(v0)
                block1(v1: i32):
                  v2 = call.i32 1 results=1 v1
                  branch v2, block1(v2), block2
                block2:
                  return v2
                }
                """,
            after: """
                function %f(i32) -> i32 {
                block0(v0: i32):
                  jump block1(v0)
                block1(v1: i32):
                  branch v1, block2, block3
                block2:
                  jump block4(v1)
                block3:
                  trap unreachable
                block4(v2: i32):
                  branch v2, block1(v2), block5
                block5:
                  return v2
                }
                """,
            callees: [
                1: """
                    function %g(i32) -> i32 {
                    block0(v0: i32):
                      branch v0, block1, block2
                    block1:
                      return v0
                    block2:
                      trap unreachable
                    }
                    """
            ]),
        PassCase(
            sentence: "a value is taken from the store of the same place, or from its last load; what may meet forgets",
            pass: MemoryForwarding.self,
            before: """
                function %f(i32, i32) -> i32, i32, i32, i32 {
                block0(v0: i32, v1: i32):
                  i32.store v0, v1 offset=8
                  v2 = i32.load v0 offset=8
                  i32.store v0, v0 offset=12
                  v3 = i32.load v0 offset=8
                  v4 = i32.load8_u v0 offset=8
                  v5 = i32.load8_u v0 offset=8
                  i32.store v1, v1 offset=0
                  v6 = i32.load v0 offset=8
                  v7 = i32.add v2, v3
                  v8 = i32.add v4, v5
                  return v6, v7, v8, v2
                }
                """,
            after: """
                function %f(i32, i32) -> i32, i32, i32, i32 {
                block0(v0: i32, v1: i32):
                  i32.store v0, v1 offset=8
                  i32.store v0, v0 offset=12
                  v4 = i32.load8_u v0 offset=8
                  i32.store v1, v1 offset=0
                  v6 = i32.load v0 offset=8
                  v7 = i32.add v1, v1
                  v8 = i32.add v4, v4
                  return v6, v7, v8, v1
                }
                """),
        PassCase(
            sentence: "another memory, another type, a call and a way in from elsewhere keep the load", pass: MemoryForwarding.self,
            before: """
                function %f(i32) -> i32, f32, i32, i32 {
                block0(v0: i32):
                  i32.store v0, v0 offset=0
                  v1 = i32.load v0 offset=0 memory=1
                  v2 = f32.load v0 offset=0
                  v3 = call.i32 0 results=1
                  v4 = i32.load v0 offset=0
                  branch v4, block1, block2
                block1:
                  jump block2
                block2:
                  v5 = i32.load v0 offset=0
                  return v1, v2, v4, v5
                }
                """,
            after: """
                function %f(i32) -> i32, f32, i32, i32 {
                block0(v0: i32):
                  i32.store v0, v0 offset=0
                  v1 = i32.load v0 offset=0 memory=1
                  v2 = f32.load v0 offset=0
                  v3 = call.i32 0 results=1
                  v4 = i32.load v0 offset=0
                  branch v4, block1, block2
                block1:
                  jump block2
                block2:
                  v5 = i32.load v0 offset=0
                  return v1, v2, v4, v5
                }
                """),
        PassCase(
            sentence: "a block with one way in knows what that one knew; a global is forgotten when another is set",
            pass: MemoryForwarding.self,
            before: """
                function %f(i32) -> i32 {
                block0(v0: i32):
                  v1 = global.get.i32 0
                  branch v0, block1, block2
                block1:
                  v2 = global.get.i32 0
                  return v2
                block2:
                  global.set 1 v0
                  v3 = global.get.i32 0
                  v4 = global.get.i32 0
                  v5 = i32.add v3, v4
                  return v5
                }
                """,
            after: """
                function %f(i32) -> i32 {
                block0(v0: i32):
                  v1 = global.get.i32 0
                  branch v0, block1, block2
                block1:
                  return v1
                block2:
                  global.set 1 v0
                  v3 = global.get.i32 0
                  v5 = i32.add v3, v3
                  return v5
                }
                """),
        PassCase(
            sentence: "a check of what was checked goes, where the earlier one dominates and reaches as far",
            pass: RedundantChecks.self,
            before: """
                function %f(i64, i32) {
                block0(v0: i64, v1: i32):
                  trap_if 1 v1
                  i64.store v0, v0 offset=8
                  i32.store v0, v1 offset=12
                  i64.store v0, v0 offset=9
                  branch v1, block1, block2
                block1:
                  trap_if 1 v1
                  i64.store v0, v0 offset=9 memory=1
                  jump block2
                block2:
                  i64.store v0, v0 offset=0
                  i64.store v0, v0 offset=0 memory=1
                  return
                }
                """,
            after: """
                function %f(i64, i32) {
                block0(v0: i64, v1: i32):
                  trap_if 1 v1
                  i64.store v0, v0 offset=8
                  i32.store v0, v1 offset=12 in-bounds
                  i64.store v0, v0 offset=9
                  branch v1, block1, block2
                block1:
                  i64.store v0, v0 offset=9 memory=1
                  jump block2
                block2:
                  i64.store v0, v0 offset=0 in-bounds
                  i64.store v0, v0 offset=0 memory=1
                  return
                }
                """),
        PassCase(
            sentence: "what nobody needs goes, blocks that nothing reaches are empty; stores and traps stay", pass: DeadCode.self,
            before: """
                function %f(i32, i32) -> i32 {
                block0(v0: i32, v1: i32):
                  v2 = i32.add v0, v1
                  v3 = i32.load v0 offset=4
                  v4 = i32.div_u v0, v1
                  i32.store v0, v1 offset=0
                  jump block2(v2, v1)
                block1:
                  v5 = i32.mul v0, v0
                  jump block2(v5, v5)
                block2(v6: i32, v7: i32):
                  return v7
                }
                """,
            after: """
                function %f(i32, i32) -> i32 {
                block0(v0: i32, v1: i32):
                  v3 = i32.load v0 offset=4
                  v4 = i32.div_u v0, v1
                  i32.store v0, v1 offset=0
                  jump block2(v1)
                block1:
                  trap unreachable
                block2(v7: i32):
                  return v7
                }
                """),
    ]

    @Test(arguments: cases) func aPassDoesWhatItSays(_ test: PassCase) throws {
        var function = try IRParser.parse(test.before)
        try IRVerifier.verify(function)
        var callees: [UInt32: IRFunction] = [:]
        for (index, text) in test.callees { callees[index] = try IRParser.parse(text) }
        let bodies = callees
        test.pass.run(on: &function, PassContext { bodies[$0] })
        try IRVerifier.verify(function)
        let expected = try IRParser.parse(test.after)
        #expect(renumbered(function) == renumbered(expected))
    }

    @Test func aValueWithoutARegisterGetsACopyInFrontOfTheOutermostLoopWithoutCalls() throws {
        let function = try IRParser.parse(
            """
            function %f(i32) -> i32 {
            block0(v0: i32):
              jump block1
            block1:
              v1 = call.i32 0 results=1
              jump block2
            block2:
              jump block3(v1)
            block3(v2: i32):
              v3 = i32.add v2, v0
              branch v3, block3(v0), block4
            block4:
              branch v3, block2, block5
            block5:
              branch v0, block1, block6
            block6:
              return v0
            }
            """)
        let split = try #require(RangeSplitting.split(function) { $0 == 0 })
        try IRVerifier.verify(split)
        let expected = try IRParser.parse(
            """
            function %f(i32) -> i32 {
            block0(v0: i32):
              jump block1
            block1:
              v1 = call.i32 0 results=1
              v9 = copy.i32 v0
              jump block2
            block2:
              jump block3(v1)
            block3(v2: i32):
              v3 = i32.add v2, v9
              branch v3, block3(v9), block4
            block4:
              branch v3, block2, block5
            block5:
              branch v0, block1, block6
            block6:
              return v0
            }
            """)
        #expect(renumbered(split) == renumbered(expected))
        #expect(RangeSplitting.split(function) { _ in false } == nil)
    }

    /// The text with values numbered by their lines.
    private func renumbered(_ function: IRFunction) -> String { "\(function.relaid(function.lists))" }

    @Test func everyPassHasATest() {
        #expect(Set(Self.cases.map { $0.pass.name }) == Set(PassPipeline.all.map { $0.name }))
    }

    @Test func theIRIsReadAsItIsWritten() throws {
        _ = try ModuleCompiler.compile(factorial, CompileOptions(verifies: true)) { _, function in
            let text = "\(function.relaid(function.lists))"
            do {
                let read = try IRParser.parse(text)
                #expect("\(read)" == text)
                #expect(read.loops == function.loops)
            } catch {
                Issue.record("\(error)")
            }
        }
    }

    @Test(arguments: [
        ("block0:\n  v1 = i32.frob v0\n  return", 2), ("block0:\n  return v7", 2), ("block0:\n  jump block9", 2),
        ("block0:\nblock0:\n  return", 2), ("  v0 = i32.const 1", 1), ("block0:\n  v0 = i32.const x\n  return", 2),
    ])
    func textThatIsNoIRIsRefusedWithItsLine(_ text: String, _ line: Int) {
        do throws(IRParser.Failure) {
            _ = try IRParser.parse(text)
            Issue.record("it was read")
        } catch {
            #expect(error.line == line)
        }
    }
}
