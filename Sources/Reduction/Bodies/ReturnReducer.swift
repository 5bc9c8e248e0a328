import Divergence
import WasmModel
import WasmValidation

/// Lets a function return a value as soon as it has made it: what was done with it goes, and what came after.
struct ReturnReducer: Reducer {
    private var current: Candidate
    private var function = 0
    private var outline: BodyOutline?
    private var nodes: [Int] = []
    /// More would be guessing.
    private static let most = 40

    init(_ candidate: Candidate) { current = candidate }

    mutating func next() -> Candidate? {
        let module = current.main
        while function < current.modules[module].functions.count {
            if outline == nil {
                outline = BodyEdit.outline(current, module, function)
                nodes = (outline?.nodes.indices.filter { (outline?.nodes[$0].results.count ?? 0) == 1 } ?? []).suffix(
                    Self.most)
                let body = current.modules[module].functions[function].body
                nodes.removeAll { node in
                    guard let opcode = outline.map({ body.instructions[$0.nodes[node].root].opcode }) else {
                        return true
                    }
                    switch opcode {
                    case .i32Const, .i64Const, .f32Const, .f64Const, .v128Const, .localGet, .globalGet: return true
                    default: return false
                    }
                }
            }
            while let outline, let node = nodes.first {
                nodes.removeFirst()
                if let proposal = Self.cut(current, module, function, after: outline.nodes[node].root, outline) {
                    return proposal
                }
            }
            (function, outline) = (function + 1, nil)
        }
        return nil
    }

    mutating func learn(_ accepted: Candidate?) {
        guard let accepted else { return }
        current = accepted
        // The first that is enough is the best.
        (function, outline) = (function + 1, nil)
    }

    /// The function returns what the instruction at `position` has made. What lies below on the stack goes with the
    /// return.
    static func cut(_ candidate: Candidate, _ number: Int, _ function: Int, after position: Int, _ outline: BodyOutline)
        -> Candidate?
    {
        var module = candidate.modules[number]
        guard function < module.functions.count,
            var type = FunctionTypes.type(module.functions[function].typeIndex, in: module),
            let node = outline.nodes.first(where: { $0.root == position }), node.results.count == 1,
            !SignatureEdit.isCalledInside(module, module.importCount(of: .function) + function)
        else { return nil }
        var body = module.functions[function].body
        body.instructions.removeSubrange((position + 1)...)
        if node.depth > 0 || node.start > 0 { body.instructions.append(Instruction(.return)) }
        body.instructions += Array(repeating: Instruction(.end), count: node.depth + 1)
        body.positions = []
        type.results = node.results
        module.functions[function].body = body
        module.functions[function].branchHints = []
        module.functions[function].typeIndex = FunctionTypes.index(of: type, in: &module)
        _ = UnusedDefinitions.remove(from: &module, [.type])
        var proposal = candidate
        proposal.modules[number] = module
        return proposal
    }
}
