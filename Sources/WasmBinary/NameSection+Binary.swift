package import WasmModel

// The name section (§7.4.1): subsections of an id, a size and a map from indices to names. What is canonical the model reads
// itself; this reader says where one is malformed.
extension NameSection {
    /// Reads the contents of a name section. Offsets in errors count from their beginning.
    package init(decoding contents: [UInt8]) throws(BinaryError) {
        self.init()
        var reader = ByteReader(contents, features: .all)
        var last: UInt8?
        while !reader.isAtEnd {
            let start = reader.position
            let id = try reader.byte()
            if let last, id <= last { throw .malformedNameSubsection(start) }
            last = id
            guard let subsection = Subsection(rawValue: id) else { throw .malformedNameSubsection(start) }
            try reader.sized { reader throws(BinaryError) in try read(subsection, &reader) }
        }
    }

    private mutating func read(_ subsection: Subsection, _ reader: inout ByteReader) throws(BinaryError) {
        switch subsection {
        case .module: module = try reader.name()
        case .functions: functions = try Self.nameMap(&reader)
        case .locals: locals = try Self.indirectNameMap(&reader)
        case .labels: labels = try Self.indirectNameMap(&reader)
        case .types: types = try Self.nameMap(&reader)
        case .tables: tables = try Self.nameMap(&reader)
        case .memories: memories = try Self.nameMap(&reader)
        case .globals: globals = try Self.nameMap(&reader)
        case .elements: elements = try Self.nameMap(&reader)
        case .data: data = try Self.nameMap(&reader)
        case .fields: fields = try Self.indirectNameMap(&reader)
        case .tags: tags = try Self.nameMap(&reader)
        }
    }

    private static func nameMap(_ reader: inout ByteReader) throws(BinaryError) -> [Association] {
        var last: UInt32?
        return try reader.list { reader throws(BinaryError) in
            let index = try ascendingIndex(&reader, after: &last)
            return Association(index, try reader.name())
        }
    }

    private static func indirectNameMap(_ reader: inout ByteReader) throws(BinaryError) -> [IndirectAssociation] {
        var last: UInt32?
        return try reader.list { reader throws(BinaryError) in
            let index = try ascendingIndex(&reader, after: &last)
            return IndirectAssociation(index, try nameMap(&reader))
        }
    }

    private static func ascendingIndex(
        _ reader: inout ByteReader, after last: inout UInt32?
    ) throws(BinaryError) -> UInt32 {
        let start = reader.position
        let index = try reader.u32()
        if let last, index <= last { throw index == last ? .duplicateName(start) : .unorderedNames(start) }
        last = index
        return index
    }
}
