import OptimizingAOT

extension PassCase {
    static let branchSimplification: [PassCase] = [
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
    ]
}
