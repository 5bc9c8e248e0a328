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

    /// Through a memory that nothing else knows; `false` where there can be none.
    mutating func roundTripThroughMemory(_ type: ValueType, _ module: inout Module, _ output: inout Expression) -> Bool {
        let ways: (store: Opcode, load: Opcode)
        switch type {
        case .i32: ways = (.i32Store, .i32Load)
        case .i64: ways = (.i64Store, .i64Load)
        case .f32: ways = (.f32Store, .f32Load)
        case .f64: ways = (.f64Store, .f64Load)
        case .v128: ways = (.v128Store, .v128Load)
        default: return false
        }
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
            output.instructions += [Instruction(.structNew, index: index), Instruction(.structGet, index: index, bits: 0)]
            edits.append("box")
        case 2 where features.contains(.multiValue):
            let index = module.index(of: FunctionType([type], [type]))
            output.instructions.append(Instruction(.block, bits: BlockType.type(index).rawValue))
            identity(type, &output)
            output.instructions.append(Instruction(.end))
        default: identity(type, &output)
        }
    }

    mutating func identity(_ type: ValueType, _ output: inout Expression) {
        let draw = stream.below(4)
        let constant = stream.next()
        var code: [Instruction]
        switch type {
        case .i32:
            let value = constant & 0xFFFF_FFFF
            switch draw {
            case 0: code = [Instruction(.i64ExtendI32U), Instruction(.i32WrapI64)]
            case 1: code = Self.twice(.i32Const, value, .i32Xor)
            case 2: code = [Instruction(.i32Const, bits: value & 31), Instruction(.i32Rotl), Instruction(.i32Const, bits: value & 31), Instruction(.i32Rotr)]
            default: code = [Instruction(.i32Const, bits: value), Instruction(.i32Add), Instruction(.i32Const, bits: value), Instruction(.i32Sub)]
            }
        case .i64:
            switch draw {
            case 0: code = [Instruction(.f64ReinterpretI64), Instruction(.i64ReinterpretF64)]
            case 1: code = Self.twice(.i64Const, constant, .i64Xor)
            case 2: code = [Instruction(.i64Const, bits: constant & 63), Instruction(.i64Rotr), Instruction(.i64Const, bits: constant & 63), Instruction(.i64Rotl)]
            default: code = [Instruction(.i64Const, bits: constant), Instruction(.i64Sub), Instruction(.i64Const, bits: constant), Instruction(.i64Add)]
            }
        // Signs and bits only: arithmetic could change a NaN.
        case .f32:
            code = draw < 2 ? [Instruction(.f32Neg), Instruction(.f32Neg)] : [Instruction(.i32ReinterpretF32), Instruction(.f32ReinterpretI32)]
        case .f64:
            code = draw < 2 ? [Instruction(.f64Neg), Instruction(.f64Neg)] : [Instruction(.i64ReinterpretF64), Instruction(.f64ReinterpretI64)]
        case .v128 where draw == 0: code = [Instruction(.v128Not), Instruction(.v128Not)]
        case .v128 where draw == 1:
            let local = spillLocal(.v128)
            output.instructions += [Instruction(.localTee, index: local), Instruction(.localGet, index: local)]
            // Lanes turned round, and turned round again.
            output.appendVector(.i8x16Shuffle, low: 0x0809_0A0B_0C0D_0E0F, high: 0x0001_0203_0405_0607)
            output.instructions += [Instruction(.localTee, index: local), Instruction(.localGet, index: local)]
            output.appendVector(.i8x16Shuffle, low: 0x1819_1A1B_1C1D_1E1F, high: 0x1011_1213_1415_1617)
            code = []
        case .v128:
            output.appendVector(.v128Const, low: constant, high: ~constant)
            code = [Instruction(.v128Xor)]
            output.instructions += code
            output.appendVector(.v128Const, low: constant, high: ~constant)
        default: return
        }
        output.instructions += code
        edits.append("identity")
    }

    static func twice(_ opcode: Opcode, _ bits: UInt64, _ operation: Opcode) -> [Instruction] {
        let half = [Instruction(opcode, bits: bits), Instruction(operation)]
        return half + half
    }

    /// A new mutable global of the type that nothing else knows.
    mutating func spill(_ type: ValueType, _ module: inout Module) -> UInt32 {
        if let index = spills[type] { return index }
        let index = UInt32(module.allGlobals.count)
        var initializer = Expression()
        switch type {
        case .i32: initializer.instructions = [Instruction(.i32Const)]
        case .i64: initializer.instructions = [Instruction(.i64Const)]
        case .f32: initializer.instructions = [Instruction(.f32Const)]
        case .f64: initializer.instructions = [Instruction(.f64Const)]
        default: initializer.appendVector(.v128Const, low: 0, high: 0)
        }
        initializer.instructions.append(Instruction(.end))
        module.globals.append(Global(GlobalType(type, isMutable: true), initializer: initializer))
        spills[type] = index
        return index
    }
}
