import WasmModel

extension IRFunction {
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
    package var text: String {
        let types = parameters(of: 0).map { type(of: $0).name }
        var text = "function %\(name)(\(types.joined(separator: ", ")))"
        if !results.isEmpty { text += " -> " + results.elements.map(\.name).joined(separator: ", ") }
        text += " {\n"
        for number in blocks.indices {
            let block = blocks[number]
            text += "block\(number)"
            let list = parameters(of: number).map { "v\($0): \(type(of: $0).name)" }
            if !list.isEmpty { text += "(\(list.joined(separator: ", ")))" }
            text += ":\n"
            for value in block.values where instructions[Int(value)].kind != .none {
                text += "  \(line(value))\n"
            }
            text += "  \(line(block.terminator))\n"
        }
        return text + "}\n"
    }

    private func parameters(of block: Int) -> [ValueID] {
        blocks.isEmpty ? [] : blocks[block].parameterRange.map { parameters[$0] }
    }

    private func line(_ value: ValueID) -> String {
        let instruction = instructions[Int(value)]
        let head = instruction.type == .void ? "" : "v\(value) = "
        let list = instruction.poolRange?.map { " v\(pool[$0])" }.joined(separator: ",") ?? ""
        let name = "\(instruction.opcode.definition.mnemonic)"
        let memory =
            (instruction.memoryIndex == 0 ? "" : " memory=\(instruction.memoryIndex)") + (instruction.isWithinBounds ? " in-bounds" : "")
        switch instruction.kind {
        case .none, .parameter: return ""
        case .constant:
            let bits = "\(instruction.type.name).const 0x\(String(instruction.bits, radix: 16))"
            return head + bits + (instruction.type == .v128 ? " 0x\(String(instruction.highBits, radix: 16))" : "")
        case .numeric:
            return head + name + immediate(of: instruction) + operands(instruction)
        case .copy: return head + "copy.\(instruction.type.name) v\(instruction.a)"
        case .select: return head + "select.\(instruction.type.name) v\(instruction.a), v\(instruction.b), v\(instruction.c)"
        case .load, .store: return head + name + operands(instruction) + " offset=\(instruction.bits)" + memory
        case .atomic: return head + name + list + " offset=\(instruction.bits)" + memory
        case .instance: return head + "instance"
        case .constantLoad: return head + "constant.\(name) v\(instruction.a) offset=\(instruction.bits)"
        case .objectLoad, .objectStore: return head + "object.\(name)" + operands(instruction) + " offset=\(instruction.bits)"
        case .referenceTest:
            let isNullable = instruction.bits >> 32 != 0
            return head + "ref.test \(instruction.bits & 0xFFFF_FFFF)\(isNullable ? " null" : "") v\(instruction.a)"
        case .trapIf: return "trap_if \(instruction.bits) v\(instruction.a)"
        case .globalGet: return head + "global.get.\(instruction.type.name) \(instruction.bits)"
        case .globalSet: return "global.set \(instruction.bits) v\(instruction.a)"
        case .functionReference: return head + "ref.func \(instruction.bits)"
        case .memorySize: return head + "memory.size.\(instruction.type.name) \(instruction.bits)"
        case .call:
            return head + "call.\(instruction.type.name) \(instruction.bits) results=\(instruction.c)"
                + list
        case .callReference:
            return head + "call_ref.\(instruction.type.name) \(instruction.bits) results=\(instruction.c)"
                + list
        case .callIndirect:
            return head + "call_indirect.\(instruction.type.name) \(instruction.bits & 0xFFFF_FFFF) table=\(instruction.bits >> 32)"
                + " results=\(instruction.c)" + list
        case .tryCall, .tailCall:
            return head + "\(instruction.kind == .tryCall ? "try." : "")\(name).\(instruction.type.name)"
                + " \(instruction.bits & 0xFFFF_FFFF) table=\(instruction.bits >> 32) results=\(instruction.c)"
                + list
        case .landed: return head + "landed v\(instruction.a)"
        case .extraResult: return head + "result.\(instruction.type.name) \(instruction.bits) v\(instruction.a)"
        case .runtime:
            return head + "runtime.\(instruction.type.name) \(instruction.opcode.definition.mnemonic)"
                + " \(instruction.bits & 0xFFFF_FFFF) \(instruction.bits >> 32)" + list
        }
    }

    /// The operands that stand in the instruction itself.
    private func operands(_ instruction: IRInstruction) -> String {
        var list: [String] = []
        forEachOperand(of: instruction) { list.append(" v\($0)") }
        return list.joined(separator: ",")
    }

    private func immediate(of instruction: IRInstruction) -> String {
        switch instruction.opcode.definition.immediates {
        case .lane: " \(instruction.bits)"
        case .shuffle: " " + instruction.shuffleLanes.map(String.init).joined(separator: ":")
        default: ""
        }
    }

    private func line(_ edge: IREdge) -> String {
        let values = edge.range.map { "v\(pool[$0])" }
        return "block\(edge.target)" + (values.isEmpty ? "" : "(\(values.joined(separator: ", ")))")
    }

    private func line(_ terminator: IRTerminator) -> String {
        switch terminator {
        case .none: return "none"
        case .jump(let edge): return "jump \(line(edge))"
        case .branch(let condition, let then, let otherwise): return "branch v\(condition), \(line(then)), \(line(otherwise))"
        case .table(let index, let start, let count):
            let edges = (Int(start)..<Int(start + count)).map { line(tableEdges[$0]) }
            return "table v\(index), \(edges.joined(separator: ", "))"
        case .return(let start, let count):
            let values = (Int(start)..<Int(start + count)).map { "v\(pool[$0])" }
            return values.isEmpty ? "return" : "return \(values.joined(separator: ", "))"
        case .trap(let kind): return "trap \(kind)"
        }
    }
}
