import ModuleGeneration
import Testing
import WasmModel

@Suite struct OperationCoverageTests {
    static func counts(_ generator: ModuleGenerator, modules: UInt64) -> [Int] {
        var counts = [Int](repeating: 0, count: Opcode.allCases.count)
        for seed in 0..<modules {
            let generated = generator.module(seed: seed)
            for function in (generated.libraries.map(\.module) + [generated.module]).flatMap(\.functions) {
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
            guard definition.signature != nil, features.contains(definition.feature) else {
                continue
            }
            #expect(counts[Int(opcode.rawValue)] >= 3, "\(definition.mnemonic)")
        }
    }

    @Test func everyInstructionOfTheLanguageAppears() {
        let generator = ModuleGenerator(features: .all)
        let counts = Self.counts(generator, modules: 3000)
        for opcode in generator.opcodes { #expect(counts[Int(opcode.rawValue)] > 0, "\(opcode)") }
    }

    @Test func everyControlInstructionOfTheFirstFormAppears() {
        let counts = Self.counts(ModuleGenerator(features: firstFeatures, profile: .control), modules: 300)
        let wanted: [Opcode] = [
            .block, .loop, .if, .else, .br, .brIf, .brTable, .return, .call, .callIndirect, .drop, .select, .localGet,
            .localSet, .localTee, .globalGet, .globalSet, .memoryCopy, .tableCopy, .tableInit, .unreachable,
        ]
        for opcode in wanted { #expect(counts[Int(opcode.rawValue)] > 0, "\(opcode)") }
    }

    /// With the features that a command takes if nobody says otherwise, a profile gives what its name says.
    @Test func aProfileGivesWhatItIsForWithoutMoreWords() {
        func share(_ profile: GeneratorProfile, _ features: Set<Feature>) -> Int {
            let generator = ModuleGenerator(features: ModuleGenerator.defaultFeatures, profile: profile)
            return (0..<UInt64(200)).count { seed in
                let generated = generator.module(seed: seed)
                return (generated.libraries.map(\.module) + [generated.module]).flatMap(\.functions).contains { function in
                    function.body.instructions.contains { features.contains($0.opcode.definition.feature) }
                }
            }
        }
        #expect(share(.simd, [.simd]) > 195)
        #expect(share(.gc, [.gc]) > 195)
        #expect(share(.default, [.simd]) > 100)
        #expect(share(.default, [.gc]) > 40)
        #expect(share(.control, [.exceptions]) > 40)
        #expect(share(.memory, [.threads]) > 40)
        #expect(share(.default, [.legacyExceptions]) == 0)
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
