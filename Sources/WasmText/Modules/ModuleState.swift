import WasmModel

/// The index spaces that identifiers live in. Fields have one scope for each structure type, after these.
enum Space: UInt32 {
    case type, function, table, memory, global, tag, element, data, local

    static func fields(of typeIndex: UInt32) -> UInt32 { 16 &+ typeIndex }

    /// As in messages.
    var name: String {
        switch self {
        case .type: "type"
        case .function: "function"
        case .table: "table"
        case .memory: "memory"
        case .global: "global"
        case .tag: "tag"
        case .element: "elem segment"
        case .data: "data segment"
        case .local: "local"
        }
    }
}

/// A type as the parser needs it: parameters and results of a function type, in ``ModuleState/signatures``.
struct Signature {
    var start: UInt32 = 0
    var parameterCount: UInt32 = 0
    var resultCount: UInt32 = 0
    var isFunction = false
    /// What an inline function type stands for: final, without supertypes, alone in its group.
    var isPlain = false
    @inline(__always) var count: Int { Int(parameterCount &+ resultCount) }
}

/// What is known of the module that is being read. Kept between modules for its capacity.
struct ModuleState {
    var module = Module()
    var bindings = BindingTable()
    /// Sizes of the index spaces so far, by ``Space``.
    var counts = InlineArray<9, UInt32>(repeating: 0)
    var types: [Signature] = []
    var signatures: [ValueType] = []
    /// Hash of a plain function type to the first type that has it.
    var plainTypes: [UInt64: UInt32] = [:]
    /// Where type definitions stand and end; they are read before everything else.
    var typeFields: [(start: Int, end: Int)] = []
    /// The next of those that the second look comes to.
    var nextTypeField = 0
    var definesAnything: Space?
    var usesDataIndex = false
    var hasDataCount = false
    var interpretsAnnotations = false
    var customs: [(annotation: CustomAnnotation, offset: Int)] = []
    var names = NameSection()
    var firstName: Int?
    var firstBranchHint: Int?

    mutating func reset() {
        module = Module()
        bindings.removeAll()
        counts = InlineArray(repeating: 0)
        types.removeAll(keepingCapacity: true)
        signatures.removeAll(keepingCapacity: true)
        if !plainTypes.isEmpty { plainTypes.removeAll(keepingCapacity: true) }
        typeFields.removeAll(keepingCapacity: true)
        nextTypeField = 0
        definesAnything = nil
        usesDataIndex = false
        hasDataCount = false
        customs.removeAll()
        names = NameSection()
        firstName = nil
        firstBranchHint = nil
    }
}

/// What is known of the function or expression that is being read.
struct BodyState {
    var instructions: [Instruction] = []
    var pool: [UInt64] = []
    var positions: [UInt32] = []
    var hints: [BranchHint] = []
    var frames: [Frame] = []
    /// Kind of the innermost frame.
    var context = Frame.Kind.sequence
    /// Of the blocks around the current place, innermost last; without the function's own.
    var labels: [Identifier] = []
    var locals = BindingTable()
    var localCount: UInt32 = 0
    var functionIndex: UInt32 = 0
    /// Words for the pool of folded instructions that are still to be written: the pool has the order of the
    /// instructions.
    var deferred: [UInt64] = []
    /// Types of a type use or `select` that is not finished.
    var scratch: [ValueType] = []
}

/// A construct whose end is still to come.
struct Frame {
    enum Kind: UInt8 {
        /// The outermost level, which is no frame.
        case sequence
        /// `(i32.add …)`: operands up to the parenthesis.
        case foldedPlain
        /// `(block …)`, `(loop …)`, `(try_table …)`.
        case foldedBlock
        // `(if …)`, part by part.
        case foldedCondition, foldedThen, foldedAfterThen, foldedElse, foldedAfterElse
        // `(try (do …) …)`
        case foldedTry, foldedDo, foldedAfterDo, foldedCatch, foldedAfterCatch, foldedCatchAll, foldedAfterCatchAll
        case foldedAfterDelegate
        // Without parentheses, up to `end`.
        case block, `if`, `else`, `try`, `catch`, catchAll
    }
    var kind: Kind
    /// A folded `call_indirect` whose type is decided when its operands have been read.
    var hasTypeUse = false
    var hint: BranchHint?
    /// Words of the instruction's immediates at the end of ``BodyState/deferred``.
    var deferredCount: UInt32 = 0
    /// Text offset of the instruction.
    var offset: UInt32
    /// To be written when the operands are.
    var instruction: Instruction
    var label = Identifier.none
    var typeUse = TypeUse()
}

/// A type use (WebAssembly 3.0, §6.4.3): a type index, or types written out at the end of ``BodyState/scratch``, or
/// both.
struct TypeUse {
    var scratchStart: UInt32 = 0
    var parameterCount: UInt32 = 0
    var resultCount: UInt32 = 0
    var index: UInt32 = 0
    var hasIndex = false
    @inline(__always) var isInlineEmpty: Bool { parameterCount == 0 && resultCount == 0 }
}
