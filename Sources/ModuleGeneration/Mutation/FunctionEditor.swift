import WasmModel

/// Edits of the code of one function.
struct FunctionEditor {
    var body: Expression
    var scaffolding: [Range<Int32>]
    let isScaffolding: [Bool]
    let function: Function
    let locals: [ValueType]
    let globals: [ValueType]
    var steps: [(operands: Int, height: Int, producers: [Int32], isDead: Bool)] = []
    /// Locals that are given a value by code that does not hold the function together: any other code may do so too.
    let written: Set<UInt32>
    static let table = OpcodeTable.shared

    init(_ module: Module, _ number: Int, _ scaffolding: [Range<Int32>]) {
        function = module.functions[number]
        body = function.body
        self.scaffolding = scaffolding
        isScaffolding = CodeRewriter.marks(scaffolding, count: body.instructions.count)
        let counts = OperandCounts(module)
        let marks = isScaffolding
        written = Set(
            body.instructions.enumerated().compactMap { number, instruction in
                instruction.opcode == .localSet && !marks[number] ? instruction.index : nil
            })
        locals =
            counts.functionType(function.typeIndex).parameters
            + function.locals.flatMap { Array(repeating: $0.type, count: Int($0.count)) }
        globals = module.allGlobals.map(\.value)
        var steps: [(operands: Int, height: Int, producers: [Int32], isDead: Bool)] = []
        StackWalk(counts).walk(function) { _, _, step in
            steps.append((step.producers.count, step.height, Array(step.producers), step.isDead))
        }
        self.steps = steps
    }

    // MARK: Single instructions

    /// Another operation with the same operands and results, that shows a NaN as little as this one.
    mutating func swapOperation(_ stream: inout RandomStream) -> Bool {
        guard let index = pick(&stream, where: { !SwapNeighbours.shared.of(body.instructions[$0].opcode).isEmpty }) else { return false }
        let old = body.instructions[index].opcode
        guard let row = Operation(old) else { return false }
        var others = SwapNeighbours.shared.of(old)
        if stream.chance(500) {
            let signature = Self.table[old].signature
            others = Opcode.allCases.filter {
                let definition = Self.table[$0]
                return $0 != old && definition.signature == signature && definition.feature == row.feature && definition.traps.isEmpty
                    && definition.immediates == row.immediates
            }
        }
        let fitting = others.filter { other in
            guard let new = Operation(other) else { return false }
            return new.nan == row.nan && new.isDouble == row.isDouble && new.vectorUse == row.vectorUse && new.lanes == row.lanes
        }
        guard !fitting.isEmpty else { return false }
        body.instructions[index].opcode = stream.pick(fitting)
        return true
    }

    /// Another constant where an operation takes it.
    mutating func changeConstant(_ stream: inout RandomStream) -> Bool {
        var eligible: [Int] = []
        for (index, step) in steps.enumerated() where !step.isDead && Self.isPlain(body.instructions[index].opcode) {
            for producer in step.producers where producer >= 0 && !isScaffolding[Int(producer)] {
                if Self.constantKind(body.instructions[Int(producer)].opcode) != nil { eligible.append(Int(producer)) }
            }
        }
        guard !eligible.isEmpty else { return false }
        let index = stream.pick(eligible)
        guard let kind = Self.constantKind(body.instructions[index].opcode) else { return false }
        var constants = ConstantSource()
        body.instructions[index].bits = constants.bits(kind, &stream)
        return true
    }

    static func constantKind(_ opcode: Opcode) -> Kind? {
        switch opcode {
        case .i32Const: .i32
        case .i64Const: .i64
        case .f32Const: .f32
        case .f64Const: .f64
        default: nil
        }
    }

    /// Computes, and nothing else.
    static func isPlain(_ opcode: Opcode) -> Bool {
        let definition = table[opcode]
        return definition.signature != nil && definition.immediates == .none && definition.traps.isEmpty
            && definition.feature != .relaxedSIMD && opcode != .nop
    }

    func pick(_ stream: inout RandomStream, where isWanted: (Int) -> Bool) -> Int? {
        let count = body.instructions.count
        let first = stream.below(count)
        for offset in 0..<count {
            let index = (first + offset) % count
            if !isScaffolding[index], !steps[index].isDead, isWanted(index) { return index }
        }
        return nil
    }

    // MARK: Stretches

    /// The instructions that make the value of `index`, if all of them only compute and read.
    func subtree(endingAt index: Int) -> Range<Int>? {
        let bottom = steps[index].height - steps[index].operands
        var first = index
        while first > 0, steps[first].height > bottom {
            guard isPure(first) else { return nil }
            first -= 1
        }
        let range = first..<(index + 1)
        return isPure(first) && steps[first].height == bottom && staysAbove(bottom, range) ? range : nil
    }

    /// Whether no instruction takes what was there before the stretch: one of several results may leave some of them to
    /// those behind it.
    private func staysAbove(_ bottom: Int, _ range: Range<Int>) -> Bool {
        range.allSatisfy { steps[$0].height - steps[$0].operands >= bottom }
    }

    func isPure(_ index: Int) -> Bool {
        if steps[index].isDead { return false }
        return switch body.instructions[index].opcode {
        case .localGet, .globalGet, .i32Const, .i64Const, .f32Const, .f64Const, .v128Const, .select: true
        default: Self.isPlain(body.instructions[index].opcode)
        }
    }

    func type(of index: Int) -> ValueType? {
        let instruction = body.instructions[index]
        switch instruction.opcode {
        case .localGet: return locals[Int(instruction.index)]
        case .globalGet: return globals[Int(instruction.index)]
        case .select: return nil
        default:
            let results = Self.table.results[Int(instruction.opcode.rawValue)]
            return results.count == 1 ? results[0].type(address: .i32) : nil
        }
    }

    /// Puts one subtree in the place of another of the same type. Floats stay where they are: a NaN that nothing sees
    /// must not come to where its bits are seen.
    mutating func replaceSubtree(_ stream: inout RandomStream) -> Bool {
        let types: [ValueType] = [.i32, .i64]
        let wanted = stream.pick(types)
        func isRoot(_ index: Int) -> Bool { type(of: index) == wanted && isPure(index) && steps[index].operands > 0 }
        guard let target = pick(&stream, where: isRoot), let source = pick(&stream, where: isRoot), target != source,
            let old = subtree(endingAt: target), let new = subtree(endingAt: source), new.count < 40,
            !old.contains(where: { isScaffolding[$0] })
        else { return false }
        splice(old, Array(body.instructions[new]))
        return true
    }

    /// From one point with nothing on the block's part of the stack to the next.
    func statement(_ stream: inout RandomStream) -> Range<Int>? {
        guard let end = pick(&stream, where: { [.localSet, .globalSet].contains(body.instructions[$0].opcode) }) else { return nil }
        let bottom = steps[end].height - 1
        var first = end
        while first > 0, steps[first].height > bottom {
            guard first == end || isPure(first) || body.instructions[first].opcode == .localTee else { return nil }
            first -= 1
        }
        let range = first..<(end + 1)
        return steps[first].height == bottom && (isPure(first) || first == end) && staysAbove(bottom, range) ? range : nil
    }

    mutating func repeatStatement(_ stream: inout RandomStream) -> Bool {
        guard let range = statement(&stream) else { return false }
        let copy = Array(body.instructions[range])
        splice(range, copy + copy)
        return true
    }

    mutating func removeStatement(_ stream: inout RandomStream) -> Bool {
        guard let range = statement(&stream) else { return false }
        // A reference that cannot be null must be set.
        let last = body.instructions[range.upperBound - 1]
        if last.opcode == .localSet, !locals[Int(last.index)].isDefaultable { return false }
        splice(range, [])
        return true
    }

    /// Puts two statements in each other's place.
    mutating func swapStatements(_ stream: inout RandomStream) -> Bool {
        guard let one = statement(&stream), let other = statement(&stream), !one.overlaps(other) else { return false }
        let (first, second) = one.lowerBound < other.lowerBound ? (one, other) : (other, one)
        guard first.allSatisfy(mayMove), second.allSatisfy(mayMove) else { return false }
        let code = Array(body.instructions[first])
        splice(first, Array(body.instructions[second]))
        let distance = second.count - first.count
        splice(second.lowerBound + distance..<second.upperBound + distance, code)
        return true
    }

    /// What sets a float may stand before code that shows the bits of it, and what cannot be null must be set first.
    private func mayMove(_ index: Int) -> Bool {
        let instruction = body.instructions[index]
        switch instruction.opcode {
        case .localGet: return locals[Int(instruction.index)].isDefaultable
        case .localSet, .localTee: return [.i32, .i64, .v128].contains(locals[Int(instruction.index)])
        default: return true
        }
    }

    /// Reads a global instead of a local, or a local instead of a global.
    mutating func exchangeVariable(_ stream: inout RandomStream) -> Bool {
        func isRead(_ index: Int) -> Bool {
            [.localGet, .globalGet].contains(body.instructions[index].opcode) && [.i32, .i64].contains(type(of: index))
        }
        guard let index = pick(&stream, where: isRead), let type = type(of: index) else { return false }
        let isLocal = body.instructions[index].opcode == .localGet
        let others = isLocal ? globals : locals
        guard let other = stream.pick(others.indices, where: { others[$0] == type }) else { return false }
        body.instructions[index] = Instruction(isLocal ? .globalGet : .localGet, index: UInt32(other))
        return true
    }

    mutating func splice(_ range: Range<Int>, _ replacement: [Instruction]) {
        body.instructions.replaceSubrange(range, with: replacement)
        let change = Int32(replacement.count - range.count)
        let lower = Int32(range.lowerBound), upper = Int32(range.upperBound)
        scaffolding = scaffolding.compactMap { old in
            if old.upperBound <= lower { return old }
            if old.lowerBound >= upper { return (old.lowerBound + change)..<(old.upperBound + change) }
            return old.lowerBound < lower ? old.lowerBound..<lower : nil
        }
    }
}
