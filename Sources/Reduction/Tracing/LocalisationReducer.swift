import Divergence
import EngineInterface
import WasmBinary
import WasmModel
import WasmValidation

/// Guesses the smallest case from where the traces of two engines part: the operation alone, on the operands it had,
/// given as parameters or as constants; if that is not enough, with the operations that made the operands; at last the
/// function it stands in, called with the arguments it had.
struct LocalisationReducer: Reducer {
    private var proposals: ArraySlice<Candidate>
    private var functions: [Candidate] = []
    private var isDone = false

    init(_ candidate: Candidate) { proposals = [] }

    /// `nil` where the traces are the same.
    init?(_ candidate: Candidate, _ mode: ValueTrace.Mode, _ run: ValueTrace.Runner) {
        guard let trace = ValueTrace(candidate, mode), let logs = run(trace.traced) else { return nil }
        let right = ValueTrace.entries(logs.right)
        let wrong = ValueTrace.entries(logs.wrong)
        guard let parting = ValueTrace.parting(right, wrong), parting.site < trace.sites.count else { return nil }
        let longer = right.count > parting.common ? right : wrong
        let extraction = Extraction(candidate, trace, Array(longer[..<parting.common]))
        let site = trace.sites[parting.site]
        proposals = extraction.trees(at: site, depths: mode == .operations ? 1...3 : 2...8)[...]
        functions = extraction.functions(around: site)
    }

    /// The guesses that hold more than an operation: for later, when smaller ones have failed.
    func widened() -> LocalisationReducer {
        var copy = self
        copy.proposals = functions[...]
        return copy
    }

    mutating func next() -> Candidate? { isDone ? nil : proposals.popFirst() }

    mutating func learn(_ accepted: Candidate?) {
        // The guesses are made from the first case; the first that holds is the best of them.
        if accepted != nil { isDone = true }
    }
}

/// Makes cases of parts of a module, with the values that were seen.
private struct Extraction {
    private let candidate: Candidate
    private let trace: ValueTrace
    /// The last value seen at each site.
    private var values: [Int: Value] = [:]
    /// Sites by place.
    private var siteNumbers: [ValueTrace.Site: Int] = [:]

    init(_ candidate: Candidate, _ trace: ValueTrace, _ entries: [ValueTrace.Entry]) {
        self.candidate = candidate
        self.trace = trace
        for entry in entries { values[entry.site] = entry.value }
        for (number, site) in trace.sites.enumerated() { siteNumbers[site] = number }
    }

    func trees(at site: ValueTrace.Site, depths: ClosedRange<Int>) -> [Candidate] {
        var list: [Candidate] = []
        if let instruction = site.instruction {
            let outline = trace.outlines[site.module][site.function]
            if let root = outline.nodes.firstIndex(where: { $0.root == instruction && $0.opener == nil }) {
                for depth in depths {
                    for offset in usesMemory(site, outline, root) ? [0, 5] as [UInt64] : [0] {
                        list += [
                            subtree(site, outline, root, depth, .parameters, offset),
                            subtree(site, outline, root, depth, .constants, offset),
                        ].compactMap { $0 }
                    }
                }
            }
        }
        return list
    }

    func functions(around site: ValueTrace.Site) -> [Candidate] {
        [site.instruction.flatMap { wholeFunction(site, endingWith: $0) }, wholeFunction(site)].compactMap { $0 }
    }

    private func usesMemory(_ site: ValueTrace.Site, _ outline: BodyOutline, _ root: Int) -> Bool {
        let opcode = candidate.modules[site.module].functions[site.function].body.instructions[outline.nodes[root].root]
            .opcode
        switch OpcodeTable.shared[opcode].immediates {
        case .memarg, .memargLane: return true
        default: return false
        }
    }

    private enum Leaves { case parameters, constants }

    /// The tree below a node to a depth, as the only function of a module; what is deeper is what it was seen to be.
    private func subtree(
        _ site: ValueTrace.Site, _ outline: BodyOutline, _ root: Int, _ depth: Int, _ leaves: Leaves, _ offset: UInt64
    ) -> Candidate? {
        let source = candidate.modules[site.module].functions[site.function].body
        var body = Expression()
        var parameters: [ValueType] = []
        var arguments: [Value] = []
        var usesMemory = false
        func leaf(_ node: BodyOutline.Node) -> Bool {
            var place = site
            (place.instruction, place.parameter) = (node.root, nil)
            guard let type = node.results.first else { return false }
            let instruction = source.instructions[node.root]
            switch instruction.opcode {
            case .i32Const, .i64Const, .f32Const, .f64Const:
                body.instructions.append(instruction)
                return true
            case .v128Const:
                let (low, high) = source.vector(of: instruction)
                body.appendVector(.v128Const, low: low, high: high)
                return true
            default: break
            }
            guard let number = siteNumbers[place], let value = values[number] else { return false }
            switch leaves {
            case .parameters:
                body.instructions.append(Instruction(.localGet, index: UInt32(parameters.count)))
                parameters.append(type)
                arguments.append(value)
            case .constants:
                guard let constant = BodyEdit.constant(value, in: &body) else { return false }
                body.instructions.append(constant)
            }
            return true
        }
        func write(_ number: Int, _ left: Int) -> Bool {
            let node = outline.nodes[number]
            let instruction = source.instructions[node.root]
            let definition = OpcodeTable.shared[instruction.opcode]
            let isPlain = definition.signature != nil || instruction.opcode == .select
            guard left > 0, isPlain, node.opener == nil, !node.isOpen, !node.operands.isEmpty else { return leaf(node) }
            switch definition.immediates {
            case .none, .lane, .shuffle, .memarg, .memargLane: break
            default: return leaf(node)
            }
            if definition.immediates == .memarg || definition.immediates == .memargLane {
                // Only at the root: a memory's content is not known.
                guard left == depth, node.results.count == 1 else { return leaf(node) }
                usesMemory = true
            }
            for operand in node.operands { if !write(operand, left - 1) { return false } }
            if definition.immediates == .shuffle {
                let (low, high) = source.vector(of: instruction)
                body.appendVector(instruction.opcode, low: low, high: high)
            } else {
                body.instructions.append(instruction)
            }
            return true
        }
        guard write(root, depth), let result = outline.nodes[root].results.first, outline.nodes[root].results.count == 1
        else { return nil }
        body.instructions.append(Instruction(.end))
        var module = Module()
        if usesMemory { addMemory(&module, &body, offset) }
        module.types = [RecursionGroup([SubType(.function(FunctionType(parameters, [result])))])]
        module.functions = [Function(typeIndex: 0, body: body)]
        module.exports = [Export(name: "f", kind: .function, index: 0)]
        return Self.alone(module, calling: "f", with: arguments, candidate)
    }

    /// A memory with bytes that tell widths, signs and ends apart, and the access at its beginning.
    private func addMemory(_ module: inout Module, _ body: inout Expression, _ offset: UInt64) {
        let type = candidate.modules[0].allMemories.first
        module.memories = [MemoryType(limits: Limits(minimum: 1), addressType: type?.addressType ?? .i32)]
        var zero = Expression()
        zero.instructions = [Instruction(type?.addressType == .i64 ? .i64Const : .i32Const), Instruction(.end)]
        let bytes: [UInt8] = [
            0x81, 0x92, 0xA3, 0xB4, 0xC5, 0xD6, 0xE7, 0xF8, 0x89, 0x9A, 0xAB, 0xBC, 0xCD, 0xDE, 0xEF, 0x80,
        ]
        module.data = [DataSegment(mode: .active(memory: 0, offset: zero), bytes: bytes)]
        for position in body.instructions.indices {
            switch OpcodeTable.shared[body.instructions[position].opcode].immediates {
            case .memarg, .memargLane:
                body.instructions[position].index = 0
                body.instructions[position].bits = offset
            default: break
            }
        }
        // The address is the first operand: a parameter that was seen somewhere in a larger memory, or a constant.
        if let first = body.instructions.first, [.i32Const, .i64Const].contains(first.opcode) {
            body.instructions[0].bits = 0
        } else {
            body.instructions.insert(contentsOf: [Instruction(.drop), zero.instructions[0]], at: 1)
        }
    }

    /// The function that a site stands in, called with the arguments that it had.
    ///
    /// - Parameter last: where it returns the value it has just made, instead of going on.
    private func wholeFunction(_ site: ValueTrace.Site, endingWith last: Int? = nil) -> Candidate? {
        guard site.module == candidate.main else { return nil }
        var proposal = candidate
        let module = candidate.modules[site.module]
        let index = UInt32(module.importCount(of: .function) + site.function)
        guard let type = FunctionTypes.type(module.functions[site.function].typeIndex, in: module) else { return nil }
        var arguments: [Value] = []
        for parameter in type.parameters.indices {
            let place = ValueTrace.Site(
                module: site.module, function: site.function, instruction: nil, parameter: parameter)
            guard let number = siteNumbers[place], let value = values[number] else { return nil }
            arguments.append(value)
        }
        let name = module.exports.first { $0.kind == .function && $0.index == index }?.name
        if name == nil {
            guard !module.exports.contains(where: { $0.name == "f" }) else { return nil }
            proposal.modules[site.module].exports.append(Export(name: "f", kind: .function, index: index))
        }
        proposal.modules[site.module].start = nil
        proposal.test.calls = [DifferentialCase.Call(export: name ?? "f", arguments: arguments)]
        if let last {
            guard
                let cut = ReturnReducer.cut(
                    proposal, site.module, site.function, after: last, trace.outlines[site.module][site.function])
            else { return nil }
            proposal = cut
        }
        // What the others do is not called any more.
        let kept = Set([name ?? "f"])
        proposal.modules[site.module].exports.removeAll { $0.kind == .function && !kept.contains($0.name) }
        _ = UnusedDefinitions.remove(from: &proposal.modules[site.module])
        return proposal
    }

    private static func alone(_ module: Module, calling name: String, with arguments: [Value], _ candidate: Candidate)
        -> Candidate?
    {
        var test = candidate.test
        test.libraries = []
        test.hosts = []
        test.calls = [DifferentialCase.Call(export: name, arguments: arguments)]
        test.module = module.encoded()
        return Candidate(test)
    }
}
