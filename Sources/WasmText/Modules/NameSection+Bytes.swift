import WasmModel

// The bytes of a name section (§7.4.1), because a text can hold them: `(@custom "name" "…")`.
extension NameSection {
    /// The names in `bytes`, if those are exactly the ones that ``bytes`` makes of them.
    init?(canonical bytes: [UInt8]) {
        self.init()
        var reader = ByteReader(bytes)
        while !reader.isAtEnd {
            guard let id = reader.byte(), let subsection = Subsection(rawValue: id), let content = reader.bytes() else {
                return nil
            }
            var inner = ByteReader(content)
            switch subsection {
            case .module: module = inner.name()
            case .functions: functions = inner.names() ?? []
            case .locals: locals = inner.indirectNames() ?? []
            case .labels: labels = inner.indirectNames() ?? []
            case .types: types = inner.names() ?? []
            case .tables: tables = inner.names() ?? []
            case .memories: memories = inner.names() ?? []
            case .globals: globals = inner.names() ?? []
            case .elements: elements = inner.names() ?? []
            case .data: data = inner.names() ?? []
            case .fields: fields = inner.indirectNames() ?? []
            case .tags: tags = inner.names() ?? []
            }
        }
        guard self.bytes == bytes else { return nil }
    }

    /// The canonical form: subsections in order, empty ones left out, shortest numbers.
    var bytes: [UInt8] {
        var all: [UInt8] = []
        func add(_ subsection: Subsection, _ content: [UInt8]) {
            all.append(subsection.rawValue)
            all.appendCounted(content)
        }
        if let module { add(.module, [UInt8](counted: Array(module.utf8))) }
        for (subsection, names) in [(Subsection.functions, functions)] where !names.isEmpty {
            add(subsection, Self.bytes(of: names))
        }
        for (subsection, names) in [(Subsection.locals, locals), (.labels, labels)] where !names.isEmpty {
            add(subsection, Self.bytes(of: names))
        }
        let direct: [(Subsection, [Association])] = [
            (.types, types), (.tables, tables), (.memories, memories), (.globals, globals), (.elements, elements),
            (.data, data),
        ]
        for (subsection, names) in direct where !names.isEmpty { add(subsection, Self.bytes(of: names)) }
        if !fields.isEmpty { add(.fields, Self.bytes(of: fields)) }
        if !tags.isEmpty { add(.tags, Self.bytes(of: tags)) }
        return all
    }

    private static func bytes(of names: [Association]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.appendLEB128(UInt32(names.count))
        for association in names {
            bytes.appendLEB128(association.index)
            bytes.appendCounted(Array(association.name.utf8))
        }
        return bytes
    }

    private static func bytes(of names: [IndirectAssociation]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.appendLEB128(UInt32(names.count))
        for association in names {
            bytes.appendLEB128(association.index)
            bytes += Self.bytes(of: association.names)
        }
        return bytes
    }
}

extension [UInt8] {
    fileprivate init(counted bytes: [UInt8]) {
        self = []
        appendCounted(bytes)
    }

    fileprivate mutating func appendLEB128(_ value: UInt32) {
        var rest = value
        while rest >= 0x80 {
            append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        append(UInt8(rest))
    }

    fileprivate mutating func appendCounted(_ bytes: [UInt8]) {
        appendLEB128(UInt32(bytes.count))
        self += bytes
    }
}

/// Reads what ``NameSection/bytes`` writes; `nil` at anything else.
private struct ByteReader {
    private let source: [UInt8]
    private var position = 0

    init(_ source: [UInt8]) { self.source = source }

    var isAtEnd: Bool { position == source.count }

    mutating func byte() -> UInt8? {
        if isAtEnd { return nil }
        position += 1
        return source[position - 1]
    }

    mutating func number() -> UInt32? {
        var value: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 35, by: 7) {
            guard let byte = byte() else { return nil }
            value |= UInt64(byte & 0x7F) << shift
            if byte & 0x80 == 0 { return UInt32(exactly: value) }
        }
        return nil
    }

    mutating func bytes() -> [UInt8]? {
        guard let count = number(), Int(count) <= source.count - position else { return nil }
        position += Int(count)
        return Array(source[(position - Int(count))..<position])
    }

    mutating func name() -> String? {
        guard let bytes = bytes(), UTF8Form.isValid(bytes) else { return nil }
        return String(decoding: bytes, as: UTF8.self)
    }

    mutating func names() -> [NameSection.Association]? {
        guard let count = number() else { return nil }
        var names: [NameSection.Association] = []
        for _ in 0..<count {
            guard let index = number(), let name = name() else { return nil }
            names.append(.init(index, name))
        }
        return names
    }

    mutating func indirectNames() -> [NameSection.IndirectAssociation]? {
        guard let count = number() else { return nil }
        var all: [NameSection.IndirectAssociation] = []
        for _ in 0..<count {
            guard let index = number(), let names = names() else { return nil }
            all.append(.init(index, names))
        }
        return all
    }
}
