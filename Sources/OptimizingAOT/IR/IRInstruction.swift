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
/// | constant | | | | | the bits, zero-extended |
/// | numeric | which operation | operand | operand, if it has two | | |
/// | select | | if true | if false | condition | |
/// | load | which load | address | | | offset |
/// | store | which store | address | value | | offset |
/// | globalGet | | | | | global |
/// | globalSet | | value | | | global |
/// | functionReference | | | | | function |
/// | memorySize | | | | | |
/// | call | | pool position of arguments | their number | number of results | function |
/// | callIndirect | | pool position of arguments, table index last | their number | number of results | type, table in the high half |
/// | extraResult | | the call | | | which result, from 1 |
/// | runtime | which bulk or table operation | pool position of arguments | their number | | first index, second in the high half |
/// | none | | | | | |
///
/// A call's own value is its first result. Numeric operations are named by the WebAssembly instruction whose meaning they
/// have, so that the constant folder asks `NumericSemantics` and a dump reads like the source.
package struct IRInstruction: Hashable, Sendable {
    package enum Kind: UInt8, Hashable, Sendable, CaseIterable {
        /// Deleted by a pass.
        case none
        case parameter, constant, numeric, select
        case load, store, globalGet, globalSet, functionReference, memorySize
        case call, callIndirect, extraResult, runtime
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

    /// No effect, no trap, and the same answer whenever the operands are the same.
    package var isPure: Bool {
        switch kind {
        case .constant, .select, .functionReference: true
        case .numeric: !opcode.mayTrap
        case .none, .parameter, .load, .store, .globalGet, .globalSet, .memorySize, .call, .callIndirect, .extraResult, .runtime:
            false
        }
    }

    /// May be deleted when nobody uses the result.
    package var isRemovableWhenUnused: Bool {
        switch kind {
        case .globalGet, .memorySize, .extraResult: true
        default: isPure
        }
    }
}

/// One way out of a block: where to, and the arguments for the parameters there.
package struct IREdge: Hashable, Sendable {
    package var target: BlockID
    /// Position in ``IRFunction/pool``.
    package var start: UInt32
    package var count: UInt32
    package init(target: BlockID, start: UInt32, count: UInt32) {
        self.target = target
        self.start = start
        self.count = count
    }
}

/// How a block ends.
package enum IRTerminator: Hashable, Sendable {
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
package struct IRBlock: Hashable, Sendable {
    /// Values with ``IRInstruction/Kind/parameter``.
    package var parameters: [ValueID] = []
    package var first: UInt32 = 0
    package var end: UInt32 = 0
    package var terminator: IRTerminator = .none
    /// Nesting of loops; 0 outside any.
    package var loopDepth: UInt32 = 0
    package init() {}
}

/// A loop of the source: blocks `header...last` in layout order, one of its ways out behind them.
package struct IRLoop: Hashable, Sendable {
    package var header: BlockID
    package var last: BlockID
    package var parent: Int32
    package init(header: BlockID, last: BlockID, parent: Int32) {
        self.header = header
        self.last = last
        self.parent = parent
    }
}
