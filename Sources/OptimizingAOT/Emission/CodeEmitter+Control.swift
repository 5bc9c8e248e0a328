import MachineCode
import WasmModel

extension CodeEmitter {
    private static let loopAlignment = 32

    /// Finds the blocks that loops begin with.
    mutating func findLoopHeads() {
        isLoopHead.fill(false, count: function.blocks.count)
        for loop in function.loops.indices { isLoopHead[Int(function.loops[loop].header)] = true }
    }

    /// Finds the blocks that do nothing but lead to a later one: nothing is emitted for them.
    mutating func findForwards() {
        forwards.fill(0, count: function.blocks.count)
        for number in function.blocks.indices.reversed() {
            forwards[number] = BlockID(number)
            let block = function.blocks[number]
            guard number > 0, case .jump(let edge) = block.terminator, edge.target > BlockID(number), isEmpty(block),
                !needsMoves(edge)
            else { continue }
            forwards[number] = forwards[Int(edge.target)]
        }
    }

    @inline(__always)
    private func isEmpty(_ block: IRBlock) -> Bool {
        for value in block.values where !selection.isFolded[Int(value)] && function.instructions[Int(value)].kind != .none {
            return false
        }
        return true
    }

    /// The block whose code an edge goes to.
    @inline(__always)
    func destination(_ edge: IREdge) -> Int { Int(forwards[Int(edge.target)]) }

    /// Whether the code that an edge goes to is emitted next.
    @inline(__always)
    private func isNext(_ edge: IREdge, after number: BlockID) -> Bool {
        var next = Int(number) + 1
        while next < forwards.count, Int(forwards[next]) != next { next += 1 }
        return destination(edge) == next
    }

    mutating func emitBlock(_ number: BlockID) {
        guard forwards[Int(number)] == number else { return }
        let block = function.blocks[Int(number)]
        // A short loop that lies across a line of the processor's cache of decoded code costs a fifth more.
        if isLoopHead[Int(number)] { assembler.alignWithNops(Self.loopAlignment) }
        assembler.bind(&blockLabels[Int(number)])
        for value in block.values where !selection.isFolded[Int(value)] { emitInstruction(value) }
        switch block.terminator {
        case .none: assembler.undefined()
        case .trap where block.first < block.end && endsForGood(block): break
        case .jump(let edge): emitJump(edge, from: number)
        case .branch(let condition, let then, let otherwise) where function.instructions[Int(condition)].kind == .landed:
            // What is left to do is the way on; the other one begins where exceptions land.
            if let stub = landingStub { stubs[stub].edge = then }
            landingStub = nil
            emitJump(otherwise, from: number)
        case .branch(let condition, let then, let otherwise):
            emitBranch(emitCondition(condition), then, otherwise, from: number)
        case .table(let index, let start, let count): emitTable(index, start, count)
        case .return(let start, let count): emitReturn(start, count)
        case .trap(let kind): assembler.jump(&trapLabels[TrapSlot.of(kind)])
        }
    }

    @inline(__always)
    private func endsForGood(_ block: IRBlock) -> Bool {
        for value in block.values.reversed() where function.instructions[Int(value)].kind != .none {
            return function.instructions[Int(value)].neverReturns
        }
        return false
    }

    private mutating func emitJump(_ edge: IREdge, from number: BlockID) {
        emitMoves(of: edge)
        if !isNext(edge, after: number) { assembler.jump(&blockLabels[destination(edge)]) }
    }

    /// Sets the flags; the condition that holds if the value is not zero.
    mutating func emitCondition(_ value: ValueID) -> Condition {
        if selection.isFolded[Int(value)], let bits = constantBits(value) {
            assembler.move(RegisterConvention.scratch, immediate: bits)
            assembler.test(.dword, RegisterConvention.scratch, RegisterConvention.scratch)
            return .notEqual
        }
        let instruction = function.instructions[Int(value)]
        if selection.isFolded[Int(value)], let comparison = Comparison(instruction.opcode) {
            return emitComparison(comparison, instruction)
        }
        let register = register(value)
        assembler.test(.dword, register, register)
        return .notEqual
    }

    /// Sets the flags by a comparison; the condition that holds if it is true.
    mutating func emitComparison(_ comparison: Comparison, _ instruction: IRInstruction) -> Condition {
        switch comparison.form {
        case .zero:
            let register = register(instruction.a)
            assembler.test(comparison.size, register, register)
        case .integer:
            let first = register(instruction.a)
            if let immediate = immediate(instruction.b, comparison.size) {
                if immediate == 0, comparison.condition == .equal || comparison.condition == .notEqual {
                    assembler.test(comparison.size, first, first)
                } else {
                    assembler.arithmetic(.cmp, comparison.size, first, immediate: immediate)
                }
            } else if case .slot(let slot) = locations[Int(instruction.b)] {
                assembler.arithmetic(.cmp, comparison.size, first, address(ofSlot: slot))
            } else {
                assembler.arithmetic(.cmp, comparison.size, first, register(instruction.b, RegisterConvention.secondScratch))
            }
        case .float:
            let left = comparison.isSwapped ? instruction.b : instruction.a
            let right = comparison.isSwapped ? instruction.a : instruction.b
            let first = vector(left)
            let second = vector(right, RegisterConvention.secondVectorScratch)
            assembler.vector(comparison.size == .qword ? .ucomisd : .ucomiss, first, second)
        }
        return comparison.condition
    }

    private mutating func emitBranch(_ condition: Condition, _ then: IREdge, _ otherwise: IREdge, from number: BlockID) {
        if !needsMoves(then), isNext(then, after: number) {
            // The other way is the one to jump.
            emitBranch(condition.negated, otherwise, then, thenMoves: needsMoves(otherwise), from: number)
        } else {
            emitBranch(condition, then, otherwise, thenMoves: needsMoves(then), from: number)
        }
    }

    private mutating func emitBranch(
        _ condition: Condition, _ then: IREdge, _ otherwise: IREdge, thenMoves: Bool, from number: BlockID
    ) {
        if !thenMoves {
            assembler.jump(condition, &blockLabels[destination(then)])
            emitJump(otherwise, from: number)
        } else if !needsMoves(otherwise), !isNext(otherwise, after: number) || destination(then) <= Int(number) {
            assembler.jump(condition.negated, &blockLabels[destination(otherwise)])
            emitMoves(of: then)
            assembler.jump(&blockLabels[destination(then)])
        } else {
            stubs.append(Stub(edge: then))
            assembler.jump(condition, &stubs[stubs.count - 1].label)
            emitJump(otherwise, from: number)
        }
    }

    /// A jump through a table of displacements that stands behind the jump.
    private mutating func emitTable(_ index: ValueID, _ start: UInt32, _ count: UInt32) {
        let scratch = RegisterConvention.scratch
        let second = RegisterConvention.secondScratch
        let source = register(index, scratch)
        if source != scratch { assembler.move(.dword, scratch, source) }
        assembler.move(second, immediate: UInt64(count - 1))
        assembler.arithmetic(.cmp, .dword, scratch, second)
        assembler.moveIf(.above, .dword, scratch, second)
        var table = Label()
        assembler.loadAddress(second, of: &table)
        // An entry counts from its own end: table + 4 (index + 1) + displacement.
        assembler.loadAddress(.qword, second, Address(second, scratch, .four, 4))
        assembler.loadSignExtended(.dword, to: .qword, scratch, Address(second, -4))
        assembler.arithmetic(.add, .qword, scratch, second)
        assembler.jump(scratch)
        assembler.align(4)
        assembler.bind(&table)
        for number in Int(start)..<Int(start + count) {
            let edge = function.tableEdges[number]
            if !needsMoves(edge) {
                assembler.tableEntry(&blockLabels[destination(edge)])
            } else {
                stubs.append(Stub(edge: edge))
                assembler.tableEntry(&stubs[stubs.count - 1].label)
            }
        }
    }

    private mutating func emitReturn(_ start: UInt32, _ count: UInt32) {
        plan.removeAll()
        var places = ResultPlaces()
        for position in Int(start)..<Int(start + count) {
            let value = function.pool[position]
            let type = function.type(of: value)
            var place: Location = type.isVectorClass ? .vector(0) : .register(0)
            // Results beyond the first stand above the arguments.
            if let word = places.next(type) { place = .slot(incomingWord(incomingStackWords + word)) }
            plan.add(ParallelMove.Move(source: source(value), target: place, type: type))
        }
        emitPlan()
        emitEpilogue()
    }
}
