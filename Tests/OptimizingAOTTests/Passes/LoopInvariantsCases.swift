import OptimizingAOT

extension PassCase {
    static let loopInvariants: [PassCase] = [
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
    ]
}
