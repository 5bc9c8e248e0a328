import EngineRuntime
import MachineCode
import WasmModel
import WasmValidation

/// Blocks and branches (§4.4.8).
///
/// Where control may come from two sides, operands are in their slots, and the one operand that a forward branch brings
/// is in `rax` or `xmm0`. Everything else is compiled with whatever state the straight line has.
extension Compiler {
    // MARK: Blocks

    mutating func compileBlock(_ kind: ControlFrame.Kind, _ type: BlockType) {
        var frame = ControlFrame(kind: kind, base: 0, parameterStart: 0, parameterCount: 0, resultStart: 0, resultCount: 0)
        if let index = type.typeIndex {
            let signature = module.types.signatures[Int(index)]
            frame.parameterStart = Int(signature.start)
            frame.parameterCount = Int(signature.parameterCount)
            frame.resultStart = frame.parameterStart + frame.parameterCount
            frame.resultCount = Int(signature.resultCount)
        } else if let value = type.valueType {
            // The signature types begin with the number types by raw value; a reference is one word like an i64.
            frame.resultStart = value.isReference ? Int(ValueType.i64.rawValue) : Int(value.rawValue)
            frame.resultCount = 1
        }
        switch kind {
        case .if:
            let condition = popCondition()
            frame.base = height - frame.parameterCount
            flush()
            flushConstants(from: frame.base)
            jump(unless: condition, &frame.otherwise)
        case .loop:
            frame.base = height - frame.parameterCount
            flush()
            flushConstants(from: frame.base)
            assembler.bind(&frame.label)
            if options.countsFuel {
                frame.meter = meter
                frame.cost = cost
                beginMeter()
            }
        case .block, .tryTable, .try, .catch, .else, .function:
            frame.base = height - frame.parameterCount
            flush()
        }
        frames.append(frame)
    }

    mutating func compileElse() {
        let index = frames.count - 1
        if isReachable {
            bringResults(to: frames[index])
            assembler.jump(&frames[index].label)
        }
        frames[index].kind = .else
        assembler.bind(&frames[index].otherwise)
        begin(at: frames[index].base, frames[index].parameterStart, frames[index].parameterCount)
    }

    mutating func compileEnd() {
        var frame = frames.removeLast()
        if frame.kind == .if {
            // Without an `else`, the parameters are the results.
            if isReachable {
                bringResults(to: frame)
                if !frame.bringsRegister {
                    assembler.bind(&frame.otherwise)
                } else {
                    assembler.jump(&frame.label)
                    assembler.bind(&frame.otherwise)
                    begin(at: frame.base, frame.parameterStart, frame.parameterCount)
                    bringResults(to: frame)
                }
            } else {
                assembler.bind(&frame.otherwise)
                begin(at: frame.base, frame.parameterStart, frame.parameterCount)
                bringResults(to: frame)
            }
            isReachable = true
            assembler.bind(&frame.label)
            beginWithResults(of: frame)
            return
        }
        if frame.kind == .loop {
            if options.countsFuel {
                endMeter()
                (meter, cost) = (frame.meter, frame.cost)
            }
            // Nothing branches here; what is on the operand stack stays as it is.
            if !isReachable { dropOperands(to: frame.base) }
            return
        }
        if frame.kind == .tryTable { emitClauses(of: &frame) }
        if frame.label.isAwaited || (frame.kind == .catch && isReachable) {
            if isReachable { bringResults(to: frame) }
            assembler.bind(&frame.label)
            isReachable = true
            beginWithResults(of: frame)
        } else if isReachable, frame.kind == .function {
            bringResults(to: frame)
        } else if !isReachable {
            dropOperands(to: frame.base)
        }
    }

    /// Control arrives with `count` operands in their slots.
    private mutating func begin(at base: Int, _ start: Int, _ count: Int) {
        dropOperands(to: base)
        for index in 0..<count {
            push(operand(OperandType(signatureTypes[start + index]), inSlot: height))
        }
        isReachable = true
    }

    /// Control arrives at the end of a block that branches lead to.
    private mutating func beginWithResults(of frame: ControlFrame) {
        guard frame.kind != .function, frame.bringsRegister else {
            begin(at: frame.base, frame.resultStart, frame.kind == .function ? 0 : frame.resultCount)
            return
        }
        dropOperands(to: frame.base)
        let type = OperandType(signatureTypes[frame.resultStart])
        if type.isFloat {
            take(.xmm(0))
            push(type, .xmm(0))
        } else {
            take(.rax)
            push(type, Register.rax)
        }
    }

    mutating func dropOperands(to base: Int) {
        while height > base { release(pop()) }
    }

    // MARK: What a branch brings

    /// Code ends from which control goes to the end of the block.
    mutating func leave(_ frame: inout ControlFrame) {
        bringResults(to: frame)
        assembler.jump(&frame.label)
    }

    /// Moves the top operands to where the label of `frame` expects them. Operands between are lost: control does not go
    /// on. Emits `mov` alone.
    private mutating func bringResults(to frame: ControlFrame) {
        if frame.bringsRegister {
            bringTopToRegister()
        } else {
            bringToSlots(frame.labelCount, base: frame.base)
        }
    }

    /// The top operand in `rax` or `xmm0`.
    mutating func bringTopToRegister() {
        let top = height - 1
        settledHeight = min(settledHeight, top)
        let operand = operands[top]
        if operand.type.isFloat {
            if operand.kind == .register, operand.vector == .xmm(0) { return }
            evict(.xmm(0))
            take(.xmm(0))
            load(operand, into: .xmm(0))
            release(operand)
            operands[top] = .vector(operand.type, .xmm(0))
        } else {
            if operand.kind == .register, operand.general == .rax { return }
            evict(.rax)
            take(.rax)
            // Evicting may have moved the operand itself to its slot.
            let operand = operands[top]
            load(operand, into: .rax)
            release(operand)
            operands[top] = .register(operand.type, .rax)
        }
    }

    /// Writes the top `count` operands to the slots from `base`; what the compiler knows of them does not change. Each goes
    /// to a slot at or below its own, lowest first, so none is overwritten before it is read.
    private mutating func bringToSlots(_ count: Int, base: Int) {
        for index in 0..<count {
            let source = height - count + index
            let operand = operands[source]
            if operand.kind == .slot, Int(operand.index) == localCount + base + index { continue }
            store(operand, to: slot(base + index))
        }
    }

    // MARK: Branches

    mutating func compileBranch(_ depth: Int) {
        emitBranch(depth)
        becomeUnreachable()
    }

    mutating func becomeUnreachable() {
        isReachable = false
        unreachableBlocks = 0
    }

    mutating func emitBranch(_ depth: Int) {
        let index = frames.count - 1 - depth
        bringResults(to: frames[index])
        assembler.jump(&frames[index].label)
    }

    /// Whether the operands already are where the label expects them, or can be brought there without harm if control
    /// does not branch.
    private mutating func prepareConditionalBranch(_ frame: ControlFrame) -> Bool {
        let count = frame.labelCount
        if count == 0 { return true }
        if frame.bringsRegister {
            bringTopToRegister()
            return true
        }
        guard height - count == frame.base else { return false }
        flushConstants(from: frame.base)
        return true
    }

    mutating func compileBranchIf(_ depth: Int) {
        let condition = popCondition()
        branch(depth, if: condition)
    }

    mutating func branch(_ depth: Int, if condition: Operand) {
        let index = frames.count - 1 - depth
        if prepareConditionalBranch(frames[index]) {
            var label = frames[index].label
            jump(if: condition, &label)
            frames[index].label = label
            return
        }
        var over = Label()
        jump(unless: condition, &over)
        emitBranch(depth)
        assembler.bind(&over)
    }

    mutating func compileBranchTable(_ instruction: Instruction) {
        let index = pop()
        let start = Int(instruction.bits), count = Int(instruction.index)
        let first = frames[frames.count - 1 - Int(pool[start + count])]
        if first.labelCount == 0 {
            emitTable(index, start, count)
        } else {
            emitTableWithOperands(index, start, count)
        }
        becomeUnreachable()
    }

    /// Jumps to the entry of a table that follows, or returns after emitting the jump to the default for numbers beyond.
    private mutating func emitTableJump(_ index: Operand, count: Int, _ table: inout Label) {
        let register = own(index)
        assembler.loadAddress(.r11, of: &table)
        assembler.loadAddress(.qword, .r11, Address(.r11, register, .four))
        assembler.loadSignExtended(.dword, to: .qword, register, Address(.r11))
        assembler.loadAddress(.qword, .r11, Address(.r11, register, .one, 4))
        assembler.jump(.r11)
        release(register)
    }

    private mutating func emitTable(_ index: Operand, _ start: Int, _ count: Int) {
        let register = own(index)
        let index = Operand.register(.i32, register)
        assembler.arithmetic(.cmp, .dword, register, immediate: Int32(truncatingIfNeeded: count))
        jump(.aboveOrEqual, toDepth: Int(pool[start + count]))
        if count == 0 {
            release(register)
            return
        }
        var table = Label()
        emitTableJump(index, count: count, &table)
        assembler.bind(&table)
        for entry in 0..<count {
            let target = frames.count - 1 - Int(pool[start + entry])
            assembler.tableEntry(&frames[target].label)
        }
    }

    private mutating func jump(_ condition: Condition, toDepth depth: Int) {
        let target = frames.count - 1 - depth
        assembler.jump(condition, &frames[target].label)
    }

    /// Labels may expect the operands in different places: each entry leads to moves of its own.
    private mutating func emitTableWithOperands(_ index: Operand, _ start: Int, _ count: Int) {
        let register = own(index)
        // The operands must be the same for all entries, and moving one of them must not need the index.
        spillRegisters(below: height)
        let index = Operand.register(.i32, register)
        var otherwise = Label()
        assembler.arithmetic(.cmp, .dword, register, immediate: Int32(truncatingIfNeeded: count))
        assembler.jump(.aboveOrEqual, &otherwise)
        var stubs = ScratchArray<Label>(capacity: max(count, 1))
        if count > 0 {
            var table = Label()
            emitTableJump(index, count: count, &table)
            assembler.bind(&table)
            for _ in 0..<count {
                var stub = Label()
                assembler.tableEntry(&stub)
                stubs.append(stub)
            }
        } else {
            release(register)
        }
        for entry in 0..<count {
            assembler.bind(&stubs[entry])
            emitTableStub(Int(pool[start + entry]))
        }
        assembler.bind(&otherwise)
        emitTableStub(Int(pool[start + count]))
    }

    private mutating func emitTableStub(_ depth: Int) {
        let index = frames.count - 1 - depth
        if frames[index].bringsRegister {
            load(operands[height - 1], into: .rax, .xmm(0))
        } else {
            bringToSlots(frames[index].labelCount, base: frames[index].base)
        }
        assembler.jump(&frames[index].label)
    }

    // MARK: Conditions

    /// Pops an i32 as a condition in the flags.
    mutating func popCondition() -> Operand {
        let operand = pop()
        if operand.kind == .condition { return operand }
        if operand.isInMemory {
            assembler.arithmetic(.cmp, .dword, address(operand), immediate: 0)
        } else {
            let register = use(operand)
            assembler.test(.dword, register, register)
            release(register)
        }
        return .condition(.notEqual)
    }

    mutating func jump(if condition: Operand, _ label: inout Label) {
        switch condition.parity {
        case .ignored: assembler.jump(condition.condition, &label)
        case .excludes:
            var over = Label()
            assembler.jump(.parity, &over)
            assembler.jump(condition.condition, &label)
            assembler.bind(&over)
        case .includes:
            assembler.jump(.parity, &label)
            assembler.jump(condition.condition, &label)
        }
    }

    mutating func jump(unless condition: Operand, _ label: inout Label) {
        jump(if: Self.negation(of: condition), &label)
    }

    static func negation(of condition: Operand) -> Operand {
        let parity: Operand.Parity =
            switch condition.parity {
            case .ignored: .ignored
            case .excludes: .includes
            case .includes: .excludes
            }
        return .condition(condition.condition.negated, parity)
    }

    /// Pushes a condition: left in the flags if the next instruction is one that consumes it, else as 0 or 1.
    mutating func pushCondition(_ condition: Condition, _ parity: Operand.Parity = .ignored) {
        switch options.folds ? code[position &+ 1].opcode : .nop {
        case .brIf, .if, .i32Eqz, .select, .selectTyped: push(.condition(condition, parity))
        default: materialize(.condition(condition, parity))  // Not a judge: everything else wants a number.
        }
    }

    mutating func materialize(_ condition: Operand) {
        let target = targetOfResult()
        let register = target == Local.none ? takeRegister() : Register(rawValue: target)
        assembler.set(condition.condition, register)
        switch condition.parity {
        case .ignored: break
        case .excludes:
            assembler.set(.noParity, Convention.scratch)
            assembler.arithmetic(.and, .dword, register, Convention.scratch)
        case .includes:
            assembler.set(.parity, Convention.scratch)
            assembler.arithmetic(.or, .dword, register, Convention.scratch)
        }
        assembler.zeroExtend(.byte, register, register)
        if target == Local.none { push(.i32, register) } else { completeResult() }
    }

    // MARK: Parametric (§4.4.4)

    mutating func compileSelect() {
        let condition = popCondition()
        let second = pop(), first = pop()
        if first.type.isFloat {
            let vector = ownVector(first)
            let other = useVector(second)
            var over = Label()
            jump(if: condition, &over)
            assembler.vector(.movaps, vector, other)
            assembler.bind(&over)
            release(other)
            push(first.type, vector)
            return
        }
        let register = own(first)
        let unless = Self.negation(of: condition)
        if unless.parity == .ignored, second.isInMemory {
            assembler.moveIf(unless.condition, first.type.size, register, address(second))
            push(first.type, register)
            return
        }
        let other = use(second)
        switch unless.parity {
        case .ignored: assembler.moveIf(unless.condition, .qword, register, other)
        case .includes:
            assembler.moveIf(.parity, .qword, register, other)
            assembler.moveIf(unless.condition, .qword, register, other)
        case .excludes:
            var over = Label()
            jump(if: condition, &over)
            assembler.move(.qword, register, other)
            assembler.bind(&over)
        }
        release(other)
        push(first.type, register)
    }
}
