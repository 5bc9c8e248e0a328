package import WasmModel

/// Edits of the shape of a function that leave what it does as it is.
package enum EquivalentShape {
    /// Instructions in a loop of which one iteration is written once more, at most.
    private static let peeledInstructions = 160
    /// Instructions of all copies of the body of a loop, at most.
    private static let unrolledInstructions = 320

    /// Applies some of the edits that there is a place for.
    ///
    /// - Parameter parameters: how many of the function's locals are parameters.
    /// - Returns: names of what was done.
    package static func edit(
        _ function: inout Function, _ scaffolding: inout [Range<Int32>], parameters: Int, _ stream: inout RandomStream
    ) -> [String] {
        var edits: [String] = []
        if stream.chance(400), peelLoop(&function, &scaffolding, &stream) { edits.append("peel-loop") }
        if stream.chance(300), unrollLoop(&function, &scaffolding, &stream) { edits.append("unroll-loop") }
        if stream.chance(300), wrapBlock(&function, &scaffolding, &stream) { edits.append("wrap-block") }
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

    /// A loop goes through its body two to four times before it goes back: what led back to the beginning leads to the next
    /// copy, and from the last one back. Whoever comes to the end of any copy has done with the loop.
    static func unrollLoop(_ function: inout Function, _ scaffolding: inout [Range<Int32>], _ stream: inout RandomStream) -> Bool {
        let code = function.body.instructions
        let map = BlockMap(code)
        let copies = 2 + stream.below(3)
        let loops = code.indices.filter {
            code[$0].opcode == .loop && code[$0].blockType.typeIndex == nil && map.ends[$0] > $0
                && (map.ends[$0] - $0) * copies <= unrolledInstructions
        }
        guard !loops.isEmpty else { return false }
        let start = stream.pick(loops)
        let end = map.ends[start]
        let body = (start + 1)..<end
        var new = [Instruction(.block, bits: code[start].bits), code[start]]
        var origins: [Int?] = [nil, start]
        for _ in 1..<copies {
            // The block around a copy ends where the next one begins; what is outside the loop is two blocks further.
            new.append(Instruction(.block))
            new += function.body.relabelled(body) { $0 == 0 ? 0 : $0 + 2 }
            new += [Instruction(.br, index: 2), Instruction(.end)]
            origins += [nil] + body.map { $0 } + [nil, nil]
        }
        new += function.body.relabelled(body) { $0 == 0 ? 0 : $0 + 1 }
        new += [Instruction(.end), Instruction(.end)]
        origins += body.map { $0 } + [end, nil]
        CodeRewriter.replace(start..<(end + 1), in: &function, &scaffolding, by: new, origins: origins)
        return true
    }

    /// A block around a block or loop, of the same type.
    static func wrapBlock(_ function: inout Function, _ scaffolding: inout [Range<Int32>], _ stream: inout RandomStream) -> Bool {
        let code = function.body.instructions
        let map = BlockMap(code)
        let blocks = code.indices.filter {
            (code[$0].opcode == .block || code[$0].opcode == .loop) && map.ends[$0] > $0 && map.ends[$0] - $0 <= peeledInstructions
        }
        guard !blocks.isEmpty else { return false }
        let start = stream.pick(blocks)
        let whole = start..<(map.ends[start] + 1)
        let new = [Instruction(.block, bits: code[start].bits)] + function.body.relabelled(whole) { $0 + 1 } + [Instruction(.end)]
        let origins: [Int?] = [nil] + whole.map { $0 } + [nil]
        CodeRewriter.replace(whole, in: &function, &scaffolding, by: new, origins: origins)
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
}
