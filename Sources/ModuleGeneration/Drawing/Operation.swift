import WasmModel

/// The number and vector types that generated values have. Raw values are one less than those of the value types.
enum Kind: Int, CaseIterable {
    case i32, i64, f32, f64, v128

    var valueType: ValueType { ValueType(rawValue: UInt32(rawValue + 1)) }
    var isFloat: Bool { self == .f32 || self == .f64 }

    /// `nil` for a reference.
    init?(_ type: ValueType) {
        guard !type.isReference else { return nil }
        self.init(rawValue: Int(type.rawValue) - 1)
    }

    init(_ type: AddressType) { self = type == .i32 ? .i32 : .i64 }

    /// Addresses are made by a function of their own; see ``FunctionGenerator/address(memory:bytes:isAligned:isGuarded:depth:_:)``.
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

/// Up to six kinds in one word, so that a row of the table holds no references and is read without counting any.
struct KindList: RandomAccessCollection {
    private var bits: UInt64 = 0
    private(set) var endIndex = 0
    var startIndex: Int { 0 }

    init(_ kinds: some Sequence<Kind>) {
        for kind in kinds {
            bits |= UInt64(kind.rawValue) << UInt64(8 * endIndex)
            endIndex += 1
        }
    }
    subscript(position: Int) -> Kind { Kind(rawValue: Int(bits >> UInt64(8 * position) & 0xFF)) ?? .i32 }
}

/// A row of the instruction table as the generator sees it: what it takes and gives, and what it needs so that it
/// neither traps nor lets the bits of a NaN out.
struct Operation {
    /// What keeps it from trapping, or from giving what engines may choose.
    enum Guard {
        case none, divisor(isSigned: Bool), truncation, address
        /// A wait, which needs a shared memory and a timeout.
        case wait
        case relaxed(Relaxed)
    }
    /// What determines the result of a relaxed operation.
    enum Relaxed {
        case swizzle, truncation(isDouble: Bool), multiplyAdd(isDouble: Bool), laneSelect(Opcode), extremum(isDouble: Bool), q15
        case dot(adds: Bool)
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
    /// Operands that tell an operation from those it might be confused with.
    enum Telling {
        case none
        /// A first operand with its sign bit set.
        case sign
        /// A float with a fraction.
        case fraction
        /// Two operands that are equal or nearly so.
        case near
        /// A float that is a zero, a NaN or infinite.
        case extreme
        /// A vector whose lanes differ, and whose signs do.
        case lanes
        /// A vector of floats with fractions.
        case fractions(isDouble: Bool)
    }

    /// Whether there are operands that tell it from others.
    var isTold: Bool { if case .none = telling { false } else { true } }

    var opcode: Opcode
    var operands: KindList
    var results: KindList
    var immediates: Opcode.Immediates
    var naturalAlignment: UInt8
    var feature: Feature
    var `guard`: Guard
    var nan: NaNBehaviour
    var telling: Telling
    /// For whom its operands are, where any NaN in them will do.
    var vectorUse: ConstantUse?
    /// Lanes of a vector, where the immediate is one of them.
    var lanes: Int
    /// The second operand is a shift count.
    var isShift: Bool
    /// Needs the natural alignment, and an address that has it.
    var isAtomic: Bool
    /// Floats of eight bytes in the vector that it gives.
    var isDouble: Bool

    /// `nil` for a row that is not generated as an operation: without a signature of its own, or handled by a family of
    /// its own.
    init?(_ opcode: Opcode) {
        let definition = opcode.definition
        guard let signature = definition.signature, opcode != .nop else { return nil }
        switch definition.immediates {
        case .none, .lane, .memarg, .memargLane, .shuffle, .zeroByte: break
        case .i32, .i64, .f32, .f64, .v128, .blockType, .label, .labelTable, .tryTable, .functionIndex, .typeIndex,
            .localIndex, .globalIndex, .tableIndex, .tagIndex, .elementIndex, .dataIndex, .typeAndTable,
            .dataAndMemory, .memoryAndMemory, .elementAndTable, .tableAndTable, .typeAndField, .typeAndCount,
            .typeAndType, .typeAndData, .typeAndElement, .valueTypes, .heapType, .castBranch, .memoryIndex:
            return nil
        }
        let mnemonic = "\(definition.mnemonic)"
        self.opcode = opcode
        operands = KindList(signature.operands.map(Kind.init))
        results = KindList(signature.results.map(Kind.init))
        immediates = definition.immediates
        naturalAlignment = definition.naturalAlignment
        feature = definition.feature
        isShift = [".shl", ".shr", ".rotl", ".rotr"].contains { mnemonic.contains($0) }
        isAtomic = definition.traps.contains(.unalignedAtomic)
        isDouble = mnemonic.hasPrefix("f64")
        lanes = Self.lanes(mnemonic, definition)
        nan = Self.nanBehaviour(mnemonic, operands: operands, results: results)
        telling = Self.telling(mnemonic, operands: operands)
        vectorUse = operands.first == .v128 ? Self.vectorUse(mnemonic, nan) : nil
        if definition.traps.contains(.integerDivideByZero) {
            `guard` = .divisor(isSigned: definition.traps.contains(.integerOverflow))
        } else if definition.traps.contains(.invalidConversionToInteger) {
            `guard` = .truncation
        } else if definition.traps.contains(.expectedSharedMemory) {
            `guard` = .wait
        } else if definition.traps.contains(.memoryOutOfBounds) {
            `guard` = .address
        } else if definition.feature == .relaxedSIMD {
            guard let relaxed = Self.relaxed(opcode) else { return nil }
            `guard` = .relaxed(relaxed)
            nan = .determined
        } else {
            `guard` = .none
        }
    }

    private static func relaxed(_ opcode: Opcode) -> Relaxed? {
        switch opcode {
        case .i8x16RelaxedSwizzle: .swizzle
        case .i32x4RelaxedTruncF32x4S, .i32x4RelaxedTruncF32x4U: .truncation(isDouble: false)
        case .i32x4RelaxedTruncF64x2SZero, .i32x4RelaxedTruncF64x2UZero: .truncation(isDouble: true)
        case .f32x4RelaxedMadd, .f32x4RelaxedNmadd: .multiplyAdd(isDouble: false)
        case .f64x2RelaxedMadd, .f64x2RelaxedNmadd: .multiplyAdd(isDouble: true)
        case .i8x16RelaxedLaneselect: .laneSelect(.i8x16LtS)
        case .i16x8RelaxedLaneselect: .laneSelect(.i16x8GtU)
        case .i32x4RelaxedLaneselect: .laneSelect(.i32x4LeS)
        case .i64x2RelaxedLaneselect: .laneSelect(.i64x2GtS)
        case .f32x4RelaxedMin, .f32x4RelaxedMax: .extremum(isDouble: false)
        case .f64x2RelaxedMin, .f64x2RelaxedMax: .extremum(isDouble: true)
        case .i16x8RelaxedQ15mulrS: .q15
        case .i16x8RelaxedDotI8x16I7x16S: .dot(adds: false)
        case .i32x4RelaxedDotI8x16I7x16AddS: .dot(adds: true)
        default: nil
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

    private static func nanBehaviour(_ mnemonic: String, operands: KindList, results: KindList) -> NaNBehaviour {
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

    fileprivate static func telling(_ mnemonic: String, operands: KindList) -> Telling {
        let name = mnemonic.split(separator: ".").last.map(String.init) ?? ""
        guard let first = operands.first else { return .none }
        if first == .v128 { return vectorTelling(mnemonic, name) }
        if first.isFloat {
            if ["ceil", "floor", "trunc", "nearest", "abs", "neg", "sqrt"].contains(name) { return .fraction }
            if ["eq", "ne", "lt", "gt", "le", "ge"].contains(name) { return .near }
            if name == "min" || name == "max" || name == "copysign" { return .extreme }
            return name.hasPrefix("trunc_") ? .fraction : .none
        }
        let base = name.split(separator: "_").first.map(String.init) ?? ""
        if ["eq", "ne", "lt", "gt", "le", "ge"].contains(base) { return .near }
        return ["shr", "div", "rem", "extend", "extend8", "extend16", "extend32", "convert", "mul", "clz"].contains(base) ? .sign : .none
    }
}

extension Operation {
    fileprivate static func vectorUse(_ mnemonic: String, _ nan: NaNBehaviour) -> ConstantUse? {
        let name = mnemonic.split(separator: ".").last.map(String.init) ?? ""
        if name.hasPrefix("trunc_sat_f32x4") || name == "promote_low_f32x4" { return .singles }
        if name.hasPrefix("trunc_sat_f64x2") || name == "demote_f64x2_zero" { return .doubles }
        let isComparison = ["eq", "ne", "lt", "gt", "le", "ge"].contains(name)
        guard isComparison || nan == .arithmetic else { return nil }
        return mnemonic.hasPrefix("f32x4") ? .singles : mnemonic.hasPrefix("f64x2") ? .doubles : nil
    }

    fileprivate static func vectorTelling(_ mnemonic: String, _ name: String) -> Telling {
        if mnemonic.hasPrefix("f32x4") || mnemonic.hasPrefix("f64x2") {
            let isPlain = ["ceil", "floor", "trunc", "nearest", "abs", "neg", "sqrt", "min", "max", "pmin", "pmax"].contains(name)
            return isPlain ? .fractions(isDouble: mnemonic.hasPrefix("f64")) : .none
        }
        let base = name.split(separator: "_").first.map(String.init) ?? ""
        return ["shr", "lt", "gt", "le", "ge", "min", "max", "extend", "narrow", "extmul", "extadd", "avgr", "add", "sub", "abs"]
            .contains(base) ? .lanes : .none
    }
}

/// The operations that a set of features allows, in lists by what they give. The lists follow each other in one array.
struct OperationTable {
    private(set) var drawn: [Operation] = []
    /// In step with ``drawn``: what its weights are drawn by.
    private(set) var keys: [Key] = []

    /// What must be there for an operation to come up, in a few bytes: every module looks at all of them.
    struct Key {
        enum Need: UInt8 { case nothing, memory, sharedMemory }
        var feature: UInt32
        var opcode: UInt16
        var need: Need
        var emphasis: Int32 = 1

        init(_ operation: Operation) {
            feature = 1 << UInt32(operation.feature.rawValue)
            opcode = operation.opcode.rawValue
            switch operation.guard {
            case .address: need = .memory
            case .wait: need = .sharedMemory
            case .none, .divisor, .truncation, .relaxed: need = .nothing
            }
        }
    }
    /// Those with one result, by its kind.
    private(set) var giving: [Range<Int>] = []
    /// No result, and an address.
    private(set) var stores = 0..<0
    /// No result or several, and no address.
    private(set) var effects = 0..<0

    init(features: FeatureSet) {
        let operations = Opcode.allCases.compactMap(Operation.init).filter { features.contains($0.feature) }
        func isAddressed(_ operation: Operation) -> Bool { if case .address = operation.guard { true } else { false } }
        for kind in Kind.allCases {
            giving.append(append(operations.filter { $0.results.count == 1 && $0.results.first == kind }))
        }
        stores = append(operations.filter { $0.results.count != 1 && isAddressed($0) })
        effects = append(operations.filter { $0.results.count != 1 && !isAddressed($0) })
    }

    mutating func emphasise(_ reached: (Opcode) -> Int) {
        let counts = drawn.map { reached($0.opcode) }
        let usual = counts.sorted()[counts.count / 2]
        for number in drawn.indices {
            keys[number].emphasis = counts[number] * 4 <= usual ? 4 : counts[number] * 2 <= usual ? 2 : 1
        }
    }

    private mutating func append(_ operations: [Operation]) -> Range<Int> {
        let start = drawn.count
        drawn += operations
        keys += operations.map(Key.init)
        return start..<drawn.count
    }
}
