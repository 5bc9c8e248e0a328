package import WasmModel

/// The part of the language this compiler has. What it lacks it names, before it translates anything.
package enum Support {
    package static let features = FeatureSet([
        .signExtension, .saturatingConversion, .multiValue, .bulkMemory, .referenceTypes, .extendedConst,
    ])

    /// The first thing in the module that this compiler lacks; `nil` if it can compile the module.
    package static func missing(in module: Module) -> String? {
        for type in module.subTypes {
            // Calls through tables compare type numbers, which is the whole check for final types only.
            if !type.isFinal || !type.supertypes.isEmpty { return Feature.gc.name }
            switch type.composite {
            case .function(let function):
                for value in function.parameters + function.results {
                    if let name = missing(in: value) { return name }
                }
            case .structure, .array: return Feature.gc.name
            }
        }
        if !module.allTags.isEmpty { return Feature.exceptions.name }
        for table in module.allTables {
            if let name = missing(in: table.element) { return name }
        }
        for global in module.allGlobals {
            if let name = missing(in: global.value) { return name }
        }
        let memories = module.allMemories
        let tables = module.allTables
        for function in module.functions {
            if let name = missing(in: function, memories, tables) { return name }
        }
        return nil
    }

    /// What a memory must be for code to use it: the first, of 32 bits, with the guard behind it.
    private static func missing(_ index: UInt32, in memories: [MemoryType]) -> String? {
        if index > 0 { return Feature.multiMemory.name }
        guard let memory = memories.first else { return nil }
        if memory.addressType == .i64 { return Feature.memory64.name }
        if memory.isShared { return Feature.threads.name }
        return memory.pageSizeExponent == nil ? nil : Feature.customPageSizes.name
    }

    private static func missing(_ index: UInt32, in tables: [TableType]) -> String? {
        tables[Int(index)].addressType == .i64 ? Feature.memory64.name : nil
    }

    /// What the memories and tables that an instruction names lack. The runtime handles those that code does not touch.
    private static func missing(
        in instruction: Instruction, _ memories: [MemoryType], _ tables: [TableType]
    ) -> String? {
        switch instruction.opcode.definition.immediates {
        case .memarg, .memoryIndex: missing(instruction.index, in: memories)
        case .dataAndMemory: missing(instruction.secondIndex, in: memories)
        case .memoryAndMemory: missing(instruction.index, in: memories) ?? missing(instruction.secondIndex, in: memories)
        case .tableIndex: missing(instruction.index, in: tables)
        case .typeAndTable, .elementAndTable: missing(instruction.secondIndex, in: tables)
        case .tableAndTable: missing(instruction.index, in: tables) ?? missing(instruction.secondIndex, in: tables)
        default: nil
        }
    }

    private static func missing(in function: Function, _ memories: [MemoryType], _ tables: [TableType]) -> String? {
        for group in function.locals {
            if let name = missing(in: group.type) { return name }
        }
        for instruction in function.body.instructions {
            let feature = instruction.opcode.definition.feature
            if feature != .core1, !features.contains(feature) { return feature.name }
            if let name = missing(in: instruction, memories, tables) { return name }
            switch instruction.opcode {
            case .block, .loop, .if:
                if let type = instruction.blockType.valueType, let name = missing(in: type) { return name }
            case .selectTyped:
                for type in function.body.valueTypes(of: instruction) {
                    if let name = missing(in: type) { return name }
                }
            case .refNull:
                if let name = missing(in: .reference(instruction.heapType, nullable: true)) { return name }
            default: break
            }
        }
        return nil
    }

    private static func missing(in type: ValueType) -> String? {
        switch type {
        case .i32, .i64, .f32, .f64, .funcref, .externref: nil
        case .v128: Feature.simd.name
        case .exnref: Feature.exceptions.name
        default: type.heapType.isAbstract && type.heapType != .func ? Feature.gc.name : Feature.functionReferences.name
        }
    }
}
