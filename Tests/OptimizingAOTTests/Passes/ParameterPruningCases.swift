import OptimizingAOT

extension PassCase {
    static let parameterPruning: [PassCase] = [
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
    ]
}
