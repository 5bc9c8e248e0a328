import WasmModel

/// Calls that are done in another way.
extension EquivalentEditor {
    /// Instructions of a function that is written in the place of a call, at most.
    private static var inlinedInstructions: Int { 300 }

    /// A call by number is done in another way; it may also stay.
    ///
    /// - Parameter isReturned: the function returns right behind it, and nothing would be caught.
    mutating func call(_ instruction: Instruction, isReturned: Bool, _ module: inout Module, _ output: inout Expression) {
        let isTail = instruction.opcode == .returnCall
        if let wide = widened[instruction.index], stream.chance(700) {
            wide.appendCall(to: &output, isTail: isTail)
            return edits.append("call-wider")
        }
        guard stream.chance(rate * 4) else { return output.instructions.append(instruction) }
        if isTail {
            returnAfterCall(instruction, module, &output)
        } else if isReturned, features.contains(.tailCall), hasOwnResults(instruction.index), stream.chance(500) {
            output.instructions.append(Instruction(.returnCall, index: instruction.index))
            edits.append("call-to-return-call")
        } else if !stream.chance(500) || !inline(instruction.index, &module, &output) {
            callIndirectly(instruction, &module, &output)
        }
    }

    private func hasOwnResults(_ callee: UInt32) -> Bool {
        counts.type(ofFunction: callee).results == counts.functionType(ownType).results
    }

    /// `return_call` as a call and a return: where the callee returns itself, the stack grows by one call and no more.
    private mutating func returnAfterCall(_ instruction: Instruction, _ module: Module, _ output: inout Expression) {
        let number = Int(instruction.index) - module.importCount(of: .function)
        let isDefined = module.functions.indices.contains(number)
        guard !isDefined || !module.functions[number].body.instructions.contains(where: { $0.opcode.isTailCall }) else {
            return output.instructions.append(instruction)
        }
        output.instructions += [Instruction(.call, index: instruction.index), Instruction(.return)]
        edits.append("return-call-to-call")
    }

    /// A call through a reference or a table instead of by index.
    private mutating func callIndirectly(_ instruction: Instruction, _ module: inout Module, _ output: inout Expression) {
        let callee = instruction.index
        let types = module.functionTypeIndices
        guard Int(callee) < types.count, features.contains(.referenceTypes) else { return output.instructions.append(instruction) }
        let type = types[Int(callee)]
        if features.contains(.functionReferences), stream.chance(500) {
            let mode = ElementSegment.Mode.declarative
            module.elements.append(ElementSegment(mode: mode, type: .reference(.func, nullable: false), items: .functions([callee])))
            output.instructions += [Instruction(.refFunc, index: callee), Instruction(.callRef, index: type)]
            return edits.append("call-by-reference")
        }
        var table = callTable ?? (UInt32(module.allTables.count), [:])
        if table.positions[callee] == nil {
            let position = table.positions.count
            table.positions[callee] = position
            let limits = Limits(minimum: UInt64(position + 1), maximum: UInt64(position + 1))
            let isNew = position == 0
            if isNew {
                module.tables.append(Table(TableType(element: .funcref, limits: limits)))
            } else {
                module.tables[Int(table.index) - module.importCount(of: .table)].type.limits = limits
            }
            let offset = Expression([Instruction(.i32Const, bits: UInt64(position)), Instruction(.end)])
            module.elements.append(
                ElementSegment(
                    mode: .active(table: table.index, offset: offset), type: .reference(.func, nullable: false), items: .functions([callee])))
        }
        callTable = table
        output.instructions += [
            Instruction(.i32Const, bits: UInt64(table.positions[callee] ?? 0)),
            Instruction(.callIndirect, index: type, bits: UInt64(table.index)),
        ]
        edits.append("call-through-table")
    }

    /// The body of a function in the place of a call of it; `false` where that cannot be: it returns through others, is too
    /// long, or has locals that cannot be set to what they are at first.
    private mutating func inline(_ callee: UInt32, _ module: inout Module, _ output: inout Expression) -> Bool {
        let number = Int(callee) - module.importCount(of: .function)
        guard module.functions.indices.contains(number), number != self.number else { return false }
        let function = module.functions[number]
        let code = function.body.instructions
        let type = OperandCounts(module).functionType(function.typeIndex)
        guard code.count <= Self.inlinedInstructions, type.results.count <= 1 || features.contains(.multiValue),
            function.locals.allSatisfy({ !$0.type.isReference && $0.count <= 100 }), function.locals.count <= 20,
            !code.contains(where: { $0.opcode.isTailCall })
        else { return false }
        let base = UInt32(locals.count)
        locals += type.parameters
        for parameter in type.parameters.indices.reversed() { output.instructions.append(Instruction(.localSet, index: base + UInt32(parameter))) }
        for local in function.locals.flatMap({ Array(repeating: $0.type, count: Int($0.count)) }) {
            output.appendZero(of: local)
            output.instructions.append(Instruction(.localSet, index: UInt32(locals.count)))
            locals.append(local)
        }
        output.instructions.append(Instruction(.block, bits: WidenedFunction.blockType(of: type.results, in: &module).rawValue))
        let pool = output.pool.count
        output.pool += function.body.pool
        var depth: UInt32 = 0
        for instruction in code {
            switch instruction.opcode {
            case .localGet, .localSet, .localTee:
                output.instructions.append(Instruction(instruction.opcode, index: instruction.index + base))
                continue
            case .return:
                output.instructions.append(Instruction(.br, index: depth))
                continue
            case .end, .delegate: depth &-= 1
            default: if instruction.opcode.opensBlock { depth += 1 }
            }
            output.append(instruction, poolAt: pool)
        }
        edits.append("inline")
        return true
    }
}
