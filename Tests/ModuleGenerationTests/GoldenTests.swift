import ModuleGeneration
import Testing
import WasmBinary
import WasmModel

/// What seeds give, fixed. A change here changes what every recorded seed means: ``generatorVersion`` goes up with it.
@Suite struct GoldenTests {
    /// FNV-1a over the bytes of the module, and the names and arguments of the calls.
    static func hash(_ generated: GeneratedModule) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        func take(_ word: UInt64) { hash = (hash ^ word) &* 0x100_0000_01B3 }
        for byte in generated.module.encoded() { take(UInt64(byte)) }
        for call in generated.script {
            for byte in call.export.utf8 { take(UInt64(byte)) }
            for argument in call.arguments {
                switch argument {
                case .i32(let bits), .f32(let bits): take(UInt64(bits))
                case .i64(let bits), .f64(let bits): take(bits)
                case .v128(let low, let high):
                    take(low)
                    take(high)
                case .reference: take(0)
                }
            }
        }
        return hash
    }

    static let goldens: [(profile: String, hashes: [UInt64])] = [
        (
            "default",
            [0x627D_BC36_B470_C3CD, 0xA2B5_1504_7300_71B5, 0x696A_BDB2_71AD_78E8, 0x29B2_84F2_7735_C3FA]
        ),
        (
            "numeric",
            [0x5F20_AE68_4BDA_50C4, 0xD75F_9179_A615_965A, 0x278C_D897_8878_4738, 0xC328_D02A_225D_10CF]
        ),
        (
            "memory",
            [0x81A7_5FA6_C8D9_2F92, 0x4F62_D586_957E_7367, 0x4CE0_53A4_A6F9_556C, 0x8950_C5AA_8767_2506]
        ),
        (
            "control",
            [0x6900_B7F9_41FC_B1E7, 0xD76C_9E29_017C_CB3C, 0x068E_F5BA_1FEB_5C28, 0x1D44_DCCE_8348_2078]
        ),
        (
            "small",
            [0xA896_C920_0D6F_4F13, 0xE9B4_6344_AFEE_7916, 0x1676_4301_2F53_BD65, 0x00D6_728A_E848_B8D2]
        ),
        (
            "simd",
            [0x2B58_400E_98AA_CAAE, 0xA2B5_1504_7300_71B5, 0x5014_9AC9_80C4_0D5F, 0x5528_0D96_6ED7_CCFB]
        ),
    ]

    @Test func theVersionIsTheOneThatTheHashesBelongTo() {
        #expect(generatorVersion == 1)
        #expect(Self.goldens.map(\.profile) == GeneratorProfile.all.map(\.name))
    }

    @Test(arguments: goldens)
    func aSeedGivesTheModuleThatItAlwaysGave(_ golden: (profile: String, hashes: [UInt64])) throws {
        let profile = try #require(GeneratorProfile.named(golden.profile))
        let generator = ModuleGenerator(features: firstFeatures, profile: profile)
        let hashes = (0..<UInt64(4)).map { Self.hash(generator.module(seed: $0)) }
        #expect(hashes == golden.hashes)
    }
}
