import WasmModel

// Annotations of names and custom sections, where a module may have them.
extension TextParser {
    /// The name annotation directly before the current token, taken.
    @inline(__always) mutating func takenName() -> String? { annotations.isEmpty ? nil : takeFirstName() }

    @inline(never) private mutating func takeFirstName() -> String? {
        for position in annotations.indices {
            guard case .name(let name) = annotations[position].content else { continue }
            if state.firstName == nil { state.firstName = annotations[position].offset }
            annotations.remove(at: position)
            return name
        }
        return nil
    }

    @inline(__always) mutating func takeLocalName() {
        if annotations.isEmpty { return }
        if let name = takenName() { state.names.locals.add(name, at: body.localCount, of: body.functionIndex) }
    }

    /// Between the fields of a module: takes `@custom`, and rejects what stood inside the field before, from
    /// `fieldStart` to `fieldEnd`, and was not taken there.
    mutating func settleAnnotations(within field: Range<Int>?) throws(TextError) {
        if annotations.isEmpty { return }
        for annotation in annotations {
            let isInside = field.map { $0.contains(annotation.offset) } ?? false
            switch annotation.content {
            case .custom(let custom) where !isInside:
                state.customs.append((custom, annotation.offset))
            case .custom:
                throw source.error(.misplacedAnnotation("custom"), at: annotation.offset)
            case .name:
                throw source.error(.misplacedAnnotation("name"), at: annotation.offset)
            case .branchHint:
                throw source.error(.customAnnotation(Self.branchHintName, "not in a function"), at: annotation.offset)
            case .localGroups:
                throw source.error(.misplacedAnnotation(Self.localGroupsID), at: annotation.offset)
            case .dataCount:
                state.hasDataCount = true
            case .emptySections(let sections):
                for section in sections { state.module.emptySections.insert(section) }
            }
        }
        annotations.removeAll()
    }

    /// Takes the branch hint before the current token, if there is one, for the instruction that comes next.
    @inline(never) mutating func takeBranchHint(for opcode: Opcode) throws(TextError) -> BranchHint? {
        var hint: BranchHint?
        var position = 0
        while position < annotations.count {
            guard case .branchHint(let isLikely) = annotations[position].content else {
                position += 1
                continue
            }
            let offset = annotations[position].offset
            if hint != nil {
                throw source.error(.customAnnotation(Self.branchHintName, "duplicate annotation"), at: offset)
            }
            guard opcode == .brIf || opcode == .if else { throw source.error(.branchHintTarget, at: offset) }
            hint = BranchHint(instruction: 0, isLikely: isLikely)
            if state.firstBranchHint == nil { state.firstBranchHint = offset }
            annotations.remove(at: position)
        }
        return hint
    }

    /// The groups of locals that an annotation before them gives.
    @inline(never) mutating func takeLocalGroups() -> [LocalGroup]? {
        for position in annotations.indices {
            guard case .localGroups(let groups) = annotations[position].content else { continue }
            annotations.remove(at: position)
            return groups
        }
        return nil
    }

    // MARK: Custom sections of the finished module

    /// Puts the custom sections in the order of their placement (appendix "Custom Annotations").
    mutating func placeCustomSections() {
        var placed: [(rank: Int, offset: Int, section: CustomSection)] = []
        for (custom, offset) in state.customs {
            var content = CustomSection.Content.raw(custom.bytes)
            if custom.name == NameSection.sectionName, let names = NameSection(canonical: custom.bytes) { content = .names(names) }
            if custom.name == Self.branchHintName, custom.bytes == [0] { content = .branchHints }
            let section = CustomSection(
                name: custom.name, content: content, after: lastSection(before: custom.placement))
            placed.append((custom.placement.rank, offset, section))
        }
        if let offset = state.firstName {
            let placement = CustomAnnotation.Placement.after(.data)
            let section = CustomSection(
                name: "name", content: .names(state.names), after: lastSection(before: placement))
            placed.append((placement.rank, offset, section))
        }
        if let offset = state.firstBranchHint {
            let placement = CustomAnnotation.Placement.before(.code)
            let section = CustomSection(
                name: Self.branchHintName, content: .branchHints, after: lastSection(before: placement))
            placed.append((placement.rank, offset, section))
        }
        if placed.isEmpty { return }
        placed.sort { ($0.rank, $0.offset) < ($1.rank, $1.offset) }
        state.module.customSections = placed.map(\.section)
    }

    /// The last section that the binary of this module will have before a place.
    private mutating func lastSection(before placement: CustomAnnotation.Placement) -> Section {
        let module = state.module
        let sections = Section.allCases.filter { section in
            switch placement {
            case .before(let limit): section.rawValue < limit.rawValue
            case .after(let limit): section.rawValue <= limit.rawValue
            }
        }
        return sections.last { module.hasContent(in: $0) || module.emptySections.contains($0) } ?? .custom
    }
}

extension Module {
    /// Whether the binary form of this module has a section of that kind.
    func hasContent(in section: Section) -> Bool {
        switch section {
        case .custom: false
        case .type: !types.isEmpty
        case .import: !imports.isEmpty
        case .function, .code: !functions.isEmpty
        case .table: !tables.isEmpty
        case .memory: !memories.isEmpty
        case .tag: !tags.isEmpty
        case .global: !globals.isEmpty
        case .export: !exports.isEmpty
        case .start: start != nil
        case .element: !elements.isEmpty
        case .dataCount: dataCount != nil
        case .data: !data.isEmpty
        }
    }
}

extension [NameSection.IndirectAssociation] {
    /// Adds a name; both indices grow.
    mutating func add(_ name: String, at index: UInt32, of outer: UInt32) {
        if last?.index != outer { append(.init(outer, [])) }
        self[count - 1].names.append(.init(index, name))
    }
}
