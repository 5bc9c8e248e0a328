import Divergence
import EngineInterface
import WasmBinary
import WasmModel
import WasmValidation

/// One small function for every suspect: each operation with effects or state, and each kind of branch, that a case
/// holds. If one of them alone is wrong, the case is found in one question.
///
/// What works on values alone is left to ``ValueTrace``, which needs no guess.
struct SuspectBattery {
    /// How the operands are given: compilers look at constants.
    enum Operands: CaseIterable { case parameters, constants }

    private var module = Module()
    private var calls: [DifferentialCase.Call] = []
    private let operands: Operands
    private let features: FeatureSet
    private let pages = MemoryType(limits: Limits(minimum: 1, maximum: 3))

    /// `nil` if the case holds no suspect.
    static func candidate(for candidate: Candidate, _ operands: Operands) -> Candidate? {
        var suspects: Set<Opcode> = []
        for module in candidate.modules {
            for function in module.functions {
                for instruction in function.body.instructions where !ValueTrace.isPure(instruction.opcode) {
                    suspects.insert(instruction.opcode)
                }
            }
        }
        var whole = SuspectBattery(operands, candidate.test.features)
        for opcode in suspects.sorted(by: { $0.rawValue < $1.rawValue }) {
            // Each alone first: one that is not valid must not spoil the others.
            var alone = SuspectBattery(operands, candidate.test.features)
            guard alone.add(opcode),
                (try? ValidatedModule(validating: alone.module, features: candidate.test.features)) != nil
            else { continue }
            _ = whole.add(opcode)
        }
        guard !whole.calls.isEmpty else { return nil }
        var test = candidate.test
        test.libraries = []
        test.hosts = []
        test.calls = whole.calls
        test.module = whole.module.encoded()
        return Candidate(test)
    }

    private init(_ operands: Operands, _ features: FeatureSet) {
        self.operands = operands
        self.features = features
    }

    // MARK: What a function is made of

    private var code = Expression()
    private var parameters: [ValueType] = []
    private var arguments: [Value] = []

    /// An operand: a parameter with this argument, or a constant.
    private mutating func push(_ value: Value) {
        if operands == .constants, let constant = BodyEdit.constant(value, in: &code) {
            return code.instructions.append(constant)
        }
        code.instructions.append(Instruction(.localGet, index: UInt32(parameters.count)))
        switch value {
        case .i32: parameters.append(.i32)
        case .i64: parameters.append(.i64)
        case .f32: parameters.append(.f32)
        case .f64: parameters.append(.f64)
        case .v128: parameters.append(.v128)
        case .reference: parameters.append(.externref)
        }
        arguments.append(value)
    }

    private mutating func write(_ instructions: Instruction...) { code.instructions += instructions }

    private mutating func finish(_ results: [ValueType]) {
        code.instructions.append(Instruction(.end))
        let type = FunctionTypes.index(of: FunctionType(parameters, results), in: &module)
        let name = "f\(module.functions.count)"
        module.exports.append(Export(name: name, kind: .function, index: UInt32(module.functions.count)))
        module.functions.append(Function(typeIndex: type, body: code))
        calls.append(DifferentialCase.Call(export: name, arguments: arguments))
        (code, parameters, arguments) = (Expression(), [], [])
    }

    /// Bytes that tell widths, signs and ends apart.
    private static let pattern: [UInt8] = [
        0x81, 0x92, 0xA3, 0xB4, 0xC5, 0xD6, 0xE7, 0xF8, 0x89, 0x9A, 0xAB, 0xBC, 0xCD, 0xDE, 0xEF, 0x80,
    ]

    private mutating func needMemory(withData: Bool = false) {
        if module.memories.isEmpty {
            module.memories = [pages]
            module.exports.append(Export(name: "m", kind: .memory, index: 0))
        }
        guard withData, module.data.isEmpty else { return }
        var zero = Expression()
        zero.instructions = [.i32Const(0), Instruction(.end)]
        module.data = [DataSegment(mode: .active(memory: 0, offset: zero), bytes: Self.pattern)]
    }

    private mutating func needTable() {
        guard module.tables.isEmpty else { return }
        module.tables = [Table(TableType(element: .funcref, limits: Limits(minimum: 4, maximum: 9)))]
        module.exports.append(Export(name: "t", kind: .table, index: 0))
        let type = FunctionTypes.index(of: FunctionType([], [.i32]), in: &module)
        let first = UInt32(module.functions.count)
        for number in 0..<2 {
            module.functions.append(
                Function(typeIndex: type, body: Expression([.i32Const(Int32(number) + 5), Instruction(.end)])))
        }
        var one = Expression()
        one.instructions = [.i32Const(1), Instruction(.end)]
        module.elements.append(
            ElementSegment(
                mode: .active(table: 0, offset: one), type: .reference(.func, nullable: false),
                items: .functions([first, first + 1])))
    }

    private static func sample(_ letter: Signature.Letter) -> Value {
        switch letter {
        case .i32: .i32(0x8192_A3B4)
        case .i64: .i64(0x8192_A3B4_C5D6_E7F8)
        case .f32: .f32(bits: 0xC049_0FDB)
        case .f64: .f64(bits: 0xC009_21FB_5444_2D18)
        case .v128: .v128(low: 0x8192_A3B4_C5D6_E7F8, high: 0x899A_ABBC_CDDE_EF80)
        case .address: .i32(3)
        }
    }

    // MARK: The functions

    /// Adds the function for an operation.
    /// - Returns: `false` if there is none.
    private mutating func add(_ opcode: Opcode) -> Bool {
        let definition = OpcodeTable.shared[opcode]
        switch definition.immediates {
        case .memarg, .memargLane: return addAccess(opcode, definition)
        default: break
        }
        switch opcode {
        case .if:
            push(.i32(0x100))
            write(.block(.if, .value(.i32)), .i32Const(1), Instruction(.else), .i32Const(2), Instruction(.end))
        case .brIf:
            write(.block(.block, .value(.i32)), .i32Const(1))
            push(.i32(0x100))
            write(Instruction(.brIf, index: 0), Instruction(.drop), .i32Const(2), Instruction(.end))
        case .brTable:
            write(.block(.block, .empty), .block(.block, .empty))
            push(.i32(1))
            code.appendBranchTable(labels: [0, 1, 0])
            write(Instruction(.end), .i32Const(1), Instruction(.return), Instruction(.end), .i32Const(2))
        case .globalSet, .globalGet: return addGlobal()
        case .memorySize:
            needMemory()
            write(Instruction(.memorySize))
        case .memoryGrow:
            needMemory()
            push(.i32(1))
            write(Instruction(.memoryGrow))
        case .memoryFill:
            needMemory()
            for value: UInt32 in [3, 0xAB, 5] { push(.i32(value)) }
            write(Instruction(.memoryFill), .i32Const(0))
        case .memoryCopy:
            needMemory(withData: true)
            for value: UInt32 in [2, 1, 9] { push(.i32(value)) }
            write(Instruction(.memoryCopy), .i32Const(0))
        case .memoryInit:
            needMemory(withData: true)
            module.data.append(DataSegment(mode: .passive, bytes: Self.pattern))
            module.dataCount = UInt32(module.data.count)
            for value: UInt32 in [20, 1, 9] { push(.i32(value)) }
            write(Instruction(.memoryInit, index: UInt32(module.data.count - 1)), .i32Const(0))
        default: return addTableOrReference(opcode)
        }
        finish([.i32])
        return true
    }

    private mutating func addAccess(_ opcode: Opcode, _ definition: Opcode.Definition) -> Bool {
        guard let signature = definition.signature, definition.prefix != 0xFE else { return false }
        needMemory(withData: !signature.results.isEmpty)
        for letter in signature.operands { push(Self.sample(letter)) }
        write(Instruction(opcode, bits: 2))
        finish(signature.results.map { $0.type(address: .i32) })
        return true
    }

    private mutating func addGlobal() -> Bool {
        guard module.globals.isEmpty else { return false }
        var zero = Expression()
        zero.instructions = [Instruction(.i64Const), Instruction(.end)]
        module.globals = [Global(GlobalType(.i64, isMutable: true), initializer: zero)]
        push(.i64(0x8192_A3B4_C5D6_E7F8))
        write(Instruction(.globalSet), Instruction(.globalGet))
        finish([.i64])
        return true
    }

    private mutating func addTableOrReference(_ opcode: Opcode) -> Bool {
        let noFunction = Instruction(.refNull, bits: UInt64(HeapType.func.rawValue))
        switch opcode {
        case .tableSize:
            needTable()
            write(Instruction(.tableSize))
        case .tableGrow:
            needTable()
            write(noFunction)
            push(.i32(2))
            write(Instruction(.tableGrow))
        case .tableGet, .refIsNull:
            needTable()
            push(.i32(1))
            write(Instruction(.tableGet), Instruction(.refIsNull))
        case .tableSet:
            needTable()
            push(.i32(2))
            write(noFunction, Instruction(.tableSet), .i32Const(0))
        case .tableFill:
            needTable()
            push(.i32(1))
            write(noFunction)
            push(.i32(1))
            write(Instruction(.tableFill), .i32Const(0))
        case .tableCopy:
            needTable()
            for value: UInt32 in [0, 1, 2] { push(.i32(value)) }
            write(Instruction(.tableCopy), .i32Const(0))
        case .callIndirect:
            needTable()
            push(.i32(2))
            write(Instruction(.callIndirect, index: FunctionTypes.index(of: FunctionType([], [.i32]), in: &module)))
        case .i31GetS, .i31GetU, .refI31:
            push(.i32(0xF000_0001))
            write(Instruction(.refI31), Instruction(opcode == .refI31 ? .i31GetS : opcode))
        case .refEq:
            for value: UInt32 in [7, 7] {
                push(.i32(value))
                write(Instruction(.refI31))
            }
            write(Instruction(.refEq))
        case .refTest, .refTestNull:
            write(
                Instruction(.refNull, bits: UInt64(HeapType.any.rawValue)),
                Instruction(opcode, bits: UInt64(HeapType.i31.rawValue)))
        case .throw, .tryTable: addThrow()
        case .throwRef: return addRethrow()
        default: return addAggregate(opcode)
        }
        finish([.i32])
        return true
    }

    private mutating func needTag() -> UInt32 {
        let type = FunctionTypes.index(of: FunctionType([.i32]), in: &module)
        if module.tags.isEmpty { module.tags = [type] }
        return 0
    }

    /// Caught where it was thrown, with its payload; 2 if it was not thrown.
    private mutating func addThrow() {
        let tag = needTag()
        write(.block(.block, .value(.i32)))
        code.appendTryTable(.empty, [CatchClause(.catch, tagIndex: tag, label: 0)])
        push(.i32(7))
        write(Instruction(.throw, index: tag), Instruction(.end), .i32Const(2), Instruction(.end))
    }

    private mutating func addRethrow() -> Bool {
        let tag = needTag()
        write(.block(.block, .value(.exnref)))
        code.appendTryTable(.empty, [CatchClause(.catchAllRef, label: 0)])
        push(.i32(7))
        write(
            Instruction(.throw, index: tag), Instruction(.end), Instruction(.unreachable), Instruction(.end),
            Instruction(.throwRef))
        finish([.i32])
        return true
    }

    private mutating func addAggregate(_ opcode: Opcode) -> Bool {
        switch opcode {
        case .structNew, .structGetS, .structGetU, .structSet:
            let type = type(.structure([FieldType(.i8, isMutable: true), FieldType(.i16, isMutable: true)]))
            push(.i32(0x1_0281))
            push(.i32(0xF_A3B4))
            write(
                Instruction(.structNew, index: type),
                Instruction(opcode == .structGetU ? .structGetU : .structGetS, index: type, bits: 1))
        case .arrayNew, .arrayGetS, .arrayGetU, .arraySet, .arrayLen:
            let type = type(.array(FieldType(.i8, isMutable: true)))
            push(.i32(0x1_0281))
            push(.i32(3))
            write(Instruction(.arrayNew, index: type))
            if opcode == .arrayLen {
                write(Instruction(.arrayLen))
            } else {
                push(.i32(2))
                write(Instruction(opcode == .arrayGetU ? .arrayGetU : .arrayGetS, index: type))
            }
        default: return false
        }
        finish([.i32])
        return true
    }

    /// The index of a type of this module.
    private mutating func type(_ composite: CompositeType) -> UInt32 {
        if let known = module.subTypes.firstIndex(where: { $0.composite == composite }) { return UInt32(known) }
        defer { module.types.append(RecursionGroup([SubType(composite)])) }
        return UInt32(module.subTypes.count)
    }
}
