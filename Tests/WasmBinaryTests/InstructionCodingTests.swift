import Testing
import WasmBinary
import WasmModel

@Suite struct InstructionCodingTests {
    /// One instance of each instruction, with immediates that all differ from zero.
    static func sample(_ opcode: Opcode) -> [Expression] {
        var expression = Expression()
        func one(small: UInt16 = 0, index: UInt32 = 0, bits: UInt64 = 0) {
            expression.instructions.append(Instruction(opcode, small: small, index: index, bits: bits))
        }
        switch opcode.definition.immediates {
        case .none, .zeroByte: one()
        case .i32: one(bits: 0x8000_0001)
        case .i64: one(bits: 0x8000_0000_0000_0001)
        case .f32: one(bits: 0x7FA0_0001)
        case .f64: one(bits: 0x7FF4_0000_0000_0001)
        case .v128, .shuffle: expression.appendVector(opcode, low: 0x0706_0504_0302_0100, high: 0x0F0E_0D0C_0B0A_0908)
        case .memarg:
            one(small: 3, bits: 0x1_0000_0000)
            one(small: 0, index: 7, bits: 200)
        case .memargLane:
            one(small: 0x0F03, bits: 130)
            one(small: 0x0100, index: 300, bits: 0)
        case .lane: one(small: 15)
        case .blockType:
            one()
            one(bits: BlockType.value(.f64).rawValue)
            one(bits: BlockType.value(.reference(.type(70), nullable: true)).rawValue)
            one(bits: BlockType.type(64).rawValue)
        case .label, .functionIndex, .typeIndex, .localIndex, .globalIndex, .tableIndex, .memoryIndex, .tagIndex,
            .elementIndex, .dataIndex:
            one(index: 0x1234)
            one(index: .max)
        case .labelTable:
            expression.appendBranchTable(labels: [UInt32(1), 200, 3])
            expression.appendBranchTable(labels: CollectionOfOne(UInt32(9)))
        case .tryTable:
            expression.appendTryTable(
                .value(.i32),
                [
                    CatchClause(.catch, tagIndex: 1, label: 2), CatchClause(.catchRef, tagIndex: 300, label: 4),
                    CatchClause(.catchAll, label: 5), CatchClause(.catchAllRef, label: 6),
                ])
        case .typeAndTable, .dataAndMemory, .memoryAndMemory, .elementAndTable, .tableAndTable, .typeAndField,
            .typeAndCount, .typeAndType, .typeAndData, .typeAndElement:
            one(index: 5, bits: 600)
        case .valueTypes:
            expression.appendTypedSelect([ValueType.i32, .funcref, .reference(.type(3), nullable: false)])
            expression.appendTypedSelect(EmptyCollection<ValueType>())
        case .heapType:
            for entry in HeapType.abstract { one(bits: UInt64(entry.type.rawValue)) }
            one(bits: UInt64(HeapType.type(100).rawValue))
        case .castBranch:
            one(small: 3, index: 1, bits: UInt64(HeapType.any.rawValue) | UInt64(HeapType.type(64).rawValue) << 32)
        }
        return expression.instructions.map { Expression([$0], pool: expression.pool) }
    }

    /// The instruction with whatever blocks it needs around it, and the final `end`.
    static func placed(_ sample: Expression) -> Expression {
        var expression = Expression([], pool: sample.pool)
        guard let opcode = sample.instructions.first?.opcode else { return expression }
        switch opcode {
        case .else: expression.instructions = [.block(.if, .empty)]
        case .catch, .catchAll, .delegate: expression.instructions = [.block(.try, .empty)]
        default: break
        }
        if opcode == .end { return Expression([Instruction(.end)]) }
        expression.instructions += sample.instructions
        switch opcode {
        case .block, .loop, .if, .try, .tryTable, .else, .catch, .catchAll:
            expression.instructions.append(Instruction(.end))
        default: break
        }
        expression.instructions.append(Instruction(.end))
        return expression
    }

    @Test(arguments: Opcode.allCases)
    func everyInstructionSurvivesEncodingAndDecoding(opcode: Opcode) throws {
        for sample in Self.sample(opcode) {
            var module = Module()
            module.types = [RecursionGroup([SubType(.function(FunctionType()))])]
            module.dataCount = 0
            module.functions = [Function(typeIndex: 0, body: Self.placed(sample))]
            let bytes = module.encoded()
            let decoded = try Module(decoding: bytes)
            #expect(decoded.encoded() == bytes)
            // Pools are laid out in the order of use, so what they mean is compared, not where it stands.
            let before = module.functions[0].body
            let after = decoded.functions[0].body
            #expect(after.instructions.map(\.opcode) == before.instructions.map(\.opcode))
            if before.pool.isEmpty { #expect(after == before) }
        }
    }

    @Test(arguments: Opcode.allCases)
    func anInstructionIsIllegalWhileItsFeatureIsOff(opcode: Opcode) throws {
        let feature = opcode.definition.feature
        guard feature != .core1, let sample = Self.sample(opcode).first else { return }
        var features = FeatureSet.all
        features.remove(feature)
        if opcode == .throw { features.remove(.legacyExceptions) }
        var module = Module()
        module.types = [RecursionGroup([SubType(.function(FunctionType()))])]
        module.functions = [Function(typeIndex: 0, body: Self.placed(sample))]
        let bytes = module.encoded()
        #expect {
            try Module(decoding: bytes, features: features)
        } throws: { error in
            (error as? BinaryError)?.message.hasPrefix("illegal opcode") == true
        }
    }

    @Test func unassignedCodesAreIllegal() throws {
        var assigned: Set<[UInt32]> = []
        for opcode in Opcode.allCases {
            assigned.insert([UInt32(opcode.definition.prefix), opcode.definition.code])
        }
        func isIllegal(_ code: [UInt8]) -> Bool {
            do throws(BinaryError) {
                _ = try Module(decoding: SampleModules.function([0] + code + [0x0B]))
                return false
            } catch {
                return error.message.hasPrefix("illegal opcode")
            }
        }
        for byte in UInt8.min...UInt8.max where !assigned.contains([0, UInt32(byte)]) && !(0xFB...0xFE).contains(byte) {
            #expect(isIllegal([byte]), "byte \(byte)")
        }
        for prefix: UInt8 in 0xFB...0xFE {
            for code: UInt32 in 0..<600 where !assigned.contains([UInt32(prefix), code]) {
                let low = UInt8(code & 0x7F)
                #expect(isIllegal(code < 128 ? [prefix, low] : [prefix, low | 0x80, UInt8(code >> 7)]))
            }
        }
    }
}
