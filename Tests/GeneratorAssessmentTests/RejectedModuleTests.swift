import GeneratorAssessment
import ModuleGeneration
import Testing
import WasmBinary
import WasmModel
import WasmValidation

@Suite struct RejectedModuleTests {
    private static func stage(of bytes: [UInt8]) -> RejectedModule.Stage? {
        guard let module = try? Module(decoding: bytes, features: .all) else { return .malformed }
        do throws(ValidationError) {
            _ = try ValidatedModule(validating: module, features: .all)
            return nil
        } catch {
            return .invalid
        }
    }

    @Test func everyEditedModuleIsRejectedAtTheStageThatItIsLabelledWith() {
        let generator = ModuleGenerator(features: .all, profile: .small)
        var seen: Set<String> = []
        for seed in 0..<UInt64(2500) {
            guard let rejected = RejectedModule(from: generator.module(seed: seed), seed: seed) else { continue }
            seen.insert(rejected.rule)
            #expect(Self.stage(of: rejected.bytes) == rejected.stage, "seed \(seed): \(rejected.rule)")
        }
        #expect(seen == Set(RejectedModule.rules))
    }

    @Test func longerNumbersLeaveAModuleWhatItIs() throws {
        let generator = ModuleGenerator(features: .all, profile: .decoder)
        var longer = 0
        for seed in 0..<UInt64(100) {
            let generated = generator.module(seed: seed)
            let bytes = generated.encoded()
            #expect(try Module(decoding: bytes, features: .all).encoded() == generated.module.encoded())
            if bytes.count > generated.module.encoded().count { longer += 1 }
        }
        #expect(longer > 80)
    }
}
