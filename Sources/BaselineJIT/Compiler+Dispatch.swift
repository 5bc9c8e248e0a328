import EngineRuntime
import MachineCode
import WasmModel

/// One line for each instruction the compiler has, or for several that differ in a ``VectorRow`` alone. What is not here is
/// answered with the feature it belongs to. All but atomic instructions stand in one switch, so long that it is: each jump
/// through a table is guessed wrong about more often than not.
///
/// Relaxed vector instructions do what the deterministic profile says, which for most is what another instruction does.
extension Compiler {
    /// Inlined into the loop over a body, which would otherwise save all registers for each instruction.
    @inline(__always)
    mutating func compileInstruction(_ instruction: Instruction) {
        if isReachable { compileReachable(instruction) } else { skip(instruction) }
    }

    @inline(__always)
    mutating func compileReachable(_ instruction: Instruction) {
        if operands.count &- settledHeight > Self.mostUnsettled { flush() }
        let index = Int(instruction.index)
        switch instruction.opcode {
        // Control
        case .unreachable:
            raise(.unreachable)
            becomeUnreachable()
        case .nop: break
        case .block: compileBlock(.block, instruction.blockType)
        case .loop: compileBlock(.loop, instruction.blockType)
        case .if: compileBlock(.if, instruction.blockType)
        case .else: compileElse()
        case .end: compileEnd()
        case .br: compileBranch(index)
        case .brIf: compileBranchIf(index)
        case .brTable: compileBranchTable(instruction)
        case .return: compileBranch(frames.count - 1)
        case .call: compileCall(instruction)
        case .callIndirect: compileIndirectCall(instruction, isTail: false)
        case .callRef: compileReferenceCall(instruction, isTail: false)
        case .returnCall: compileTailCall(instruction)
        case .returnCallIndirect: compileIndirectCall(instruction, isTail: true)
        case .returnCallRef: compileReferenceCall(instruction, isTail: true)
        case .throw: compileThrow(instruction.index)
        case .throwRef: compileThrowRef()
        case .rethrow: compileRethrow(index)
        case .tryTable: openTryTable(instruction)
        case .try: openTry(instruction.blockType)
        case .catch, .catchAll: compileCatch(instruction)
        case .delegate: compileDelegate(instruction)
        case .drop: release(pop())
        case .select, .selectTyped: compileSelect()

        // Variables, tables, references
        case .localGet: compileLocalGet(instruction.index)
        case .localSet: compileLocalSet(instruction.index)
        case .localTee: compileLocalTee(instruction.index)
        case .globalGet: compileGlobalGet(index)
        case .globalSet: compileGlobalSet(index)
        case .tableGet: compileTableGet(index)
        case .tableSet: compileTableSet(index)
        case .tableSize: compileTableSize(index)
        case .tableGrow:
            // The count is the top operand; the operation wants it before the reference.
            exchangeTop()
            callRuntimeForSize(MachineEntry.tableGrow, instruction.index, operands: 2, addressType(ofTable: index))
        case .tableFill: callRuntimeForStatus(MachineEntry.tableFill, [instruction.index], operands: 3)
        case .tableCopy:
            callRuntimeForStatus(MachineEntry.tableCopy, [instruction.index, instruction.secondIndex], operands: 3)
        case .tableInit:
            callRuntimeForStatus(MachineEntry.tableInit, [instruction.index, instruction.secondIndex], operands: 3)
        case .elemDrop: callRuntime(MachineEntry.elemDrop, [instruction.index], operands: 0)
        case .refNull: push(.constant(.i64, 0))
        case .refIsNull: compileRefIsNull()
        case .refFunc: compileRefFunc(index)
        case .refEq: compileRefEq()
        case .refAsNonNull: compileRefAsNonNull()
        case .brOnNull: compileBranchOnNull(index)
        case .brOnNonNull: compileBranchOnNonNull(index)
        case .refTest, .refTestNull: compileRefTest(instruction)
        case .refCast, .refCastNull: compileRefCast(instruction)
        case .brOnCast, .brOnCastFail: compileBranchOnCast(instruction)
        case .anyConvertExtern, .externConvertAny: break
        case .refI31: compileRefI31()
        case .i31GetS: compileI31Get(isSigned: true)
        case .i31GetU: compileI31Get(isSigned: false)

        // Structures and arrays
        case .structNew: compileStructNew(instruction.index, isDefault: false)
        case .structNewDefault: compileStructNew(instruction.index, isDefault: true)
        case .structGet, .structGetS, .structGetU: compileStructGet(instruction)
        case .structSet: compileStructSet(instruction)
        case .arrayNew: compileArrayNew(instruction.index)
        case .arrayNewDefault: callRuntimeForObject(MachineEntry.arrayNewDefault, [numbers[index]], operands: 1)
        case .arrayNewFixed: compileArrayNewFixed(instruction)
        case .arrayNewData: compileArrayNewSegment(MachineEntry.arrayNewData, instruction)
        case .arrayNewElem: compileArrayNewSegment(MachineEntry.arrayNewElement, instruction)
        case .arrayGet, .arrayGetS, .arrayGetU: compileArrayGet(instruction)
        case .arraySet: compileArraySet(instruction.index)
        case .arrayLen: compileArrayLength()
        case .arrayFill: compileArrayFill(instruction.index)
        case .arrayCopy: callRuntimeForStatus(MachineEntry.arrayCopy, [], operands: 5)
        case .arrayInitData: callRuntimeForStatus(MachineEntry.arrayInitData, [instruction.secondIndex], operands: 4)
        case .arrayInitElem: callRuntimeForStatus(MachineEntry.arrayInitElement, [instruction.secondIndex], operands: 4)

        // Memory
        case .i32Load: compileLoad(instruction, .i32, .dword, .none)
        case .i64Load: compileLoad(instruction, .i64, .qword, .none)
        case .f32Load: compileFloatLoad(instruction, .f32)
        case .f64Load: compileFloatLoad(instruction, .f64)
        case .i32Load8S: compileLoad(instruction, .i32, .byte, .sign)
        case .i32Load8U: compileLoad(instruction, .i32, .byte, .zero)
        case .i32Load16S: compileLoad(instruction, .i32, .word, .sign)
        case .i32Load16U: compileLoad(instruction, .i32, .word, .zero)
        case .i64Load8S: compileLoad(instruction, .i64, .byte, .sign)
        case .i64Load8U: compileLoad(instruction, .i64, .byte, .zero)
        case .i64Load16S: compileLoad(instruction, .i64, .word, .sign)
        case .i64Load16U: compileLoad(instruction, .i64, .word, .zero)
        case .i64Load32S: compileLoad(instruction, .i64, .dword, .sign)
        case .i64Load32U: compileLoad(instruction, .i64, .dword, .zero)
        case .i32Store, .i64Store32: compileStore(instruction, .dword)
        case .i64Store: compileStore(instruction, .qword)
        case .i32Store8, .i64Store8: compileStore(instruction, .byte)
        case .i32Store16, .i64Store16: compileStore(instruction, .word)
        case .f32Store: compileFloatStore(instruction, .f32)
        case .f64Store: compileFloatStore(instruction, .f64)
        case .memorySize: compileMemorySize(index)
        case .memoryGrow:
            callRuntimeForSize(MachineEntry.memoryGrow, instruction.index, operands: 1, addressType(ofMemory: index))
        case .memoryFill: callRuntimeForStatus(MachineEntry.memoryFill, [instruction.index], operands: 3)
        case .memoryCopy:
            callRuntimeForStatus(MachineEntry.memoryCopy, [instruction.index, instruction.secondIndex], operands: 3)
        case .memoryInit:
            callRuntimeForStatus(MachineEntry.memoryInit, [instruction.index, instruction.secondIndex], operands: 3)
        case .dataDrop: callRuntime(MachineEntry.dataDrop, [instruction.index], operands: 0)

        // Constants
        case .i32Const: pushConstant(.i32, instruction.bits)
        case .i64Const: pushConstant(.i64, instruction.bits)
        case .f32Const: pushConstant(.f32, instruction.bits)
        case .f64Const: pushConstant(.f64, instruction.bits)

        // i32
        case .i32Eqz: compileTestForZero(.i32)
        case .i32Eq: compileComparison(.equal, .i32)
        case .i32Ne: compileComparison(.notEqual, .i32)
        case .i32LtS: compileComparison(.less, .i32)
        case .i32LtU: compileComparison(.below, .i32)
        case .i32GtS: compileComparison(.greater, .i32)
        case .i32GtU: compileComparison(.above, .i32)
        case .i32LeS: compileComparison(.lessOrEqual, .i32)
        case .i32LeU: compileComparison(.belowOrEqual, .i32)
        case .i32GeS: compileComparison(.greaterOrEqual, .i32)
        case .i32GeU: compileComparison(.aboveOrEqual, .i32)
        case .i32Clz: compileCount(.lzcnt, .i32)
        case .i32Ctz: compileCount(.tzcnt, .i32)
        case .i32Popcnt: compileCount(.popcnt, .i32)
        case .i32Add: compileAddition(.i32)
        case .i32Sub: compileArithmetic(.sub, .i32)
        case .i32Mul: compileMultiply(.i32)
        case .i32DivS: compileDivision(.i32, isSigned: true, remainder: false)
        case .i32DivU: compileDivision(.i32, isSigned: false, remainder: false)
        case .i32RemS: compileDivision(.i32, isSigned: true, remainder: true)
        case .i32RemU: compileDivision(.i32, isSigned: false, remainder: true)
        case .i32And: compileArithmetic(.and, .i32)
        case .i32Or: compileArithmetic(.or, .i32)
        case .i32Xor: compileArithmetic(.xor, .i32)
        case .i32Shl: compileShift(.shl, .i32)
        case .i32ShrS: compileShift(.sar, .i32)
        case .i32ShrU: compileShift(.shr, .i32)
        case .i32Rotl: compileShift(.rol, .i32)
        case .i32Rotr: compileShift(.ror, .i32)
        case .i32Extend8S: compileSignExtension(.byte, .i32)
        case .i32Extend16S: compileSignExtension(.word, .i32)

        // i64
        case .i64Eqz: compileTestForZero(.i64)
        case .i64Eq: compileComparison(.equal, .i64)
        case .i64Ne: compileComparison(.notEqual, .i64)
        case .i64LtS: compileComparison(.less, .i64)
        case .i64LtU: compileComparison(.below, .i64)
        case .i64GtS: compileComparison(.greater, .i64)
        case .i64GtU: compileComparison(.above, .i64)
        case .i64LeS: compileComparison(.lessOrEqual, .i64)
        case .i64LeU: compileComparison(.belowOrEqual, .i64)
        case .i64GeS: compileComparison(.greaterOrEqual, .i64)
        case .i64GeU: compileComparison(.aboveOrEqual, .i64)
        case .i64Clz: compileCount(.lzcnt, .i64)
        case .i64Ctz: compileCount(.tzcnt, .i64)
        case .i64Popcnt: compileCount(.popcnt, .i64)
        case .i64Add: compileAddition(.i64)
        case .i64Sub: compileArithmetic(.sub, .i64)
        case .i64Mul: compileMultiply(.i64)
        case .i64DivS: compileDivision(.i64, isSigned: true, remainder: false)
        case .i64DivU: compileDivision(.i64, isSigned: false, remainder: false)
        case .i64RemS: compileDivision(.i64, isSigned: true, remainder: true)
        case .i64RemU: compileDivision(.i64, isSigned: false, remainder: true)
        case .i64And: compileArithmetic(.and, .i64)
        case .i64Or: compileArithmetic(.or, .i64)
        case .i64Xor: compileArithmetic(.xor, .i64)
        case .i64Shl: compileShift(.shl, .i64)
        case .i64ShrS: compileShift(.sar, .i64)
        case .i64ShrU: compileShift(.shr, .i64)
        case .i64Rotl: compileShift(.rol, .i64)
        case .i64Rotr: compileShift(.ror, .i64)
        case .i64Extend8S: compileSignExtension(.byte, .i64)
        case .i64Extend16S: compileSignExtension(.word, .i64)
        case .i64Extend32S, .i64ExtendI32S: compileSignExtension(.dword, .i64)
        case .i32WrapI64: compileWrap()
        case .i64ExtendI32U: compileExtendUnsigned()

        // Wide integers
        case .i64Add128: compileWideArithmetic(.add, .adc)
        case .i64Sub128: compileWideArithmetic(.sub, .sbb)
        case .i64MulWideS: compileWideMultiplication(isSigned: true)
        case .i64MulWideU: compileWideMultiplication(isSigned: false)

        // Floats
        case .f32Eq: compileFloatComparison(.equal, .f32)
        case .f32Ne: compileFloatComparison(.notEqual, .f32)
        case .f32Lt: compileFloatComparison(.less, .f32)
        case .f32Gt: compileFloatComparison(.greater, .f32)
        case .f32Le: compileFloatComparison(.lessOrEqual, .f32)
        case .f32Ge: compileFloatComparison(.greaterOrEqual, .f32)
        case .f64Eq: compileFloatComparison(.equal, .f64)
        case .f64Ne: compileFloatComparison(.notEqual, .f64)
        case .f64Lt: compileFloatComparison(.less, .f64)
        case .f64Gt: compileFloatComparison(.greater, .f64)
        case .f64Le: compileFloatComparison(.lessOrEqual, .f64)
        case .f64Ge: compileFloatComparison(.greaterOrEqual, .f64)
        case .f32Abs: compileAbsolute(.f32)
        case .f32Neg: compileNegation(.f32)
        case .f32Ceil: compileRounding(2, .f32)
        case .f32Floor: compileRounding(1, .f32)
        case .f32Trunc: compileRounding(3, .f32)
        case .f32Nearest: compileRounding(0, .f32)
        case .f32Sqrt: compileSquareRoot(.f32)
        case .f32Add: compileFloatArithmetic(.addss, .f32)
        case .f32Sub: compileFloatArithmetic(.subss, .f32)
        case .f32Mul: compileFloatArithmetic(.mulss, .f32)
        case .f32Div: compileFloatArithmetic(.divss, .f32)
        case .f32Min: compileExtremum(.f32, isMinimum: true)
        case .f32Max: compileExtremum(.f32, isMinimum: false)
        case .f32Copysign: compileCopySign(.f32)
        case .f64Abs: compileAbsolute(.f64)
        case .f64Neg: compileNegation(.f64)
        case .f64Ceil: compileRounding(2, .f64)
        case .f64Floor: compileRounding(1, .f64)
        case .f64Trunc: compileRounding(3, .f64)
        case .f64Nearest: compileRounding(0, .f64)
        case .f64Sqrt: compileSquareRoot(.f64)
        case .f64Add: compileFloatArithmetic(.addsd, .f64)
        case .f64Sub: compileFloatArithmetic(.subsd, .f64)
        case .f64Mul: compileFloatArithmetic(.mulsd, .f64)
        case .f64Div: compileFloatArithmetic(.divsd, .f64)
        case .f64Min: compileExtremum(.f64, isMinimum: true)
        case .f64Max: compileExtremum(.f64, isMinimum: false)
        case .f64Copysign: compileCopySign(.f64)

        // Conversions
        case .i32TruncF32S: compileTruncation(.f32, to: .i32, isSigned: true, saturates: false)
        case .i32TruncF32U: compileTruncation(.f32, to: .i32, isSigned: false, saturates: false)
        case .i32TruncF64S: compileTruncation(.f64, to: .i32, isSigned: true, saturates: false)
        case .i32TruncF64U: compileTruncation(.f64, to: .i32, isSigned: false, saturates: false)
        case .i64TruncF32S: compileTruncation(.f32, to: .i64, isSigned: true, saturates: false)
        case .i64TruncF32U: compileTruncation(.f32, to: .i64, isSigned: false, saturates: false)
        case .i64TruncF64S: compileTruncation(.f64, to: .i64, isSigned: true, saturates: false)
        case .i64TruncF64U: compileTruncation(.f64, to: .i64, isSigned: false, saturates: false)
        case .i32TruncSatF32S: compileTruncation(.f32, to: .i32, isSigned: true, saturates: true)
        case .i32TruncSatF32U: compileTruncation(.f32, to: .i32, isSigned: false, saturates: true)
        case .i32TruncSatF64S: compileTruncation(.f64, to: .i32, isSigned: true, saturates: true)
        case .i32TruncSatF64U: compileTruncation(.f64, to: .i32, isSigned: false, saturates: true)
        case .i64TruncSatF32S: compileTruncation(.f32, to: .i64, isSigned: true, saturates: true)
        case .i64TruncSatF32U: compileTruncation(.f32, to: .i64, isSigned: false, saturates: true)
        case .i64TruncSatF64S: compileTruncation(.f64, to: .i64, isSigned: true, saturates: true)
        case .i64TruncSatF64U: compileTruncation(.f64, to: .i64, isSigned: false, saturates: true)
        case .f32ConvertI32S: compileConversion(.i32, isSigned: true, to: .f32)
        case .f32ConvertI32U: compileConversion(.i32, isSigned: false, to: .f32)
        case .f32ConvertI64S: compileConversion(.i64, isSigned: true, to: .f32)
        case .f32ConvertI64U: compileConversion(.i64, isSigned: false, to: .f32)
        case .f64ConvertI32S: compileConversion(.i32, isSigned: true, to: .f64)
        case .f64ConvertI32U: compileConversion(.i32, isSigned: false, to: .f64)
        case .f64ConvertI64S: compileConversion(.i64, isSigned: true, to: .f64)
        case .f64ConvertI64U: compileConversion(.i64, isSigned: false, to: .f64)
        case .f32DemoteF64: compileDemotion()
        case .f64PromoteF32: compilePromotion()
        case .i32ReinterpretF32: compileReinterpretation(.f32, as: .i32)
        case .i64ReinterpretF64: compileReinterpretation(.f64, as: .i64)
        case .f32ReinterpretI32: compileReinterpretation(.i32, as: .f32)
        case .f64ReinterpretI64: compileReinterpretation(.i64, as: .f64)

        // Vectors, of which most differ in a row alone
        case .i8x16NarrowI16x8S, .i8x16NarrowI16x8U, .i8x16Sub, .i8x16SubSatS, .i8x16SubSatU, .i16x8NarrowI32x4S,
            .i16x8NarrowI32x4U, .i16x8Sub, .i16x8SubSatS, .i16x8SubSatU, .i32x4Sub, .i64x2Sub, .f32x4Add, .f32x4Sub,
            .f32x4Mul, .f32x4Div, .f64x2Add, .f64x2Sub, .f64x2Mul, .f64x2Div:
            compileVectorBinary(vectorRow(instruction).form)
        case .v128And, .v128Or, .v128Xor, .i8x16Eq, .i16x8Eq, .i32x4Eq, .i64x2Eq, .i8x16Add, .i8x16AddSatS,
            .i8x16AddSatU, .i8x16MinS, .i8x16MinU, .i8x16MaxS, .i8x16MaxU, .i8x16AvgrU, .i16x8Add, .i16x8AddSatS,
            .i16x8AddSatU, .i16x8Mul, .i16x8MinS, .i16x8MinU, .i16x8MaxS, .i16x8MaxU, .i16x8AvgrU, .i32x4Add,
            .i32x4Mul, .i32x4MinS, .i32x4MinU, .i32x4MaxS, .i32x4MaxU, .i32x4DotI16x8S, .i64x2Add:
            compileVectorBinary(vectorRow(instruction).form, commutes: true)
        case .v128Andnot, .f32x4Pmin, .f32x4Pmax, .f64x2Pmin, .f64x2Pmax:
            compileVectorReversed(vectorRow(instruction).form)
        case .i8x16Abs, .i16x8Abs, .i16x8ExtendLowI8x16S, .i16x8ExtendLowI8x16U, .i32x4Abs, .i32x4ExtendLowI16x8S,
            .i32x4ExtendLowI16x8U, .i64x2ExtendLowI32x4S, .i64x2ExtendLowI32x4U, .f32x4Sqrt, .f64x2Sqrt,
            .f32x4ConvertI32x4S, .f64x2ConvertLowI32x4S, .f32x4DemoteF64x2Zero, .f64x2PromoteLowF32x4:
            compileVectorUnary(vectorRow(instruction).form)
        case .f32x4Ceil, .f32x4Floor, .f32x4Trunc, .f32x4Nearest, .f64x2Ceil, .f64x2Floor, .f64x2Trunc, .f64x2Nearest:
            compileVectorUnary(vectorRow(instruction).form, immediate: vectorRow(instruction).detail)
        case .i16x8ExtendHighI8x16S, .i16x8ExtendHighI8x16U, .i32x4ExtendHighI16x8S, .i32x4ExtendHighI16x8U,
            .i64x2ExtendHighI32x4S, .i64x2ExtendHighI32x4U:
            compileExtendHigh(vectorRow(instruction).form)
        case .i8x16Neg, .i16x8Neg, .i32x4Neg, .i64x2Neg:
            compileVectorNegation(vectorRow(instruction).form)
        case .i8x16Ne, .i16x8Ne, .i32x4Ne, .i64x2Ne:
            compileInequality(vectorRow(instruction).form)
        case .i8x16LtS, .i8x16GtS, .i8x16LeS, .i8x16GeS, .i16x8LtS, .i16x8GtS, .i16x8LeS, .i16x8GeS, .i32x4LtS,
            .i32x4GtS, .i32x4LeS, .i32x4GeS:
            compileSignedOrder(vectorRow(instruction))

        // Vectors: memory
        case .v128Load: compileVectorLoad(instruction)
        case .v128Load8x8S: compileVectorLoad(instruction, .pmovsxbw, bytes: 8)
        case .v128Load8x8U: compileVectorLoad(instruction, .pmovzxbw, bytes: 8)
        case .v128Load16x4S: compileVectorLoad(instruction, .pmovsxwd, bytes: 8)
        case .v128Load16x4U: compileVectorLoad(instruction, .pmovzxwd, bytes: 8)
        case .v128Load32x2S: compileVectorLoad(instruction, .pmovsxdq, bytes: 8)
        case .v128Load32x2U: compileVectorLoad(instruction, .pmovzxdq, bytes: 8)
        case .v128Load32Zero: compileVectorLoad(instruction, .movss, bytes: 4)
        case .v128Load64Zero: compileVectorLoad(instruction, .movsd, bytes: 8)
        case .v128Load8Splat: compileLoadSplat(instruction, .byte)
        case .v128Load16Splat: compileLoadSplat(instruction, .word)
        case .v128Load32Splat: compileLoadSplat(instruction, .dword)
        case .v128Load64Splat: compileLoadSplat(instruction, .qword)
        case .v128Load8Lane: compileLoadLane(instruction, .byte)
        case .v128Load16Lane: compileLoadLane(instruction, .word)
        case .v128Load32Lane: compileLoadLane(instruction, .dword)
        case .v128Load64Lane: compileLoadLane(instruction, .qword)
        case .v128Store: compileVectorStore(instruction)
        case .v128Store8Lane: compileStoreLane(instruction, .byte)
        case .v128Store16Lane: compileStoreLane(instruction, .word)
        case .v128Store32Lane: compileStoreLane(instruction, .dword)
        case .v128Store64Lane: compileStoreLane(instruction, .qword)

        // Constants and lanes
        case .v128Const: push(.vectorConstant(at: instruction.index))
        case .i8x16Shuffle: compileShuffle(instruction)
        case .i8x16Swizzle, .i8x16RelaxedSwizzle: compileSwizzle()
        case .i8x16Splat: compileSplat(.byte)
        case .i16x8Splat: compileSplat(.word)
        case .i32x4Splat: compileSplat(.dword)
        case .i64x2Splat: compileSplat(.qword)
        case .f32x4Splat: compileFloatSplat(.f32)
        case .f64x2Splat: compileFloatSplat(.f64)
        case .i8x16ExtractLaneS: compileExtractLane(.byte, instruction.lane, isSigned: true)
        case .i8x16ExtractLaneU: compileExtractLane(.byte, instruction.lane)
        case .i16x8ExtractLaneS: compileExtractLane(.word, instruction.lane, isSigned: true)
        case .i16x8ExtractLaneU: compileExtractLane(.word, instruction.lane)
        case .i32x4ExtractLane: compileExtractLane(.dword, instruction.lane)
        case .i64x2ExtractLane: compileExtractLane(.qword, instruction.lane)
        case .f32x4ExtractLane: compileExtractFloatLane(.f32, instruction.lane)
        case .f64x2ExtractLane: compileExtractFloatLane(.f64, instruction.lane)
        case .i8x16ReplaceLane: compileReplaceLane(.byte, instruction.lane)
        case .i16x8ReplaceLane: compileReplaceLane(.word, instruction.lane)
        case .i32x4ReplaceLane: compileReplaceLane(.dword, instruction.lane)
        case .i64x2ReplaceLane: compileReplaceLane(.qword, instruction.lane)
        case .f32x4ReplaceLane: compileReplaceFloatLane(.f32, instruction.lane)
        case .f64x2ReplaceLane: compileReplaceFloatLane(.f64, instruction.lane)

        // Bits
        case .v128Not: compileVectorNot()
        case .v128Bitselect, .i8x16RelaxedLaneselect, .i16x8RelaxedLaneselect, .i32x4RelaxedLaneselect,
            .i64x2RelaxedLaneselect: compileBitselect()
        case .v128AnyTrue: compileAnyTrue()
        case .i8x16AllTrue: compileAllTrue(.pcmpeqb)
        case .i16x8AllTrue: compileAllTrue(.pcmpeqw)
        case .i32x4AllTrue: compileAllTrue(.pcmpeqd)
        case .i64x2AllTrue: compileAllTrue(.pcmpeqq)
        case .i8x16Bitmask: compileBitmask(.pmovmskb)
        case .i16x8Bitmask: compileBitmaskOfWords()
        case .i32x4Bitmask: compileBitmask(.movmskps)
        case .i64x2Bitmask: compileBitmask(.movmskpd)

        // Comparison
        case .i8x16LtU: compileUnsignedOrder(.less, minimum: .pminub, maximum: .pmaxub, equality: .pcmpeqb)
        case .i8x16GtU: compileUnsignedOrder(.greater, minimum: .pminub, maximum: .pmaxub, equality: .pcmpeqb)
        case .i8x16LeU: compileUnsignedOrder(.lessOrEqual, minimum: .pminub, maximum: .pmaxub, equality: .pcmpeqb)
        case .i8x16GeU: compileUnsignedOrder(.greaterOrEqual, minimum: .pminub, maximum: .pmaxub, equality: .pcmpeqb)
        case .i16x8LtU: compileUnsignedOrder(.less, minimum: .pminuw, maximum: .pmaxuw, equality: .pcmpeqw)
        case .i16x8GtU: compileUnsignedOrder(.greater, minimum: .pminuw, maximum: .pmaxuw, equality: .pcmpeqw)
        case .i16x8LeU: compileUnsignedOrder(.lessOrEqual, minimum: .pminuw, maximum: .pmaxuw, equality: .pcmpeqw)
        case .i16x8GeU: compileUnsignedOrder(.greaterOrEqual, minimum: .pminuw, maximum: .pmaxuw, equality: .pcmpeqw)
        case .i32x4LtU: compileUnsignedOrder(.less, minimum: .pminud, maximum: .pmaxud, equality: .pcmpeqd)
        case .i32x4GtU: compileUnsignedOrder(.greater, minimum: .pminud, maximum: .pmaxud, equality: .pcmpeqd)
        case .i32x4LeU: compileUnsignedOrder(.lessOrEqual, minimum: .pminud, maximum: .pmaxud, equality: .pcmpeqd)
        case .i32x4GeU: compileUnsignedOrder(.greaterOrEqual, minimum: .pminud, maximum: .pmaxud, equality: .pcmpeqd)
        case .i64x2LtS: compileSignedOrderOfQwords(.less)
        case .i64x2GtS: compileSignedOrderOfQwords(.greater)
        case .i64x2LeS: compileSignedOrderOfQwords(.lessOrEqual)
        case .i64x2GeS: compileSignedOrderOfQwords(.greaterOrEqual)
        case .f32x4Eq: compileVectorComparison(0, .f32)
        case .f32x4Ne: compileVectorComparison(4, .f32)
        case .f32x4Lt: compileVectorComparison(1, .f32)
        case .f32x4Gt: compileVectorComparison(1, .f32, reversed: true)
        case .f32x4Le: compileVectorComparison(2, .f32)
        case .f32x4Ge: compileVectorComparison(2, .f32, reversed: true)
        case .f64x2Eq: compileVectorComparison(0, .f64)
        case .f64x2Ne: compileVectorComparison(4, .f64)
        case .f64x2Lt: compileVectorComparison(1, .f64)
        case .f64x2Gt: compileVectorComparison(1, .f64, reversed: true)
        case .f64x2Le: compileVectorComparison(2, .f64)
        case .f64x2Ge: compileVectorComparison(2, .f64, reversed: true)

        // i8x16
        case .i8x16Popcnt: compileVectorPopcnt()
        case .i8x16Shl: compileShiftOfBytes(.left, .psllw)
        case .i8x16ShrS: compileArithmeticShiftOfBytes()
        case .i8x16ShrU: compileShiftOfBytes(.rightLogical, .psrlw)

        // i16x8
        case .i16x8ExtaddPairwiseI8x16S: compileAddPairsOfSignedBytes()
        case .i16x8ExtaddPairwiseI8x16U: compileVectorWith(.pmaddubsw, constant: 0x0101_0101_0101_0101)
        case .i16x8Q15mulrSatS, .i16x8RelaxedQ15mulrS: compileQ15Multiply()
        case .i16x8Shl: compileVectorShift(.left, width: 16, immediate: .shiftWords, .psllw)
        case .i16x8ShrS: compileVectorShift(.rightArithmetic, width: 16, immediate: .shiftWords, .psraw)
        case .i16x8ShrU: compileVectorShift(.rightLogical, width: 16, immediate: .shiftWords, .psrlw)
        case .i16x8ExtmulLowI8x16S: compileMultiplyExtendedBytes(.pmovsxbw, isHigh: false)
        case .i16x8ExtmulHighI8x16S: compileMultiplyExtendedBytes(.pmovsxbw, isHigh: true)
        case .i16x8ExtmulLowI8x16U: compileMultiplyExtendedBytes(.pmovzxbw, isHigh: false)
        case .i16x8ExtmulHighI8x16U: compileMultiplyExtendedBytes(.pmovzxbw, isHigh: true)
        case .i16x8RelaxedDotI8x16I7x16S: compileRelaxedDot(adds: false)

        // i32x4
        case .i32x4ExtaddPairwiseI16x8S: compileVectorWith(.pmaddwd, constant: 0x0001_0001_0001_0001)
        case .i32x4ExtaddPairwiseI16x8U: compileAddPairsOfUnsignedWords()
        case .i32x4Shl: compileVectorShift(.left, width: 32, immediate: .shiftDwords, .pslld)
        case .i32x4ShrS: compileVectorShift(.rightArithmetic, width: 32, immediate: .shiftDwords, .psrad)
        case .i32x4ShrU: compileVectorShift(.rightLogical, width: 32, immediate: .shiftDwords, .psrld)
        case .i32x4ExtmulLowI16x8S: compileMultiplyExtendedWords(upperHalf: .pmulhw, isHigh: false)
        case .i32x4ExtmulHighI16x8S: compileMultiplyExtendedWords(upperHalf: .pmulhw, isHigh: true)
        case .i32x4ExtmulLowI16x8U: compileMultiplyExtendedWords(upperHalf: .pmulhuw, isHigh: false)
        case .i32x4ExtmulHighI16x8U: compileMultiplyExtendedWords(upperHalf: .pmulhuw, isHigh: true)
        case .i32x4RelaxedDotI8x16I7x16AddS: compileRelaxedDot(adds: true)

        // i64x2
        case .i64x2Abs: compileAbsoluteOfQwords()
        case .i64x2Shl: compileVectorShift(.left, width: 64, immediate: .shiftQwords, .psllq)
        case .i64x2ShrS: compileArithmeticShiftOfQwords()
        case .i64x2ShrU: compileVectorShift(.rightLogical, width: 64, immediate: .shiftQwords, .psrlq)
        case .i64x2Mul: compileMultiplyQwords()
        case .i64x2ExtmulLowI32x4S: compileMultiplyExtendedDwords(.pmuldq, isHigh: false)
        case .i64x2ExtmulHighI32x4S: compileMultiplyExtendedDwords(.pmuldq, isHigh: true)
        case .i64x2ExtmulLowI32x4U: compileMultiplyExtendedDwords(.pmuludq, isHigh: false)
        case .i64x2ExtmulHighI32x4U: compileMultiplyExtendedDwords(.pmuludq, isHigh: true)

        // Floats
        case .f32x4Abs: compileVectorAbsolute(.f32)
        case .f32x4Neg: compileVectorFloatNegation(.f32)
        case .f32x4Min, .f32x4RelaxedMin: compileVectorExtremum(.f32, isMinimum: true)
        case .f32x4Max, .f32x4RelaxedMax: compileVectorExtremum(.f32, isMinimum: false)
        case .f32x4RelaxedMadd: compileMultiplyAdd(.f32, isNegated: false)
        case .f32x4RelaxedNmadd: compileMultiplyAdd(.f32, isNegated: true)
        case .f64x2Abs: compileVectorAbsolute(.f64)
        case .f64x2Neg: compileVectorFloatNegation(.f64)
        case .f64x2Min, .f64x2RelaxedMin: compileVectorExtremum(.f64, isMinimum: true)
        case .f64x2Max, .f64x2RelaxedMax: compileVectorExtremum(.f64, isMinimum: false)
        case .f64x2RelaxedMadd: compileMultiplyAdd(.f64, isNegated: false)
        case .f64x2RelaxedNmadd: compileMultiplyAdd(.f64, isNegated: true)

        // Conversions
        case .f32x4ConvertI32x4U: compileConvertUnsigned()
        case .f64x2ConvertLowI32x4U: compileConvertLowUnsigned()
        case .i32x4TruncSatF32x4S, .i32x4RelaxedTruncF32x4S: compileTruncateSigned()
        case .i32x4TruncSatF32x4U, .i32x4RelaxedTruncF32x4U: compileTruncateUnsigned()
        case .i32x4TruncSatF64x2SZero, .i32x4RelaxedTruncF64x2SZero: compileTruncateDoublesSigned()
        case .i32x4TruncSatF64x2UZero, .i32x4RelaxedTruncF64x2UZero: compileTruncateDoublesUnsigned()

        default: compileAtomic(instruction)  // Not a judge: the only family left.
        }
    }

    @inline(__always) private func vectorRow(_ instruction: Instruction) -> VectorRow { VectorRow.all[instruction.opcode] }

    /// Code that control cannot reach is not compiled; only its blocks are counted.
    @inline(never) mutating func skip(_ instruction: Instruction) {
        switch instruction.opcode {
        case .block, .loop, .if, .try, .tryTable: unreachableBlocks += 1
        case .else: if unreachableBlocks == 0 { compileElse() }
        case .catch, .catchAll: if unreachableBlocks == 0 { compileCatch(instruction) }
        case .end: if unreachableBlocks == 0 { compileEnd() } else { unreachableBlocks -= 1 }
        case .delegate: if unreachableBlocks == 0 { compileDelegate(instruction) } else { unreachableBlocks -= 1 }
        default: break  // Not a judge: nothing else opens or closes a block.
        }
    }

    private mutating func exchangeTop() {
        flush()
        let top = pop(), below = pop()
        // Slots know their number, so exchanging the entries is enough.
        push(top)
        push(below)
    }
}
