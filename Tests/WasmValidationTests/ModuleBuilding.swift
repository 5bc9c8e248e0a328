import WasmModel
import WasmValidation

/// Short ways to write modules as values.
extension Module {
    /// One function of the given type and body, its `end` included.
    static func function(
        _ type: FunctionType, locals: [LocalGroup] = [], _ body: [Instruction], pool: [UInt64] = [],
        types: [SubType] = [], memories: [MemoryType] = []
    ) -> Module {
        var module = Module()
        module.types = [RecursionGroup([SubType(.function(type))])] + types.map { RecursionGroup([$0]) }
        module.memories = memories
        module.functions = [Function(typeIndex: 0, locals: locals, body: Expression(body, pool: pool))]
        return module
    }

    /// One function without parameters and results.
    static func function(
        _ body: [Instruction], pool: [UInt64] = [], types: [SubType] = [], memories: [MemoryType] = []
    ) -> Module {
        function(FunctionType(), body, pool: pool, types: types, memories: memories)
    }
}

extension Instruction {
    static let end = Instruction(.end)
    static func localGet(_ index: UInt32) -> Instruction { Instruction(.localGet, index: index) }
}

/// `nil` if the module is valid.
func flaw(of module: Module, _ features: FeatureSet = .all) -> ValidationError? {
    do throws(ValidationError) {
        _ = try ValidatedModule(validating: module, features: features)
        return nil
    } catch {
        return error
    }
}
