package import WasmModel

/// A value, named by the instruction (or block parameter) that defines it.
package typealias ValueID = UInt32
/// A basic block, numbered in layout order.
package typealias BlockID = UInt32

/// One IR instruction: plain data, at most one result, which has the number of the instruction.
///
/// | kind | opcode | a | b | c | bits |
/// |---|---|---|---|---|---|
/// | parameter | | block | position | | |
/// | constant | | of v128: bits 64…95 | of v128: bits 96…127 | | the bits, zero-extended |
/// | numeric | which operation | operand | operand, if it has two | operand, if it has three | lane of `extract_lane` and `replace_lane` |
/// | copy | | the value | | | |
/// | select | | if true | if false | condition | |
/// | load | which load | address | | memory | offset |
/// | store | which store | address | value | memory | offset |
/// | atomic | which instruction | pool position of operands | their number | memory | offset |
/// | globalGet | | | | | global |
/// | globalSet | | value | | | global |
/// | functionReference | | | | | function |
/// | memorySize | | | | | memory |
/// | instance | | | | | |
/// | constantLoad | a load, for width and extension | address | | | displacement |
/// | objectLoad | a load, for width and extension | address | | | displacement |
/// | objectStore | a store, for its width | address | value | | displacement |
/// | referenceTest | | reference | | | heap type, bit 32: null matches |
/// | trapIf | | condition | | | ``TrapKind/rawValue`` |
/// | call | | pool position of arguments | their number | number of results | function |
/// | callIndirect | | pool position of arguments, table index last | their number | number of results | type, table in the high half |
/// | callReference | | pool position of arguments, function last | their number | number of results | type |
/// | tryCall | `call`, `call_indirect` or `call_ref` | as the call of that name | | | |
/// | tailCall | `return_call` or its kin | as the call of that name | | | |
/// | landed | | the `tryCall` | | | |
/// | extraResult | | the call | | | which result, from 1 |
/// | runtime | which operation of the runtime | pool position of arguments | their number | | first index, second in the high half |
/// | none | | | | | |
///
/// A call's own value is its first result. Numeric operations are named by the WebAssembly instruction whose meaning they
/// have, so that the constant folder asks `NumericSemantics` and a dump reads like the source. Exceptions: the value of
/// `i64.mul_wide_s` and `_u` is the high half of the product, and `i8x16.shuffle` has lanes in ``shuffleLanes``.
///
/// `trapIf` traps if its condition is not zero; what relies on it not to have trapped has ``IREffects/traps`` as well, so
/// that it stays behind. Addresses of `constantLoad`, `objectLoad` and `objectStore` are those of the runtime's blocks
/// (`EngineRuntime`'s `Layout`), valid by construction.
///
/// A `tryCall` is a call whose exceptions are caught in this function. Its block ends with a branch on its `landed`, which
/// is 1 if it ended with an exception, and then it has no results. No register survives it. A `tailCall` never comes back;
/// the terminator behind it is not reached.
package struct IRInstruction: Hashable, Sendable, BitwiseCopyable {
    package enum Kind: UInt8, Hashable, Sendable, BitwiseCopyable, CaseIterable {
        /// Deleted by a pass.
        case none
        case parameter, constant, copy, numeric, select
        case load, store, atomic, globalGet, globalSet, functionReference, memorySize
        case instance, constantLoad, objectLoad, objectStore, referenceTest, trapIf
        case call, callIndirect, callReference, tryCall, tailCall, landed, extraResult, runtime
    }

    package var kind: Kind
    package var type: IRType
    package var opcode: Opcode
    package var a: UInt32
    package var b: UInt32
    package var c: UInt32
    package var bits: UInt64

    package init(
        _ kind: Kind, _ type: IRType, opcode: Opcode = .nop, a: UInt32 = 0, b: UInt32 = 0, c: UInt32 = 0, bits: UInt64 = 0
    ) {
        self.kind = kind
        self.type = type
        self.opcode = opcode
        self.a = a
        self.b = b
        self.c = c
        self.bits = bits
    }

    /// A v128 constant.
    package init(low: UInt64, high: UInt64) {
        self.init(
            .constant, .v128, a: UInt32(truncatingIfNeeded: high), b: UInt32(truncatingIfNeeded: high >> 32), bits: low)
    }

    /// Of a load or store: which memory.
    package var memoryIndex: UInt32 { c & ~Self.boundsFlag }

    /// Of a load or store: known not to be out of bounds. Stands in the highest bit of `c`.
    package var isWithinBounds: Bool {
        get { c & Self.boundsFlag != 0 }
        set { c = newValue ? c | Self.boundsFlag : memoryIndex }
    }
    private static let boundsFlag: UInt32 = 1 << 31

    /// Whether both say the same.
    @inline(__always)
    func isSame(as other: IRInstruction) -> Bool {
        kind == other.kind && type == other.type && opcode == other.opcode && a == other.a && b == other.b && c == other.c
            && bits == other.bits
    }

    /// Where in the pool the operands stand, for those instructions that have them there.
    @inline(__always)
    package var poolRange: Range<Int>? { isIn(Self.pooledKinds) ? operandRange : nil }

    /// The same, of an instruction that is known to have its operands there.
    @inline(__always) package var operandRange: Range<Int> { Int(a)..<Int(a &+ b) }

    // Which kinds are what is told by the bits of a word: kinds come in no order that the processor could foresee, and a
    // jump by the kind in every pass would be most of the time that the passes take.

    @inline(__always) package static func bit(_ kind: Kind) -> UInt32 { 1 &<< UInt32(kind.rawValue) }
    @inline(__always) func isIn(_ kinds: UInt32) -> Bool { kinds & Self.bit(kind) != 0 }

    /// Those that call a function of WebAssembly.
    @inline(__always) static var callKinds: UInt32 {
        bit(.call) | bit(.callIndirect) | bit(.callReference) | bit(.tryCall) | bit(.tailCall)
    }
    /// Those with their operands in the pool.
    @inline(__always) static var pooledKinds: UInt32 { callKinds | bit(.atomic) | bit(.runtime) }
    /// Those without any effect.
    @inline(__always) static var pureKinds: UInt32 {
        bit(.constant) | bit(.copy) | bit(.select) | bit(.functionReference) | bit(.instance) | bit(.constantLoad)
            | bit(.referenceTest)
    }

    /// By kind, two bits each: operands that stand in the instruction itself. `numeric` is told by its opcode.
    @inline(__always) private static var operandCounts: UInt64 {
        count(3, .select) | count(2, .store) | count(2, .objectStore) | count(1, .copy) | count(1, .load) | count(1, .globalSet)
            | count(1, .extraResult) | count(1, .landed) | count(1, .constantLoad) | count(1, .objectLoad)
            | count(1, .referenceTest) | count(1, .trapIf)
    }
    @inline(__always) private static func count(_ operands: UInt64, _ kind: Kind) -> UInt64 {
        operands &<< (UInt64(kind.rawValue) &* 2)
    }

    /// Operands that stand in the instruction itself: `a`, `b` and `c` in this order.
    @inline(__always)
    func operandCount(_ facts: OpcodeFacts) -> Int {
        let numeric = facts[opcode].operandCount & (kind == .numeric ? -1 : 0)
        return Int(truncatingIfNeeded: Self.operandCounts &>> (UInt64(kind.rawValue) &* 2)) & 3 | numeric
    }

    /// The upper half of a v128 constant.
    package var highBits: UInt64 { UInt64(a) | UInt64(b) << 32 }

    /// The sixteen lanes of `i8x16.shuffle`, five bits each: twelve in ``bits``, four in ``c``.
    package var shuffleLanes: [UInt8] {
        get {
            (0..<16).map { position -> UInt8 in
                let word: UInt64 = position < 12 ? bits : UInt64(c)
                let shift = UInt64(position % 12 * 5)
                return UInt8(word >> shift & 31)
            }
        }
        set {
            bits = 0
            c = 0
            for (position, lane) in newValue.enumerated() {
                let shift = UInt64(position % 12 * 5)
                if position < 12 { bits |= UInt64(lane) << shift } else { c |= UInt32(lane) << UInt32(shift) }
            }
        }
    }
}

/// What an instruction does besides making its value. An instruction without effects may be moved, repeated, and left out
/// when nobody uses it; of two others, the order stays unless their effects have nothing to do with each other.
package struct IREffects: OptionSet, Hashable, Sendable, BitwiseCopyable {
    package var rawValue: UInt16
    package init(rawValue: UInt16) { self.rawValue = rawValue }

    /// Linear memories and their sizes.
    package static let readsMemory = IREffects(rawValue: 1)
    package static let writesMemory = IREffects(rawValue: 2)
    package static let readsGlobals = IREffects(rawValue: 4)
    package static let writesGlobals = IREffects(rawValue: 8)
    /// Tables and segments.
    package static let readsTables = IREffects(rawValue: 16)
    package static let writesTables = IREffects(rawValue: 32)
    /// Fields of structures and elements of arrays, payloads of exceptions, and the context.
    package static let readsObjects = IREffects(rawValue: 64)
    package static let writesObjects = IREffects(rawValue: 128)
    /// May end the function by a trap; or relies on something in front of it not to have trapped.
    package static let traps = IREffects(rawValue: 256)
    /// Runs code outside the function, which destroys registers.
    package static let calls = IREffects(rawValue: 512)
    /// May leave the function by an exception, or for good.
    package static let leaves = IREffects(rawValue: 1024)
    /// Has its place in the block, next to another instruction.
    package static let isBound = IREffects(rawValue: 2048)

    /// What a call of unknown code may do.
    package static let everything: IREffects = [
        .readsMemory, .writesMemory, .readsGlobals, .writesGlobals, .readsTables, .writesTables, .readsObjects, .writesObjects,
        .traps, .calls, .leaves,
    ]
    package static let writes: IREffects = [.writesMemory, .writesGlobals, .writesTables, .writesObjects]
}

extension IRInstruction {
    /// The one place that says what each instruction does.
    package func effects(_ facts: OpcodeFacts) -> IREffects {
        switch kind {
        case .none, .constant, .copy, .select, .functionReference, .instance, .constantLoad, .referenceTest: []
        case .parameter, .extraResult: .isBound
        case .landed: [.isBound, .readsObjects]
        case .numeric: facts[opcode].mayTrap ? .traps : []
        case .load: [.readsMemory, .traps]
        case .store: [.writesMemory, .traps]
        case .atomic:
            switch opcode {
            case .atomicFence: [.readsMemory, .writesMemory]
            case .memoryAtomicWait32, .memoryAtomicWait64, .memoryAtomicNotify:
                [.readsMemory, .writesMemory, .readsObjects, .writesObjects, .traps, .calls]
            default: [.readsMemory, .writesMemory, .traps]
            }
        case .memorySize: .readsMemory
        case .globalGet: .readsGlobals
        case .globalSet: .writesGlobals
        case .objectLoad: [.readsObjects, .traps]
        case .objectStore: [.writesObjects, .traps]
        case .trapIf: .traps
        case .call, .callIndirect, .callReference, .tryCall, .tailCall: .everything
        case .runtime: runtimeEffects
        }
    }

    private var runtimeEffects: IREffects {
        switch opcode {
        case .tableSize: .readsTables
        case .tableGet: [.readsTables, .traps]
        case .tableSet: [.writesTables, .traps]
        case .tableGrow, .tableFill, .tableCopy, .tableInit, .elemDrop: [.readsTables, .writesTables, .traps, .calls]
        case .memoryGrow, .memoryFill, .memoryCopy, .memoryInit, .dataDrop: [.readsMemory, .writesMemory, .traps, .calls]
        // Allocations: they write what nobody has seen yet, and the context.
        case .structNew, .structNewDefault, .arrayNew, .arrayNewDefault, .arrayNewFixed, .arrayNewData, .arrayNewElem, .throw:
            [.readsTables, .readsMemory, .readsObjects, .writesObjects, .traps, .calls]
        case .arrayFill, .arrayCopy, .arrayInitData, .arrayInitElem:
            [.readsTables, .readsMemory, .readsObjects, .writesObjects, .traps, .calls]
        default: .everything
        }
    }

    /// No effect, no trap, and the same answer whenever the operands are the same.
    @inline(__always)
    package func isPure(_ facts: OpcodeFacts) -> Bool { isIn(Self.pureKinds) || kind == .numeric && !facts[opcode].mayTrap }

    /// May be deleted when nobody uses the result.
    @inline(__always)
    package func isRemovableWhenUnused(_ facts: OpcodeFacts) -> Bool {
        let kinds = Self.pureKinds | Self.bit(.globalGet) | Self.bit(.memorySize) | Self.bit(.extraResult)
        return isIn(kinds | (facts[opcode].mayTrap ? 0 : Self.bit(.numeric)))
    }

    /// Nothing behind it in its block is reached.
    package var neverReturns: Bool { kind == .tailCall || kind == .runtime && opcode == .throwRef }
}

/// One way out of a block: where to, and the arguments for the parameters there.
package struct IREdge: Hashable, Sendable, BitwiseCopyable {
    package var target: BlockID
    /// Position in ``IRFunction/pool``.
    package var start: UInt32
    package var count: UInt32
    package init(target: BlockID, start: UInt32 = 0, count: UInt32 = 0) {
        self.target = target
        self.start = start
        self.count = count
    }

    /// Where in the pool the arguments stand.
    @inline(__always) package var range: Range<Int> { Int(start)..<Int(start &+ count) }
}

/// How a block ends.
package enum IRTerminator: Hashable, Sendable, BitwiseCopyable {
    /// Not set yet; no finished function has one.
    case none
    case jump(IREdge)
    /// To the first edge if the `i32` condition is not zero.
    case branch(condition: ValueID, then: IREdge, otherwise: IREdge)
    /// By the unsigned `i32` index into the edges, which stand in ``IRFunction/tableEdges``; the last is the default.
    case table(index: ValueID, start: UInt32, count: UInt32)
    /// Values in the pool.
    case `return`(start: UInt32, count: UInt32)
    case trap(TrapKind)
}

/// A basic block: a run of instructions, all of which stand next to each other in ``IRFunction/instructions``.
package struct IRBlock: Hashable, Sendable, BitwiseCopyable {
    /// Position in ``IRFunction/parameters``.
    package var parameterStart: UInt32 = 0
    package var parameterCount: UInt32 = 0
    package var first: UInt32 = 0
    package var end: UInt32 = 0
    package var terminator: IRTerminator = .none
    /// Nesting of loops; 0 outside any.
    package var loopDepth: UInt32 = 0
    package init() {}

    /// Where in ``IRFunction/parameters`` the block's stand.
    @inline(__always) package var parameterRange: Range<Int> { Int(parameterStart)..<Int(parameterStart &+ parameterCount) }
    /// Its instructions.
    @inline(__always) package var values: Range<ValueID> { first..<end }
}

/// A loop of the source: blocks `header...last` in layout order, one of its ways out behind them.
package struct IRLoop: Hashable, Sendable, BitwiseCopyable {
    package var header: BlockID
    package var last: BlockID
    package var parent: Int32
    package init(header: BlockID, last: BlockID, parent: Int32) {
        self.header = header
        self.last = last
        self.parent = parent
    }
}
