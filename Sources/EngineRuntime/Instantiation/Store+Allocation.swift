import EngineInterface
import WasmModel
import WasmValidation

/// Allocation of an instance and of what its module defines (§4.7.3): one piece of the arena for all its blocks.
///
/// What makes it safe: the piece is measured from the same counts that it is then filled from.
extension Store {
    /// The instance with its arrays in place and everything that the module defines allocated: functions without code,
    /// memories and tables of their initial sizes, globals and segments without values. Nil, with the reason in the
    /// context, if a limit was reached.
    func allocateInstance(_ module: LoadedModule, imports: [ExternalBlock], tierWords: Int) -> InstanceBlock? {
        let instanceBytes = Int(Layout.Instance.tierWords) + tierWords * 8
        let arrays = [
            module.facts.validated.spaces.functions.count, module.facts.validated.spaces.memories.count, module.facts.validated.spaces.tables.count, module.facts.validated.spaces.globals.count, module.facts.validated.spaces.tags.count,
        ]
        let blocks =
            module.facts.validated.module.functions.count * Int(Layout.Function.bytes)
            + module.facts.validated.module.memories.count * Int(Layout.Memory.bytes)
            + module.facts.validated.module.tables.count * Int(Layout.Table.bytes)
            + module.facts.validated.module.globals.count * Int(Layout.Global.bytes)
            + module.facts.validated.module.tags.count * Int(Layout.Tag.bytes)
            + module.facts.validated.module.elements.count * Int(Layout.ElementSegment.bytes)
            + module.facts.validated.module.data.count * Int(Layout.DataSegment.bytes)
        let words = arrays.reduce(0, +) + (module.types.count + 1) / 2
        // Each of the fourteen parts begins at a multiple of 16.
        var cursor = Cursor(next: arena.takeZeroed(instanceBytes + words * 8 + blocks + 14 * 16))

        let instance = unsafe InstanceBlock(at: cursor.take(instanceBytes))
        instance.setWord(Layout.Instance.context, context.address)
        instance.setWord(Layout.Instance.functions, cursor.take(module.facts.validated.spaces.functions.count * 8))
        instance.setWord(Layout.Instance.memories, cursor.take(module.facts.validated.spaces.memories.count * 8))
        instance.setWord(Layout.Instance.tables, cursor.take(module.facts.validated.spaces.tables.count * 8))
        instance.setWord(Layout.Instance.globals, cursor.take(module.facts.validated.spaces.globals.count * 8))
        instance.setWord(Layout.Instance.tags, cursor.take(module.facts.validated.spaces.tags.count * 8))
        instance.setWord(Layout.Instance.types, cursor.take(module.types.count * 4))
        instance.setWord(Layout.Instance.elementSegments, cursor.take(module.facts.validated.module.elements.count * 16))
        instance.setWord(Layout.Instance.dataSegments, cursor.take(module.facts.validated.module.data.count * 16))
        let types = instance.word(Layout.Instance.types)
        for (index, number) in module.types.enumerated() { unsafe RawBytes.store(number, at: types, index: index) }

        placeImports(imports, in: instance)
        placeFunctions(module, in: instance, &cursor)
        placeGlobals(module, in: instance, &cursor)
        placeTags(module, in: instance, &cursor)
        guard placeMemories(module, in: instance, &cursor), placeTables(module, in: instance, &cursor) else {
            context.status = .exhausted(.memory)
            return nil
        }
        return instance
    }

    /// Carves blocks off a piece of the arena.
    private struct Cursor {
        var next: UInt64
        mutating func take(_ bytes: Int) -> UInt64 {
            defer { next += UInt64(bytes + 15) & ~15 }
            return next
        }
    }

    private func placeImports(_ imports: [ExternalBlock], in instance: InstanceBlock) {
        var functions = 0, tables = 0, memories = 0, globals = 0, tags = 0
        for block in imports {
            switch block.kind {
            case .function:
                instance.setElement(Layout.Instance.functions, functions, block.address)
                functions += 1
            case .table:
                instance.setElement(Layout.Instance.tables, tables, block.address)
                tables += 1
            case .memory:
                instance.setElement(Layout.Instance.memories, memories, block.address)
                memories += 1
            case .global:
                instance.setElement(Layout.Instance.globals, globals, block.address)
                globals += 1
            case .tag:
                instance.setElement(Layout.Instance.tags, tags, block.address)
                tags += 1
            }
        }
    }

    private func placeFunctions(_ module: LoadedModule, in instance: InstanceBlock, _ cursor: inout Cursor) {
        let blockBytes = UInt64(Layout.Function.bytes)
        var next = cursor.take(module.facts.validated.module.functions.count * Int(blockBytes))
        for index in module.facts.validated.spaces.importedFunctions..<module.facts.validated.spaces.functions.count {
            let typeIndex = Int(module.facts.validated.spaces.functions[index])
            let signature = module.facts.validated.types.signatures[typeIndex]
            let function = unsafe FunctionBlock(at: next)
            function.setHalf(Layout.Function.type, module.types[typeIndex])
            function.setHalf(Layout.Function.kind, FunctionKind.module.rawValue)
            function.setWord(Layout.Function.instance, instance.address)
            function.setHalf(Layout.Function.index, UInt32(index))
            function.setHalf(Layout.Function.parameterWords, signature.parameterSlots)
            function.setHalf(Layout.Function.resultWords, signature.resultSlots)
            instance.setElement(Layout.Instance.functions, index, next)
            next += blockBytes
        }
    }

    private func placeGlobals(_ module: LoadedModule, in instance: InstanceBlock, _ cursor: inout Cursor) {
        var next = cursor.take(module.facts.validated.module.globals.count * Int(Layout.Global.bytes))
        for index in module.facts.validated.spaces.importedGlobals..<module.facts.validated.spaces.globals.count {
            let global = unsafe GlobalBlock(at: next)
            global.setHalf(Layout.Global.type, module.canonical(module.facts.validated.spaces.globals[index].value).rawValue)
            global.setHalf(Layout.Global.isMutable, module.facts.validated.spaces.globals[index].isMutable ? 1 : 0)
            instance.setElement(Layout.Instance.globals, index, next)
            next += UInt64(Layout.Global.bytes)
        }
    }

    private func placeTags(_ module: LoadedModule, in instance: InstanceBlock, _ cursor: inout Cursor) {
        var next = cursor.take(module.facts.validated.module.tags.count * Int(Layout.Tag.bytes))
        for index in module.facts.validated.spaces.importedTags..<module.facts.validated.spaces.tags.count {
            let typeIndex = Int(module.facts.validated.spaces.tags[index])
            let tag = unsafe TagBlock(at: next)
            tag.setHalf(Layout.Tag.type, module.types[typeIndex])
            tag.setHalf(Layout.Tag.payloadWords, module.facts.validated.types.signatures[typeIndex].parameterSlots)
            instance.setElement(Layout.Instance.tags, index, next)
            next += UInt64(Layout.Tag.bytes)
        }
    }

    private func placeMemories(_ module: LoadedModule, in instance: InstanceBlock, _ cursor: inout Cursor) -> Bool {
        var next = cursor.take(module.facts.validated.module.memories.count * Int(Layout.Memory.bytes))
        for index in module.facts.validated.spaces.importedMemories..<module.facts.validated.spaces.memories.count {
            let memory = unsafe MemoryBlock(at: next)
            guard initialize(memory, module.facts.validated.spaces.memories[index]) else { return false }
            instance.setElement(Layout.Instance.memories, index, next)
            next += UInt64(Layout.Memory.bytes)
        }
        return true
    }

    private func initialize(_ memory: MemoryBlock, _ type: MemoryType) -> Bool {
        let exponent = type.pageSizeExponent ?? MemoryType.defaultPageSizeExponent
        let left = context.word(Layout.Context.memoryBytesLeft)
        guard type.limits.minimum <= left >> UInt64(exponent) else { return false }
        let bytes = type.limits.minimum << UInt64(exponent)
        guard let length = Int(exactly: bytes), let owner = MemoryOwner.make(type, byteLength: length, limit: left) else {
            return false
        }
        keep(owner)
        var flags: MemoryFlags = []
        if type.isShared { flags.insert(.isShared) }
        if type.addressType == .i64 { flags.insert(.is64) }
        if owner.isGuarded { flags.insert(.isGuarded) }
        if type.limits.maximum != nil { flags.insert(.hasMaximum) }
        context.setWord(Layout.Context.memoryBytesLeft, left - bytes)
        memory.setWord(Layout.Memory.base, owner.base)
        memory.setWord(Layout.Memory.byteLength, bytes)
        memory.setHalf(Layout.Memory.pageSizeExponent, exponent)
        memory.setHalf(Layout.Memory.flags, flags.rawValue)
        memory.setWord(Layout.Memory.maximum, type.limits.maximum ?? Self.mostPages(type.addressType, exponent))
        memory.setWord(Layout.Memory.owner, owner.word)
        memory.setWord(Layout.Memory.context, context.address)
        return true
    }

    /// Pages that addresses of the type can name, and that `memory.size` can answer.
    private static func mostPages(_ type: AddressType, _ exponent: UInt32) -> UInt64 {
        switch type {
        case .i32: min(1 << (32 - UInt64(min(exponent, 32))), UInt64(UInt32.max))
        case .i64: exponent == 0 ? .max : 1 << (64 - UInt64(min(exponent, 64)))
        }
    }

    private func placeTables(_ module: LoadedModule, in instance: InstanceBlock, _ cursor: inout Cursor) -> Bool {
        var next = cursor.take(module.facts.validated.module.tables.count * Int(Layout.Table.bytes))
        for index in module.facts.validated.spaces.importedTables..<module.facts.validated.spaces.tables.count {
            let type = module.facts.validated.spaces.tables[index]
            let table = unsafe TableBlock(at: next)
            guard initialize(table, type, element: module.canonical(type.element)) else { return false }
            instance.setElement(Layout.Instance.tables, index, next)
            next += UInt64(Layout.Table.bytes)
        }
        return true
    }

    private func initialize(_ table: TableBlock, _ type: TableType, element: ValueType) -> Bool {
        let left = context.word(Layout.Context.tableElementsLeft)
        guard type.limits.minimum <= left, let size = Int(exactly: type.limits.minimum), size < 1 << 40 else { return false }
        var flags: TableFlags = type.addressType == .i64 ? .is64 : []
        if type.limits.maximum != nil { flags.insert(.hasMaximum) }
        let base: UInt64
        if size <= TableStorage.largestInArena {
            base = arena.takeZeroed(size * 8)
        } else {
            guard let allocated = TableStorage.allocateNull(size) else { return false }
            base = allocated
            flags.insert(.ownsElements)
        }
        context.setWord(Layout.Context.tableElementsLeft, left - type.limits.minimum)
        table.setWord(Layout.Table.base, base)
        table.setWord(Layout.Table.size, type.limits.minimum)
        table.setWord(
            Layout.Table.maximum, type.limits.maximum ?? (type.addressType == .i64 ? .max : UInt64(UInt32.max)))
        table.setHalf(Layout.Table.flags, flags.rawValue)
        table.setHalf(Layout.Table.elementType, element.rawValue)
        table.setWord(Layout.Table.capacity, type.limits.minimum)
        table.setWord(Layout.Table.context, context.address)
        keep(table)
        return true
    }
}
