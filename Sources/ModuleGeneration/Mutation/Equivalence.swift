package import WasmModel

/// Semantics-preserving mutation: a module that must be observed to do exactly what its parent does. An engine that
/// shows a difference between the two contradicts itself, so one engine is enough to find it.
package enum Equivalence {
    /// A mutant, which carries the claim that its observations equal its parent's.
    package struct Mutant: Sendable {
        package var module: GeneratedModule
        /// Names of what was done, in order.
        package var edits: [String]
    }

    /// - Parameter rate: of a thousand instructions, how many are changed.
    package static func mutant(of parent: GeneratedModule, seed: UInt64, rate: Int = 60) -> Mutant {
        var mutant = Mutant(module: parent, edits: [])
        let stream = RandomStream(seed: seed)
        mutant.edits = apply(to: &mutant.module.module, &mutant.module.scaffolding, parent.features, stream, rate: rate)
        var own = stream.split(.max)
        if own.chance(200) {
            mutant.module.longForms = own.next()
            mutant.edits.append("long-forms")
        }
        return mutant
    }

    /// The same for any valid module that uses these features.
    ///
    /// - Returns: names of what was done, in order.
    package static func apply(
        to module: inout Module, _ scaffolding: inout [[Range<Int32>]], _ features: FeatureSet, _ stream: RandomStream, rate: Int = 60
    ) -> [String] {
        var edits: [String] = []
        var widened: [UInt32: WidenedFunction] = [:]
        let imported = module.importCount(of: .function)
        for number in module.functions.indices {
            // By length too: what is cut out of one function leaves the others as they are.
            var own = stream.split(UInt64(number)).split(UInt64(module.functions[number].body.instructions.count))
            module.functions[number].branchHints = []
            let parameters = OperandCounts(module).functionType(module.functions[number].typeIndex).parameters.count
            edits += EquivalentShape.edit(&module.functions[number], &scaffolding[number], parameters: parameters, &own)
            if own.chance(250),
                let edit = EquivalentShape.demoteLocal(of: number, in: &module, &scaffolding[number], parameters: parameters, features, &own)
            {
                edits.append(edit)
            }
            var editor = EquivalentEditor(module, number, features, widened, own.split(own.next()), rate: rate)
            editor.apply(to: &module, &scaffolding[number])
            edits += editor.edits
            if own.chance(200) {
                let wide = WidenedFunction(number, of: &module, &scaffolding, features, &own)
                widened[UInt32(imported + number)] = wide
                if wide.parameter != nil { edits.append("add-parameter") }
                if wide.result != nil { edits.append("add-result") }
            }
        }
        while scaffolding.count < module.functions.count { scaffolding.append([]) }
        return edits
    }
}
