import Testing
import WasmBinary
import WasmModel

@Suite struct RoundTripTests {
    @Test(arguments: SampleModules.all)
    func encodingWhatWasDecodedGivesTheSameBytes(name: String, bytes: [UInt8]) throws {
        let module = try Module(decoding: bytes)
        #expect(module.encoded() == bytes)
        #expect(try Module(decoding: module.encoded()) == module)
    }

    @Test func aDecodedModuleHoldsWhatTheBytesSay() throws {
        let module = try Module(decoding: SampleModules.everySection)
        #expect(module.types.count == 6)
        #expect(module.types[2].types[0].isFinal == false)
        #expect(module.types[2].types[1].supertypes == [2])
        #expect(module.types[3].isExplicit)
        #expect(module.types[4].types[0].isExplicit)
        #expect(module.types[5].types.isEmpty)
        #expect(module.imports.map(\.type.kind) == ExternalKind.allCases)
        let limits = Limits(minimum: 1, maximum: 2)
        #expect(module.imports[2].type == .memory(MemoryType(limits: limits, addressType: .i64)))
        #expect(module.imports[4].name == "é")
        #expect(module.tables[1].initializer?.instructions.map(\.opcode) == [.refFunc, .end])
        #expect(module.memories[1].isShared)
        #expect(module.memories[2].pageSizeExponent == 0)
        #expect(module.globals[0].initializer.instructions[0] == .i32Const(-1))
        #expect(module.exports.map(\.name) == ["a", "b", "c", "d", ""])
        #expect(module.start == 1)
        #expect(module.elements.map(\.namesTable) == [false, false, true, false, false, false, false, true, false])
        #expect(module.dataCount == 4)
        #expect(module.functions[1].locals == [LocalGroup(count: 3, type: .i32), LocalGroup(count: 1, type: .f64)])
        #expect(module.data.map(\.namesMemory) == [false, false, true, false])
        #expect(module.customSections.map(\.name) == ["first", "after types", "last"])
        #expect(module.customSections.map(\.after) == [.custom, .type, .data])
    }

    @Test func namesAreDecodedWhereTheyAreCanonical() throws {
        let module = try Module(decoding: SampleModules.names)
        guard case .names(let names) = module.customSections[0].content else {
            Issue.record("the name section was left as bytes")
            return
        }
        #expect(names.module == "M")
        #expect(names.functions == [.init(0, "f")])
        #expect(names.locals == [.init(0, [.init(0, "l")])])
    }

    @Test func namesThatAreNotCanonicalStayAsTheyStand() throws {
        // An empty map of tags, which the encoder would leave out.
        let bytes = SampleModules.header + SampleModules.custom("name", [11, 1, 0])
        let module = try Module(decoding: bytes)
        #expect(module.customSections[0].content == .raw([11, 1, 0]))
        #expect(module.encoded() == bytes)
    }

    @Test func branchHintsStandWithTheirFunctions() throws {
        let module = try Module(decoding: SampleModules.branchHints)
        #expect(
            module.functions[0].branchHints == [
                BranchHint(instruction: 1, isLikely: true), BranchHint(instruction: 3, isLikely: false),
            ])
        #expect(module.customSections[0].content == .branchHints)
        #expect(module.functions[0].body.positions.isEmpty)
    }

    @Test func positionsAreByteOffsetsInTheModule() throws {
        let bytes = SampleModules.function([0, 0x41, 0x80, 0x01, 0x1A, 0x0B])
        let module = try Module(decoding: bytes, recordingPositions: true)
        let body = module.functions[0].body
        #expect(body.positions.map { bytes[Int($0)] } == [0x41, 0x1A, 0x0B])
    }

    @Test func equalModulesNeedNotHaveTheSamePositions() throws {
        let bytes = SampleModules.code
        #expect(try Module(decoding: bytes, recordingPositions: true) == Module(decoding: bytes))
    }
}
