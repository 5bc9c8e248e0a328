import WasmModel

/// An annotation that stands for a custom section or a part of one (appendix "Custom Sections and Annotations").
struct Annotation {
    enum Content {
        case custom(CustomAnnotation)
        case name(String)
        case branchHint(isLikely: Bool)
        /// See ``TextParser/localGroupsID``.
        case localGroups([LocalGroup])
        /// See ``TextParser/dataCountID``.
        case dataCount
        /// See ``TextParser/emptySectionsID``.
        case emptySections([Section])
    }
    /// Of its opening parenthesis.
    var offset: Int
    var content: Content
}

/// `(@custom "name" (before type) "bytes")`.
struct CustomAnnotation {
    var name: String
    var placement: Placement
    var bytes: [UInt8]

    enum Placement: Equatable {
        case before(Section)
        case after(Section)

        /// The order of the sections in a binary; what stands after one section comes before what stands before the
        /// next.
        var rank: Int {
            switch self {
            case .before(let section): 2 * Int(section.rawValue)
            case .after(let section): 2 * Int(section.rawValue) + 1
            }
        }
    }
}

/// One token of an annotation that is looked into.
private enum AnnotationItem {
    case string([UInt8], offset: Int)
    case atom(String, offset: Int)
    case left(offset: Int)
    case right(offset: Int)

    var offset: Int {
        switch self {
        case .string(_, let offset), .atom(_, let offset), .left(let offset), .right(let offset): offset
        }
    }
}

extension TextParser {
    private static let knownIDs: Set = ["custom", "name", branchHintName, localGroupsID, dataCountID, emptySectionsID]

    /// How a binary groups the locals of a function, where that is not what the text gives:
    /// `(@assay.local_groups count type …)`, before the locals, with the types as raw values. The locals stand behind
    /// it all the same, unless they are too many. Ours; other tools skip it.
    static let localGroupsID = "assay.local_groups"
    /// The module has a data count section without need: `(@assay.data_count)`. Ours; other tools skip it.
    static let dataCountID = "assay.data_count"
    /// Sections that the binary has with nothing in them, by the keywords of placements. Ours; other tools skip it.
    static let emptySectionsID = "assay.empty_sections"

    static let branchHintName = "metadata.code.branch_hint"
    static let sections: [String: Section] = [
        "type": .type, "import": .import, "func": .function, "table": .table, "memory": .memory, "tag": .tag,
        "global": .global, "export": .export, "start": .start, "elem": .element, "code": .code, "data": .data,
        "datacount": .dataCount, "first": .type, "last": .data,
    ]

    /// Reads the annotation that begins at `opening` and returns where the text goes on.
    mutating func annotation(at opening: Int) throws(TextError) -> Int {
        var position = opening + 2
        let id: [UInt8]
        if source[position] == 0x22 {
            start = position
            try lexString()
            id = source.stringBytes(start, end)
            position = end
            if !UTF8Form.isValid(id) { throw source.error(.malformedUTF8, at: start) }
        } else {
            while CharacterClass.isIdentifier(source[position]) { position += 1 }
            id = Array(source.bytes[(opening + 2)..<position])
        }
        if id.isEmpty { throw source.error(.emptyAnnotationID, at: opening) }
        let isNew = state.interpretsAnnotations && opening >= annotationsSeen
        let name = String(decoding: id, as: UTF8.self)
        let isKnown = isNew && Self.knownIDs.contains(name)
        var items: [AnnotationItem] = []
        position = try annotationEnd(from: position, opening: opening, items: &items, keepsItems: isKnown)
        if isNew { annotationsSeen = position }
        if isKnown {
            annotations.append(Annotation(offset: opening, content: try source.content(of: name, items, at: opening)))
        }
        return position
    }

    /// Walks over the tokens of an annotation up to behind its closing parenthesis. Nested ones are counted, not
    /// entered, so that depth costs nothing.
    private mutating func annotationEnd(
        from position: Int, opening: Int, items: inout [AnnotationItem], keepsItems: Bool
    ) throws(TextError) -> Int {
        var position = position
        var depth = 1
        while true {
            let byte = source[position]
            switch byte {
            case 0x20, 0x09, 0x0A, 0x0D:
                position += 1
            case 0x28 where source[position + 1] == 0x3B, 0x3B where source[position + 1] == 0x3B:
                position = try source.commentEnd(from: position)
            case 0x28:
                depth += 1
                if keepsItems { items.append(.left(offset: position)) }
                position += 1
            case 0x29:
                depth -= 1
                if keepsItems && depth > 0 { items.append(.right(offset: position)) }
                position += 1
                if depth == 0 { return position }
            case 0x22:
                start = position
                let first = position
                position = try annotationAtomEnd(from: position)
                if keepsItems { items.append(source.stringOrAtom(first, position)) }
            default:
                let classes = CharacterClass.classes[Int(byte)]
                if classes & CharacterClass.identifier != 0 {
                    let first = position
                    position = try annotationAtomEnd(from: position)
                    if byte == 0x24 && (position == first + 1 || position == first + 3 && source[first + 1] == 0x22) {
                        throw source.error(.emptyIdentifier, at: first)
                    }
                    if keepsItems { items.append(.atom(source.text(first, position), offset: first)) }
                } else if classes & CharacterClass.reserved != 0 {
                    if keepsItems { items.append(.atom(source.text(position, position + 1), offset: position)) }
                    position += 1
                } else if position >= source.count {
                    throw source.error(.unclosedAnnotation, at: opening)
                } else {
                    throw source.error(
                        byte >= 0x80 && source.utf8Length(at: position) == 0 ? .malformedUTF8 : .illegalCharacter,
                        at: position)
                }
            }
        }
    }

    /// The end of a run of identifier characters and strings.
    private mutating func annotationAtomEnd(from position: Int) throws(TextError) -> Int {
        var position = position
        while true {
            if CharacterClass.isIdentifier(source[position]) {
                position += 1
            } else if source[position] == 0x22 {
                position = try stringEnd(from: position)
            } else {
                return position
            }
        }
    }
}

// What the tokens of an annotation mean.
extension SourceText {
    fileprivate func commentEnd(from position: Int) throws(TextError) -> Int {
        bytes[position] == 0x28 ? try blockCommentEnd(from: position) : try lineCommentEnd(from: position)
    }

    fileprivate func stringOrAtom(_ first: Int, _ last: Int) -> AnnotationItem {
        // One string only if no second one follows without space.
        var position = first + 1
        while bytes[position] != 0x22 { position += bytes[position] == 0x5C ? 2 : 1 }
        return position + 1 == last
            ? .string(stringBytes(first, last), offset: first) : .atom(text(first, last), offset: first)
    }

    fileprivate func content(of name: String, _ items: [AnnotationItem], at opening: Int) throws(TextError)
        -> Annotation.Content
    {
        switch name {
        case "custom": .custom(try customAnnotation(items, at: opening))
        case "name": .name(try nameAnnotation(items, at: opening))
        case TextParser.localGroupsID: .localGroups(try localGroups(items, at: opening))
        case TextParser.dataCountID: .dataCount
        case TextParser.emptySectionsID:
            .emptySections(
                items.compactMap { item in if case .atom(let text, _) = item { TextParser.sections[text] } else { nil }
                })
        default: .branchHint(isLikely: try branchHint(items, at: opening))
        }
    }

    private func localGroups(_ items: [AnnotationItem], at opening: Int) throws(TextError) -> [LocalGroup] {
        let numbers = items.map { item in if case .atom(let text, _) = item { UInt32(text) } else { UInt32?.none } }
        guard numbers.count.isMultiple(of: 2), numbers.allSatisfy({ $0 != nil }) else {
            throw error(.customAnnotation(TextParser.localGroupsID, "pairs of numbers expected"), at: opening)
        }
        return stride(from: 0, to: numbers.count, by: 2).map { position in
            LocalGroup(count: numbers[position] ?? 0, type: ValueType(rawValue: numbers[position + 1] ?? 0))
        }
    }

    private func nameAnnotation(_ items: [AnnotationItem], at opening: Int) throws(TextError) -> String {
        guard case .string(let bytes, let offset)? = items.first else {
            throw error(.customAnnotation("name", "string expected"), at: opening)
        }
        guard UTF8Form.isValid(bytes) else {
            throw error(.customAnnotation("name", "malformed UTF-8 encoding"), at: offset)
        }
        if items.count > 1 { throw error(.customAnnotation("name", "unexpected token"), at: items[1].offset) }
        return String(decoding: bytes, as: UTF8.self)
    }

    private func branchHint(_ items: [AnnotationItem], at opening: Int) throws(TextError) -> Bool {
        var payload: [UInt8] = []
        for item in items {
            guard case .string(let bytes, _) = item else {
                throw error(.customAnnotation(TextParser.branchHintName, "unexpected token"), at: item.offset)
            }
            payload += bytes
        }
        guard payload == [0] || payload == [1] else {
            throw error(.customAnnotation(TextParser.branchHintName, "invalid hint value"), at: opening)
        }
        return payload == [1]
    }

    private func customAnnotation(_ items: [AnnotationItem], at opening: Int) throws(TextError) -> CustomAnnotation {
        guard case .string(let nameBytes, let nameOffset)? = items.first else {
            throw error(.customAnnotation("custom", "missing section name"), at: opening)
        }
        guard UTF8Form.isValid(nameBytes) else {
            throw error(.customAnnotation("custom", "malformed UTF-8 encoding"), at: nameOffset)
        }
        var rest = items.dropFirst()
        var placement = CustomAnnotation.Placement.after(.data)
        if case .left(let offset)? = rest.first {
            placement = try self.placement(Array(rest.dropFirst().prefix(3)), at: offset)
            rest = rest.dropFirst(4)
        }
        var bytes: [UInt8] = []
        for item in rest {
            guard case .string(let part, _) = item else {
                throw error(.customAnnotation("custom", "unexpected token"), at: item.offset)
            }
            bytes += part
        }
        return CustomAnnotation(name: String(decoding: nameBytes, as: UTF8.self), placement: placement, bytes: bytes)
    }

    private func placement(_ items: [AnnotationItem], at offset: Int) throws(TextError) -> CustomAnnotation.Placement {
        guard case .atom(let direction, _)? = items.first, direction == "before" || direction == "after" else {
            throw error(.customAnnotation("custom", "malformed placement"), at: offset)
        }
        guard items.count > 1, case .atom(let keyword, _) = items[1], let section = TextParser.sections[keyword] else {
            throw error(.customAnnotation("custom", "malformed section kind"), at: offset)
        }
        guard items.count > 2, case .right = items[2] else {
            throw error(.customAnnotation("custom", "unexpected token"), at: items.count > 2 ? items[2].offset : offset)
        }
        if keyword == "first" && direction == "after" || keyword == "last" && direction == "before" {
            throw error(.customAnnotation("custom", "malformed placement"), at: offset)
        }
        return direction == "before" ? .before(section) : .after(section)
    }
}
