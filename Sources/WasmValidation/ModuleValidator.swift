import WasmModel

/// Checks a module section by section (§3.4) and collects what it learns on the way.
struct ModuleValidator {
    let features: FeatureSet
    var types = ModuleTypes()
    var spaces = IndexSpaces()

    init(features: FeatureSet) { self.features = features }

    /// - Returns: what is known about each body.
    mutating func validate(_ module: Module) throws(ValidationError) -> [ValidatedModule.Body] {
        do throws(Flaw) {
            try types.append(module.types, features)
            try collectImports(module.imports)
            try collectDefinitions(module)
            try checkCounts(module)
            try checkExports(module.exports)
            if let start = module.start { try checkStart(start) }
            spaces.isDeclared = declaredFunctions(in: module)
        } catch {
            throw ValidationError(error.message)
        }
        var expressions = BodyValidator(types: types, spaces: spaces, features: features)
        try checkConstants(of: module, &expressions)
        return try checkBodies(module.functions, &expressions)
    }

    // MARK: Index spaces

    private mutating func collectImports(_ imports: [Import]) throws(Flaw) {
        for item in imports {
            switch item.type {
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

    private mutating func collectDefinitions(_ module: Module) throws(Flaw) {
        spaces.functions.reserveCapacity(spaces.functions.count + module.functions.count)
        for function in module.functions {
            try checkFunctionType(function.typeIndex)
            spaces.functions.append(function.typeIndex)
        }
        for table in module.tables {
            try TypeRules.check(table.type, typeCount: types.count, features)
            if table.initializer != nil, !features.contains(.functionReferences) {
                throw .needs(.functionReferences, for: "table with an initial value")
            }
            spaces.tables.append(table.type)
        }
        for memory in module.memories {
            try TypeRules.check(memory, features)
            spaces.memories.append(memory)
        }
        for tag in module.tags {
            try checkTag(tag)
            spaces.tags.append(tag)
        }
        for global in module.globals {
            try TypeRules.check(global.type.value, typeCount: types.count, features)
            spaces.globals.append(global.type)
        }
        for element in module.elements {
            if case .expressions = element.items, element.type != .funcref {
                try TypeRules.check(element.type, typeCount: types.count, features)
            }
            spaces.elements.append(element.type)
        }
        spaces.dataCount = module.data.count
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
            guard count == module.data.count else { throw .dataCountMismatch }
        }
    }

    // MARK: Exports and start

    private func checkExports(_ exports: [Export]) throws(Flaw) {
        for export in exports {
            let (space, count): (Flaw.IndexSpace, Int) =
                switch export.kind {
                case .function: (.function, spaces.functions.count)
                case .table: (.table, spaces.tables.count)
                case .memory: (.memory, spaces.memories.count)
                case .global: (.global, spaces.globals.count)
                case .tag: (.tag, spaces.tags.count)
                }
            guard export.index < count else { throw .unknown(space, export.index) }
        }
        if let name = Self.firstDuplicate(in: exports) { throw .duplicateExport(name) }
    }

    /// Names are equal if their bytes are; Swift's strings are equal if their characters are, which is not the same.
    private static func firstDuplicate(in exports: [Export]) -> String? {
        if exports.count <= 8 {
            for (position, export) in exports.enumerated() {
                for earlier in exports[..<position] where earlier.name.utf8.elementsEqual(export.name.utf8) {
                    return export.name
                }
            }
            return nil
        }
        var names = Set<[UInt8]>(minimumCapacity: exports.count)
        return exports.first { !names.insert(Array($0.name.utf8)).inserted }?.name
    }

    private func checkStart(_ function: UInt32) throws(Flaw) {
        guard function < spaces.functions.count else { throw .unknown(.function, function) }
        let signature = types.signatures[Int(spaces.functions[Int(function)])]
        guard signature.parameterCount == 0, signature.resultCount == 0 else { throw .startFunction }
    }

    // MARK: Bodies

    private func checkBodies(
        _ functions: [Function], _ validator: inout BodyValidator
    ) throws(ValidationError) -> [ValidatedModule.Body] {
        var bodies: [ValidatedModule.Body] = []
        bodies.reserveCapacity(functions.count)
        for (number, function) in functions.enumerated() {
            do throws(Flaw) {
                bodies.append(try validator.check(function))
            } catch {
                throw ValidationError(
                    error.message, functionIndex: UInt32(spaces.importedFunctions + number), in: function.body,
                    at: validator.number)
            }
        }
        return bodies
    }
}

extension ValidationError {
    init(_ message: String, functionIndex: UInt32? = nil, in expression: Expression, at instruction: Int) {
        self.init(
            message, functionIndex: functionIndex, instruction: instruction,
            position: instruction < expression.positions.count ? expression.positions[instruction] : nil)
    }
}
