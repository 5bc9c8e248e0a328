import WasmModel

/// How a value stands in slots and which accumulator can hold it.
enum ValueClass: UInt8 {
    /// i32, i64, and references: one slot, the integer accumulator.
    case integer
    /// f32 and f64: one slot, the float accumulator.
    case float
    /// v128: two slots, no accumulator.
    case vector

    @inline(__always) var slots: Int { self == .vector ? 2 : 1 }

    @inline(__always) init(_ type: ValueType) {
        switch type {
        case .f32, .f64: self = .float
        case .v128: self = .vector
        default: self = .integer
        }
    }
    init(_ letter: Signature.Letter) {
        switch letter {
        case .f32, .f64: self = .float
        case .v128: self = .vector
        case .i32, .i64, .address: self = .integer
        }
    }
}

/// What the translator must know about an opcode, in eight bytes.
struct Operation {
    enum Shape: UInt8 {
        /// Translated by code of its own.
        case special
        /// The most frequent of those.
        case getLocal, setLocal, teeLocal
        /// Operands from slots or accumulators, one result or two or none, nothing else.
        case plain
        case constant
        case load
        case store
        /// Atomics and lanes: operands and result in any number up to four in all, in any memory.
        case memoryOther
    }
    var shape = Shape.special
    var operandCount: UInt8 = 0
    /// Results; two only for wide arithmetic.
    var resultCount: UInt8 = 0
    /// Class of the first operand, of the second and of the result.
    var first = ValueClass.integer
    var second = ValueClass.integer
    var result = ValueClass.integer
    /// The opcode that means the same with its operands exchanged; itself if it is commutative.
    var exchanged: Opcode?
}

/// ``Operation``s by opcode.
///
/// A hot file: asked once for every instruction. Written while it is made, never freed and read-only afterwards.
@safe struct OperationTable: @unchecked Sendable {
    static let shared = OperationTable()
    private let rows: UnsafeMutablePointer<Operation>

    private init() {
        unsafe rows = .allocate(capacity: Opcode.allCases.count)
        for opcode in Opcode.allCases { unsafe rows.advanced(by: Int(opcode.rawValue)).initialize(to: Self.operation(opcode)) }
    }

    /// Whoever takes the row apart at once loads no more of it than is needed.
    @inline(__always) subscript(_ opcode: Opcode) -> Operation { unsafe rows[Int(opcode.rawValue)] }

    private static func operation(_ opcode: Opcode) -> Operation {
        var operation = Operation()
        let definition = opcode.definition
        switch opcode {
        case .localGet: operation.shape = .getLocal
        case .localSet: operation.shape = .setLocal
        case .localTee: operation.shape = .teeLocal
        default: break
        }
        guard let signature = definition.signature else { return operation }
        let operands = signature.operands, results = signature.results
        operation.operandCount = UInt8(operands.count)
        operation.resultCount = UInt8(results.count)
        if let first = operands.first { operation.first = ValueClass(first) }
        if operands.count > 1 { operation.second = ValueClass(operands[1]) }
        if let result = results.first { operation.result = ValueClass(result) }
        switch definition.immediates {
        case .none, .lane: operation.shape = .plain
        case .i32, .i64, .f32, .f64: operation.shape = .constant
        case .memarg:
            switch (definition.prefix, operands.count, results.count) {
            case (0xFE, _, _): operation.shape = .memoryOther
            case (_, 1, 1): operation.shape = .load
            default: operation.shape = .store
            }
        case .memargLane: operation.shape = .memoryOther
        case .v128, .shuffle, .blockType, .label, .labelTable, .tryTable, .functionIndex, .typeIndex, .localIndex, .globalIndex,
            .tableIndex, .memoryIndex, .tagIndex, .elementIndex, .dataIndex, .typeAndTable, .dataAndMemory, .memoryAndMemory,
            .elementAndTable, .tableAndTable, .typeAndField, .typeAndCount, .typeAndType, .typeAndData, .typeAndElement,
            .valueTypes, .heapType, .castBranch, .zeroByte:
            break
        }
        operation.exchanged = exchanged[opcode]
        return operation
    }

    private static let exchanged: [Opcode: Opcode] = {
        var pairs: [(Opcode, Opcode)] = [
            (.i32LtS, .i32GtS), (.i32LtU, .i32GtU), (.i32LeS, .i32GeS), (.i32LeU, .i32GeU),
            (.i64LtS, .i64GtS), (.i64LtU, .i64GtU), (.i64LeS, .i64GeS), (.i64LeU, .i64GeU),
            (.f32Lt, .f32Gt), (.f32Le, .f32Ge), (.f64Lt, .f64Gt), (.f64Le, .f64Ge),
        ]
        // Floats: which of two NaN operands is handed on may differ, so their addition is not exchanged.
        let commutative: [Opcode] = [
            .i32Eq, .i32Ne, .i64Eq, .i64Ne, .f32Eq, .f32Ne, .f64Eq, .f64Ne,
            .i32Add, .i32Mul, .i32And, .i32Or, .i32Xor, .i64Add, .i64Mul, .i64And, .i64Or, .i64Xor,
        ]
        pairs += commutative.map { ($0, $0) }
        var result: [Opcode: Opcode] = [:]
        for (a, b) in pairs {
            result[a] = b
            result[b] = a
        }
        return result
    }()
}
