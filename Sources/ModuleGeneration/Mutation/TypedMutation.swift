import WasmModel

/// Mutation that keeps a generated module valid, ending and comparable: operations are swapped for others with the same
/// types, constants changed, subtrees put in each other's place or in that of what takes them, statements repeated, moved,
/// exchanged or left out, subtrees and statements taken from another case, globals read instead of locals, memories made
/// larger, the shape of a function changed in the ways of ``EquivalentShape``, and its type in that of ``WidenedFunction``.
/// Code that holds a module together is not touched.
package enum TypedMutation {
    /// A mutated copy; `nil` if nothing could be done.
    ///
    /// - Parameters:
    ///   - donor: another case, of which parts may come into this one.
    ///   - edits: how many are tried.
    package static func mutant(of parent: GeneratedModule, seed: UInt64, donor: GeneratedModule? = nil, edits: Int = 3) -> GeneratedModule? {
        var stream = RandomStream(seed: seed)
        var mutant = parent
        var hasChanged = false
        for number in 0..<edits {
            var own = stream.split(UInt64(number))
            if edit(&mutant, donor, &own) { hasChanged = true }
        }
        _ = stream.next()
        return hasChanged ? mutant : nil
    }

    private static func edit(_ generated: inout GeneratedModule, _ donor: GeneratedModule?, _ stream: inout RandomStream) -> Bool {
        guard !generated.module.functions.isEmpty else { return false }
        let number = stream.below(generated.module.functions.count)
        let draw = stream.below(donor == nil ? 15 : 20)
        if draw == 9 || draw == 11 { return reshape(&generated, number, &stream) }
        if draw == 10 { return enlargeMemory(&generated.module, &stream) }
        if draw == 12 {
            _ = WidenedFunction(number, of: &generated.module, &generated.scaffolding, generated.features, &stream)
            return true
        }
        var editor = FunctionEditor(generated.module, number, generated.scaffolding[number])
        let isDone: Bool
        switch draw {
        case 0...1: isDone = editor.swapOperation(&stream)
        case 2: isDone = editor.changeConstant(&stream)
        case 3: isDone = editor.replaceSubtree(&stream)
        case 4: isDone = editor.repeatStatement(&stream)
        case 5: isDone = editor.removeStatement(&stream)
        case 6: isDone = editor.hoist(&stream)
        case 7...8: isDone = editor.moveStatement(&stream)
        case 13: isDone = editor.swapStatements(&stream)
        case 14: isDone = editor.exchangeVariable(&stream)
        default:
            guard let donor, !donor.module.functions.isEmpty else { return false }
            let source = stream.below(donor.module.functions.count)
            let other = FunctionEditor(donor.module, source, donor.scaffolding[source])
            isDone = stream.chance(500) ? editor.spliceSubtree(from: other, &stream) : editor.spliceStatement(from: other, &stream)
        }
        guard isDone else { return false }
        generated.module.functions[number].body = editor.body
        generated.scaffolding[number] = editor.scaffolding
        return true
    }

    private static func reshape(_ generated: inout GeneratedModule, _ number: Int, _ stream: inout RandomStream) -> Bool {
        let type = OperandCounts(generated.module).functionType(generated.module.functions[number].typeIndex)
        return !EquivalentShape.edit(
            &generated.module.functions[number], &generated.scaffolding[number], parameters: type.parameters.count, &stream
        ).isEmpty
    }

    /// A page more; guards hold as they did.
    private static func enlargeMemory(_ module: inout Module, _ stream: inout RandomStream) -> Bool {
        guard !module.memories.isEmpty else { return false }
        let index = stream.below(module.memories.count)
        var limits = module.memories[index].limits
        guard limits.minimum < 8 || module.memories[index].pageSizeExponent == 0 else { return false }
        limits.minimum += 1
        limits.maximum = limits.maximum.map { max($0, limits.minimum) }
        module.memories[index].limits = limits
        return true
    }
}
