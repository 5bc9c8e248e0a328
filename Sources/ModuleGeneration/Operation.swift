import WasmModel

/// The types that generated values have. Raw values are one less than those of the value types.
enum Kind: Int, CaseIterable {
    case i32, i64, f32, f64, v128

    var valueType: ValueType { ValueType(rawValue: UInt32(rawValue + 1)) }
    var isFloat: Bool { self == .f32 || self == .f64 }

    init?(_ type: ValueType) { self.init(rawValue: Int(type.rawValue) - 1) }

    /// Memories are addressed by i32.
    init(_ letter: Signature.Letter) {
        switch letter {
        case .i32, .address: self = .i32
        case .i64: self = .i64
        case .f32: self = .f32
        case .f64: self = .f64
        case .v128: self = .v128
        }
    }
}

/// A row of the instruction table as the generator sees it: what it takes and gives, and what it needs so that it
/// neither traps nor lets the bits of a NaN out.
struct Operation {
    /// What keeps it from trapping.
    enum Guard {
        case none, divisor(isSigned: Bool), truncation, address, growth
    }
    /// Which NaN an arithmetic instruction gives is not determined (§4.3.3). It does no harm while it is only computed
    /// with; before its bits can be seen it is replaced by one NaN. See ``FunctionGenerator/canonicalise(_:)``.
    enum NaNBehaviour {
        /// Gives no undetermined NaN, whatever it takes.
        case determined
        /// May give one.
        case arithmetic
        /// Gives one if its first operand is one: sign operations.
        case propagating
        /// Shows the bits of its operands.
        case revealing
    }

    var opcode: Opcode
    var operands: [Kind]
    var results: [Kind]
    var immediates: Opcode.Immediates
    var naturalAlignment: UInt8
    var feature: Feature
    var `guard`: Guard
    var nan: NaNBehaviour
    /// Lanes of a vector, where the immediate is one of them.
    var lanes: Int
    /// The second operand is a shift count.
    var isShift: Bool
    /// Needs the natural alignment, and an address that has it.
    var isAtomic: Bool

    /// `nil` for a row that is not generated as an operation: without a signature of its own, handled by a family of
    /// its own, or not the same everywhere.
    init?(_ opcode: Opcode) {
        let definition = opcode.definition
        guard let signature = definition.signature else { return nil }
        switch definition.immediates {
        case .none, .lane, .memarg, .memargLane, .shuffle, .zeroByte: break
        case .memoryIndex:
            guard opcode == .memorySize || opcode == .memoryGrow else { return nil }
        case .i32, .i64, .f32, .f64, .v128, .blockType, .label, .labelTable, .tryTable, .functionIndex, .typeIndex,
            .localIndex, .globalIndex, .tableIndex, .tagIndex, .elementIndex, .dataIndex, .typeAndTable,
            .dataAndMemory, .memoryAndMemory, .elementAndTable, .tableAndTable, .typeAndField, .typeAndCount,
            .typeAndType, .typeAndData, .typeAndElement, .valueTypes, .heapType, .castBranch:
            return nil
        }
        // Relaxed operations may differ between engines; waiting blocks or traps.
        if definition.feature == .relaxedSIMD || definition.traps.contains(.expectedSharedMemory) { return nil }
        let mnemonic = "\(definition.mnemonic)"
        self.opcode = opcode
        operands = signature.operands.map(Kind.init)
        results = signature.results.map(Kind.init)
        immediates = definition.immediates
        naturalAlignment = definition.naturalAlignment
        feature = definition.feature
        isShift = [".shl", ".shr", ".rotl", ".rotr"].contains { mnemonic.contains($0) }
        isAtomic = definition.traps.contains(.unalignedAtomic)
        lanes = Self.lanes(mnemonic, definition)
        nan = Self.nanBehaviour(mnemonic, operands: operands, results: results)
        if definition.traps.contains(.integerDivideByZero) {
            `guard` = .divisor(isSigned: definition.traps.contains(.integerOverflow))
        } else if definition.traps.contains(.invalidConversionToInteger) {
            `guard` = .truncation
        } else if definition.traps.contains(.memoryOutOfBounds) {
            `guard` = .address
        } else {
            `guard` = opcode == .memoryGrow ? .growth : .none
        }
    }

    private static func lanes(_ mnemonic: String, _ definition: Opcode.Definition) -> Int {
        switch definition.immediates {
        case .memargLane: return 16 >> Int(definition.naturalAlignment)
        case .lane:
            // `i8x16.extract_lane_s`: the number between the x and the point.
            guard let x = mnemonic.firstIndex(of: "x"), let point = mnemonic.firstIndex(of: ".") else { return 1 }
            return Int(mnemonic[mnemonic.index(after: x)..<point]) ?? 1
        default: return 0
        }
    }

    private static func nanBehaviour(_ mnemonic: String, operands: [Kind], results: [Kind]) -> NaNBehaviour {
        let parts = mnemonic.split(separator: ".")
        let name = String(parts.last ?? "")
        let isFloatShape = mnemonic.hasPrefix("f")
        let arithmetic = [
            "ceil", "floor", "trunc", "nearest", "sqrt", "add", "sub", "mul", "div", "min", "max", "demote_f64",
            "promote_f32", "demote_f64x2_zero", "promote_low_f32x4",
        ]
        if isFloatShape, arithmetic.contains(name) { return .arithmetic }
        if operands.contains(where: \.isFloat) {
            if name == "abs" || name == "neg" || name == "copysign" { return .propagating }
            if name.hasPrefix("reinterpret") || name.hasPrefix("store") || name == "splat"
                || name.hasPrefix("replace_lane")
            {
                return .revealing
            }
        }
        return .determined
    }
}

/// The operations that a set of features allows, by what they give.
struct OperationTable {
    private(set) var operations: [Operation] = []
    /// Numbers of the operations with one result, by its kind.
    private(set) var giving: [[Int]] = Array(repeating: [], count: Kind.allCases.count)
    /// Stores: no result, and an address.
    private(set) var stores: [Int] = []
    /// No result or several, and no address.
    private(set) var effects: [Int] = []

    init(features: FeatureSet) {
        for opcode in Opcode.allCases {
            guard let operation = Operation(opcode), features.contains(operation.feature) else { continue }
            let number = operations.count
            if operation.results.count == 1 {
                giving[operation.results[0].rawValue].append(number)
            } else if case .address = operation.guard {
                stores.append(number)
            } else {
                effects.append(number)
            }
            operations.append(operation)
        }
    }
}
