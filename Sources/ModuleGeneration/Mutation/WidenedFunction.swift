import WasmModel

/// A function that takes or gives one value more than it did, which nothing uses.
///
/// The old function keeps its number and type, so that tables, references, exports and the start of the module still mean
/// it, and calls the new one, which has its body. Calls by number may go straight to the new one.
struct WidenedFunction {
    /// The new function.
    let index: UInt32
    /// The last parameter and the last result, where it has one more.
    let parameter: ValueType?
    let result: ValueType?

    /// - Parameter number: of a defined function. A function that returns through another one cannot give more than that.
    init(
        _ number: Int, of module: inout Module, _ scaffolding: inout [[Range<Int32>]], _ features: FeatureSet, _ stream: inout RandomStream
    ) {
        var new = module.functions[number]
        let oldIndex = new.typeIndex
        let type = OperandCounts(module).functionType(oldIndex)
        let types: [ValueType] = features.contains(.simd) ? [.i32, .i64, .f32, .f64, .v128] : [.i32, .i64, .f32, .f64]
        let mayGiveMore =
            (type.results.isEmpty || features.contains(.multiValue)) && !new.body.instructions.contains { $0.opcode.isTailCall }
        result = mayGiveMore && stream.chance(500) ? stream.pick(types) : nil
        parameter = result == nil || stream.chance(500) ? stream.pick(types) : nil
        index = UInt32(module.importCount(of: .function) + module.functions.count)

        new.typeIndex = module.index(of: FunctionType(type.parameters + [parameter].compactMap(\.self), type.results + [result].compactMap(\.self)))
        while scaffolding.count < module.functions.count { scaffolding.append([]) }
        var marks = scaffolding[number]
        widen(&new, &marks, type, inner: result == nil ? .empty : Self.blockType(of: type.results, in: &module))
        module.functions.append(new)
        scaffolding.append(marks)

        var wrapper = Expression()
        for number in type.parameters.indices { wrapper.instructions.append(Instruction(.localGet, index: UInt32(number))) }
        let isTail = features.contains(.tailCall) && stream.chance(300)
        appendCall(to: &wrapper, isTail: isTail)
        wrapper.instructions.append(Instruction(.end))
        module.functions[number] = Function(typeIndex: oldIndex, body: wrapper)
        scaffolding[number] = [0..<Int32(wrapper.instructions.count)]
    }

    /// A call that stands for one of the old function; its operands are on the stack.
    ///
    /// - Parameter isTail: in the place of a return, if that can be: where there is one result more, it cannot.
    func appendCall(to output: inout Expression, isTail: Bool) {
        if let parameter { output.appendZero(of: parameter) }
        let returns = isTail && result == nil
        output.instructions.append(Instruction(returns ? .returnCall : .call, index: index))
        if result != nil { output.instructions.append(Instruction(.drop)) }
        if isTail, !returns { output.instructions.append(Instruction(.return)) }
    }

    /// The body of the new function: a parameter moves the other locals up, a result is added before every return.
    private func widen(_ function: inout Function, _ scaffolding: inout [Range<Int32>], _ type: FunctionType, inner: BlockType) {
        let last = function.body.instructions.count - 1
        CodeRewriter.rewrite(&function, &scaffolding) { number, instruction, output in
            var instruction = instruction
            if number == 0, result != nil { output.instructions.append(Instruction(.block, bits: inner.rawValue)) }
            switch instruction.opcode {
            case .localGet, .localSet, .localTee:
                if parameter != nil, Int(instruction.index) >= type.parameters.count { instruction.index += 1 }
            case .return: if let result { output.appendZero(of: result) }
            default: break
            }
            output.instructions.append(instruction)
            // What branches to the end of the function has only the old results: they meet at the end of the block.
            if number == last, let result {
                output.appendZero(of: result)
                output.instructions.append(Instruction(.end))
            }
        }
    }

    /// The type of a block that leaves these values.
    static func blockType(of results: [ValueType], in module: inout Module) -> BlockType {
        switch results.count {
        case 0: .empty
        case 1: .value(results[0])
        default: .type(module.index(of: FunctionType([], results)))
        }
    }
}
