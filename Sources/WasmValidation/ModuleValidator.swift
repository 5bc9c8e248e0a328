import WasmModel

/// Checks a module section by section (§3.4) and collects what it learns on the way.
struct ModuleValidator {
    let features: FeatureSet
    var types = ModuleTypes()
    var spaces = IndexSpaces()

    init(features: FeatureSet) { self.features = features }

    /// Checks everything but the data segments and the bodies.
    ///
    /// - Parameters:
    ///   - functionTypes: type indices of the defined functions, which `module` need not have yet.
    ///   - dataCount: how many data segments there are.
    /// - Returns: what checks the bodies.
    mutating func begin(
        _ module: Module, functionTypes: [UInt32], dataCount: Int
    ) throws(ValidationError) -> BodyValidator {
        do throws(Flaw) {
            try types.append(module.types, features)
            try collectImports(module.imports)
            try collectDefinitions(module, functionTypes)
            spaces.dataCount = dataCount
            try checkCounts(module)
            try checkExports(module.exports)
            if let start = module.start { try checkStart(start) }
            spaces.isDeclared = declaredFunctions(in: module)
        } catch {
            throw ValidationError(error.message)
        }
        var expressions = BodyValidator(types: types, spaces: spaces, features: features)
        try checkConstants(of: module, &expressions)
        return expressions
    }

    // MARK: Index spaces

    private mutating func collectImports(_ imports: [Import]) throws(Flaw) {
        let imports = imports.span
        for number in imports.indices {
            switch imports[number].type {
            case .function(let typeIndex):
                try checkFunctionType(typeIndex)
                spaces.functions.append(typeIndex)
            case .table(let type):
                try TypeRules.check(type, typeCount: types.count, features)
                spaces.tables.append(type)
            case .memory(let type):
                try TypeRules.check(type, features)
                spaces.memories.append(type)
            case .global(let type):
                try TypeRules.check(type.value, typeCount: types.count, features)
                spaces.globals.append(type)
            case .tag(let typeIndex):
                try checkTag(typeIndex)
                spaces.tags.append(typeIndex)
            }
        }
        spaces.importedFunctions = spaces.functions.count
        spaces.importedTables = spaces.tables.count
        spaces.importedMemories = spaces.memories.count
        spaces.importedGlobals = spaces.globals.count
        spaces.importedTags = spaces.tags.count
    }

    private mutating func collectDefinitions(_ module: Module, _ functionTypes: [UInt32]) throws(Flaw) {
        spaces.functions.reserveCapacity(spaces.functions.count + functionTypes.count)
        for typeIndex in functionTypes {
            try checkFunctionType(typeIndex)
            spaces.functions.append(typeIndex)
        }
        let tables = module.tables.span
        for number in tables.indices {
            try TypeRules.check(tables[number].type, typeCount: types.count, features)
            if tables[number].initializer != nil, !features.contains(.functionReferences) {
                throw .needs(.functionReferences, for: "table with an initial value")
            }
            spaces.tables.append(tables[number].type)
        }
        for memory in module.memories {
            try TypeRules.check(memory, features)
            spaces.memories.append(memory)
        }
        for tag in module.tags {
            try checkTag(tag)
            spaces.tags.append(tag)
        }
        let globals = module.globals.span
        spaces.globals.reserveCapacity(spaces.globals.count + globals.count)
        for number in globals.indices {
            try TypeRules.check(globals[number].type.value, typeCount: types.count, features)
            spaces.globals.append(globals[number].type)
        }
        let elements = module.elements.span
        spaces.elements.reserveCapacity(elements.count)
        for number in elements.indices {
            if elements[number].type != .funcref, case .expressions = elements[number].items {
                try TypeRules.check(elements[number].type, typeCount: types.count, features)
            }
            spaces.elements.append(elements[number].type)
        }
    }

    private func checkFunctionType(_ typeIndex: UInt32) throws(Flaw) {
        guard typeIndex < types.count else { throw .unknown(.type, typeIndex) }
        guard types.kind(typeIndex) == .function else { throw .nonFunctionType(typeIndex) }
    }

    private func checkTag(_ typeIndex: UInt32) throws(Flaw) {
        guard features.contains(.exceptions) || features.contains(.legacyExceptions) else {
            throw .needs(.exceptions, for: "tag")
        }
        try checkFunctionType(typeIndex)
        guard types.signatures[Int(typeIndex)].resultCount == 0 else { throw .nonEmptyTagResult }
    }

    private func checkCounts(_ module: Module) throws(Flaw) {
        if spaces.memories.count > 1, !features.contains(.multiMemory) { throw .multipleMemories }
        if spaces.tables.count > 1, !features.contains(.referenceTypes) { throw .multipleTables }
        if let count = module.dataCount {
            guard features.contains(.bulkMemory) else { throw .needs(.bulkMemory, for: "data count section") }
            guard count == spaces.dataCount else { throw .dataCountMismatch }
        }
    }

    // MARK: Exports and start

    private func checkExports(_ exports: [Export]) throws(Flaw) {
        let list = exports.span
        for number in list.indices {
            let (space, count): (Flaw.IndexSpace, Int) =
                switch list[number].kind {
                case .function: (.function, spaces.functions.count)
                case .table: (.table, spaces.tables.count)
                case .memory: (.memory, spaces.memories.count)
                case .global: (.global, spaces.globals.count)
                case .tag: (.tag, spaces.tags.count)
                }
            guard list[number].index < count else { throw .unknown(space, list[number].index) }
        }
        if let name = Self.firstDuplicate(in: exports) { throw .duplicateExport(name) }
    }

    /// Names are equal if their bytes are; Swift's strings are equal if their characters are, which is not the same.
    private static func firstDuplicate(in exports: [Export]) -> String? {
        guard exports.count <= 64 else {
            var names = Set<[UInt8]>(minimumCapacity: exports.count)
            return exports.first { !names.insert(Array($0.name.utf8)).inserted }?.name
        }
        // Of a few, most are told apart by a number made of their bytes.
        var marks: [UInt64] = []
        marks.reserveCapacity(exports.count)
        let exports = exports.span
        for number in exports.indices {
            let mark = mark(of: exports[number].name)
            for earlier in 0..<number where marks[earlier] == mark {
                if exports[earlier].name.utf8.elementsEqual(exports[number].name.utf8) { return exports[number].name }
            }
            marks.append(mark)
        }
        return nil
    }

    private static func mark(of name: String) -> UInt64 {
        var mark = UInt64(name.utf8.count)
        for byte in name.utf8 { mark = (mark ^ UInt64(byte)) &* 0x9E37_79B9_7F4A_7C15 }
        return mark
    }

    private func checkStart(_ function: UInt32) throws(Flaw) {
        guard function < spaces.functions.count else { throw .unknown(.function, function) }
        let signature = types.signatures[Int(spaces.functions[Int(function)])]
        guard signature.parameterCount == 0, signature.resultCount == 0 else { throw .startFunction }
    }
}

extension ValidationError {
    init(_ message: String, functionIndex: UInt32? = nil, in expression: Expression, at instruction: Int) {
        self.init(
            message, functionIndex: functionIndex, instruction: instruction,
            position: instruction < expression.positions.count ? expression.positions[instruction] : nil)
    }
}
