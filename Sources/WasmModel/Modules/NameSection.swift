/// Debug names (§7.4.1, with the extended name section for the other index spaces).
public struct NameSection: Hashable, Sendable {
    public struct Association: Hashable, Sendable {
        public var index: UInt32
        public var name: String
        public init(_ index: UInt32, _ name: String) {
            self.index = index
            self.name = name
        }
    }
    public struct IndirectAssociation: Hashable, Sendable {
        public var index: UInt32
        public var names: [Association]
        public init(_ index: UInt32, _ names: [Association]) {
            self.index = index
            self.names = names
        }
    }
    /// Ids of the subsections.
    public enum Subsection: UInt8, CaseIterable, Hashable, Sendable {
        case module = 0, functions = 1, locals = 2, labels = 3, types = 4, tables = 5, memories = 6, globals = 7
        case elements = 8, data = 9, fields = 10, tags = 11
    }

    public var module: String?
    public var functions: [Association] = []
    public var locals: [IndirectAssociation] = []
    public var labels: [IndirectAssociation] = []
    public var types: [Association] = []
    public var tables: [Association] = []
    public var memories: [Association] = []
    public var globals: [Association] = []
    public var elements: [Association] = []
    public var data: [Association] = []
    public var fields: [IndirectAssociation] = []
    public var tags: [Association] = []

    public init() {}
    public var isEmpty: Bool { self == NameSection() }
}
