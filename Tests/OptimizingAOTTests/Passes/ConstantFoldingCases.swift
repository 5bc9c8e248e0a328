import OptimizingAOT

extension PassCase {
    static let constantFolding: [PassCase] = [
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
    ]
}
