import ModuleGeneration
package import WasmModel

/// A module that writes down which of its instructions run: one byte of an extra memory for each stretch of code in
/// which either all instructions run or none.
///
/// The probes are ordinary code (`i32.const`, `i32.const`, `i32.store8`), so any engine with several memories can be
/// asked. They leave the operand stack as it was, and come first in a function, in a block, and behind everything that
/// may branch, trap, call or throw.
package struct ProbedModule: Sendable {
    package private(set) var module: Module
    /// Of each defined function, the number of the probe of each instruction; `-1` for `end` and `else`, which do
    /// nothing.
    package private(set) var probes: [[Int32]]
    package private(set) var probeCount = 0

    /// Under this name the memory is exported.
    package static let export = "probes"
    /// What the module needs beside its own features.
    package static let features = FeatureSet([.bulkMemory, .multiMemory])

    package init(_ original: Module) {
        module = original
        probes = []
        let memory = UInt32(original.allMemories.count)
        for number in module.functions.indices {
            var body = Expression(pool: original.functions[number].body.pool)
            var numbers: [Int32] = []
            var needsProbe = true
            for instruction in original.functions[number].body.instructions {
                let isStructure = instruction.opcode == .end || instruction.opcode == .else
                if isStructure || [.catch, .catchAll, .delegate].contains(instruction.opcode) {
                    numbers.append(-1)
                    needsProbe = true
                } else {
                    if needsProbe {
                        body.instructions.append(Instruction(.i32Const, bits: UInt64(probeCount)))
                        body.instructions.append(Instruction(.i32Const, bits: 1))
                        body.instructions.append(Instruction(.i32Store8, index: memory))
                        probeCount += 1
                        needsProbe = false
                    }
                    numbers.append(Int32(probeCount - 1))
                    needsProbe = Self.mayLeave(instruction.opcode)
                }
                body.instructions.append(instruction)
            }
            module.functions[number].body = body
            module.functions[number].branchHints = []
            probes.append(numbers)
        }
        let pages = UInt64(max(1, (probeCount + 65_535) / 65_536))
        module.memories.append(MemoryType(limits: Limits(minimum: pages, maximum: pages)))
        module.exports.append(Export(name: Self.export, kind: .memory, index: memory))
    }

    /// Whether the next instruction may not run although this one did.
    private static func mayLeave(_ opcode: Opcode) -> Bool {
        switch opcode {
        case .call, .callIndirect, .callRef, .brIf, .brOnNull, .brOnNonNull, .brOnCast, .brOnCastFail: true
        default: opcode.opensBlock || opcode.neverFallsThrough || !OpcodeTable.shared[opcode].traps.isEmpty
        }
    }
}
