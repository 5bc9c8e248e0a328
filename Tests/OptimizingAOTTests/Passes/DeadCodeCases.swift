import OptimizingAOT

extension PassCase {
    static let deadCode: [PassCase] = [
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
}
