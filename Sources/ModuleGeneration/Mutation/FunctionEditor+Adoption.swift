import WasmModel

/// Code that comes from elsewhere: from another place of the function, or from another case.
extension FunctionEditor {
    /// Puts an operand in the place of the operation that takes it.
    mutating func hoist(_ stream: inout RandomStream) -> Bool {
        func operand(_ index: Int) -> Int? {
            guard let wanted = type(of: index), wanted == .i32 || wanted == .i64, isPure(index) else { return nil }
            return steps[index].producers.map(Int.init).first { $0 >= 0 && type(of: $0) == wanted && isPure($0) }
        }
        guard let target = pick(&stream, where: { operand($0) != nil }), let source = operand(target), let old = subtree(endingAt: target),
            let new = subtree(endingAt: source), !old.contains(where: { isScaffolding[$0] })
        else { return false }
        splice(old, Array(body.instructions[new]))
        return true
    }

    /// Writes a statement once more, somewhere else: it leaves the stack as it was, so it may stand anywhere.
    mutating func moveStatement(_ stream: inout RandomStream) -> Bool {
        guard let range = statement(&stream), let place = pick(&stream, where: { _ in true }),
            let copy = adopt(range, of: self, into: locals, &stream)
        else { return false }
        splice(place..<place, copy)
        return true
    }

    /// A value that another function computes, from the locals of this one.
    mutating func spliceSubtree(from donor: FunctionEditor, _ stream: inout RandomStream) -> Bool {
        let wanted = stream.pick([ValueType.i32, .i64])
        func isRoot(_ editor: FunctionEditor, _ index: Int) -> Bool {
            editor.type(of: index) == wanted && editor.isPure(index) && editor.steps[index].operands > 0
        }
        guard let target = pick(&stream, where: { isRoot(self, $0) }), let source = donor.pick(&stream, where: { isRoot(donor, $0) }),
            let old = subtree(endingAt: target), let new = donor.subtree(endingAt: source), new.count < 60,
            !old.contains(where: { isScaffolding[$0] }), let code = adopt(new, of: donor, into: locals, &stream)
        else { return false }
        splice(old, code)
        return true
    }

    /// A statement of another function, on the locals of this one.
    mutating func spliceStatement(from donor: FunctionEditor, _ stream: inout RandomStream) -> Bool {
        guard let range = donor.statement(&stream), range.count < 60, let place = pick(&stream, where: { _ in true }),
            let code = adopt(range, of: donor, into: locals, &stream)
        else { return false }
        splice(place..<place, code)
        return true
    }

    /// A copy of code of another function, or this one, with locals of this one in the place of its own. `nil` if that
    /// cannot be: for a type that this one has no local of, for a global or a local that is given a value and may be one
    /// that holds the function together.
    mutating func adopt(
        _ range: Range<Int>, of donor: FunctionEditor, into locals: [ValueType], _ stream: inout RandomStream
    ) -> [Instruction]? {
        var copy: [Instruction] = []
        var vectors: [(position: Int, low: UInt64, high: UInt64)] = []
        for number in range {
            var instruction = donor.body.instructions[number]
            switch instruction.opcode {
            case .localGet:
                let type = donor.locals[Int(instruction.index)]
                let fitting = locals.indices.filter { locals[$0] == type }
                guard !type.isReference, !fitting.isEmpty else { return nil }
                // What is made only for a moment may hold what must not be seen.
                let safe = type == .v128 || type == .f32 || type == .f64 ? fitting.filter { written.contains(UInt32($0)) } : fitting
                guard !safe.isEmpty else { return nil }
                instruction.index = UInt32(stream.pick(safe))
            case .localSet:
                let type = donor.locals[Int(instruction.index)]
                let fitting = written.filter { locals[Int($0)] == type }.sorted()
                // A float that is read next may have been one whose bits can be seen.
                guard !type.isReference, type != .f32, type != .f64, !fitting.isEmpty else { return nil }
                instruction.index = stream.pick(fitting)
            case .localTee, .globalGet, .globalSet: return nil
            case .v128Const, .i8x16Shuffle:
                let words = donor.body.vector(of: instruction)
                vectors.append((copy.count, words.low, words.high))
            default: break
            }
            copy.append(instruction)
        }
        for vector in vectors {
            copy[vector.position].index = UInt32(body.pool.count)
            body.pool += [vector.low, vector.high]
        }
        return copy
    }
}
