// The bytes of a name section (§7.4.1). They stand here because both formats hold them: the binary format as a custom
// section, the text format in `(@custom "name" "…")`.
extension NameSection {
    /// The name of the custom section.
    package static let sectionName = "name"

    /// The names in `contents`, if those are exactly the bytes that ``bytes`` makes of them.
    package init?(canonical contents: [UInt8]) {
        self.init()
        var reader = NameReader(contents)
        while !reader.isAtEnd {
            guard let id = reader.byte(), let subsection = Subsection(rawValue: id), let content = reader.bytes() else {
                return nil
            }
            var inner = NameReader(content)
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
        guard bytes == contents else { return nil }
    }

    /// The contents of the section, without its name, in the canonical form: subsections in order, empty ones left out,
    /// shortest numbers.
    package var bytes: [UInt8] {
        var all: [UInt8] = []
        for subsection in Subsection.allCases {
            guard let content = content(of: subsection) else { continue }
            all.append(subsection.rawValue)
            all.appendCounted(content)
        }
        return all
    }

    /// `nil` if there is nothing to write.
    private func content(of subsection: Subsection) -> [UInt8]? {
        switch subsection {
        case .module: module.map { [UInt8](counted: Array($0.utf8)) }
        case .functions: Self.bytes(of: functions)
        case .locals: Self.bytes(of: locals)
        case .labels: Self.bytes(of: labels)
        case .types: Self.bytes(of: types)
        case .tables: Self.bytes(of: tables)
        case .memories: Self.bytes(of: memories)
        case .globals: Self.bytes(of: globals)
        case .elements: Self.bytes(of: elements)
        case .data: Self.bytes(of: data)
        case .fields: Self.bytes(of: fields)
        case .tags: Self.bytes(of: tags)
        }
    }

    private static func bytes(of names: [Association]) -> [UInt8]? {
        names.isEmpty ? nil : [UInt8](map: names)
    }

    private static func bytes(of names: [IndirectAssociation]) -> [UInt8]? {
        if names.isEmpty { return nil }
        var bytes: [UInt8] = []
        bytes.appendLEB128(UInt32(names.count))
        for association in names {
            bytes.appendLEB128(association.index)
            bytes += [UInt8](map: association.names)
        }
        return bytes
    }
}

extension [UInt8] {
    fileprivate init(counted bytes: [UInt8]) {
        self = []
        appendCounted(bytes)
    }

    fileprivate init(map names: [NameSection.Association]) {
        self = []
        appendLEB128(UInt32(names.count))
        for association in names {
            appendLEB128(association.index)
            appendCounted(Array(association.name.utf8))
        }
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

/// Reads what ``NameSection/bytes`` writes; `nil` at anything else, indices out of order among it.
private struct NameReader {
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
        bytes().flatMap { String(validating: $0, as: UTF8.self) }
    }

    private mutating func index(after last: UInt32?) -> UInt32? {
        guard let index = number() else { return nil }
        if let last, index <= last { return nil }
        return index
    }

    mutating func names() -> [NameSection.Association]? {
        guard let count = number() else { return nil }
        var names: [NameSection.Association] = []
        for _ in 0..<count {
            guard let index = index(after: names.last?.index), let name = name() else { return nil }
            names.append(.init(index, name))
        }
        return names
    }

    mutating func indirectNames() -> [NameSection.IndirectAssociation]? {
        guard let count = number() else { return nil }
        var all: [NameSection.IndirectAssociation] = []
        for _ in 0..<count {
            guard let index = index(after: all.last?.index), let names = names() else { return nil }
            all.append(.init(index, names))
        }
        return all
    }
}
