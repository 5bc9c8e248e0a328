import Divergence
import EngineInterface
import WasmModel
import WasmValidation

/// Replaces what makes a value, the largest first: by zero, by its operands, dropped, and zero, by one of its own
/// operands of the same type, by one. What leaves nothing is replaced by its operands, dropped.
struct OperandReducer: Reducer {
    private var current: Candidate
    private var module = 0
    private var function = 0
    private var outline: BodyOutline?
    private var order: [Int] = []
    private var position = 0
    private var variant = 0

    init(_ candidate: Candidate) { current = candidate }

    mutating func next() -> Candidate? {
        while module < current.modules.count {
            guard function < current.modules[module].functions.count else {
                (module, function) = (module + 1, 0)
                continue
            }
            if outline == nil { load() }
            if let outline {
                while position < order.count {
                    if let proposal = proposal(outline, outline.nodes[order[position]]) {
                        variant += 1
                        return proposal
                    }
                    (position, variant) = (position + 1, 0)
                }
            }
            (function, outline, position, variant) = (function + 1, nil, 0, 0)
        }
        return nil
    }

    mutating func learn(_ accepted: Candidate?) {
        guard let accepted else { return }
        // The tree has changed. What was refused before is not asked again.
        current = accepted
        (outline, position, variant) = (nil, 0, 0)
    }

    private mutating func load() {
        outline = BodyEdit.outline(current, module, function)
        let nodes = outline?.nodes ?? []
        let last = current.modules[module].functions[function].body.instructions.count - 1
        order = nodes.indices.filter { !nodes[$0].isOpen && nodes[$0].root < last && nodes[$0].results.count <= 1 }
            .sorted { (nodes[$1].range.count, nodes[$0].start) < (nodes[$0].range.count, nodes[$1].start) }
    }

    /// Variant number `variant` of replacing a node; `nil` when there are no more.
    private mutating func proposal(_ outline: BodyOutline, _ node: BodyOutline.Node) -> Candidate? {
        let body = current.modules[module].functions[function].body
        guard let type = node.results.first else {
            // Keep the operands' effects, without what is done with them.
            guard node.opener == nil, !node.operands.isEmpty else { return nil }
            if variant == 0 {
                let effects = Self.effects(inside: node, outline, body)
                return effects.isEmpty
                    ? skip() : BodyEdit.replacing([node.range], with: [effects], in: current, module, function)
            }
            guard variant == 1 else { return nil }
            return BodyEdit.replacing([node.range], with: [Self.dropped(node, outline, body)], in: current, module, function)
        }
        let isConstant =
            node.range.count == 1
            && OpcodeTable.shared[body.instructions[node.root].opcode].signature?.operands.isEmpty == true
        var editable = current
        var edited = body
        var choices: [[Instruction]] = []
        if !isConstant, let zero = BodyEdit.defaultValue(type, in: &edited) { choices.append(zero) }
        let effects = Self.effects(inside: node, outline, body)
        if !effects.isEmpty, let zero = BodyEdit.defaultValue(type, in: &edited) { choices.append(effects + zero) }
        let dropped = node.opener == nil ? BodyEdit.withoutDroppedLeaves(Self.dropped(node, outline, body)) : []
        if !dropped.isEmpty, let zero = BodyEdit.defaultValue(type, in: &edited) { choices.append(dropped + zero) }
        for operand in node.operands where outline.nodes[operand].results == [type] {
            choices.append(Array(body.instructions[outline.nodes[operand].range]))
        }
        if !isConstant, node.range.count > 1, let one = Self.one(type, in: &edited) { choices.append([one]) }
        guard variant < choices.count else { return nil }
        editable.modules[module].functions[function].body = edited
        return BodyEdit.replacing([node.range], with: [choices[variant]], in: editable, module, function)
    }

    /// Goes on with the next variant.
    private mutating func skip() -> Candidate? {
        variant += 1
        guard let outline, position < order.count else { return nil }
        return proposal(outline, outline.nodes[order[position]])
    }

    /// The operands of a node, made and dropped.
    private static func dropped(_ node: BodyOutline.Node, _ outline: BodyOutline, _ body: Expression) -> [Instruction] {
        node.operands.filter { outline.nodes[$0].results.count == 1 }
            .flatMap { body.instructions[outline.nodes[$0].range] + [Instruction(.drop)] }
    }

    /// Statements that stand between the operands of a node.
    private static func effects(inside node: BodyOutline.Node, _ outline: BodyOutline, _ body: Expression)
        -> [Instruction]
    {
        guard node.opener == nil, node.range.count > 2 else { return [] }
        var end = node.start
        var parts: [Instruction] = []
        let inside = outline.nodes.filter {
            $0.depth == node.depth && $0.results.isEmpty && !$0.isOpen && $0.start >= node.start && $0.root < node.root
        }
        for statement in inside.sorted(by: { ($0.start, $1.root) < ($1.start, $0.root) }) where statement.start >= end {
            parts += body.instructions[statement.range]
            end = statement.range.upperBound
        }
        return parts
    }

    private static func one(_ type: ValueType, in body: inout Expression) -> Instruction? {
        switch type {
        case .i32: Instruction.i32Const(1)
        case .i64: Instruction.i64Const(-1)
        case .f32: Instruction(.f32Const, bits: UInt64(Float(-1.5).bitPattern))
        case .f64: Instruction(.f64Const, bits: Double(-1.5).bitPattern)
        case .v128: BodyEdit.constant(.v128(low: 0x8171_6151_4131_2111, high: 0xF0E0_D0C0_B0A0_9080), in: &body)
        default: nil
        }
    }
}
