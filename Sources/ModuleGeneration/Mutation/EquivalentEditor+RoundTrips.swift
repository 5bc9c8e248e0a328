import WasmModel

/// Values that go somewhere and come back as they were.
extension EquivalentEditor {
    /// A new local of the type that nothing else knows.
    mutating func spillLocal(_ type: ValueType) -> UInt32 {
        if let index = spillLocals[type] { return index }
        let index = UInt32(locals.count)
        locals.append(type)
        spillLocals[type] = index
        return index
    }

    /// How a number or a vector goes into memory and comes out of it.
    static func memoryAccess(_ type: ValueType) -> (store: Opcode, load: Opcode) {
        switch type {
        case .i32: (.i32Store, .i32Load)
        case .i64: (.i64Store, .i64Load)
        case .f32: (.f32Store, .f32Load)
        case .f64: (.f64Store, .f64Load)
        default: (.v128Store, .v128Load)
        }
    }

    /// Through a table that nothing else knows.
    mutating func roundTripThroughTable(_ type: ValueType, _ module: inout Module, _ output: inout Expression) {
        let table = spillTables[type] ?? UInt32(module.allTables.count)
        if spillTables[type] == nil {
            module.tables.append(Table(TableType(element: type, limits: Limits(minimum: 1, maximum: 1))))
            spillTables[type] = table
        }
        let local = spillLocal(type)
        output.instructions += [
            Instruction(.localSet, index: local), Instruction(.i32Const), Instruction(.localGet, index: local),
            Instruction(.tableSet, index: table), Instruction(.i32Const), Instruction(.tableGet, index: table),
        ]
        edits.append("spill-table")
    }

    /// Instructions that leave 0 or 1.
    static let truths: Set<Opcode> = Set(
        Opcode.allCases.filter { opcode in
            let name = "\(opcode.definition.mnemonic)".split(separator: ".").last ?? ""
            let base = name.split(separator: "_").first ?? ""
            return OpcodeTable.shared.results[Int(opcode.rawValue)] == [.i32]
                && (["eq", "ne", "lt", "gt", "le", "ge", "eqz"].contains(base) || name == "any_true" || name == "all_true")
        })

    /// A small number as a reference, which has room for 31 bits.
    mutating func boxTruth(_ output: inout Expression) {
        output.instructions += [Instruction(.refI31), Instruction(stream.chance(500) ? .i31GetS : .i31GetU)]
        edits.append("box-i31")
    }

    /// Through a memory that nothing else knows; `false` where there can be none.
    mutating func roundTripThroughMemory(_ type: ValueType, _ module: inout Module, _ output: inout Expression) -> Bool {
        let ways = Self.memoryAccess(type)
        guard features.contains(.multiMemory) else { return false }
        let memory = spillMemory ?? UInt32(module.allMemories.count)
        if spillMemory == nil { module.memories.append(MemoryType(limits: Limits(minimum: 1, maximum: 1))) }
        spillMemory = memory
        let local = spillLocal(type)
        let address = Instruction(.i32Const, bits: stream.next() & 0xFFF0)
        output.instructions += [
            Instruction(.localSet, index: local), address, Instruction(.localGet, index: local), Instruction(ways.store, index: memory),
            address, Instruction(ways.load, index: memory),
        ]
        edits.append("spill-memory")
        return true
    }

    /// There and back: the value on the stack stays what it is.
    mutating func roundTrip(_ type: ValueType, _ module: inout Module, _ output: inout Expression) {
        switch stream.below(6) {
        case 4:
            let local = spillLocal(type)
            output.instructions += [Instruction(.localSet, index: local), Instruction(.localGet, index: local)]
            edits.append("spill-local")
        case 5: if !roundTripThroughMemory(type, &module, &output) { identity(type, &output) }
        case 0:
            let global = spill(type, &module)
            // What conditions read is left alone.
            guard type != .i32 else { return identity(type, &output) }
            output.instructions += [Instruction(.globalSet, index: global), Instruction(.globalGet, index: global)]
            edits.append("spill-global")
        case 1 where features.contains(.gc):
            let index = boxes[type] ?? UInt32(module.subTypes.count)
            if boxes[type] == nil {
                module.types.append(RecursionGroup([SubType(.structure([FieldType(.value(type), isMutable: false)]))]))
                boxes[type] = index
            }
            output.instructions.append(Instruction(.structNew, index: index))
            if stream.chance(500) {
                // As something of which nothing is known, and back.
                output.instructions += [
                    Instruction(.externConvertAny), Instruction(.anyConvertExtern),
                    Instruction(.refCast, bits: UInt64(HeapType.type(index).rawValue)),
                ]
                edits.append("box-as-any")
            } else {
                edits.append("box")
            }
            output.instructions.append(Instruction(.structGet, index: index, bits: 0))
        case 2 where features.contains(.multiValue):
            let index = module.index(of: FunctionType([type], [type]))
            output.instructions.append(Instruction(.block, bits: BlockType.type(index).rawValue))
            identity(type, &output)
            output.instructions.append(Instruction(.end))
        default: identity(type, &output)
        }
    }

    /// Integer operations that undo each other, with the same constant as their second operand.
    private static let inverses: [(i32: (Opcode, Opcode), i64: (Opcode, Opcode))] = [
        ((.i32Xor, .i32Xor), (.i64Xor, .i64Xor)), ((.i32Rotl, .i32Rotr), (.i64Rotr, .i64Rotl)),
        ((.i32Add, .i32Sub), (.i64Sub, .i64Add)),
    ]
    /// Pairs of operations on one operand that undo each other. Signs and bits only of floats: arithmetic could change a NaN.
    private static let reversals: [ValueType: [(Opcode, Opcode)]] = [
        .i32: [(.i64ExtendI32U, .i32WrapI64), (.f32ReinterpretI32, .i32ReinterpretF32)],
        .i64: [(.f64ReinterpretI64, .i64ReinterpretF64)],
        .f32: [(.f32Neg, .f32Neg), (.i32ReinterpretF32, .f32ReinterpretI32)],
        .f64: [(.f64Neg, .f64Neg), (.i64ReinterpretF64, .f64ReinterpretI64)],
        .v128: [(.v128Not, .v128Not)],
    ]

    mutating func identity(_ type: ValueType, _ output: inout Expression) {
        let constant = stream.next()
        if type == .v128, stream.chance(600) {
            vectorIdentity(constant, &output)
        } else if type == .i32 || type == .i64, stream.chance(700) {
            let pair = stream.pick(Self.inverses)
            let (first, second) = type == .i32 ? pair.i32 : pair.i64
            let operand = type == .i32 ? Instruction(.i32Const, bits: constant & 0xFFFF_FFFF) : Instruction(.i64Const, bits: constant)
            output.instructions += [operand, Instruction(first), operand, Instruction(second)]
        } else {
            guard let (first, second) = Self.reversals[type].map({ stream.pick($0) }) else { return }
            output.instructions += [Instruction(first), Instruction(second)]
        }
        edits.append("identity")
    }

    private mutating func vectorIdentity(_ constant: UInt64, _ output: inout Expression) {
        if stream.chance(500) {
            let local = spillLocal(.v128)
            output.instructions += [Instruction(.localTee, index: local), Instruction(.localGet, index: local)]
            // Lanes turned round, and turned round again.
            output.appendVector(.i8x16Shuffle, low: 0x0809_0A0B_0C0D_0E0F, high: 0x0001_0203_0405_0607)
            output.instructions += [Instruction(.localTee, index: local), Instruction(.localGet, index: local)]
            output.appendVector(.i8x16Shuffle, low: 0x1819_1A1B_1C1D_1E1F, high: 0x1011_1213_1415_1617)
        } else {
            for _ in 0..<2 {
                output.appendVector(.v128Const, low: constant, high: ~constant)
                output.instructions.append(Instruction(.v128Xor))
            }
        }
    }

    /// A new mutable global of the type that nothing else knows.
    mutating func spill(_ type: ValueType, _ module: inout Module) -> UInt32 {
        if let index = spills[type] { return index }
        let index = UInt32(module.allGlobals.count)
        module.globals.append(.zero(of: type))
        spills[type] = index
        return index
    }
}
