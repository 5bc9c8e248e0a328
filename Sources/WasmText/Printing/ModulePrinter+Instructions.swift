import WasmModel

// Instructions, one to a line, without folding (§6.5).
extension ModulePrinter {
    /// The instructions of an expression without its last `end`. On lines of their own, or after one another.
    mutating func print(_ expression: Expression, function: UInt32?, hints: [BranchHint] = [], onLines: Bool) {
        var hint = hints.startIndex
        let base = output.depth
        for (number, instruction) in expression.instructions.enumerated() {
            if number == expression.instructions.count - 1, instruction.opcode == .end { break }
            switch instruction.opcode {
            case .end, .else, .catch, .catchAll, .delegate: output.depth = max(base, output.depth - 1)
            default: break
            }
            if onLines { output.newLine() } else { output.append(" ") }
            if hint < hints.endIndex, hints[hint].instruction == UInt32(number) {
                output.append("(@\(TextParser.branchHintName) \"\(hints[hint].isLikely ? "\\01" : "\\00")\") ")
                hint += 1
            }
            output.append(Self.table.definitions[Int(instruction.opcode.rawValue)].mnemonic)
            output.append(immediates(of: instruction, in: expression, function: function))
            switch instruction.opcode {
            case .block, .loop, .if, .else, .try, .catch, .catchAll, .tryTable: output.depth += 1
            default: break
            }
        }
        output.depth = base
    }

    /// With a space before each.
    private func immediates(of instruction: Instruction, in expression: Expression, function: UInt32?) -> String {
        let index = instruction.index
        let second = instruction.secondIndex
        switch Self.table.definitions[Int(instruction.opcode.rawValue)].immediates {
        case .none, .zeroByte: return ""
        case .i32: return " \(Int32(truncatingIfNeeded: instruction.bits))"
        case .i64: return " \(Int64(bitPattern: instruction.bits))"
        case .f32: return " " + NumberText.f32(bits: UInt32(truncatingIfNeeded: instruction.bits))
        case .f64: return " " + NumberText.f64(bits: instruction.bits)
        case .v128:
            let (low, high) = expression.vector(of: instruction)
            return " " + NumberText.vector(.i32x4, low: low, high: high)
        case .shuffle:
            let (low, high) = expression.vector(of: instruction)
            return (0..<16).map { " \(VectorShape.i8x16.lane($0, low: low, high: high))" }.joined()
        case .lane: return " \(instruction.lane)"
        case .memarg: return memoryArgument(instruction)
        case .memargLane: return memoryArgument(instruction) + " \(instruction.lane)"
        case .blockType: return blockType(instruction.blockType)
        case .tryTable:
            return blockType(instruction.blockType)
                + expression.catchClauses(of: instruction).map { " " + catchClause($0) }.joined()
        case .label: return " \(index)"
        case .labelTable: return expression.labels(of: instruction).map { " \($0)" }.joined()
        case .localIndex: return " " + (function.flatMap { names.local(index, of: $0) } ?? "\(index)")
        case .functionIndex: return " " + names.reference(.function, index)
        case .typeIndex: return " " + names.reference(.type, index)
        case .globalIndex: return " " + names.reference(.global, index)
        case .tableIndex: return index == 0 ? "" : " " + names.reference(.table, index)
        case .memoryIndex: return index == 0 ? "" : " " + names.reference(.memory, index)
        case .tagIndex: return " " + names.reference(.tag, index)
        case .elementIndex: return " " + names.reference(.element, index)
        case .dataIndex: return " " + names.reference(.data, index)
        case .typeAndTable:
            return (second == 0 ? "" : " " + names.reference(.table, second))
                + " (type \(names.reference(.type, index)))"
        case .dataAndMemory:
            return (second == 0 ? "" : " " + names.reference(.memory, second)) + " " + names.reference(.data, index)
        case .elementAndTable:
            return (second == 0 ? "" : " " + names.reference(.table, second)) + " " + names.reference(.element, index)
        case .memoryAndMemory: return pair(.memory, index, second)
        case .tableAndTable: return pair(.table, index, second)
        case .typeAndField: return " \(names.reference(.type, index)) \(names.field(second, of: index) ?? "\(second)")"
        case .typeAndCount: return " \(names.reference(.type, index)) \(second)"
        case .typeAndType: return " \(names.reference(.type, index)) \(names.reference(.type, second))"
        case .typeAndData: return " \(names.reference(.type, index)) \(names.reference(.data, second))"
        case .typeAndElement: return " \(names.reference(.type, index)) \(names.reference(.element, second))"
        case .valueTypes:
            return " (result" + expression.valueTypes(of: instruction).map { " " + names.type($0) }.joined() + ")"
        case .heapType:
            switch instruction.opcode {
            case .refTest, .refCast: return " " + names.type(.reference(instruction.heapType, nullable: false))
            case .refTestNull, .refCastNull: return " " + names.type(.reference(instruction.heapType, nullable: true))
            default: return " " + names.heapType(instruction.heapType)
            }
        case .castBranch:
            let (from, to) = instruction.castTypes
            return " \(index) \(names.type(from)) \(names.type(to))"
        }
    }

    private func pair(_ space: Space, _ first: UInt32, _ second: UInt32) -> String {
        first == 0 && second == 0 ? "" : " \(names.reference(space, first)) \(names.reference(space, second))"
    }

    private func memoryArgument(_ instruction: Instruction) -> String {
        var text = instruction.index == 0 ? "" : " " + names.reference(.memory, instruction.index)
        if instruction.bits != 0 { text += " offset=\(instruction.bits)" }
        let natural = Self.table.definitions[Int(instruction.opcode.rawValue)].naturalAlignment
        if instruction.alignment != natural, instruction.alignment < 64 {
            text += " align=\(1 << UInt64(instruction.alignment) as UInt64)"
        }
        return text
    }

    private func blockType(_ type: BlockType) -> String {
        if let value = type.valueType { return " (result \(names.type(value)))" }
        return type.typeIndex.map { " (type \(names.reference(.type, $0)))" } ?? ""
    }

    private func catchClause(_ clause: CatchClause) -> String {
        switch clause.kind {
        case .catch: "(catch \(names.reference(.tag, clause.tagIndex)) \(clause.label))"
        case .catchRef: "(catch_ref \(names.reference(.tag, clause.tagIndex)) \(clause.label))"
        case .catchAll: "(catch_all \(clause.label))"
        case .catchAllRef: "(catch_all_ref \(clause.label))"
        }
    }
}
