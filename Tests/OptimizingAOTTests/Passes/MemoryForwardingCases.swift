import OptimizingAOT

extension PassCase {
    static let memoryForwarding: [PassCase] = [
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
    ]
}
