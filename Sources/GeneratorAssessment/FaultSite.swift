import Divergence
import EngineInterface
import ModuleGeneration
import WasmModel

/// A place where a fault can be put: an executed operation with a neighbour that it can be confused with, and no part of
/// the code that only holds the module together.
struct FaultSite: Hashable, Sendable {
    var site: ExecutionTrace.Site
    var opcode: Opcode

    static func all(of generated: GeneratedModule, _ trace: ExecutionTrace) -> [FaultSite] {
        let neighbours = SwapNeighbours.shared
        let modules = generated.libraries.map { ($0.module, $0.scaffolding) } + [(generated.module, generated.scaffolding)]
        var found: [FaultSite] = []
        for (position, (module, scaffolding)) in modules.enumerated() {
            for (number, function) in module.functions.enumerated() {
                var isScaffolding = [Bool](repeating: false, count: function.body.instructions.count)
                for range in scaffolding[number] { for index in range { isScaffolding[Int(index)] = true } }
                for (index, instruction) in function.body.instructions.enumerated()
                where trace.executed[position][number][index] && !isScaffolding[index]
                    && !neighbours.of(instruction.opcode).isEmpty {
                    found.append(
                        FaultSite(
                            site: .init(module: position, function: number, instruction: index), opcode: instruction.opcode))
                }
            }
        }
        return found
    }

    /// The case with another operation in this place.
    func fault(in generated: GeneratedModule, replacement: Opcode) -> GeneratedModule {
        var faulty = generated
        if site.module < faulty.libraries.count {
            faulty.libraries[site.module].module.functions[site.function].body.instructions[site.instruction].opcode = replacement
        } else {
            faulty.module.functions[site.function].body.instructions[site.instruction].opcode = replacement
        }
        return faulty
    }
}
