package import WasmModel

/// A walk over a function's code that knows which instruction made each value on the operand stack.
package struct StackWalk: Sendable {
    /// What the walk found out about one instruction.
    package struct Step: Sendable {
        /// Number of the instruction that made each operand, the deepest first; `-1` where none did: parameters of a
        /// block, values behind a branch.
        package var producers: ArraySlice<Int32>
        /// Cannot be reached.
        package var isDead: Bool
        /// Values on the stack before the instruction.
        package var height: Int
        /// Open blocks around it.
        package var depth: Int
        /// Instructions below the values of its block in the stack: what of the stack it may take.
        package var base: Int
    }

    private struct Frame {
        var base: Int
        var parameters: Int
        var results: Int
        var branchValues: Int
        var isDead: Bool
        /// Dead before it was opened.
        var wasDead: Bool
    }

    private let counts: OperandCounts

    package init(_ module: Module) { counts = OperandCounts(module) }
    package init(_ counts: OperandCounts) { self.counts = counts }

    /// Calls `body` for every instruction, in order.
    package func walk(_ function: Function, _ body: (Int, Instruction, Step) -> Void) {
        let type = counts.functionType(function.typeIndex)
        var stack: [Int32] = []
        var frames = [
            Frame(base: 0, parameters: 0, results: type.results.count, branchValues: type.results.count, isDead: false, wasDead: false)
        ]
        func labelValues(_ distance: UInt32) -> Int {
            Int(distance) < frames.count ? frames[frames.count - 1 - Int(distance)].branchValues : 0
        }
        /// Takes values off; in dead code there may be fewer.
        func take(_ count: Int) -> ArraySlice<Int32> {
            let base = frames.last?.base ?? 0
            let there = max(0, min(count, stack.count - base))
            return stack[(stack.count - there)...]
        }
        func give(_ count: Int, from number: Int) {
            for _ in 0..<count { stack.append(Int32(truncatingIfNeeded: number)) }
        }
        for (number, instruction) in function.body.instructions.enumerated() {
            guard let frame = frames.last else { return }
            let opcode = instruction.opcode
            var step = Step(
                producers: [], isDead: frame.isDead, height: stack.count, depth: frames.count - 1, base: frame.base)
            switch opcode {
            case .block, .loop, .if, .tryTable, .try:
                let blockType = counts.type(of: instruction.blockType)
                let condition = opcode == .if ? 1 : 0
                step.producers = take(blockType.parameters.count + condition)
                body(number, instruction, step)
                stack.removeLast(step.producers.count)
                frames.append(
                    Frame(
                        base: stack.count, parameters: blockType.parameters.count, results: blockType.results.count,
                        branchValues: opcode == .loop ? blockType.parameters.count : blockType.results.count,
                        isDead: frame.isDead, wasDead: frame.isDead))
                give(blockType.parameters.count, from: -1)
            case .else, .catch, .catchAll:
                body(number, instruction, step)
                stack.removeLast(max(0, stack.count - frame.base))
                frames[frames.count - 1].isDead = frame.wasDead
                let pushed = opcode == .else ? frame.parameters : opcode == .catch ? counts.type(ofTag: instruction.index).parameters.count : 0
                give(pushed, from: -1)
            case .end, .delegate:
                step.producers = take(frame.results)
                body(number, instruction, step)
                // What a block leaves was made by what ended it, as far as one instruction did.
                let left = Array(step.producers)
                stack.removeLast(max(0, stack.count - frame.base))
                frames.removeLast()
                give(frame.results - left.count, from: -1)
                stack += left
            default:
                if opcode.neverFallsThrough {
                    let labels = opcode == .brTable ? Array(function.body.labels(of: instruction)) : []
                    step.producers = take(
                        counts.lastOperands(
                            of: instruction, labelValues: labelValues, functionResults: type.results.count, labels: labels))
                    body(number, instruction, step)
                    stack.removeLast(max(0, stack.count - frame.base))
                    frames[frames.count - 1].isDead = true
                } else {
                    let found = counts.counts(of: instruction, labelValues: labelValues) ?? OperandCounts.Counts(0, 0)
                    step.producers = take(found.operands)
                    body(number, instruction, step)
                    stack.removeLast(step.producers.count)
                    give(found.results, from: number)
                }
            }
        }
    }
}
