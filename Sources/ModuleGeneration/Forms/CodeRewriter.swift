package import WasmModel

/// Rewrites a function instruction by instruction, and keeps track of what moved.
package enum CodeRewriter {
    /// Calls `write` for each instruction with its number; what that appends takes the instruction's place. The pool
    /// stays, and may be added to.
    package static func rewrite(
        _ function: inout Function, _ scaffolding: inout [Range<Int32>], _ write: (Int, Instruction, inout Expression) -> Void
    ) {
        var output = Expression(pool: function.body.pool)
        output.instructions.reserveCapacity(function.body.instructions.count + 32)
        // Of each instruction, where what took its place begins; and the end of all.
        var starts: [Int32] = []
        starts.reserveCapacity(function.body.instructions.count + 1)
        for (number, instruction) in function.body.instructions.enumerated() {
            starts.append(Int32(output.instructions.count))
            write(number, instruction, &output)
        }
        starts.append(Int32(output.instructions.count))
        scaffolding = scaffolding.map { starts[Int($0.lowerBound)]..<starts[Int($0.upperBound)] }
        function.body = output
    }

    /// Of each instruction, whether it only holds the module together.
    package static func marks(_ scaffolding: [Range<Int32>], count: Int) -> [Bool] {
        var marks = [Bool](repeating: false, count: count)
        for range in scaffolding { for index in range where Int(index) < count { marks[Int(index)] = true } }
        return marks
    }
}

extension Expression {
    /// Appends the zero of a number or vector type.
    mutating func appendZero(of type: ValueType) {
        switch type {
        case .i32: instructions.append(Instruction(.i32Const))
        case .i64: instructions.append(Instruction(.i64Const))
        case .f32: instructions.append(Instruction(.f32Const))
        case .f64: instructions.append(Instruction(.f64Const))
        default: appendVector(.v128Const, low: 0, high: 0)
        }
    }

    /// Appends an instruction of another expression, whose whole pool stands in the pool of this one.
    ///
    /// - Parameter base: where.
    mutating func append(_ instruction: Instruction, poolAt base: Int) {
        var instruction = instruction
        switch OpcodeTable.shared[instruction.opcode].immediates {
        case .v128, .shuffle, .tryTable: instruction.index += UInt32(base)
        case .labelTable, .valueTypes: instruction.bits += UInt64(base)
        default: break
        }
        instructions.append(instruction)
    }
}

extension Global {
    /// One that can change and is zero at first, of a number or vector type.
    static func zero(of type: ValueType) -> Global {
        var initializer = Expression()
        initializer.appendZero(of: type)
        initializer.instructions.append(Instruction(.end))
        return Global(GlobalType(type, isMutable: true), initializer: initializer)
    }
}

extension GeneratedModule {
    /// Does something to each function of the module and of its libraries.
    mutating func forEachFunction(_ body: (inout Module, Int, inout [Range<Int32>]) -> Void) {
        for number in module.functions.indices { body(&module, number, &scaffolding[number]) }
        for library in libraries.indices {
            var copy = libraries[library]
            for number in copy.module.functions.indices { body(&copy.module, number, &copy.scaffolding[number]) }
            libraries[library] = copy
        }
    }
}

extension Module {
    /// The index of a function type of its own group, which is added if there is none.
    mutating func index(of type: FunctionType) -> UInt32 {
        var index = 0
        for group in types {
            if group.types.count == 1, group.types[0].isFinal, group.types[0].supertypes.isEmpty,
                group.types[0].composite == .function(type)
            {
                return UInt32(index)
            }
            index += group.types.count
        }
        types.append(RecursionGroup([SubType(.function(type))]))
        return UInt32(index)
    }
}
