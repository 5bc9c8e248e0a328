import WasmModel

/// How the operands of an instruction reach its handler.
enum Form: Int {
    /// From slots. An instruction with one form only has this one.
    case slots = 0
    /// The first operand is in the accumulator.
    case accumulatorFirst = 1
    /// The second operand is in the accumulator.
    case accumulatorSecond = 2
    /// The second operand is in the instruction.
    case immediate = 3
    case accumulatorImmediate = 4
    /// A memory access to any memory with any offset.
    case general = 5
    /// A load or store whose address is a slot plus the immediate, wrapped to 32 bits, without offset.
    case sum = 6
    /// The same, and the value to store is in the accumulator.
    case sumAccumulator = 7
    /// A comparison that branches if it holds, in the four ways its operands can come.
    case branch = 8
    case branchAccumulator = 9
    case branchImmediate = 10
    case branchAccumulatorImmediate = 11
    /// The same, but it branches if the comparison does not hold.
    case branchNot = 12
    case branchNotAccumulator = 13
    case branchNotImmediate = 14
    case branchNotAccumulatorImmediate = 15
    /// A comparison of a slot to which something is added before, and a branch if it holds, or if it does not.
    case step = 16
    case stepNot = 17
    case stepImmediate = 18
    case stepNotImmediate = 19

    /// A store of a constant, which is the third word, to a slot plus the immediate.
    case sumImmediate = 20

    static let count = 21
}

/// The addresses of all handlers, by opcode and form; 0 where there is none.
///
/// Each handler is a function of its own: the package tells the compiler not to make one of two that are alike.
///
/// A hot file: the translator asks once for every instruction. The table is written while it is made, never freed and
/// read-only afterwards.
@safe struct HandlerTable: @unchecked Sendable {
    static let shared = HandlerTable()

    private let addresses: UnsafeMutablePointer<Word>

    private static let rows = Opcode.allCases.count * Form.count

    private init() {
        // The second half is for the same handlers that leave slot A alone.
        let count = 2 * Self.rows
        unsafe addresses = .allocate(capacity: count)
        unsafe addresses.initialize(repeating: 0, count: count)
        addInteger32()
        addInteger64()
        addFloat32()
        addFloat64()
        addConversions()
        addMemory()
        addIntegerVectors()
        addFloatVectors()
        addVectorMemory()
        addAtomics()
        addReferences()
    }

    @inline(__always) func address(_ opcode: Opcode, _ form: Form) -> Word {
        unsafe addresses[Int(opcode.rawValue) &* Form.count &+ form.rawValue]
    }

    /// The handler that leaves its result in the accumulator only; 0 where there is none.
    @inline(__always) func transientAddress(_ row: Int) -> Word { unsafe addresses[row &+ Self.rows] }
    @inline(__always) static func row(_ opcode: Opcode, _ form: Form) -> Int {
        Int(opcode.rawValue) &* Form.count &+ form.rawValue
    }
    func transient(_ opcode: Opcode, _ form: Form, _ handler: Handler) {
        unsafe addresses[Self.row(opcode, form) + Self.rows] = address(of: handler)
    }

    func set(_ opcode: Opcode, _ form: Form, _ handler: Handler) {
        unsafe addresses[Int(opcode.rawValue) * Form.count + form.rawValue] = address(of: handler)
    }

    /// What stands in the first word of an instruction.
    static func address(of handler: Handler) -> Word { unsafe Word(UInt(bitPattern: unsafeBitCast(handler, to: Int.self))) }
    private func address(of handler: Handler) -> Word { Self.address(of: handler) }

    // MARK: Rows

    func one(_ opcode: Opcode, _ slots: Handler) { set(opcode, .slots, slots) }

    func unary(_ opcode: Opcode, _ s: Handler, _ a: Handler) {
        set(opcode, .slots, s)
        set(opcode, .accumulatorFirst, a)
    }
    func binary(
        _ opcode: Opcode, _ ss: Handler, _ as: Handler, _ sa: Handler? = nil, _ si: Handler? = nil, _ ai: Handler? = nil
    ) {
        set(opcode, .slots, ss)
        set(opcode, .accumulatorFirst, `as`)
        if let sa { set(opcode, .accumulatorSecond, sa) }
        if let si { set(opcode, .immediate, si) }
        if let ai { set(opcode, .accumulatorImmediate, ai) }
    }
    /// An integer comparison and the branch on it; the branch on its negation is the branch on another comparison.
    func comparison(_ opcode: Opcode, negation: Opcode, ss: Handler, sa: Handler, si: Handler, ai: Handler) {
        for (opcode, form) in [(opcode, Form.branch.rawValue), (negation, Form.branchNot.rawValue)] {
            for (offset, handler) in [ss, sa, si, ai].enumerated() {
                unsafe addresses[Int(opcode.rawValue) * Form.count + form + offset] = address(of: handler)
            }
        }
    }
    func step(_ opcode: Opcode, negation: Opcode, slots: Handler, immediate: Handler) {
        set(opcode, .step, slots)
        set(negation, .stepNot, slots)
        set(opcode, .stepImmediate, immediate)
        set(negation, .stepNotImmediate, immediate)
    }
    func floatComparison(_ opcode: Opcode, _ ss: Handler, _ as: Handler, notSS: Handler, notAS: Handler) {
        set(opcode, .branch, ss)
        set(opcode, .branchAccumulator, `as`)
        set(opcode, .branchNot, notSS)
        set(opcode, .branchNotAccumulator, notAS)
    }
}
