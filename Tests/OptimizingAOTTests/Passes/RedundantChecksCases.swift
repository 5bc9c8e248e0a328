import OptimizingAOT

extension PassCase {
    static let redundantChecks: [PassCase] = [
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
    ]
}
