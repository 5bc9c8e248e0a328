import ModuleGeneration
import Testing
import WasmBinary
import WasmModel
import WasmValidation

/// The features that every tier had first.
let firstFeatures = FeatureSet([.signExtension, .saturatingConversion, .multiValue, .bulkMemory])

@Suite struct GeneratedModuleTests {
    static let sets: [(name: String, features: FeatureSet)] = [
        ("1.0", .wasm1), ("first", firstFeatures), ("3.0", .wasm3), ("all", .all),
    ]

    @Test(arguments: sets, GeneratorProfile.all)
    func everyModuleIsValid(_ set: (name: String, features: FeatureSet), _ profile: GeneratorProfile) throws {
        let generator = ModuleGenerator(features: set.features, profile: profile)
        for seed in 0..<UInt64(300) {
            let generated = generator.module(seed: seed)
            for module in generated.libraries.map(\.module) + [generated.module] {
                do throws(ValidationError) {
                    _ = try ValidatedModule(validating: module, features: set.features)
                } catch {
                    Issue.record("\(set.name), \(profile.name), seed \(seed): \(error)")
                }
            }
        }
    }

    @Test(arguments: GeneratorProfile.all)
    func whatIsEncodedDecodesWithTheFeaturesThatWereAskedFor(_ profile: GeneratorProfile) throws {
        for set in Self.sets {
            let generator = ModuleGenerator(features: set.features, profile: profile)
            for seed in 0..<UInt64(50) {
                let bytes = generator.module(seed: seed).module.encoded()
                let decoded = try Module(decoding: bytes, features: set.features)
                #expect(decoded.encoded() == bytes)
            }
        }
    }

    @Test func theSameSeedGivesTheSameModule() {
        let first = ModuleGenerator(features: firstFeatures)
        let second = ModuleGenerator(features: firstFeatures)
        // In another order, so that nothing may be left over from one module to the next.
        let forwards = (0..<UInt64(50)).map { first.module(seed: $0) }
        let backwards = (0..<UInt64(50)).reversed().map { second.module(seed: $0) }
        #expect(forwards == backwards.reversed())
        #expect(Set(forwards.map { $0.module.encoded() }).count == 50)
    }

    @Test(arguments: GeneratorProfile.all)
    func everyModuleHasSomethingToCallAndToSee(_ profile: GeneratorProfile) throws {
        let generator = ModuleGenerator(features: .all, profile: profile)
        for seed in 0..<UInt64(200) {
            let generated = generator.module(seed: seed)
            let module = generated.module
            #expect(!generated.script.isEmpty)
            #expect(module.exports.contains { $0.kind == .global })
            let types = module.subTypes
            let functionTypes = module.functionTypeIndices
            for call in generated.script {
                let export = try #require(module.exports.first { $0.name == call.export && $0.kind == .function })
                guard case .function(let type) = types[Int(functionTypes[Int(export.index)])].composite else {
                    Issue.record("\(call.export) has no function type")
                    continue
                }
                #expect(call.arguments.map(\.type) == type.parameters)
            }
        }
    }

    /// Calls go down only; but a function may call itself once, with its first parameter counted down.
    @Test func everyCallGoesToAFunctionBefore() {
        let generator = ModuleGenerator(features: firstFeatures, profile: .control)
        for seed in 0..<UInt64(200) {
            let module = generator.module(seed: seed).module
            let imported = module.importCount(of: .function)
            for (number, function) in module.functions.enumerated() {
                let calls = function.body.instructions.filter { $0.opcode == .call && Int($0.index) >= imported + number }
                #expect(calls.count <= 1)
                #expect(calls.allSatisfy { Int($0.index) == imported + number })
            }
        }
    }

    /// In valid code nothing follows an instruction that never falls through, but what closes or divides its block.
    @Test func noCodeStandsBehindABranch() {
        var profile = GeneratorProfile.control
        profile.stackyChance = 0
        let generator = ModuleGenerator(features: .all, profile: profile)
        for seed in 0..<UInt64(200) {
            for function in generator.module(seed: seed).module.functions {
                for (instruction, next) in zip(function.body.instructions, function.body.instructions.dropFirst()) {
                    switch instruction.opcode {
                    case .br, .brTable, .return, .unreachable, .throw, .throwRef, .returnCall, .returnCallIndirect, .returnCallRef: #expect(next.opcode == .end || next.opcode == .else)
                    default: break
                    }
                }
            }
        }
    }

    @Test func aFeatureThatIsOffIsNotUsed() throws {
        let generator = ModuleGenerator(features: .wasm1)
        for seed in 0..<UInt64(200) {
            for function in generator.module(seed: seed).module.functions {
                for instruction in function.body.instructions {
                    #expect(instruction.opcode.definition.feature == .core1)
                }
            }
        }
    }
}

extension Value {
    /// The type of a number, or the one of references that scripts pass.
    var type: ValueType {
        switch self {
        case .i32: .i32
        case .i64: .i64
        case .f32: .f32
        case .f64: .f64
        case .v128: .v128
        case .reference: .externref
        }
    }
}
