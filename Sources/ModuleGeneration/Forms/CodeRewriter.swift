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
