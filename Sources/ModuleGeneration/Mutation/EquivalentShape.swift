package import WasmModel

/// Edits of the shape of a function that leave what it does as it is.
package enum EquivalentShape {
    /// Instructions in a loop of which one iteration is written once more, at most.
    private static let peeledInstructions = 160

    /// Applies some of the edits that there is a place for.
    ///
    /// - Parameter parameters: how many of the function's locals are parameters.
    /// - Returns: names of what was done.
    package static func edit(
        _ function: inout Function, _ scaffolding: inout [Range<Int32>], parameters: Int, _ stream: inout RandomStream
    ) -> [String] {
        var edits: [String] = []
        if stream.chance(400), peelLoop(&function, &scaffolding, &stream) { edits.append("peel-loop") }
        if stream.chance(400), complementIf(&function, &scaffolding, &stream) { edits.append("complement-if") }
        if stream.chance(300), renumberLocals(&function, parameters: parameters, &stream) { edits.append("renumber-locals") }
        return edits
    }

    /// One iteration of a loop stands before it: what leads back to the beginning goes on to the loop.
    static func peelLoop(_ function: inout Function, _ scaffolding: inout [Range<Int32>], _ stream: inout RandomStream) -> Bool {
        let code = function.body.instructions
        let map = BlockMap(code)
        let loops = code.indices.filter {
            code[$0].opcode == .loop && code[$0].blockType.typeIndex == nil && map.ends[$0] - $0 <= peeledInstructions && map.ends[$0] > $0
        }
        guard !loops.isEmpty else { return false }
        let start = stream.pick(loops)
        let end = map.ends[start]
        let body = (start + 1)..<end
        // The label of the loop is the innermost one in both copies; all that is outside is one block further.
        func outwards(_ label: UInt32) -> UInt32 { label == 0 ? 0 : label + 1 }
        let first = function.body.relabelled(body, outwards)
        let second = function.body.relabelled(body, outwards)
        var new = [Instruction(.block, bits: code[start].bits), Instruction(.block)]
        new += first
        new += [Instruction(.br, index: 1), Instruction(.end), code[start]]
        new += second
        new += [Instruction(.end), Instruction(.end)]
        let origins: [Int?] = [nil, nil] + body.map { $0 } + [nil, nil, start] + body.map { $0 } + [end, nil]
        CodeRewriter.replace(start..<(end + 1), in: &function, &scaffolding, by: new, origins: origins)
        return true
    }

    /// `if` on the opposite condition, with its two ways in each other's place.
    static func complementIf(_ function: inout Function, _ scaffolding: inout [Range<Int32>], _ stream: inout RandomStream) -> Bool {
        let code = function.body.instructions
        let map = BlockMap(code)
        let places = code.indices.filter { code[$0].opcode == .if && (map.elses[$0] > $0 || code[$0].blockType == .empty) && map.ends[$0] > $0 }
        guard !places.isEmpty else { return false }
        let start = stream.pick(places)
        let end = map.ends[start]
        let middle = map.elses[start] > start ? map.elses[start] : nil
        let first = (start + 1)..<(middle ?? end)
        let second = middle.map { ($0 + 1)..<end } ?? end..<end
        var new = [Instruction(.i32Eqz), code[start]] + code[second]
        new += [Instruction(.else)]
        new += code[first]
        new += [code[end]]
        let origins: [Int?] = [nil, start] + second.map { $0 } + [middle] + first.map { $0 } + [end]
        CodeRewriter.replace(start..<(end + 1), in: &function, &scaffolding, by: new, origins: origins)
        return true
    }

    /// A local that is no parameter becomes a global, in a function that calls nothing and so is never entered twice.
    static func demoteLocal(
        _ function: inout Function, _ scaffolding: inout [Range<Int32>], parameters: Int, globals: inout [Global], at index: UInt32,
        _ stream: inout RandomStream
    ) -> Bool {
        let mayEnter = function.body.instructions.contains { instruction in
            switch instruction.opcode {
            case .call, .callIndirect, .callRef, .returnCall, .returnCallIndirect, .returnCallRef: true
            default: false
            }
        }
        guard !mayEnter, let group = function.locals.indices.first(where: { !function.locals[$0].type.isReference && function.locals[$0].count > 0 })
        else { return false }
        let type = function.locals[group].type
        let local = UInt32(parameters) + function.locals[..<group].reduce(0) { $0 + $1.count }
        var initializer = Expression()
        switch type {
        case .i32: initializer.instructions = [Instruction(.i32Const)]
        case .i64: initializer.instructions = [Instruction(.i64Const)]
        case .f32: initializer.instructions = [Instruction(.f32Const)]
        case .f64: initializer.instructions = [Instruction(.f64Const)]
        default: initializer.appendVector(.v128Const, low: 0, high: 0)
        }
        initializer.instructions.append(Instruction(.end))
        globals.append(Global(GlobalType(type, isMutable: true), initializer: initializer))
        CodeRewriter.rewrite(&function, &scaffolding) { number, instruction, output in
            if number == 0 {
                if type == .v128 { output.appendVector(.v128Const, low: 0, high: 0) } else { output.instructions.append(initializer.instructions[0]) }
                output.instructions.append(Instruction(.globalSet, index: index))
            }
            switch instruction.opcode {
            case .localGet where instruction.index == local: output.instructions.append(Instruction(.globalGet, index: index))
            case .localSet where instruction.index == local: output.instructions.append(Instruction(.globalSet, index: index))
            case .localTee where instruction.index == local:
                output.instructions += [Instruction(.globalSet, index: index), Instruction(.globalGet, index: index)]
            default: output.instructions.append(instruction)
            }
        }
        return true
    }

    /// Other numbers for the locals that are no parameters.
    static func renumberLocals(_ function: inout Function, parameters: Int, _ stream: inout RandomStream) -> Bool {
        let total = function.locals.reduce(0) { $0 + Int($1.count) }
        guard total > 1, total < 10_000 else { return false }
        let types = function.locals.flatMap { Array(repeating: $0.type, count: Int($0.count)) }
        var order = Array(types.indices)
        for last in order.indices.dropFirst().reversed() { order.swapAt(last, stream.below(last + 1)) }
        var new = order
        for (position, old) in order.enumerated() { new[old] = position }
        for number in function.body.instructions.indices {
            switch function.body.instructions[number].opcode {
            case .localGet, .localSet, .localTee:
                let old = Int(function.body.instructions[number].index) - parameters
                if old >= 0, old < new.count { function.body.instructions[number].index = UInt32(new[old] + parameters) }
            default: break
            }
        }
        function.locals = order.map { LocalGroup(count: 1, type: types[$0]) }
        return true
    }
}
