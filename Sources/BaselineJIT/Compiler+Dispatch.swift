import EngineRuntime
import MachineCode
import WasmModel

/// One line for each instruction the compiler has. What is not here is answered with the feature it belongs to.
extension Compiler {
    /// Inlined into the loop over a body, which would otherwise save all registers for each instruction.
    @inline(__always)
    mutating func compileInstruction(_ instruction: Instruction) {
        guard isReachable else {
            skip(instruction)
            return
        }
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

        default:
            if instruction.opcode.isVector { compileVector(instruction) } else { compileAtomic(instruction) }
        }
    }

    /// Code that control cannot reach is not compiled; only its blocks are counted.
    private mutating func skip(_ instruction: Instruction) {
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
