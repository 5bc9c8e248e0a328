import ModuleGeneration
import Testing
import WasmBinary
import WasmModel

/// What seeds give, fixed. A change here changes what every recorded seed means: ``generatorVersion`` goes up with it,
/// and the hashes of a failing test replace those of `GoldenHashes.swift`.
@Suite struct GoldenTests {
    /// FNV-1a over the bytes of the modules, and the names and arguments of the calls.
    static func hash(_ generated: GeneratedModule) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        func take(_ word: UInt64) { hash = (hash ^ word) &* 0x100_0000_01B3 }
        for module in generated.libraries.map(\.module) + [generated.module] {
            for byte in module.encoded() { take(UInt64(byte)) }
        }
        for call in generated.script {
            for byte in call.export.utf8 { take(UInt64(byte)) }
            for argument in call.arguments {
                switch argument {
                case .i32(let bits), .f32(let bits): take(UInt64(bits))
                case .i64(let bits), .f64(let bits): take(bits)
                case .v128(let low, let high):
                    take(low)
                    take(high)
                case .reference(.extern(let number)): take(UInt64(number) + 1)
                case .reference: take(0)
                }
            }
        }
        return hash
    }

    @Test func theVersionIsTheOneThatTheHashesBelongTo() {
        #expect(generatorVersion == GoldenHashes.version)
        #expect(GoldenHashes.profiles.map(\.name) == GeneratorProfile.all.map(\.name))
        #expect(GoldenHashes.defaultProfile.count == 100)
    }

    @Test func aHundredSeedsGiveTheModulesThatTheyAlwaysGave() {
        let generator = ModuleGenerator(features: .all)
        let hashes = (0..<UInt64(100)).map { Self.hash(generator.module(seed: $0)) }
        if hashes != GoldenHashes.defaultProfile { Issue.record("now: \(Self.literal(hashes))") }
    }

    @Test(arguments: GeneratorProfile.all)
    func everyProfileGivesTheModulesThatItAlwaysGave(_ profile: GeneratorProfile) throws {
        let golden = GoldenHashes.profiles.first { $0.name == profile.name }
        let generator = ModuleGenerator(features: .all, profile: profile)
        var hash: UInt64 = 0
        for seed in 0..<UInt64(20) { hash = hash &* 31 &+ Self.hash(generator.module(seed: seed)) }
        if golden?.hash != hash { Issue.record("now: (\"\(profile.name)\", \(Self.literal([hash])))") }
    }

    private static func literal(_ hashes: [UInt64]) -> String {
        hashes.map { "0x" + String($0, radix: 16, uppercase: true) }.joined(separator: ", ")
    }
}
