import WasmModel

extension ValidatedModule {
    /// Checks the branch hints, which validity of the module does not depend on: each must belong to a `br_if` or `if`.
    public func checkBranchHints() throws(ValidationError) {
        for (number, function) in module.functions.enumerated() {
            for hint in function.branchHints {
                let position = Int(hint.instruction)
                if position < function.body.instructions.count {
                    let opcode = function.body.instructions[position].opcode
                    if opcode == .brIf || opcode == .if { continue }
                }
                throw ValidationError(
                    Flaw.branchHintTarget(hint.instruction).message,
                    functionIndex: UInt32(spaces.importedFunctions + number), in: function.body, at: position)
            }
        }
    }
}
