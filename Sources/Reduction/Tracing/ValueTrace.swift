package import Divergence
package import EngineInterface
import WasmBinary
import WasmModel
import WasmValidation

/// What every operation of a case made, in the order in which it was made: seen through host calls that are put behind
/// every instruction that leaves a number or a vector.
///
/// Where two engines' traces part is where one of them is wrong, unless looking hides it.
package struct ValueTrace: Sendable {
    /// Runs a case on two engines, one of which is thought to be right, and gives the host calls of both.
    package typealias Runner = @Sendable (DifferentialCase) -> (right: [HostCall], wrong: [HostCall])?

    /// An instruction that is looked at.
    struct Site: Hashable, Sendable {
        var module: Int
        /// Number of the defined function.
        var function: Int
        /// Number of the instruction; `nil` for a parameter at the beginning.
        var instruction: Int?
        var parameter: Int?
    }

    struct Entry: Hashable, Sendable {
        var site: Int
        var value: Value
    }

    private let mode: Mode
    private(set) var sites: [Site] = []
    private(set) var traced: DifferentialCase
    /// By module and function: the tree that the sites stand in.
    private(set) var outlines: [[BodyOutline]] = []

    /// What is looked at. To look between two operations may hide a bug of an optimiser that sees both.
    enum Mode: CaseIterable, Sendable {
        /// Every operation.
        case operations
        /// Trees of pure operations, as wholes.
        case trees
    }

    private static let hostModule = "assay.trace"
    private static let types: [ValueType] = [.i32, .i64, .f32, .f64, .v128]

    /// The case with its modules looked at; `nil` if one is not valid.
    init?(_ candidate: Candidate, _ mode: Mode) {
        self.mode = mode
        traced = candidate.test
        var bytes: [[UInt8]] = []
        for (number, module) in candidate.modules.enumerated() {
            guard let validated = try? ValidatedModule(validating: module, features: candidate.test.features),
                let new = instrumented(validated, number)
            else { return nil }
            bytes.append(new.encoded())
        }
        traced = traced.replacing(modules: bytes)
        for type in Self.types where type != .v128 || candidate.test.features.contains(.simd) {
            traced.hosts.append(
                HostFunction(module: Self.hostModule, name: type.description, type: FunctionType([.i32, type])))
        }
    }

    /// The entries among the host calls of a run.
    static func entries(_ calls: [HostCall]) -> [Entry] {
        calls.compactMap { call in
            guard call.module == hostModule, call.arguments.count == 2, case .i32(let site) = call.arguments[0] else {
                return nil
            }
            return Entry(site: Int(site), value: call.arguments[1])
        }
    }

    // MARK: Instrumentation

    private mutating func instrumented(_ validated: ValidatedModule, _ number: Int) -> Module? {
        var module = validated.module
        let kinds = Self.types.filter { $0 != .v128 || validated.features.contains(.simd) }
        let imported = module.importCount(of: .function)
        var renumbering = Renumbering()
        renumbering.shift(from: imported, by: kinds.count, of: imported + module.functions.count, in: .function)
        var hosts: [ValueType: UInt32] = [:]
        guard var shifted = renumbering.apply(to: module) else { return nil }
        for (position, type) in kinds.enumerated() {
            let typeIndex = FunctionTypes.index(of: FunctionType([.i32, type]), in: &shifted)
            shifted.imports.append(
                Import(module: Self.hostModule, name: type.description, type: .function(typeIndex: typeIndex)))
            hosts[type] = UInt32(imported + position)
        }
        var trees: [BodyOutline] = []
        for function in module.functions.indices {
            guard let outline = try? BodyOutline(ofDefinedFunction: function, in: validated) else { return nil }
            trees.append(outline)
            instrument(&shifted, number, function, outline, validated.localTypes(ofDefinedFunction: function), hosts)
        }
        outlines.append(trees)
        module = shifted
        return module
    }

    private mutating func instrument(
        _ module: inout Module, _ number: Int, _ function: Int, _ outline: BodyOutline, _ locals: [ValueType],
        _ hosts: [ValueType: UInt32]
    ) {
        let parameterCount = FunctionTypes.type(module.functions[function].typeIndex, in: module)?.parameters.count ?? 0
        var scratch: [ValueType: UInt32] = [:]
        var code: [Instruction] = []
        for parameter in 0..<parameterCount {
            guard let host = hosts[locals[parameter]] else { continue }
            code += [
                .i32Const(Int32(sites.count)), Instruction(.localGet, index: UInt32(parameter)),
                Instruction(.call, index: host),
            ]
            sites.append(Site(module: number, function: function, instruction: nil, parameter: parameter))
        }
        let body = module.functions[function].body
        let watched = watchedNodes(outline, body)
        var watchedRoots: [Int: BodyOutline.Node] = [:]
        var leaves: [Int: [Int]] = [:]
        for node in watched.map({ outline.nodes[$0] }) {
            watchedRoots[node.root] = node
            leaves[node.start, default: []] += localLeaves(below: node, outline, body, Set(watched))
        }
        let last = body.instructions.count - 1
        for (position, instruction) in body.instructions.enumerated() {
            // Locals before the tree that reads them, so that nothing stands between its operations.
            for leaf in leaves[position] ?? [] {
                let local = body.instructions[leaf].index
                guard Int(local) < locals.count, let host = hosts[locals[Int(local)]] else { continue }
                code += [
                    .i32Const(Int32(sites.count)), Instruction(.localGet, index: local),
                    Instruction(.call, index: host),
                ]
                sites.append(Site(module: number, function: function, instruction: leaf, parameter: nil))
            }
            code.append(instruction)
            guard position < last, let type = watchedRoots[position]?.results[0], let host = hosts[type] else {
                continue
            }
            if scratch[type] == nil {
                scratch[type] = UInt32(locals.count + scratch.count)
                module.functions[function].locals.append(LocalGroup(count: 1, type: type))
            }
            let local = scratch[type] ?? 0
            code += [
                Instruction(.localSet, index: local), .i32Const(Int32(sites.count)),
                Instruction(.localGet, index: local),
                Instruction(.call, index: host), Instruction(.localGet, index: local),
            ]
            sites.append(Site(module: number, function: function, instruction: position, parameter: nil))
        }
        module.functions[function].body.instructions = code
        module.functions[function].body.positions = []
        module.functions[function].branchHints = []
    }
}

extension ValueTrace {
    /// An operation on values alone, without effect and without state.
    static func isPure(_ opcode: Opcode) -> Bool {
        let definition = OpcodeTable.shared[opcode]
        guard let signature = definition.signature, !signature.operands.isEmpty, !signature.results.isEmpty else {
            return opcode == .select
        }
        switch definition.immediates {
        case .none, .lane, .shuffle: return true
        default: return false
        }
    }

    /// Nodes whose value is shown: in a tree of pure operations only the topmost, if trees are looked at as wholes.
    private func watchedNodes(_ outline: BodyOutline, _ body: Expression) -> [Int] {
        var isInner = [Bool](repeating: false, count: outline.nodes.count)
        if mode == .trees {
            for node in outline.nodes where node.opener == nil && Self.isPure(body.instructions[node.root].opcode) {
                for operand in node.operands where Self.isPure(body.instructions[outline.nodes[operand].root].opcode) {
                    isInner[operand] = true
                }
            }
        }
        return outline.nodes.indices.filter { index in
            let node = outline.nodes[index]
            guard node.results.count == 1, !isInner[index] else { return false }
            switch body.instructions[node.root].opcode {
            // What they make is known, or shown where it is used.
            case .i32Const, .i64Const, .f32Const, .f64Const, .v128Const, .localGet: return false
            default: return true
            }
        }
    }

    /// Instructions that read locals for a node, or for pure operations below it that are not shown themselves.
    private func localLeaves(
        below node: BodyOutline.Node, _ outline: BodyOutline, _ body: Expression, _ watched: Set<Int>
    ) -> [Int] {
        guard node.opener == nil else { return [] }
        var found: [Int] = []
        for operand in node.operands where !watched.contains(operand) {
            let inner = outline.nodes[operand]
            if body.instructions[inner.root].opcode == .localGet { found.append(inner.root) }
            found += localLeaves(below: inner, outline, body, watched)
        }
        return found
    }

    /// Where two traces part.
    struct Parting: Sendable {
        var site: Int
        /// Entries that both have.
        var common: Int
    }

    static func parting(_ right: [Entry], _ wrong: [Entry]) -> Parting? {
        var position = 0
        while position < right.count, position < wrong.count, agree(right[position], wrong[position]) { position += 1 }
        // One that goes on where the other stopped is at what the other trapped in.
        if position < right.count { return Parting(site: right[position].site, common: position) }
        if position < wrong.count { return Parting(site: wrong[position].site, common: position) }
        return nil
    }

    private static func agree(_ a: Entry, _ b: Entry) -> Bool {
        if a == b { return true }
        guard a.site == b.site else { return false }
        switch (a.value, b.value) {
        case (.f32(let left), .f32(let right)): return Float(bitPattern: left).isNaN && Float(bitPattern: right).isNaN
        case (.f64(let left), .f64(let right)): return Double(bitPattern: left).isNaN && Double(bitPattern: right).isNaN
        default: return false
        }
    }
}
