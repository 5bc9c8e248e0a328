package import WasmModel

/// How many values each instruction of one module takes from the operand stack and leaves on it. The module must be
/// valid; types are not looked at.
package struct OperandCounts: Sendable {
    package struct Counts: Hashable, Sendable {
        package var operands: Int
        package var results: Int
        package init(_ operands: Int, _ results: Int) {
            self.operands = operands
            self.results = results
        }
    }

    private let types: [SubType]
    private let functions: [UInt32]
    private let tags: [UInt32]
    private let table = OpcodeTable.shared

    package init(_ module: Module) {
        types = module.subTypes
        functions = module.functionTypeIndices
        tags = module.allTags
    }

    /// The function type with this index; empty where there is none.
    package func functionType(_ index: UInt32) -> FunctionType {
        guard Int(index) < types.count, case .function(let type) = types[Int(index)].composite else { return FunctionType() }
        return type
    }
    package func type(ofFunction index: UInt32) -> FunctionType {
        Int(index) < functions.count ? functionType(functions[Int(index)]) : FunctionType()
    }
    package func type(ofTag index: UInt32) -> FunctionType {
        Int(index) < tags.count ? functionType(tags[Int(index)]) : FunctionType()
    }
    package func type(of block: BlockType) -> FunctionType {
        if let index = block.typeIndex { return functionType(index) }
        return block.valueType.map { FunctionType([], [$0]) } ?? FunctionType()
    }
    private func fieldCount(_ index: UInt32) -> Int {
        guard Int(index) < types.count, case .structure(let fields) = types[Int(index)].composite else { return 0 }
        return fields.count
    }

    /// Of an instruction that falls through.
    ///
    /// - Parameter labelValues: how many values a branch to a label takes, by its distance.
    /// - Returns: `nil` for structure (`block`, `end`, …) and for what never falls through.
    package func counts(of instruction: Instruction, labelValues: (UInt32) -> Int) -> Counts? {
        let opcode = instruction.opcode
        if table[opcode].signature != nil {
            return Counts(table.operands[Int(opcode.rawValue)].count, table.results[Int(opcode.rawValue)].count)
        }
        switch opcode {
        case .drop: return Counts(1, 0)
        case .select: return Counts(3, 1)
        case .selectTyped: return Counts(2 + Int(instruction.index), Int(instruction.index))
        case .localGet, .globalGet, .refNull, .refFunc, .tableSize, .structNewDefault: return Counts(0, 1)
        case .localSet, .globalSet: return Counts(1, 0)
        case .localTee, .tableGet, .refIsNull, .refAsNonNull, .structGet, .structGetS, .structGetU, .arrayNewDefault,
            .arrayLen, .refTest, .refTestNull, .refCast, .refCastNull, .anyConvertExtern, .externConvertAny, .refI31,
            .i31GetS, .i31GetU:
            return Counts(1, 1)
        case .tableSet, .structSet: return Counts(2, 0)
        case .refEq, .arrayNew, .arrayNewData, .arrayNewElem, .arrayGet, .arrayGetS, .arrayGetU, .tableGrow:
            return Counts(2, 1)
        case .arraySet, .memoryCopy, .tableInit, .tableCopy, .tableFill: return Counts(3, 0)
        case .arrayFill, .arrayInitData, .arrayInitElem: return Counts(4, 0)
        case .arrayCopy: return Counts(5, 0)
        case .structNew: return Counts(fieldCount(instruction.index), 1)
        case .arrayNewFixed: return Counts(Int(instruction.bits), 1)
        case .brIf:
            let values = labelValues(instruction.index)
            return Counts(values + 1, values)
        case .brOnNull:
            let values = labelValues(instruction.index)
            return Counts(values + 1, values + 1)
        case .brOnNonNull:
            let values = labelValues(instruction.index)
            return Counts(values, max(0, values - 1))
        case .brOnCast, .brOnCastFail:
            let values = labelValues(instruction.index)
            return Counts(values, values)
        case .call: return counts(type(ofFunction: instruction.index), more: 0)
        case .callIndirect, .callRef: return counts(functionType(instruction.index), more: 1)
        default: return nil
        }
    }

    private func counts(_ type: FunctionType, more: Int) -> Counts {
        Counts(type.parameters.count + more, type.results.count)
    }

    /// Operands of an instruction that never falls through, as far as they are its own.
    package func lastOperands(of instruction: Instruction, labelValues: (UInt32) -> Int, functionResults: Int, labels: [UInt64]) -> Int {
        switch instruction.opcode {
        case .br: labelValues(instruction.index)
        case .brTable: 1 + labelValues(UInt32(truncatingIfNeeded: labels.last ?? 0))
        case .return: functionResults
        case .returnCall: type(ofFunction: instruction.index).parameters.count
        case .returnCallIndirect, .returnCallRef: functionType(instruction.index).parameters.count + 1
        case .throw: type(ofTag: instruction.index).parameters.count
        case .throwRef: 1
        default: 0
        }
    }
}

extension Opcode {
    /// Whether what follows in the same block cannot be reached.
    package var neverFallsThrough: Bool {
        switch self {
        case .unreachable, .br, .brTable, .return, .returnCall, .returnCallIndirect, .returnCallRef, .throw, .throwRef, .rethrow:
            true
        default: false
        }
    }
    /// Enters another function, or this one again.
    package var isCall: Bool {
        switch self {
        case .call, .callIndirect, .callRef: true
        default: isTailCall
        }
    }
    /// Enters another function in the place of this one.
    package var isTailCall: Bool {
        switch self {
        case .returnCall, .returnCallIndirect, .returnCallRef: true
        default: false
        }
    }
    /// Opens a block that an `end` closes.
    package var opensBlock: Bool {
        switch self {
        case .block, .loop, .if, .try, .tryTable: true
        default: false
        }
    }
}
