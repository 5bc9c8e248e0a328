package import WasmModel

/// New numbers for the definitions of a module: what is left after some were taken out, or moved up by new imports.
package struct Renumbering {
    package enum Space: Int, CaseIterable, Sendable { case type, function, table, memory, global, tag, element, data }

    /// By space: new index of each old one, ``removed`` for one that is gone; `nil` where nothing changes.
    private var maps: [[UInt32]?] = Array(repeating: nil, count: Space.allCases.count)
    private static let removed = UInt32.max
    /// Something that is gone was asked for.
    private var isBroken = false
    /// By space: every index that was looked up.
    package private(set) var seen: [Set<UInt32>] = Array(repeating: [], count: Space.allCases.count)

    package init() {}

    /// Takes out the definitions of a space at these indices.
    package mutating func remove(_ gone: Set<Int>, of count: Int, in space: Space) {
        var next: UInt32 = 0
        maps[space.rawValue] = (0..<count).map { index in
            if gone.contains(index) { return Self.removed }
            defer { next += 1 }
            return next
        }
    }

    /// Moves every index from `first` on up by `distance`.
    package mutating func shift(from first: Int, by distance: Int, of count: Int, in space: Space) {
        maps[space.rawValue] = (0..<count).map { UInt32($0 < first ? $0 : $0 + distance) }
    }

    /// Gives every index of a space another one.
    package mutating func move(_ map: [UInt32], in space: Space) { maps[space.rawValue] = map }

    /// What a module names of each space, in the order of ``Space``.
    package static func references(in module: Module) -> [Set<UInt32>] {
        var renumbering = Renumbering()
        _ = renumbering.apply(to: module)
        return renumbering.seen
    }

    private mutating func index(_ old: UInt32, _ space: Space) -> UInt32 {
        seen[space.rawValue].insert(old)
        guard let map = maps[space.rawValue] else { return old }
        guard old < map.count, map[Int(old)] != Self.removed else {
            isBroken = true
            return 0
        }
        return map[Int(old)]
    }

    /// The module with every index brought up to date; its lists of definitions must already be the new ones. `nil` if
    /// something that is gone is still named.
    package mutating func apply(to module: Module) -> Module? {
        isBroken = false
        var new = module
        for group in new.types.indices {
            for type in new.types[group].types.indices { rewrite(&new.types[group].types[type]) }
        }
        for item in new.imports.indices { new.imports[item].type = rewritten(new.imports[item].type) }
        for function in new.functions.indices {
            new.functions[function].typeIndex = index(new.functions[function].typeIndex, .type)
            for group in new.functions[function].locals.indices {
                new.functions[function].locals[group].type = rewritten(new.functions[function].locals[group].type)
            }
            rewrite(&new.functions[function].body)
        }
        for table in new.tables.indices {
            new.tables[table].type.element = rewritten(new.tables[table].type.element)
            if var initializer = new.tables[table].initializer {
                rewrite(&initializer)
                new.tables[table].initializer = initializer
            }
        }
        for tag in new.tags.indices { new.tags[tag] = index(new.tags[tag], .type) }
        for global in new.globals.indices {
            new.globals[global].type.value = rewritten(new.globals[global].type.value)
            rewrite(&new.globals[global].initializer)
        }
        for export in new.exports.indices {
            new.exports[export].index = index(new.exports[export].index, Self.space(of: new.exports[export].kind))
        }
        if let start = new.start { new.start = index(start, .function) }
        for segment in new.elements.indices { rewrite(&new.elements[segment]) }
        for segment in new.data.indices {
            if case .active(let memory, var offset) = new.data[segment].mode {
                rewrite(&offset)
                new.data[segment].mode = .active(memory: index(memory, .memory), offset: offset)
            }
        }
        // Names and hints go by number and by position.
        new.customSections.removeAll { section in
            switch section.content {
            case .names, .branchHints: true
            case .raw: false
            }
        }
        return isBroken ? nil : new
    }

    package static func space(of kind: ExternalKind) -> Space {
        switch kind {
        case .function: .function
        case .table: .table
        case .memory: .memory
        case .global: .global
        case .tag: .tag
        }
    }

    // MARK: Types

    private mutating func rewritten(_ type: ValueType) -> ValueType {
        guard type.isReference, type.heapType.typeIndex != nil else { return type }
        return .reference(rewritten(type.heapType), nullable: type.isNullable)
    }

    private mutating func rewritten(_ type: HeapType) -> HeapType {
        guard let number = type.typeIndex else { return type }
        return .type(index(number, .type))
    }

    private mutating func rewritten(_ type: BlockType) -> BlockType {
        if let number = type.typeIndex { return .type(index(number, .type)) }
        return type.valueType.map { .value(rewritten($0)) } ?? type
    }

    private mutating func rewritten(_ field: FieldType) -> FieldType {
        guard case .value(let type) = field.storage else { return field }
        return FieldType(.value(rewritten(type)), isMutable: field.isMutable)
    }

    private mutating func rewrite(_ type: inout SubType) {
        for position in type.supertypes.indices { type.supertypes[position] = index(type.supertypes[position], .type) }
        switch type.composite {
        case .function(var function):
            for position in function.parameters.indices {
                function.parameters[position] = rewritten(function.parameters[position])
            }
            for position in function.results.indices {
                function.results[position] = rewritten(function.results[position])
            }
            type.composite = .function(function)
        case .structure(var fields):
            for position in fields.indices { fields[position] = rewritten(fields[position]) }
            type.composite = .structure(fields)
        case .array(let field): type.composite = .array(rewritten(field))
        }
    }

    private mutating func rewritten(_ type: ExternalType) -> ExternalType {
        switch type {
        case .function(let typeIndex): return .function(typeIndex: index(typeIndex, .type))
        case .tag(let typeIndex): return .tag(typeIndex: index(typeIndex, .type))
        case .memory: return type
        case .global(var global):
            global.value = rewritten(global.value)
            return .global(global)
        case .table(var table):
            table.element = rewritten(table.element)
            return .table(table)
        }
    }

    // MARK: Code

    private mutating func rewrite(_ segment: inout ElementSegment) {
        segment.type = rewritten(segment.type)
        if case .active(let table, var offset) = segment.mode {
            rewrite(&offset)
            segment.mode = .active(table: index(table, .table), offset: offset)
        }
        switch segment.items {
        case .functions(let functions): segment.items = .functions(functions.map { index($0, .function) })
        case .expressions(var expressions):
            for position in expressions.indices { rewrite(&expressions[position]) }
            segment.items = .expressions(expressions)
        }
    }

    private mutating func rewrite(_ expression: inout Expression) {
        for position in expression.instructions.indices {
            var instruction = expression.instructions[position]
            rewrite(&instruction, &expression.pool)
            expression.instructions[position] = instruction
        }
    }

    private mutating func rewrite(_ instruction: inout Instruction, _ pool: inout [UInt64]) {
        func second(_ space: Space) -> UInt64 { UInt64(index(instruction.secondIndex, space)) }
        switch OpcodeTable.shared[instruction.opcode].immediates {
        case .none, .i32, .i64, .f32, .f64, .v128, .lane, .shuffle, .label, .labelTable, .localIndex, .zeroByte: break
        case .memarg, .memargLane, .memoryIndex: instruction.index = index(instruction.index, .memory)
        case .blockType: instruction.bits = rewritten(instruction.blockType).rawValue
        case .tryTable:
            instruction.bits = rewritten(instruction.blockType).rawValue
            let start = Int(instruction.index)
            for clause in 0..<Int(pool[start]) {
                let word = pool[start + 1 + 2 * clause]
                guard let kind = CatchClause.Kind(rawValue: UInt8(truncatingIfNeeded: word >> 32)), kind.hasTag else {
                    continue
                }
                pool[start + 1 + 2 * clause] =
                    (word & ~0xFFFF_FFFF) | UInt64(index(UInt32(truncatingIfNeeded: word), .tag))
            }
        case .functionIndex: instruction.index = index(instruction.index, .function)
        case .typeIndex, .typeAndField, .typeAndCount: instruction.index = index(instruction.index, .type)
        case .globalIndex: instruction.index = index(instruction.index, .global)
        case .tableIndex: instruction.index = index(instruction.index, .table)
        case .tagIndex: instruction.index = index(instruction.index, .tag)
        case .elementIndex: instruction.index = index(instruction.index, .element)
        case .dataIndex: instruction.index = index(instruction.index, .data)
        case .typeAndTable: (instruction.index, instruction.bits) = (index(instruction.index, .type), second(.table))
        case .dataAndMemory: (instruction.index, instruction.bits) = (index(instruction.index, .data), second(.memory))
        case .memoryAndMemory:
            (instruction.index, instruction.bits) = (index(instruction.index, .memory), second(.memory))
        case .elementAndTable:
            (instruction.index, instruction.bits) = (index(instruction.index, .element), second(.table))
        case .tableAndTable: (instruction.index, instruction.bits) = (index(instruction.index, .table), second(.table))
        case .typeAndType: (instruction.index, instruction.bits) = (index(instruction.index, .type), second(.type))
        case .typeAndData: (instruction.index, instruction.bits) = (index(instruction.index, .type), second(.data))
        case .typeAndElement:
            (instruction.index, instruction.bits) = (index(instruction.index, .type), second(.element))
        case .valueTypes:
            for position in Int(instruction.bits)..<(Int(instruction.bits) + Int(instruction.index)) {
                pool[position] = UInt64(
                    rewritten(ValueType(rawValue: UInt32(truncatingIfNeeded: pool[position]))).rawValue)
            }
        case .heapType: instruction.bits = UInt64(rewritten(instruction.heapType).rawValue)
        case .castBranch:
            let low = rewritten(HeapType(rawValue: UInt32(truncatingIfNeeded: instruction.bits)))
            let high = rewritten(HeapType(rawValue: UInt32(truncatingIfNeeded: instruction.bits >> 32)))
            instruction.bits = UInt64(high.rawValue) << 32 | UInt64(low.rawValue)
        }
    }
}
