package import WasmModel

/// The name section (§7.4.1): subsections of an id, a size and a map from indices to names.
extension NameSection {
    static let sectionName = "name"

    /// The names, if ``encoded()`` gives these bytes again.
    init?(canonical contents: [UInt8]) {
        guard let names = try? NameSection(decoding: contents), names.encoded() == contents else { return nil }
        self = names
    }

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

    /// The contents of the section, without its name.
    package func encoded() -> [UInt8] {
        var writer = ByteWriter()
        for subsection in Subsection.allCases {
            var contents = ByteWriter()
            if write(subsection, to: &contents) {
                writer.byte(subsection.rawValue)
                writer.byteList(contents.bytes)
            }
        }
        return writer.bytes
    }

    /// False if there is nothing to write.
    private func write(_ subsection: Subsection, to writer: inout ByteWriter) -> Bool {
        switch subsection {
        case .module:
            guard let module else { return false }
            writer.name(module)
            return true
        case .functions: return writer.nameMap(functions)
        case .locals: return writer.indirectNameMap(locals)
        case .labels: return writer.indirectNameMap(labels)
        case .types: return writer.nameMap(types)
        case .tables: return writer.nameMap(tables)
        case .memories: return writer.nameMap(memories)
        case .globals: return writer.nameMap(globals)
        case .elements: return writer.nameMap(elements)
        case .data: return writer.nameMap(data)
        case .fields: return writer.indirectNameMap(fields)
        case .tags: return writer.nameMap(tags)
        }
    }
}

extension ByteWriter {
    fileprivate mutating func nameMap(_ associations: [NameSection.Association]) -> Bool {
        list(associations) { writer, association in
            writer.unsigned(association.index)
            writer.name(association.name)
        }
        return !associations.isEmpty
    }

    fileprivate mutating func indirectNameMap(_ associations: [NameSection.IndirectAssociation]) -> Bool {
        list(associations) { writer, association in
            writer.unsigned(association.index)
            _ = writer.nameMap(association.names)
        }
        return !associations.isEmpty
    }
}
