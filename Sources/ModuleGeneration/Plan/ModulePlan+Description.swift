import WasmModel

/// From the plan to the module: everything but its functions, and the script of calls.
extension ModulePlan {
    func describe(_ module: inout Module, _ stream: RandomStream) {
        module.types = types.groups
        module.imports = imports
        module.start = start
        module.globals.reserveCapacity(globals.count - importedGlobals)
        for number in importedGlobals..<globals.count {
            var own = stream.split(UInt64(number))
            let isOwn = ownGlobals.contains(number)
            let initializer = isOwn ? (number == importedGlobals ? Self.longZero : Self.zero) : initializer(number, &own)
            module.globals.append(Global(globals[number].type, initializer: initializer))
        }
        module.memories = memories.dropFirst(importedMemories).map(\.type)
        module.tags = tags.dropFirst(importedTags).map { types.tags[$0].type }
        module.data = data(stream.split(100))
        if features.contains(.bulkMemory), !module.data.isEmpty { module.dataCount = UInt32(module.data.count) }
        for number in importedTables..<tables.count {
            let type = tables[number].type
            var own = stream.split(UInt64(200 + number))
            let needsValue = !type.element.isNullable || (features.contains(.functionReferences) && own.chance(300))
            module.tables.append(
                Table(type, initializer: needsValue ? constant(type.element, depth: 2, globalsBefore: importedGlobals, &own) : nil))
        }
        module.elements = elements(stream.split(101))
        module.exports = exports
    }

    /// Initializers that every module has, in the same storage.
    private static let zero = constant(.i32, 0)
    private static let longZero = constant(.i64, 0)

    private static func constant(_ kind: Kind, _ bits: UInt64) -> Expression {
        var expression = Expression()
        expression.instructions.reserveCapacity(2)
        append(kind, bits, to: &expression)
        expression.instructions.append(Instruction(.end))
        return expression
    }

    private static func append(_ kind: Kind, _ bits: UInt64, to expression: inout Expression) {
        switch kind {
        case .i32: expression.instructions.append(Instruction(.i32Const, bits: bits & 0xFFFF_FFFF))
        case .i64: expression.instructions.append(Instruction(.i64Const, bits: bits))
        case .f32: expression.instructions.append(Instruction(.f32Const, bits: bits & 0xFFFF_FFFF))
        case .f64: expression.instructions.append(Instruction(.f64Const, bits: bits))
        case .v128: expression.appendVector(.v128Const, low: bits, high: ~bits)
        }
    }

    private func initializer(_ number: Int, _ stream: inout RandomStream) -> Expression {
        let plan = globals[number]
        if let function = plan.function { return Expression([Instruction(.refFunc, index: function), Instruction(.end)]) }
        return constant(plan.type.value, depth: 3, globalsBefore: readableGlobals(upTo: number), &stream)
    }

    // MARK: Constant expressions

    /// A constant expression of any type (§3.4.13).
    private func constant(_ type: ValueType, depth: Int, globalsBefore: Int, _ stream: inout RandomStream) -> Expression {
        var expression = Expression()
        expression.instructions.reserveCapacity(4)
        var constants = ConstantSource()
        append(type, depth: depth, globalsBefore: globalsBefore, to: &expression, &constants, &stream)
        expression.instructions.append(Instruction(.end))
        return expression
    }

    /// Globals that cannot change are constants: imported ones, and since 3.0 all that come before.
    private func readableGlobals(upTo number: Int) -> Int { features.contains(.gc) ? number : min(number, importedGlobals) }

    private func append(
        _ type: ValueType, depth: Int, globalsBefore: Int, to expression: inout Expression, _ constants: inout ConstantSource,
        _ stream: inout RandomStream
    ) {
        func isReadable(_ number: Int) -> Bool {
            !globals[number].type.isMutable && types.isSubtype(globals[number].type.value, of: type)
        }
        let before = 0..<min(globalsBefore, globals.count)
        if before.contains(where: isReadable), stream.chance(500), let global = stream.pick(before, where: isReadable) {
            return expression.instructions.append(Instruction(.globalGet, index: UInt32(global)))
        }
        guard let kind = Kind(type) else {
            return appendReference(type, depth: depth, globalsBefore: globalsBefore, to: &expression, &constants, &stream)
        }
        if features.contains(.extendedConst), depth > 0, kind == .i32 || kind == .i64, stream.chance(500) {
            for _ in 0..<2 {
                append(type, depth: depth - 1, globalsBefore: globalsBefore, to: &expression, &constants, &stream)
            }
            let operations: [Opcode] = kind == .i32 ? [.i32Add, .i32Sub, .i32Mul] : [.i64Add, .i64Sub, .i64Mul]
            return expression.instructions.append(Instruction(stream.pick(operations)))
        }
        Self.append(kind, constants.bits(kind, &stream), to: &expression)
    }

    private func appendReference(
        _ type: ValueType, depth: Int, globalsBefore: Int, to expression: inout Expression, _ constants: inout ConstantSource,
        _ stream: inout RandomStream
    ) {
        func emit(_ opcode: Opcode, index: UInt32 = 0, bits: UInt64 = 0) {
            expression.instructions.append(Instruction(opcode, index: index, bits: bits))
        }
        let heap = type.heapType
        let null = UInt64(heap.rawValue)
        if type.isNullable, depth <= 0 || stream.chance(200) { return emit(.refNull, bits: null) }
        switch heap {
        case .func: return emit(.refFunc, index: UInt32(stream.below(functions.count)))
        case .extern:
            guard features.contains(.gc) else { return emit(.refNull, bits: null) }
            append(.reference(.i31, nullable: false), depth: depth - 1, globalsBefore: globalsBefore, to: &expression, &constants, &stream)
            return emit(.externConvertAny)
        case .any where depth > 0 && stream.chance(150):
            append(.reference(.extern, nullable: type.isNullable), depth: depth - 1, globalsBefore: globalsBefore, to: &expression, &constants, &stream)
            return emit(.anyConvertExtern)
        case .any, .eq, .i31, .struct, .array: break
        default:
            guard let index = heap.typeIndex else { return emit(.refNull, bits: null) }
            if case .function = types.all[Int(index)].composite {
                let fitting = stream.pick(functions.indices) { types.isSubtype(.type(functions[$0].typeIndex), of: heap) }
                return fitting.map { emit(.refFunc, index: UInt32($0)) } ?? emit(.refNull, bits: null)
            }
        }
        func isFitting(_ object: UInt32) -> Bool { types.isSubtype(.type(object), of: heap) }
        let isConcrete = heap.typeIndex != nil || heap == .struct || heap == .array
        guard heap != .i31, types.objects.contains(where: isFitting), isConcrete || stream.chance(500),
            let object = stream.pick(types.objects, where: isFitting)
        else {
            append(.i32, depth: depth - 1, globalsBefore: globalsBefore, to: &expression, &constants, &stream)
            return emit(.refI31)
        }
        appendObject(object, depth: depth, globalsBefore: globalsBefore, to: &expression, &constants, &stream)
    }

    private func appendObject(
        _ index: UInt32, depth: Int, globalsBefore: Int, to expression: inout Expression, _ constants: inout ConstantSource,
        _ stream: inout RandomStream
    ) {
        func value(_ storage: StorageType, _ expression: inout Expression, _ stream: inout RandomStream) {
            append(storage.unpacked, depth: depth - 1, globalsBefore: globalsBefore, to: &expression, &constants, &stream)
        }
        let instruction: Instruction
        switch types.all[Int(index)].composite {
        case .structure(let fields):
            if types.isDefaultable(index), stream.chance(300) {
                instruction = Instruction(.structNewDefault, index: index)
            } else {
                for field in fields { value(field.storage, &expression, &stream) }
                instruction = Instruction(.structNew, index: index)
            }
        case .array(let field):
            switch stream.below(3) {
            case 0 where types.isDefaultable(index):
                Self.append(.i32, UInt64(4 + stream.below(4)), to: &expression)
                instruction = Instruction(.arrayNewDefault, index: index)
            case 1:
                value(field.storage, &expression, &stream)
                Self.append(.i32, UInt64(4 + stream.below(4)), to: &expression)
                instruction = Instruction(.arrayNew, index: index)
            default:
                let count = 4 + stream.below(2)
                for _ in 0..<count { value(field.storage, &expression, &stream) }
                instruction = Instruction(.arrayNewFixed, index: index, bits: UInt64(count))
            }
        case .function: return
        }
        expression.instructions.append(instruction)
    }

    // MARK: Segments

    private func offset(_ value: Int, _ type: AddressType, _ stream: inout RandomStream) -> Expression {
        let kind = Kind(type)
        guard features.contains(.extendedConst), stream.chance(400), value > 0 else { return Self.constant(kind, UInt64(value)) }
        let part = stream.below(value + 1)
        var expression = Expression()
        Self.append(kind, UInt64(part), to: &expression)
        Self.append(kind, UInt64(value - part), to: &expression)
        expression.instructions += [Instruction(kind == .i32 ? .i32Add : .i64Add), Instruction(.end)]
        return expression
    }

    private func data(_ stream: RandomStream) -> [DataSegment] {
        dataSegments.enumerated().map { number, segment in
            var own = stream.split(UInt64(number))
            var bytes: [UInt8] = []
            bytes.append(addingCapacity: segment.count) { bytes in
                for _ in 0..<segment.count { bytes.append(UInt8(truncatingIfNeeded: own.next())) }
            }
            guard case .active(let memory) = segment.mode else { return DataSegment(mode: .passive, bytes: bytes) }
            let offset = offset(segment.offset, memories[memory].type.addressType, &own)
            return DataSegment(mode: .active(memory: UInt32(memory), offset: offset), bytes: bytes)
        }
    }

    private func elements(_ stream: RandomStream) -> [ElementSegment] {
        elementSegments.enumerated().map { number, segment in
            var own = stream.split(UInt64(number))
            let mode: ElementSegment.Mode
            switch segment.mode {
            case .active(let table):
                mode = .active(table: UInt32(table), offset: offset(segment.offset, tables[table].type.addressType, &own))
            case .passive: mode = .passive
            case .declarative: mode = .declarative
            }
            if let functions = segment.functions {
                return ElementSegment(mode: mode, type: .reference(.func, nullable: false), items: .functions(functions))
            }
            let items = (0..<segment.count).map { _ in constant(segment.type, depth: 2, globalsBefore: readableGlobals(upTo: globals.count), &own) }
            return ElementSegment(mode: mode, type: segment.type, items: .expressions(items))
        }
    }

    // MARK: Exports and the script

    /// Everything that can be seen from outside is exported, so that it can be compared, but the counters of calls, which
    /// say nothing that the rest does not. What is imported is exported by the module that it comes from, and here again
    /// if a script may call it.
    private var exports: [Export] {
        var exports: [Export] = []
        exports.reserveCapacity(functions.count + globals.count + memories.count + tables.count + tags.count)
        for index in functions.indices where isCallableFromOutside(UInt32(index)) && !isHost(index) {
            exports.append(Export(name: Self.name(.function, index), kind: .function, index: UInt32(index)))
        }
        for index in functions.indices.dropFirst(importedFunctions)
        where !isCallableFromOutside(UInt32(index)) && UInt32(index) != start {
            exports.append(Export(name: Self.name(.function, index), kind: .function, index: UInt32(index)))
        }
        for index in globals.indices
        where index == importedGlobals || index >= ownGlobals.upperBound {
            exports.append(Export(name: Self.name(.global, index), kind: .global, index: UInt32(index)))
        }
        for index in importedMemories..<memories.count {
            exports.append(Export(name: Self.name(.memory, index), kind: .memory, index: UInt32(index)))
        }
        for index in importedTables..<tables.count {
            exports.append(Export(name: Self.name(.table, index), kind: .table, index: UInt32(index)))
        }
        for index in importedTags..<tags.count {
            exports.append(Export(name: Self.name(.tag, index), kind: .tag, index: UInt32(index)))
        }
        return exports
    }

    private func isHost(_ index: Int) -> Bool {
        index < importedFunctions && index >= importedFunctions - hosts.count
    }

    /// Calls of all functions that can be called from outside, in an order of their own.
    func script(_ stream: RandomStream) -> [Invocation] {
        var calls: [Invocation] = []
        var order: [(key: UInt64, call: Int)] = []
        calls.reserveCapacity(16)
        order.reserveCapacity(16)
        for index in functions.indices where isCallableFromOutside(UInt32(index)) && !isHost(index) {
            var own = stream.split(UInt64(index))
            let isForeign = index < importedFunctions
            let parameters = type(ofFunction: UInt32(index)).parameters
            let name = Self.name(.function, index)
            for _ in 0..<(isForeign ? 1 : own.within(profile.callsPerExport)) {
                order.append((own.next(), calls.count))
                var constants = ConstantSource()
                var arguments: [Value] = []
                arguments.reserveCapacity(parameters.count)
                for parameter in parameters { arguments.append(Self.argument(parameter, &constants, &own)) }
                calls.append(Invocation(export: name, arguments: arguments))
            }
        }
        order.sort { $0.key < $1.key }
        return order.map { calls[$0.call] }
    }

    private static func argument(_ type: ValueType, _ constants: inout ConstantSource, _ stream: inout RandomStream) -> Value {
        guard let kind = Kind(type) else {
            return .reference(stream.chance(500) ? .extern(UInt32(stream.below(4))) : .null(type.heapType))
        }
        let bits = constants.bits(kind, &stream)
        switch kind {
        case .i64: return .i64(bits)
        case .f32: return .f32(bits: UInt32(truncatingIfNeeded: bits))
        case .f64: return .f64(bits: bits)
        case .i32, .v128: return .i32(UInt32(truncatingIfNeeded: bits))
        }
    }
}
