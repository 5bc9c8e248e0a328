import WasmModel

/// A list of value types as a place in ``ModuleTypes/signatureTypes``.
struct TypeList {
    var start: UInt32
    var count: UInt32
    init(_ start: UInt32, _ count: UInt32) {
        self.start = start
        self.count = count
    }
    static let empty = TypeList(0, 0)
}

/// A block that is open during translation.
struct ControlFrame {
    enum Kind: UInt8 {
        case function, block, loop, `if`, `else`, tryTable
        /// `try` of the legacy proposal: its body, and after a `catch`.
        case `try`, `catch`
    }
    var kind: Kind
    var parameters = TypeList.empty
    var results: TypeList
    /// Operands on the stack below its parameters, and their height in slots.
    var operandCount: Int
    var height: Int
    /// Branches to its end, or for a `loop` the position of its beginning.
    var fixups: Fixup
    /// Of an `if`: the branch to its `else`.
    var elseFixups = Fixup.none
    /// Of a `try_table` or `try`: where its body begins.
    var start: Int = 0
    /// Of a `try_table`: its catch clauses in the pool of the function body.
    var clauses: Int = 0
    /// Of a `loop`: the meter outside.
    var meter = Translator.none
    var cost: UInt32 = 0

    init(
        kind: Kind, parameters: TypeList = .empty, results: TypeList, operandCount: Int, height: Int,
        fixups: Fixup = .none
    ) {
        self.kind = kind
        self.parameters = parameters
        self.results = results
        self.operandCount = operandCount
        self.height = height
        self.fixups = fixups
    }

    /// What a branch to its label carries.
    var labelTypes: TypeList { kind == .loop ? parameters : results }
}

/// A place that gets to know where a label is as soon as that is known. The places that wait for the same label are a
/// linked list, each link where the distance will be.
struct Fixup: Equatable {
    enum Kind: UInt32 {
        /// The upper half of the second word of an instruction: distance in words from the instruction.
        case instruction = 0
        /// The upper half of a word: distance in words from that word.
        case tableEntry = 1
        /// ``HandlerRegion/target``: position in the code.
        case region = 2
    }
    var rawValue: UInt32
    static let none = Fixup(rawValue: .max)
    init(rawValue: UInt32) { self.rawValue = rawValue }
    init(_ kind: Kind, _ position: Int) { rawValue = UInt32(truncatingIfNeeded: position << 2) | kind.rawValue }
    var position: Int { Int(rawValue >> 2) }
    var kind: Kind { Kind(rawValue: rawValue & 3) ?? .instruction }
}

/// Code in which a clause catches exceptions. Regions of one function stand together, inner ones before outer ones.
struct HandlerRegion {
    enum Kind: UInt8 {
        case `catch`, catchReference, catchAll, catchAllReference
        /// `catch` and `catch_all` of the legacy proposal, which keep the exception for `rethrow`.
        case legacyCatch, legacyCatchAll
        /// Only regions of blocks outside of ``depth`` come into question from here on.
        case delegate
    }
    var start: UInt32
    var end: UInt32
    var kind: Kind
    /// Number of blocks around the block it belongs to; for `delegate` that of the block it names.
    var depth: UInt32
    var tag: UInt32
    /// The first slot of the payload. The reference, if the kind pushes one, comes after the payload; the legacy kinds
    /// keep it in the slot before.
    var slot: UInt32
    var target: UInt32
}

/// Where the code of a function begins, and what unwinding must know about it.
struct FunctionExtent {
    var start: UInt32
    /// Its first region; the last is before that of the next function.
    var regions: UInt32
    var header: UInt32
}
