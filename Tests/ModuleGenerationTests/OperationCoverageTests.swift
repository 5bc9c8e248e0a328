import ModuleGeneration
import Testing
import WasmModel

@Suite struct OperationCoverageTests {
    /// Rows that are left out on purpose.
    static func isLeftOut(_ opcode: Opcode) -> Bool {
        let definition = opcode.definition
        // May differ between engines, or waits for another thread.
        return definition.feature == .relaxedSIMD || definition.traps.contains(.expectedSharedMemory)
    }

    static func counts(_ generator: ModuleGenerator, modules: UInt64) -> [Int] {
        var counts = [Int](repeating: 0, count: Opcode.allCases.count)
        for seed in 0..<modules {
            for function in generator.module(seed: seed).module.functions {
                for instruction in function.body.instructions { counts[Int(instruction.opcode.rawValue)] += 1 }
            }
        }
        return counts
    }

    @Test(arguments: [FeatureSet.wasm1, firstFeatures, .all])
    func everyPlainOperationAppearsWithinAThousandModules(features: FeatureSet) {
        let counts = Self.counts(ModuleGenerator(features: features), modules: 1000)
        for opcode in Opcode.allCases {
            let definition = opcode.definition
            guard definition.signature != nil, features.contains(definition.feature), !Self.isLeftOut(opcode) else {
                continue
            }
            #expect(counts[Int(opcode.rawValue)] >= 5, "\(definition.mnemonic)")
        }
    }

    @Test func everyControlInstructionOfTheFirstFormAppears() {
        let counts = Self.counts(ModuleGenerator(features: firstFeatures, profile: .control), modules: 300)
        let wanted: [Opcode] = [
            .block, .loop, .if, .else, .br, .brIf, .brTable, .return, .call, .callIndirect, .drop, .select, .localGet,
            .localSet, .localTee, .globalGet, .globalSet, .memoryCopy, .tableCopy, .tableInit, .unreachable,
        ]
        for opcode in wanted { #expect(counts[Int(opcode.rawValue)] > 0, "\(opcode)") }
    }

    /// A module uses part of the operations, and some of them often.
    @Test func oneModuleLeavesManyOperationsOut() {
        let generator = ModuleGenerator(features: .all, profile: .numeric)
        for seed in 0..<UInt64(50) {
            var used: Set<Opcode> = []
            for function in generator.module(seed: seed).module.functions {
                used.formUnion(function.body.instructions.map(\.opcode))
            }
            #expect(used.count < 300)
        }
    }
}
