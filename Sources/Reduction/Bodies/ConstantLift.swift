package import Divergence
import EngineInterface
import WasmBinary
import WasmModel

/// Constants as parameters.
package enum ConstantLift {
    /// The case with every constant of the function that its only call names made a parameter, and given as an
    /// argument; `nil` where there is none, or not one such function.
    package static func lifted(_ test: DifferentialCase) -> DifferentialCase? {
        guard let candidate = Candidate(test), candidate.test.calls.count == 1 else { return nil }
        var module = candidate.modules[candidate.main]
        let imported = module.importCount(of: .function)
        guard let export = module.exports.first(where: { $0.kind == .function && $0.name == test.calls[0].export }),
            Int(export.index) >= imported
        else { return nil }
        let number = Int(export.index) - imported
        guard var type = FunctionTypes.type(module.functions[number].typeIndex, in: module),
            !SignatureEdit.isCalledInside(module, Int(export.index))
        else { return nil }
        var body = module.functions[number].body
        var arguments: [Value] = []
        let first = UInt32(type.parameters.count)
        for position in body.instructions.indices {
            let instruction = body.instructions[position]
            let value: Value
            switch instruction.opcode {
            case .i32Const: value = .i32(UInt32(truncatingIfNeeded: instruction.bits))
            case .i64Const: value = .i64(instruction.bits)
            case .f32Const: value = .f32(bits: UInt32(truncatingIfNeeded: instruction.bits))
            case .f64Const: value = .f64(bits: instruction.bits)
            case .v128Const:
                let (low, high) = body.vector(of: instruction)
                value = .v128(low: low, high: high)
            default: continue
            }
            body.instructions[position] = Instruction(.localGet, index: .max - UInt32(arguments.count))
            arguments.append(value)
        }
        guard !arguments.isEmpty else { return nil }
        for position in body.instructions.indices
        where OpcodeTable.shared[body.instructions[position].opcode].immediates == .localIndex {
            let index = body.instructions[position].index
            if index > .max - UInt32(arguments.count) {
                body.instructions[position].index = first + (.max - index)
            } else if index >= first {
                body.instructions[position].index += UInt32(arguments.count)
            }
        }
        body.positions = []
        type.parameters += arguments.map(Self.type)
        module.functions[number].body = body
        module.functions[number].typeIndex = FunctionTypes.index(of: type, in: &module)
        var lifted = test
        lifted.module = module.encoded()
        lifted.calls[0].arguments += arguments
        return lifted
    }

    private static func type(of value: Value) -> ValueType {
        switch value {
        case .i32: .i32
        case .i64: .i64
        case .f32: .f32
        case .f64: .f64
        case .v128: .v128
        case .reference: .externref
        }
    }
}
