import OptimizingAOT

extension PassCase {
    static let globalValueNumbering: [PassCase] = [
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
    ]
}
