/// A module (WebAssembly 3.0, §2.5), as the binary format orders it. It may be invalid: a decoder and a text parser
/// produce it, `WasmValidation` judges it.
public struct Module: Hashable, Sendable {
    public var types: [RecursionGroup] = []
    public var imports: [Import] = []
    /// Defined functions; imported ones come before them in the index space. The same holds for the other spaces.
    public var functions: [Function] = []
    public var tables: [Table] = []
    public var memories: [MemoryType] = []
    /// Type indices.
    public var tags: [UInt32] = []
    public var globals: [Global] = []
    public var exports: [Export] = []
    public var start: UInt32?
    public var elements: [ElementSegment] = []
    /// The data count section, where there is one.
    public var dataCount: UInt32?
    public var data: [DataSegment] = []
    public var customSections: [CustomSection] = []
    /// Sections that stand in the binary form with nothing in them.
    public var emptySections = EmptySections()

    public init() {}
}

/// Which sections are there although they hold nothing. Kept so that a module survives decoding and encoding byte for
/// byte; without meaning, so any two are equal.
public struct EmptySections: Hashable, Sendable {
    private var bits: UInt16 = 0
    public init() {}
    public func contains(_ section: Section) -> Bool { bits & (1 << section.rawValue) != 0 }
    public mutating func insert(_ section: Section) { bits |= 1 << section.rawValue }
    public mutating func remove(_ section: Section) { bits &= ~(1 << section.rawValue) }

    public static func == (a: EmptySections, b: EmptySections) -> Bool { true }
    public func hash(into hasher: inout Hasher) {}
}

public struct Import: Hashable, Sendable {
    public var module: String
    public var name: String
    public var type: ExternalType
    public init(module: String, name: String, type: ExternalType) {
        self.module = module
        self.name = name
        self.type = type
    }
}

public struct Export: Hashable, Sendable {
    public var name: String
    public var kind: ExternalKind
    public var index: UInt32
    public init(name: String, kind: ExternalKind, index: UInt32) {
        self.name = name
        self.kind = kind
        self.index = index
    }
}

public struct Function: Hashable, Sendable {
    public var typeIndex: UInt32
    public var locals: [LocalGroup]
    public var body: Expression
    /// Hints for `br_if` and `if`, by instruction number in ``body``, ascending (custom section
    /// `metadata.code.branch_hint`).
    public var branchHints: [BranchHint]
    public init(typeIndex: UInt32, locals: [LocalGroup] = [], body: Expression, branchHints: [BranchHint] = []) {
        self.typeIndex = typeIndex
        self.locals = locals
        self.body = body
        self.branchHints = branchHints
    }
}

/// A run of locals of one type, as the binary format counts them (§5.5.13).
public struct LocalGroup: Hashable, Sendable {
    public var count: UInt32
    public var type: ValueType
    public init(count: UInt32, type: ValueType) {
        self.count = count
        self.type = type
    }
}

public struct BranchHint: Hashable, Sendable {
    public var instruction: UInt32
    public var isLikely: Bool
    public init(instruction: UInt32, isLikely: Bool) {
        self.instruction = instruction
        self.isLikely = isLikely
    }
}

public struct Table: Hashable, Sendable {
    public var type: TableType
    /// The initial value of every element; `nil` means null.
    public var initializer: Expression?
    public init(_ type: TableType, initializer: Expression? = nil) {
        self.type = type
        self.initializer = initializer
    }
}

public struct Global: Hashable, Sendable {
    public var type: GlobalType
    public var initializer: Expression
    public init(_ type: GlobalType, initializer: Expression) {
        self.type = type
        self.initializer = initializer
    }
}

/// An element segment (§2.5.9).
public struct ElementSegment: Hashable, Sendable {
    public enum Mode: Hashable, Sendable {
        case passive, declarative
        case active(table: UInt32, offset: Expression)
    }
    /// Two spellings of the binary format: function indices, or expressions.
    public enum Items: Hashable, Sendable {
        case functions([UInt32])
        case expressions([Expression])
        public var count: Int {
            switch self {
            case .functions(let indices): indices.count
            case .expressions(let expressions): expressions.count
            }
        }
    }
    public var mode: Mode
    /// A reference type. `(ref func)` for function indices where the format leaves it out.
    public var type: ValueType
    public var items: Items
    /// Active, in table 0, and written with a table index all the same (flags 2 and 6 of §5.5.12). For round trips.
    public var namesTable: Bool
    public init(mode: Mode, type: ValueType, items: Items, namesTable: Bool = false) {
        self.mode = mode
        self.type = type
        self.items = items
        self.namesTable = namesTable
    }
}

/// A data segment (§2.5.10).
public struct DataSegment: Hashable, Sendable {
    public enum Mode: Hashable, Sendable {
        case passive
        case active(memory: UInt32, offset: Expression)
    }
    public var mode: Mode
    public var bytes: [UInt8]
    /// Active, in memory 0, and written with a memory index all the same (flag 2 of §5.5.14). For round trips.
    public var namesMemory: Bool
    public init(mode: Mode, bytes: [UInt8], namesMemory: Bool = false) {
        self.mode = mode
        self.bytes = bytes
        self.namesMemory = namesMemory
    }
}

/// A custom section and where it stands.
public struct CustomSection: Hashable, Sendable {
    public enum Content: Hashable, Sendable {
        case raw([UInt8])
        /// The name section (§7.4.1), where its bytes are the canonical ones of these names.
        case names(NameSection)
        /// Branch hints, which stand with their functions in ``Function/branchHints``.
        case branchHints
    }
    public var name: String
    public var content: Content
    /// The last non-custom section before it; ``Section/custom`` if there is none.
    public var after: Section
    public init(name: String, content: Content, after: Section) {
        self.name = name
        self.content = content
        self.after = after
    }
}

/// Sections in the order in which they must stand (§5.5.2). Raw values count that order, not the section ids.
public enum Section: UInt8, CaseIterable, Hashable, Sendable {
    case custom, type, `import`, function, table, memory, tag, global, export, start, element, dataCount, code, data

    /// The id byte of the binary format.
    public var id: UInt8 {
        switch self {
        case .custom: 0
        case .type: 1
        case .import: 2
        case .function: 3
        case .table: 4
        case .memory: 5
        case .tag: 13
        case .global: 6
        case .export: 7
        case .start: 8
        case .element: 9
        case .dataCount: 12
        case .code: 10
        case .data: 11
        }
    }
    public init?(id: UInt8) {
        guard let section = Self.allCases.first(where: { $0.id == id }) else { return nil }
        self = section
    }
}
