import WasmModel

extension IRFunction: CustomStringConvertible {
    /// The textual IR, which ``IRParser`` reads back.
    ///
    /// ```
    /// function %f(i32) -> i32 {
    /// block0(v0: i32):
    ///   v1 = i32.const 1
    ///   v2 = i32.add v0, v1
    ///   return v2
    /// }
    /// ```
    package var description: String {
        let parameters = blocks.first?.parameters.map { instructions[Int($0)].type.name } ?? []
        var text = "function %\(name)(\(parameters.joined(separator: ", ")))"
        if !results.isEmpty { text += " -> " + results.map(\.name).joined(separator: ", ") }
        text += " {\n"
        for (number, block) in blocks.enumerated() {
            text += "block\(number)"
            if !block.parameters.isEmpty {
                let list = block.parameters.map { "v\($0): \(instructions[Int($0)].type.name)" }
                text += "(\(list.joined(separator: ", ")))"
            }
            text += ":\n"
            for value in block.first..<block.end where instructions[Int(value)].kind != .none {
                text += "  \(line(value))\n"
            }
            text += "  \(line(block.terminator))\n"
        }
        return text + "}\n"
    }

    private func line(_ value: ValueID) -> String {
        let instruction = instructions[Int(value)]
        let head = instruction.type == .void ? "" : "v\(value) = "
        func list(_ start: UInt32, _ count: UInt32) -> String {
            pool[Int(start)..<Int(start + count)].map { " v\($0)" }.joined(separator: ",")
        }
        switch instruction.kind {
        case .none, .parameter: return ""
        case .constant: return head + "\(instruction.type.name).const 0x\(String(instruction.bits, radix: 16))"
        case .numeric:
            let second = instruction.opcode.operandCount == 2 ? ", v\(instruction.b)" : ""
            return head + "\(instruction.opcode.definition.mnemonic) v\(instruction.a)\(second)"
        case .select: return head + "select.\(instruction.type.name) v\(instruction.a), v\(instruction.b), v\(instruction.c)"
        case .load: return head + "\(instruction.opcode.definition.mnemonic) v\(instruction.a) offset=\(instruction.bits)"
        case .store: return "\(instruction.opcode.definition.mnemonic) v\(instruction.a), v\(instruction.b) offset=\(instruction.bits)"
        case .globalGet: return head + "global.get.\(instruction.type.name) \(instruction.bits)"
        case .globalSet: return "global.set \(instruction.bits) v\(instruction.a)"
        case .functionReference: return head + "ref.func \(instruction.bits)"
        case .memorySize: return head + "memory.size"
        case .call:
            return head + "call.\(instruction.type.name) \(instruction.bits) results=\(instruction.c)"
                + list(instruction.a, instruction.b)
        case .callIndirect:
            return head + "call_indirect.\(instruction.type.name) \(instruction.bits & 0xFFFF_FFFF) table=\(instruction.bits >> 32)"
                + " results=\(instruction.c)" + list(instruction.a, instruction.b)
        case .extraResult: return head + "result.\(instruction.type.name) \(instruction.bits) v\(instruction.a)"
        case .runtime:
            return head + "runtime.\(instruction.type.name) \(instruction.opcode.definition.mnemonic)"
                + " \(instruction.bits & 0xFFFF_FFFF) \(instruction.bits >> 32)" + list(instruction.a, instruction.b)
        }
    }

    private func line(_ edge: IREdge) -> String {
        let values = arguments(of: edge).map { "v\($0)" }
        return "block\(edge.target)" + (values.isEmpty ? "" : "(\(values.joined(separator: ", ")))")
    }

    private func line(_ terminator: IRTerminator) -> String {
        switch terminator {
        case .none: return "none"
        case .jump(let edge): return "jump \(line(edge))"
        case .branch(let condition, let then, let otherwise): return "branch v\(condition), \(line(then)), \(line(otherwise))"
        case .table(let index, let start, let count):
            let edges = tableEdges[Int(start)..<Int(start + count)].map { line($0) }
            return "table v\(index), \(edges.joined(separator: ", "))"
        case .return(let start, let count):
            let values = pool[Int(start)..<Int(start + count)].map { "v\($0)" }
            return values.isEmpty ? "return" : "return \(values.joined(separator: ", "))"
        case .trap(let kind): return "trap \(kind)"
        }
    }
}
