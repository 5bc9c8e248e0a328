package import WasmModel

/// The part of the language this compiler has. What it lacks it names, before it translates anything.
package enum Support {
    package static let features = FeatureSet(
        Feature.allCases.filter { $0 != .simd && $0 != .relaxedSIMD })

    /// The first thing in the module that this compiler lacks; `nil` if it can compile the module.
    package static func missing(in module: Module) -> String? {
        for type in module.subTypes {
            switch type.composite {
            case .function(let function):
                if function.parameters.contains(.v128) || function.results.contains(.v128) { return Feature.simd.name }
            case .structure(let fields):
                if fields.contains(where: { $0.storage == .value(.v128) }) { return Feature.simd.name }
            case .array(let field):
                if field.storage == .value(.v128) { return Feature.simd.name }
            }
        }
        if module.allGlobals.contains(where: { $0.value == .v128 }) { return Feature.simd.name }
        for function in module.functions {
            if function.locals.contains(where: { $0.type == .v128 }) { return Feature.simd.name }
            for instruction in function.body.instructions {
                let feature = instruction.opcode.definition.feature
                if feature == .simd || feature == .relaxedSIMD { return feature.name }
                if instruction.opcode == .block, instruction.blockType.valueType == .v128 { return Feature.simd.name }
            }
        }
        return nil
    }
}
