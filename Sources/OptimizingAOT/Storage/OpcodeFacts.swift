package import WasmModel

/// What the compiler asks of operations all the time, one word for each, worked out once from the instruction table.
///
/// A hot file: a static array is looked up through a lock and counts references. What makes it safe: the words are never
/// freed or changed, and there is one for every opcode there is.
@safe
package struct OpcodeFacts: @unchecked Sendable {
    private let words: UnsafePointer<Fact>

    package static let shared = OpcodeFacts()

    private init() {
        let all = Opcode.allCases
        let count = all.reduce(0) { max($0, Int($1.rawValue) + 1) }
        let words = UnsafeMutablePointer<Fact>.allocate(capacity: count)
        unsafe words.initialize(repeating: Fact(rawValue: 0), count: count)
        for opcode in all { unsafe words[Int(opcode.rawValue)] = Fact(opcode) }
        unsafe self.words = UnsafePointer(words)
    }

    @inline(__always)
    package subscript(_ opcode: Opcode) -> Fact { unsafe words[Int(opcode.rawValue)] }
}

/// What is fixed about one operation.
package struct Fact: BitwiseCopyable, Sendable {
    private let word: UInt32

    fileprivate init(rawValue: UInt32) { word = rawValue }

    /// How an instruction that has no case of its own becomes IR.
    enum Family: UInt32 {
        /// By none of the others.
        case none, numeric, load, store, laneAccess, atomic, reference
    }

    /// What an atomic instruction does.
    enum AtomicOperation: UInt32 {
        case load, store, add, subtract, exchange, compareExchange, and, or, xor
    }

    private static let resultType = 2
    private static let alignment = 5
    private static let family = 8
    private static let atomic = 11
    private static let mayTrapBit: UInt32 = 1 << 16
    private static let isOneInstructionBit: UInt32 = 1 << 17
    private static let isCommutativeBit: UInt32 = 1 << 18
    private static let isComparisonBit: UInt32 = 1 << 19
    private static let isVectorBit: UInt32 = 1 << 20
    private static let isDivisionBit: UInt32 = 1 << 21
    private static let isRotationBit: UInt32 = 1 << 22
    private static let isShiftBit: UInt32 = 1 << 23
    private static let isScannedBit: UInt32 = 1 << 24
    private static let isTailCallBit: UInt32 = 1 << 25

    fileprivate init(_ opcode: Opcode) {
        let row = opcode.definition
        let result = row.signature?.results.first.flatMap { IRType($0.type(address: .i32)) } ?? .void
        var word = UInt32(max(1, row.signature?.operands.count ?? 1)) & 3
        word |= UInt32(result.rawValue) << Self.resultType
        word |= UInt32(row.naturalAlignment) << Self.alignment
        word |= Self.family(of: opcode, result).rawValue << Self.family
        if row.prefix == 0xFE { word |= Self.atomicOperation("\(row.mnemonic)").rawValue << Self.atomic }
        if !row.traps.isEmpty { word |= Self.mayTrapBit }
        if opcode.isVector { word |= Self.isVectorBit }
        if VectorOperation(opcode) != nil { word |= Self.isOneInstructionBit }
        if ConstantFolding.isCommutative(opcode) { word |= Self.isCommutativeBit }
        if Comparison(opcode) != nil { word |= Self.isComparisonBit }
        if ControlScan.isScanned(opcode) { word |= Self.isScannedBit }
        switch opcode {
        case .i32DivS, .i32DivU, .i32RemS, .i32RemU, .i64DivS, .i64DivU, .i64RemS, .i64RemU, .i64MulWideS, .i64MulWideU:
            word |= Self.isDivisionBit
        case .i32Rotl, .i32Rotr, .i64Rotl, .i64Rotr: word |= Self.isRotationBit
        case .i32Shl, .i32ShrS, .i32ShrU, .i64Shl, .i64ShrS, .i64ShrU: word |= Self.isShiftBit
        case .returnCall, .returnCallIndirect, .returnCallRef: word |= Self.isTailCallBit
        default: if opcode.isCompareExchangeLoop { word |= Self.isDivisionBit }
        }
        self.word = word
    }

    private static func family(of opcode: Opcode, _ result: IRType) -> Family {
        let row = opcode.definition
        if row.prefix == 0xFB || row.feature == .functionReferences || opcode == .refEq { return .reference }
        switch row.immediates {
        case .memarg where row.prefix == 0xFE, .zeroByte: return .atomic
        case .memarg: return result == .void ? .store : .load
        case .memargLane: return .laneAccess
        default: return result == .void ? .none : .numeric
        }
    }

    private static func atomicOperation(_ name: String) -> AtomicOperation {
        if name.contains("cmpxchg") { return .compareExchange }
        if name.contains("xchg") { return .exchange }
        guard name.contains("rmw") else { return name.contains("store") ? .store : .load }
        if name.contains(".add") { return .add }
        if name.contains(".sub") { return .subtract }
        return name.contains(".and") ? .and : name.contains(".xor") ? .xor : .or
    }

    /// Operands of a numeric operation: one to three.
    @inline(__always) package var operandCount: Int { Int(word & 3) }
    /// Of the first result, an address being an i32; `void` without a signature too.
    @inline(__always) var resultType: IRType { IRType(rawValue: UInt8(word >> Self.resultType & 7)) ?? .void }
    /// The exponent of the bytes that an access takes.
    @inline(__always) var alignment: UInt64 { UInt64(word >> Self.alignment & 7) }
    @inline(__always) var family: Family { Family(rawValue: word >> Self.family & 7) ?? .none }
    var atomic: AtomicOperation { AtomicOperation(rawValue: word >> Self.atomic & 15) ?? .load }
    /// Whether there are operands on which it traps.
    @inline(__always) package var mayTrap: Bool { word & Self.mayTrapBit != 0 }
    /// On vectors, by one instruction of the processor.
    @inline(__always) var isOneInstruction: Bool { word & Self.isOneInstructionBit != 0 }
    @inline(__always) var isCommutative: Bool { word & Self.isCommutativeBit != 0 }
    /// Whether one condition of the processor tells the result.
    @inline(__always) var isComparison: Bool { word & Self.isComparisonBit != 0 }
    @inline(__always) var isVector: Bool { word & Self.isVectorBit != 0 }
    /// Destroys `rax` and `rdx`.
    @inline(__always) var isDivision: Bool { word & Self.isDivisionBit != 0 }
    /// Of integers: destroys `rcx` unless the count is constant or the processor has BMI2.
    @inline(__always) var isShift: Bool { word & Self.isShiftBit != 0 }
    /// Destroys `rcx` unless the count is constant.
    @inline(__always) var isRotation: Bool { word & Self.isRotationBit != 0 }
    /// Of interest to ``ControlScan``.
    @inline(__always) var isScanned: Bool { word & Self.isScannedBit != 0 }
    @inline(__always) var isTailCall: Bool { word & Self.isTailCallBit != 0 }
}
