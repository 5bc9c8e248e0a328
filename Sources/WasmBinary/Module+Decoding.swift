package import WasmModel

extension Module {
    /// Reads a module in the binary format (§5.5).
    ///
    /// What comes back may be invalid; it is not malformed. A name section or branch hints whose bytes are those that
    /// ``encoded()`` would write are decoded; any other custom section is kept as it stands, whatever is in it (see
    /// ``customSectionFaults(features:)``).
    ///
    /// - Parameters:
    ///   - features: what of the language is on. The opcodes, types, flags and sections of a feature that is off are
    ///     malformed.
    ///   - recordingPositions: whether ``Expression/positions`` are wanted.
    /// - Throws: the first thing that is wrong.
    package init(
        decoding bytes: [UInt8], features: FeatureSet = .all, recordingPositions: Bool = false
    ) throws(BinaryError) {
        var decoder = ModuleDecoder(bytes, features: features, recordsPositions: recordingPositions)
        try decoder.decode()
        self = decoder.module
    }

    /// Reads a module, and shows the bodies as they are read, while they are still at hand for the processor.
    ///
    /// - Parameters:
    ///   - beforeCode: gets the module when its code section begins, with everything that stands before that, and the
    ///     type indices of its defined functions. Not called if there is no code section.
    ///   - eachFunction: gets the defined functions in their order.
    package init(
        decoding bytes: [UInt8], features: FeatureSet, beforeCode: @escaping (Module, [UInt32]) -> Void,
        eachFunction: @escaping (Function) -> Void
    ) throws(BinaryError) {
        var decoder = ModuleDecoder(bytes, features: features, recordsPositions: false)
        decoder.beforeCode = beforeCode
        decoder.eachFunction = eachFunction
        try decoder.decode()
        self = decoder.module
    }

    /// The first eight bytes of every module: magic and version.
    static let header: [UInt8] = [0x00, 0x61, 0x73, 0x6D, 0x01, 0x00, 0x00, 0x00]
}

/// Sections in their order (§5.5.2), one method each.
struct ModuleDecoder {
    private(set) var module = Module()
    private var reader: ByteReader
    private var instructions: InstructionDecoder
    private let recordsPositions: Bool
    /// Whom the module is shown to while it is read.
    var beforeCode: ((Module, [UInt32]) -> Void)?
    var eachFunction: ((Function) -> Void)?

    private var functionTypes: [UInt32] = []
    private var hasCodeSection = false
    private var lastSection = Section.custom
    /// Where the contents of each custom section begin, in step with `module.customSections`.
    private(set) var customOffsets: [Int] = []
    /// Number of the section with branch hints, where they may be resolved when code has been read.
    private var hintSection: Int?
    /// Where each body begins: what the offsets of branch hints count from.
    private(set) var bodyStarts: [Int] = []

    init(_ bytes: [UInt8], features: FeatureSet, recordsPositions: Bool) {
        let features = features.union(.wasm1)
        reader = ByteReader(bytes, features: features)
        instructions = InstructionDecoder(recordsPositions: recordsPositions)
        self.recordsPositions = recordsPositions
    }

    private var features: FeatureSet { reader.features }

    mutating func decode() throws(BinaryError) {
        try header()
        while !reader.isAtEnd { try section() }
        if functionTypes.count != module.functions.count { throw .functionAndCodeDisagree(reader.end) }
        if let count = module.dataCount, Int(count) != module.data.count {
            throw .dataCountAndDataDisagree(reader.end)
        }
        if module.dataCount == nil, let use = instructions.firstDataUse { throw .dataCountRequired(use) }
        resolveKnownCustomSections()
    }

    private mutating func header() throws(BinaryError) {
        let header = Module.header
        guard reader.end >= 4 else { throw .unexpectedEnd(reader.end) }
        guard reader.bytes[0..<4] == header[0..<4] else { throw .magicNotDetected() }
        guard reader.end >= 8 else { throw .unexpectedEnd(reader.end) }
        guard reader.bytes[4..<8] == header[4..<8] else { throw .unknownVersion() }
        reader.position = 8
    }

    private mutating func section() throws(BinaryError) {
        let start = reader.position
        let id = try reader.byte()
        guard let section = Section(id: id), isKnown(section) else { throw .malformedSectionID(start) }
        if section != .custom {
            guard section.rawValue > lastSection.rawValue else { throw .unexpectedContent(start) }
            lastSection = section
        }
        // The parts of the decoder are taken out while the reader is lent to the section.
        var reader = self.reader
        try reader.sized { reader throws(BinaryError) in
            let holdsNothing = reader.remaining == 1 && reader.peek() == 0
            try contents(of: section, &reader)
            if holdsNothing, isList(section) { module.emptySections.insert(section) }
        }
        self.reader = reader
    }

    private func isList(_ section: Section) -> Bool {
        switch section {
        case .custom, .start, .dataCount: false
        case .type, .import, .function, .table, .memory, .tag, .global, .export, .element, .code, .data: true
        }
    }

    private func isKnown(_ section: Section) -> Bool {
        switch section {
        case .tag: features.contains(.exceptions) || features.contains(.legacyExceptions)
        case .dataCount: features.contains(.bulkMemory)
        case .custom, .type, .import, .function, .table, .memory, .global, .export, .start, .element, .code, .data:
            true
        }
    }

    private mutating func contents(of section: Section, _ reader: inout ByteReader) throws(BinaryError) {
        switch section {
        case .custom: try customSection(&reader)
        case .type:
            module.types = try reader.list { reader throws(BinaryError) in try reader.recursionGroup() }
        case .import:
            module.imports = try reader.list { reader throws(BinaryError) in
                Import(module: try reader.name(), name: try reader.name(), type: try reader.externalType())
            }
        case .function:
            functionTypes = try reader.list { reader throws(BinaryError) in try reader.u32() }
        case .table:
            module.tables = try reader.list { reader throws(BinaryError) in try table(&reader) }
        case .memory:
            module.memories = try reader.list { reader throws(BinaryError) in try reader.memoryType() }
        case .tag:
            module.tags = try reader.list { reader throws(BinaryError) in try reader.tagType() }
        case .global:
            module.globals = try reader.list { reader throws(BinaryError) in
                Global(try reader.globalType(), initializer: try instructions.constant(&reader))
            }
        case .export:
            module.exports = try reader.list { reader throws(BinaryError) in try export(&reader) }
        case .start:
            module.start = try reader.u32()
        case .element:
            module.elements = try reader.list { reader throws(BinaryError) in try elementSegment(&reader) }
        case .dataCount:
            module.dataCount = try reader.u32()
        case .code:
            try codeSection(&reader)
        case .data:
            module.data = try reader.list { reader throws(BinaryError) in try dataSegment(&reader) }
        }
    }

    private mutating func table(_ reader: inout ByteReader) throws(BinaryError) -> Table {
        guard reader.peek() == 0x40, features.contains(.functionReferences) else {
            return Table(try reader.tableType())
        }
        reader.position += 1
        try reader.zeroByte()
        let type = try reader.tableType()
        return Table(type, initializer: try instructions.constant(&reader))
    }

    private func export(_ reader: inout ByteReader) throws(BinaryError) -> Export {
        let name = try reader.name()
        let kindAt = reader.position
        guard let kind = ExternalKind(rawValue: try reader.byte()), kind != .tag || isKnown(.tag) else {
            throw .malformedExportKind(kindAt)
        }
        return Export(name: name, kind: kind, index: try reader.u32())
    }

    // MARK: Segments (§5.5.12, §5.5.14)

    private mutating func elementSegment(_ reader: inout ByteReader) throws(BinaryError) -> ElementSegment {
        let start = reader.position
        let flags = try reader.u32()
        guard features.contains(.bulkMemory) || features.contains(.referenceTypes) else {
            // WebAssembly 1.0 has the index of the table here.
            let offset = try instructions.constant(&reader)
            let items = try reader.list { reader throws(BinaryError) in try reader.u32() }
            return ElementSegment(
                mode: .active(table: flags, offset: offset), type: .reference(.func, nullable: false),
                items: .functions(items))
        }
        guard flags < 8 else { throw .malformedElementSegmentKind(start) }
        let mode: ElementSegment.Mode
        switch flags & 3 {
        case 0: mode = .active(table: 0, offset: try instructions.constant(&reader))
        case 1: mode = .passive
        case 2: mode = .active(table: try reader.u32(), offset: try instructions.constant(&reader))
        default: mode = .declarative
        }
        var type = ValueType.reference(.func, nullable: false)
        let items: ElementSegment.Items
        if flags & 4 == 0 {
            if flags != 0 {
                let kindAt = reader.position
                if try reader.byte() != 0 { throw .malformedElementKind(kindAt) }
            }
            items = .functions(try reader.list { reader throws(BinaryError) in try reader.u32() })
        } else {
            type = flags == 4 ? .funcref : try reader.referenceType()
            items = .expressions(
                try reader.list { reader throws(BinaryError) in try instructions.constant(&reader) })
        }
        var segment = ElementSegment(mode: mode, type: type, items: items)
        if case .active(table: 0, _) = mode, flags == 2 || (flags == 6 && type == .funcref) {
            segment.namesTable = true
        }
        return segment
    }

    private mutating func dataSegment(_ reader: inout ByteReader) throws(BinaryError) -> DataSegment {
        let start = reader.position
        let flags = try reader.u32()
        guard features.contains(.bulkMemory) else {
            // WebAssembly 1.0 has the index of the memory here.
            let offset = try instructions.constant(&reader)
            return DataSegment(mode: .active(memory: flags, offset: offset), bytes: try reader.byteList())
        }
        switch flags {
        case 0:
            let offset = try instructions.constant(&reader)
            return DataSegment(mode: .active(memory: 0, offset: offset), bytes: try reader.byteList())
        case 1:
            return DataSegment(mode: .passive, bytes: try reader.byteList())
        case 2:
            let memory = try reader.u32()
            let offset = try instructions.constant(&reader)
            return DataSegment(
                mode: .active(memory: memory, offset: offset), bytes: try reader.byteList(), namesMemory: memory == 0)
        default:
            throw .malformedDataSegmentKind(start)
        }
    }

    // MARK: Code (§5.5.13)

    private mutating func codeSection(_ reader: inout ByteReader) throws(BinaryError) {
        hasCodeSection = true
        let start = reader.position
        let count = try reader.count()
        guard count == functionTypes.count else { throw .functionAndCodeDisagree(start) }
        module.functions.reserveCapacity(count)
        instructions.beginFunctions()
        // Branch hints name instructions by offset, so offsets are needed until they have been resolved.
        if hintSection != nil { instructions.recordsPositions = true }
        beforeCode?(module, functionTypes)
        for index in 0..<count {
            let function = try reader.sized { reader throws(BinaryError) in
                if hintSection != nil { bodyStarts.append(reader.position) }
                return Function(
                    typeIndex: functionTypes[index], locals: try Self.locals(&reader),
                    body: try instructions.expression(&reader))
            }
            eachFunction?(function)
            module.functions.append(function)
        }
    }

    /// Static: a method that only reads gets a copy of the decoder.
    private static func locals(_ reader: inout ByteReader) throws(BinaryError) -> [LocalGroup] {
        let start = reader.position
        var total: UInt64 = 0
        let groups = try reader.list { reader throws(BinaryError) in
            let group = LocalGroup(count: try reader.u32(), type: try reader.valueType())
            total += UInt64(group.count)
            return group
        }
        if total > UInt64(UInt32.max) { throw .tooManyLocals(start) }
        return groups
    }

    // MARK: Custom sections (§5.5.3)

    private mutating func customSection(_ reader: inout ByteReader) throws(BinaryError) {
        let name = try reader.name()
        customOffsets.append(reader.position)
        if name == BranchHintSection.name, hintSection == nil, !hasCodeSection {
            hintSection = module.customSections.count
        }
        module.customSections.append(CustomSection(name: name, content: .raw(reader.rest()), after: lastSection))
    }

    /// Replaces the bytes of a known custom section by their meaning, where nothing is lost by it.
    private mutating func resolveKnownCustomSections() {
        for (number, section) in module.customSections.enumerated() {
            guard case .raw(let contents) = section.content else { continue }
            if section.name == NameSection.sectionName, let names = NameSection(canonical: contents) {
                module.customSections[number].content = .names(names)
            } else if number == hintSection {
                resolveBranchHints(contents, number)
            }
        }
        if hintSection != nil, !recordsPositions {
            for index in module.functions.indices { module.functions[index].body.positions = [] }
        }
    }

    private mutating func resolveBranchHints(_ contents: [UInt8], _ number: Int) {
        let hintSections = module.customSections.count { $0.name == BranchHintSection.name }
        guard hintSections == 1, bodyStarts.count == module.functions.count else { return }
        let imports = module.importCount(of: .function)
        let section = BranchHintSection(bodyStarts: bodyStarts, importedFunctions: imports)
        guard let hints = section.canonicalHints(in: contents, functions: module.functions) else { return }
        for (index, functionHints) in hints { module.functions[index].branchHints = functionHints }
        module.customSections[number].content = .branchHints
    }
}
