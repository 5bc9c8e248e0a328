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
        let memories = module.allMemories
        if memories.count > 1 { return Feature.multiMemory.name }
        if !module.allTags.isEmpty { return Feature.exceptions.name }
        for memory in memories {
            if memory.addressType == .i64 { return Feature.memory64.name }
            if memory.isShared { return Feature.threads.name }
            if memory.pageSizeExponent != nil { return Feature.customPageSizes.name }
        }
        for table in module.allTables {
            if table.addressType == .i64 { return Feature.memory64.name }
            if let name = missing(in: table.element) { return name }
        }
        for global in module.allGlobals {
            if let name = missing(in: global.value) { return name }
        }
        for function in module.functions {
            if let name = missing(in: function) { return name }
        }
        return nil
    }

    private static func missing(in function: Function) -> String? {
        for group in function.locals {
            if let name = missing(in: group.type) { return name }
        }
        for instruction in function.body.instructions {
            let feature = instruction.opcode.definition.feature
            if feature != .core1, !features.contains(feature) { return feature.name }
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
