import Testing
import WasmBinary
import WasmModel

@Suite struct CustomSectionFaultTests {
    static func hints(_ contents: [UInt8]) -> [UInt8] {
        SampleModules.header
            + SampleModules.section(1, [1, 0x60, 0, 0]) + SampleModules.section(3, [1, 0])
            + SampleModules.custom("metadata.code.branch_hint", contents)
            + SampleModules.section(10, [1, 11, 0, 0x41, 1, 0x0D, 0, 0x41, 0, 0x04, 0x40, 0x0B, 0x0B])
    }

    enum Verdict { case sound, malformed, invalid }

    static func verdict(_ bytes: [UInt8]) throws -> Verdict {
        // Whatever is in a custom section, the module stands.
        _ = try Module(decoding: bytes)
        switch try Module.customSectionFaults(inBinary: bytes).first {
        case nil: return .sound
        case .malformed: return .malformed
        case .invalid: return .invalid
        }
    }

    @Test(arguments: [
        ([1, 0, 1, 3, 1, 1], .sound),
        ([1, 0, 2, 3, 1, 1, 7, 1, 0], .sound),
        ([0x81, 0x00, 0, 1, 3, 1, 1], .sound),
        ([1, 0, 1, 1, 1, 1], .invalid),
        ([0x81, 0x00, 0, 1, 1, 1, 1], .invalid),
        ([1, 0, 2, 7, 1, 0, 3, 1, 1], .invalid),
        ([1, 0, 1, 2, 1, 1], .malformed),
        ([1, 0, 1, 3, 2, 1], .malformed),
        ([1, 0, 1, 3, 1, 2], .malformed),
        ([1, 1, 1, 3, 1, 1], .malformed),
        ([1, 0, 1, 3, 1], .malformed),
        ([1, 0, 1, 3, 1, 1, 0], .malformed),
    ] as [([UInt8], Verdict)])
    func branchHintsAreJudged(contents: [UInt8], expected: Verdict) throws {
        #expect(try Self.verdict(Self.hints(contents)) == expected)
    }

    @Test(arguments: [
        ([0, 2, 1, 0x4D], .sound),
        ([11, 1, 0], .sound),
        ([1, 4, 1, 0, 1], .malformed),
        ([1, 7, 2, 0, 1, 0x66, 0, 1, 0x67], .malformed),
        ([1, 1, 0, 0, 1, 0], .malformed),
        ([12, 0], .malformed),
        ([0, 3, 1, 0x4D, 0], .malformed),
    ] as [([UInt8], Verdict)])
    func nameSectionsAreJudged(contents: [UInt8], expected: Verdict) throws {
        #expect(try Self.verdict(SampleModules.header + SampleModules.custom("name", contents)) == expected)
    }

    @Test func hintsBehindTheCodeAreMisplaced() throws {
        let bytes = SampleModules.function([0, 0x0B]) + SampleModules.custom("metadata.code.branch_hint", [0])
        #expect(try Self.verdict(bytes) == .malformed)
    }
}
