import OptimizingAOT

extension PassCase {
    static let inlining: [PassCase] = [
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
    ]
}
