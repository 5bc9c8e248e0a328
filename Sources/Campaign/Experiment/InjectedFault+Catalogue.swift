import WasmModel

extension InjectedFault {
    /// The fixed set by which reduction and naming are measured: operations of every family, and what optimisers do wrong.
    package static let catalogue: [InjectedFault] = swaps + immediates + controls + optimisations + rejections

    // swift-format-ignore
    private static let swaps: [InjectedFault] = [
        swap(.integer, .i32Add, .i32Sub), swap(.integer, .i32ShrS, .i32ShrU), swap(.integer, .i32LtS, .i32LtU),
        swap(.integer, .i32Rotl, .i32Rotr), swap(.integer, .i32Clz, .i32Ctz), swap(.integer, .i64Mul, .i64Add),
        swap(.integer, .i64And, .i64Or), swap(.integer, .i64Rotr, .i64Rotl), swap(.integer, .i64GeU, .i64GtU),
        swap(.integer, .i64Popcnt, .i64Ctz), swap(.integer, .i64DivS, .i64DivU), swap(.integer, .i32RemS, .i32RemU),
        swap(.integer, .i64ShrU, .i64ShrS), swap(.integer, .i32Xor, .i32Or), swap(.integer, .i64LeS, .i64LtS),
        swap(.float, .f32Min, .f32Max), swap(.float, .f64Ceil, .f64Floor), swap(.float, .f64Nearest, .f64Trunc),
        swap(.float, .f32Add, .f32Sub), swap(.float, .f64Lt, .f64Le), swap(.float, .f64Mul, .f64Div),
        swap(.float, .f32Neg, .f32Abs), swap(.float, .f64Sqrt, .f64Abs), swap(.float, .f32Gt, .f32Ge),
        swap(.conversion, .i64ExtendI32S, .i64ExtendI32U), swap(.conversion, .f64ConvertI32U, .f64ConvertI32S),
        swap(.conversion, .i32TruncSatF64S, .i32TruncSatF64U), swap(.conversion, .f32ConvertI64U, .f32ConvertI64S),
        swap(.conversion, .i32Extend8S, .i32Extend16S), swap(.conversion, .i64Extend32S, .i64Extend16S),
        swap(.vector, .i32x4Add, .i32x4Sub), swap(.vector, .i16x8MinS, .i16x8MinU), swap(.vector, .f32x4Pmin, .f32x4Min),
        swap(.vector, .i8x16AddSatS, .i8x16AddSatU), swap(.vector, .i64x2ShrS, .i64x2ShrU), swap(.vector, .v128Andnot, .v128And),
        swap(.vector, .i16x8ExtendLowI8x16S, .i16x8ExtendHighI8x16S), swap(.vector, .f64x2Max, .f64x2Pmax),
        swap(.vector, .i8x16ExtractLaneS, .i8x16ExtractLaneU), swap(.vector, .i16x8NarrowI32x4S, .i16x8NarrowI32x4U),
        swap(.memory, .i32Load8S, .i32Load8U), swap(.memory, .i64Load32U, .i64Load32S), swap(.memory, .i32Load16U, .i32Load16S),
        swap(.memory, .i32Store16, .i32Store8), swap(.memory, .i64Store32, .i64Store16), swap(.memory, .i64Store, .i64Store32),
        swap(.reference, .structGetS, .structGetU), swap(.reference, .arrayGetU, .arrayGetS), swap(.reference, .i31GetS, .i31GetU),
        swap(.reference, .refTest, .refTestNull),
    ]

    private static let immediates: [InjectedFault] = [
        InjectedFault(name: "f64.store/offset", family: .memory, needs: .f64Store, effect: .edit { item, _ in item.bits &= ~3 }),
        InjectedFault(name: "i32.load/offset", family: .memory, needs: .i32Load, effect: .edit { item, _ in item.bits &= ~1 }),
        InjectedFault(name: "i32x4.extract_lane/lane", family: .vector, needs: .i32x4ExtractLane, effect: .edit { item, _ in item.small ^= 1 }),
        InjectedFault(name: "i8x16.shuffle/lane", family: .vector, needs: .i8x16Shuffle, effect: .edit { item, pool in
            pool[Int(item.index)] ^= 1
        }),
        after(.memory, .memorySize, [.i32Const(1), Instruction(.i32Add)]),
        after(.memory, .memoryGrow, [.i32Const(1), Instruction(.i32Sub)]),
        after(.table, .tableSize, [.i32Const(1), Instruction(.i32Add)]),
        after(.reference, .refIsNull, [Instruction(.i32Eqz)]),
        after(.reference, .arrayLen, [.i32Const(1), Instruction(.i32Add)]),
        after(.reference, .refEq, [Instruction(.i32Eqz)]),
        before(.memory, .memoryFill, [.i32Const(1), Instruction(.i32ShrU)]),
        before(.memory, .memoryCopy, [.i32Const(1), Instruction(.i32ShrU)]),
    ]

    private static let controls: [InjectedFault] = [
        before(.control, .brIf, [Instruction(.i32Eqz)]),
        before(.control, .if, [.i32Const(1), Instruction(.i32And)]),
        before(.control, .select, [.i32Const(1), Instruction(.i32And)]),
        before(.control, .brTable, [.i32Const(1), Instruction(.i32Xor)]),
        InjectedFault(name: "throw/unreachable", family: .exception, needs: .throw, effect: .swap(.unreachable)),
        InjectedFault(name: "throw_ref/unreachable", family: .exception, needs: .throwRef, effect: .swap(.unreachable)),
        InjectedFault(name: "try_table/first clause", family: .exception, needs: .tryTable, effect: .edit { item, pool in
            // Loses its only or last clause.
            let start = Int(item.index)
            if start < pool.count, pool[start] > 0 {
                let words = pool[start...(start + 2 * Int(pool[start]))]
                item.index = UInt32(pool.count)
                pool += [words[start] - 1] + words.dropFirst().dropLast(2)
            }
        }),
    ]

    /// Wrong only where a constant, or the same local again, stands before the operation.
    private static let optimisations: [InjectedFault] = [
        // Multiplication by a constant as a shift that is one too far.
        peephole(.i32Const, .i32Mul) { constant, item in if constant.bits.nonzeroBitCount == 1 { item.opcode = .i32Shl } },
        peephole(.i32Const, .i32Shl) { _, item in item.opcode = .i32Rotl },
        peephole(.i64Const, .i64Add) { constant, item in if constant.bits > 0x7FFF_FFFF { item.opcode = .i64Sub } },
        peephole(.i64Const, .i64And) { _, item in item.opcode = .i64Or },
        peephole(.localGet, .i32Sub) { _, item in item.opcode = .i32Add },
        peephole(.localGet, .i64Xor) { _, item in item.opcode = .i64Or },
        peephole(.i32WrapI64, .i64ExtendI32U) { _, item in item.opcode = .i64ExtendI32S },
        peephole(.f64Const, .f64Add) { _, item in item.opcode = .f64Sub },
        peephole(.i32Eqz, .i32Eqz) { _, item in item.opcode = .i32Popcnt },
        peephole(.localGet, .i32Eqz) { _, item in item.opcode = .i32Clz },
        peephole(.v128Const, .v128And) { _, item in item.opcode = .v128Or },
        peephole(.localTee, .i32Add) { _, item in item.opcode = .i32Sub },
        peephole(.i32Const, .i32DivU) { _, item in item.opcode = .i32DivS },
    ]

    private static let rejections: [InjectedFault] = [
        InjectedFault(name: "i64.rotl rejected", family: .validation, needs: .i64Rotl, effect: .rejects),
        InjectedFault(name: "br_table rejected", family: .validation, needs: .brTable, effect: .rejects),
        InjectedFault(name: "f32.copysign crashes", family: .crash, needs: .f32Copysign, effect: .crashes),
        InjectedFault(name: "call_indirect crashes", family: .crash, needs: .callIndirect, effect: .crashes),
    ]

    private static func swap(_ family: Family, _ wrong: Opcode, _ instead: Opcode) -> InjectedFault {
        InjectedFault(name: "\(wrong.definition.mnemonic)/\(instead.definition.mnemonic)", family: family, needs: wrong, effect: .swap(instead))
    }
    private static func after(_ family: Family, _ opcode: Opcode, _ instructions: [Instruction]) -> InjectedFault {
        InjectedFault(name: "\(opcode.definition.mnemonic)/result", family: family, needs: opcode, effect: .surround(before: [], after: instructions))
    }
    private static func before(_ family: Family, _ opcode: Opcode, _ instructions: [Instruction]) -> InjectedFault {
        InjectedFault(name: "\(opcode.definition.mnemonic)/operand", family: family, needs: opcode, effect: .surround(before: instructions, after: []))
    }
    private static func peephole(
        _ previous: Opcode, _ opcode: Opcode, _ edit: @escaping @Sendable (Instruction, inout Instruction) -> Void
    ) -> InjectedFault {
        InjectedFault(
            name: "\(previous.definition.mnemonic) \(opcode.definition.mnemonic)", family: .optimisation, needs: opcode,
            effect: .peephole(previous: previous, edit))
    }
}
