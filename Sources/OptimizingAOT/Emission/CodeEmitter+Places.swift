import MachineCode
import WasmModel

/// Getting at values where they are.
///
/// What only reads is inlined: a call would get a copy of the whole emitter, which takes longer than most instructions.
extension CodeEmitter {
    @inline(__always)
    func address(ofSlot slot: Int32) -> Address { Address(.rsp, (outgoingWords + slot) * 8) }

    @inline(__always)
    func constantBits(_ value: ValueID) -> UInt64? {
        let instruction = function.instructions[Int(value)]
        return instruction.kind == .constant ? instruction.bits : nil
    }

    /// The constant as an immediate that the processor sign-extends to `size`.
    @inline(__always)
    func immediate(_ value: ValueID, _ size: OperandSize) -> Int32? {
        guard let bits = constantBits(value) else { return nil }
        if size != .qword { return Int32(truncatingIfNeeded: bits) }
        return Int32(exactly: Int64(bitPattern: bits))
    }

    /// The value in a register: its own, or `scratch`.
    mutating func register(_ value: ValueID, _ scratch: Register = RegisterConvention.scratch) -> Register {
        if let bits = constantBits(value) {
            assembler.move(scratch, immediate: bits)
            return scratch
        }
        switch locations[Int(value)] {
        case .register(let register): return Register(rawValue: register)
        case .slot(let slot):
            assembler.load(.qword, scratch, address(ofSlot: slot))
            return scratch
        case .none, .vector:
            return function.instructions[Int(value)].kind == .instance ? RegisterConvention.instance : scratch
        }
    }

    /// Puts the value into `target`.
    mutating func load(_ value: ValueID, into target: Register) {
        let source = register(value, target)
        if source != target { assembler.move(.qword, target, source) }
    }

    /// The register in which to compute a value: its own, or the scratch register.
    @inline(__always)
    func target(_ value: ValueID) -> Register {
        if case .register(let register) = locations[Int(value)] { return Register(rawValue: register) }
        return RegisterConvention.scratch
    }

    /// Stores a value that has its place in the frame.
    mutating func finish(_ value: ValueID, from register: Register) {
        if case .slot(let slot) = locations[Int(value)] { assembler.store(.qword, address(ofSlot: slot), register) }
    }

    mutating func vector(_ value: ValueID, _ scratch: VectorRegister = RegisterConvention.vectorScratch) -> VectorRegister {
        let instruction = function.instructions[Int(value)]
        if instruction.kind == .constant {
            loadConstant(low: instruction.bits, high: instruction.type == .v128 ? instruction.highBits : 0, scratch)
            return scratch
        }
        switch locations[Int(value)] {
        case .vector(let register): return .xmm(register)
        case .slot(let slot):
            assembler.vector(instruction.type == .v128 ? .movups : .movsd, scratch, address(ofSlot: slot))
            return scratch
        case .none, .register: return scratch
        }
    }

    @inline(__always)
    func vectorTarget(_ value: ValueID) -> VectorRegister {
        if case .vector(let register) = locations[Int(value)] { return .xmm(register) }
        return RegisterConvention.vectorScratch
    }

    mutating func finish(_ value: ValueID, from register: VectorRegister) {
        guard case .slot(let slot) = locations[Int(value)] else { return }
        let isWide = function.instructions[Int(value)].type == .v128
        assembler.vector(isWide ? .movupsStore : .movsdStore, address(ofSlot: slot), register)
    }

    private mutating func loadConstant(low: UInt64, high: UInt64, _ target: VectorRegister) {
        if low == 0, high == 0 {
            assembler.vector(.xorps, target, target)
        } else if high == 0 {
            assembler.vector(.movsd, target, constant(low))
        } else {
            assembler.vector(.movups, target, constant(low, high))
        }
    }

    mutating func move(_ target: VectorRegister, _ source: VectorRegister) {
        if target != source { assembler.vector(.movaps, target, source) }
    }

    // MARK: Moves at once

    /// Emits the moves that were added to ``plan``.
    mutating func emitPlan() {
        plan.makeOrder()
        for number in plan.steps.indices {
            switch plan.steps[number] {
            case .move(let move): emit(move)
            case .save(let place, let type): transfer(place, scratchPlace(type), type)
            case .restore(let place, let type): transfer(scratchPlace(type), place, type)
            }
        }
    }

    @inline(__always)
    private func scratchPlace(_ type: IRType) -> Location { type.isVectorClass ? .vector(15) : .register(11) }

    private mutating func emit(_ move: ParallelMove.Move) {
        switch move.source {
        case .location(let place): transfer(place, move.target, move.type)
        case .constant(let bits): loadConstant(bits, move.target, move.type)
        case .vectorConstant(let low, let high):
            switch move.target {
            case .vector(let register): loadConstant(low: low, high: high, .xmm(register))
            case .slot(let slot):
                loadConstant(low: low, high: high, RegisterConvention.secondVectorScratch)
                assembler.vector(.movupsStore, address(ofSlot: slot), RegisterConvention.secondVectorScratch)
            case .none, .register: break
            }
        }
    }

    private mutating func transfer(_ source: Location, _ target: Location, _ type: IRType) {
        switch (source, target) {
        case (.register(let from), .register(let to)): assembler.move(.qword, Register(rawValue: to), Register(rawValue: from))
        case (.register(let from), .slot(let slot)): assembler.store(.qword, address(ofSlot: slot), Register(rawValue: from))
        case (.slot(let slot), .register(let to)): assembler.load(.qword, Register(rawValue: to), address(ofSlot: slot))
        case (.vector(let from), .vector(let to)): assembler.vector(.movaps, .xmm(to), .xmm(from))
        case (.vector(let from), .slot(let slot)):
            assembler.vector(type == .v128 ? .movupsStore : .movsdStore, address(ofSlot: slot), .xmm(from))
        case (.slot(let slot), .vector(let to)):
            assembler.vector(type == .v128 ? .movups : .movsd, .xmm(to), address(ofSlot: slot))
        case (.slot(let from), .slot(let to)) where type == .v128:
            assembler.vector(.movups, RegisterConvention.secondVectorScratch, address(ofSlot: from))
            assembler.vector(.movupsStore, address(ofSlot: to), RegisterConvention.secondVectorScratch)
        case (.slot(let from), .slot(let to)):
            assembler.load(.qword, RegisterConvention.secondScratch, address(ofSlot: from))
            assembler.store(.qword, address(ofSlot: to), RegisterConvention.secondScratch)
        case (.register, .vector), (.vector, .register), (.none, _), (_, .none): break
        }
    }

    private mutating func loadConstant(_ bits: UInt64, _ target: Location, _ type: IRType) {
        switch target {
        case .register(let register): assembler.move(Register(rawValue: register), immediate: bits)
        case .vector(let register): loadConstant(low: bits, high: 0, .xmm(register))
        case .slot(let slot):
            if let short = Int32(exactly: Int64(bitPattern: bits)) {
                assembler.store(.qword, address(ofSlot: slot), immediate: short)
            } else {
                assembler.move(RegisterConvention.secondScratch, immediate: bits)
                assembler.store(.qword, address(ofSlot: slot), RegisterConvention.secondScratch)
            }
        case .none: break
        }
    }

    /// A value as the source of a move.
    @inline(__always)
    func source(_ value: ValueID) -> ParallelMove.Source {
        let instruction = function.instructions[Int(value)]
        if instruction.kind == .constant {
            guard instruction.type == .v128 else { return .constant(instruction.bits) }
            return .vectorConstant(low: instruction.bits, high: instruction.highBits)
        }
        if instruction.kind == .instance { return .location(.register(RegisterConvention.instance.rawValue)) }
        return .location(locations[Int(value)])
    }

    /// Whether something must be moved on the way of an edge.
    @inline(__always)
    func needsMoves(_ edge: IREdge) -> Bool {
        var parameter = Int(function.blocks[Int(edge.target)].parameterStart)
        for position in edge.range {
            let target = locations[Int(function.parameters[parameter])]
            if target != .none, source(function.pool[position]) != .location(target) { return true }
            parameter += 1
        }
        return false
    }

    mutating func emitMoves(of edge: IREdge) {
        guard edge.count > 0 else { return }
        plan.removeAll()
        var position = Int(function.blocks[Int(edge.target)].parameterStart)
        for argument in edge.range {
            let parameter = function.parameters[position]
            position += 1
            guard locations[Int(parameter)] != .none else { continue }
            plan.add(
                ParallelMove.Move(
                    source: source(function.pool[argument]), target: locations[Int(parameter)], type: function.type(of: parameter)))
        }
        emitPlan()
    }
}
