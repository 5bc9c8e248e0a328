import Testing
import WasmModel
import WasmValidation

@Suite struct InstructionRuleTests {
    static let withoutSignature = Opcode.allCases.filter { $0.definition.signature == nil }

    /// In unreachable code every operand is there, so what remains to fail are immediates; a missing rule says so.
    @Test(arguments: withoutSignature) func everyInstructionWithoutSignatureHasARule(_ opcode: Opcode) {
        let module = Module.function(
            [Instruction(.unreachable), Instruction(opcode), .end], pool: [0, 0, 0, 0])
        #expect(flaw(of: module)?.message.hasPrefix("no rule") != true)
    }

    /// With the right operands a row is accepted, with one too few it is not, and its results have the right types.
    @Test(arguments: Opcode.allCases.filter { $0.definition.signature != nil })
    func everyRowTakesAndGivesWhatTheTableSays(_ opcode: Opcode) throws {
        for address in [AddressType.i32, .i64] {
            let signature = try #require(opcode.definition.signature)
            let operands = signature.operands.map { $0.type(address: address) }
            let results = signature.results.map { $0.type(address: address) }
            var module = Module.function(
                FunctionType(operands, results),
                operands.indices.map { .localGet(UInt32($0)) }
                    + [Instruction(opcode, small: UInt16(opcode.definition.naturalAlignment)), .end],
                pool: [0, 0], memories: [MemoryType(limits: Limits(minimum: 1), addressType: address)])
            module.data = [DataSegment(mode: .passive, bytes: [])]
            module.elements = [ElementSegment(mode: .passive, type: .funcref, items: .functions([]))]
            #expect(flaw(of: module) == nil)

            if !operands.isEmpty {
                var starved = module
                starved.functions[0].body.instructions.removeFirst()
                #expect(flaw(of: starved)?.message.hasPrefix("type mismatch") == true)
            }
            var surplus = module
            surplus.functions[0].body.instructions.insert(.i32Const(0), at: 0)
            #expect(flaw(of: surplus)?.message.hasPrefix("type mismatch") == true)
        }
    }

    @Test(arguments: Opcode.allCases)
    func anInstructionWhoseFeatureIsOffIsInvalid(_ opcode: Opcode) {
        let feature = opcode.definition.feature
        guard feature != .core1 else { return }
        var features = FeatureSet.all
        features.remove(feature)
        if opcode == .throw { features.remove(.legacyExceptions) }
        let module = Module.function([Instruction(.unreachable), Instruction(opcode), .end], pool: [0, 0, 0, 0])
        #expect(flaw(of: module, features)?.message.contains("needs feature \(feature.name)") == true)
    }

    @Test(
        arguments: Opcode.allCases.filter {
            $0.definition.immediates == .memarg || $0.definition.immediates == .memargLane
        })
    func alignmentIsAtMostNaturalAndExactForAtomics(_ opcode: Opcode) {
        let natural = UInt16(opcode.definition.naturalAlignment)
        func verdict(_ alignment: UInt16) -> String? {
            flaw(
                of: .function(
                    [
                        Instruction(.unreachable), Instruction(opcode, small: alignment), Instruction(.unreachable),
                        .end,
                    ],
                    memories: [MemoryType(limits: Limits(minimum: 1))]))?.message
        }
        #expect(verdict(natural) == nil)
        #expect(verdict(natural + 1) == "alignment must not be larger than natural")
        #expect(verdict(0xFF) == "alignment must not be larger than natural")
        if natural > 0 {
            #expect(
                verdict(natural - 1)
                    == (opcode.definition.feature == .threads ? "atomic alignment must be natural" : nil))
        }
    }

    @Test func anOffsetMustFitTheAddressType() {
        func verdict(_ offset: UInt64, _ address: AddressType) -> String? {
            flaw(
                of: .function(
                    [Instruction(.unreachable), Instruction(.i32Load, bits: offset), Instruction(.drop), .end],
                    memories: [MemoryType(limits: Limits(minimum: 1), addressType: address)]))?.message
        }
        #expect(verdict(0xFFFF_FFFF, .i32) == nil)
        #expect(verdict(0x1_0000_0000, .i32) == "offset out of range: 4294967296")
        #expect(verdict(.max, .i64) == nil)
    }

    @Test func anErrorSaysWhereItIs() {
        var module = Module.function([Instruction(.nop), Instruction(.i32Add), .end])
        module.functions[0].body.positions = [30, 31, 32]
        module.imports = [Import(module: "m", name: "f", type: .function(typeIndex: 0))]
        let error = flaw(of: module)
        #expect(error?.functionIndex == 1)
        #expect(error?.instruction == 1)
        #expect(error?.position == 31)
        #expect(error?.message == "type mismatch: instruction requires i32 but stack has []")
    }
}
