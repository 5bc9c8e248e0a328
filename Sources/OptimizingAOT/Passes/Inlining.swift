/// Replaces calls of small leaf functions of the module by their bodies.
///
/// A body without loops and calls is put where the call stood; if it branches, the block of the call is cut in two and the
/// results become parameters of the second half.
package enum Inlining: Pass {
    package static let name = "inlining"

    /// WebAssembly instructions of a body that is tried, and IR instructions of one that is taken.
    package static let largestBody = 48
    /// Instructions that a function may grow by.
    static let largestGrowth = 4096

    package static func run(on function: inout IRFunction, _ context: PassContext) {
        var plan: [ValueID: IRFunction] = [:]
        var growth = 0
        for block in function.blocks {
            for value in block.first..<block.end {
                let instruction = function.instructions[Int(value)]
                guard instruction.kind == .call, growth < largestGrowth,
                    let callee = context.inlinableFunction(UInt32(truncatingIfNeeded: instruction.bits))
                else { continue }
                plan[value] = callee
                growth += callee.instructions.count
            }
        }
        guard !plan.isEmpty else { return }
        var splicer = Splicer(function, plan)
        function = splicer.run()
    }

    /// Whether a body can stand in for calls of it.
    package static func isInlinable(_ function: IRFunction) -> Bool {
        guard function.loops.isEmpty else { return false }
        var returns = false
        var size = 0
        for block in function.blocks {
            if case .return = block.terminator { returns = true }
            for value in block.first..<block.end {
                switch function.instructions[Int(value)].kind {
                case .call, .callIndirect, .callReference, .tryCall, .tailCall, .extraResult: return false
                case .none, .constant: break
                default: size += 1
                }
            }
        }
        return returns && size <= largestBody
    }
}

/// Writes a function anew with some of its calls replaced.
private struct Splicer {
    private let old: IRFunction
    private let plan: [ValueID: IRFunction]
    private var new: IRFunction
    /// By value of the old function.
    private var renamed: [ValueID]
    /// By block of the old function: the first and the last of the blocks that it has become.
    private var firstPiece: [BlockID] = []
    private var lastPiece: [BlockID] = []
    private var current: BlockID = 0
    /// Results of the calls that were replaced, beyond the first.
    private var extraResults: [ValueID: [ValueID]] = [:]

    init(_ function: IRFunction, _ plan: [ValueID: IRFunction]) {
        old = function
        self.plan = plan
        new = IRFunction(name: function.name, results: function.results)
        renamed = [ValueID](repeating: 0, count: function.instructions.count)
        var count: BlockID = 0
        for block in function.blocks {
            firstPiece.append(count)
            for value in block.first..<block.end { count += Self.blocksAdded(by: plan[value]) }
            lastPiece.append(count)
            count += 1
        }
    }

    /// The callee's first block is the rest of the caller's; its others and the second half of the caller's are new.
    private static func blocksAdded(by callee: IRFunction?) -> BlockID {
        guard let callee, callee.blocks.count > 1 else { return 0 }
        return BlockID(callee.blocks.count)
    }

    mutating func run() -> IRFunction {
        for (number, block) in old.blocks.enumerated() {
            begin(depth: block.loopDepth)
            for parameter in block.parameters {
                renamed[Int(parameter)] = new.addParameter(to: current, old.instructions[Int(parameter)].type)
            }
            enter()
            for value in block.first..<block.end {
                let instruction = old.instructions[Int(value)]
                if let callee = plan[value] {
                    splice(callee, for: value, instruction, depth: block.loopDepth)
                } else if instruction.kind == .extraResult, let results = extraResults[instruction.a] {
                    renamed[Int(value)] = results[Int(instruction.bits)]
                } else if instruction.kind != .none {
                    renamed[Int(value)] = append(instruction, from: old, renamed)
                }
            }
            let pieces = firstPiece
            close(old.terminator(of: BlockID(number), in: &new, renamed) { pieces[Int($0)] })
        }
        new.loops = old.loops.map {
            IRLoop(header: firstPiece[Int($0.header)], last: lastPiece[Int($0.last)], parent: $0.parent)
        }
        return new
    }

    private mutating func begin(depth: UInt32) {
        current = new.addBlock()
        new.blocks[Int(current)].loopDepth = depth
    }

    private mutating func enter() { new.blocks[Int(current)].first = UInt32(new.instructions.count) }

    private mutating func close(_ terminator: IRTerminator) {
        new.blocks[Int(current)].end = UInt32(new.instructions.count)
        new.blocks[Int(current)].terminator = terminator
    }

    private mutating func append(_ instruction: IRInstruction, from source: IRFunction, _ names: [ValueID]) -> ValueID {
        let copy = instruction.renamed(from: source, to: &new, names)
        new.instructions.append(copy)
        return ValueID(new.instructions.count - 1)
    }

    private mutating func splice(_ callee: IRFunction, for call: ValueID, _ instruction: IRInstruction, depth: UInt32) {
        var names = [ValueID](repeating: 0, count: callee.instructions.count)
        let arguments = old.pool[Int(instruction.a)..<Int(instruction.a + instruction.b)].map { renamed[Int($0)] }
        for (parameter, argument) in zip(callee.blocks[0].parameters, arguments) { names[Int(parameter)] = argument }
        // The block after this one is the callee's second, if it has more than one.
        let base = current
        let next = base + BlockID(callee.blocks.count)
        for (number, block) in callee.blocks.enumerated() {
            if number > 0 {
                begin(depth: depth)
                for parameter in block.parameters {
                    names[Int(parameter)] = new.addParameter(to: current, callee.instructions[Int(parameter)].type)
                }
                enter()
            }
            for value in block.first..<block.end where callee.instructions[Int(value)].kind != .none {
                names[Int(value)] = append(callee.instructions[Int(value)], from: callee, names)
            }
            if case .return(let start, let count) = block.terminator {
                let results = callee.pool[Int(start)..<Int(start + count)].map { names[Int($0)] }
                guard callee.blocks.count > 1 else { return take(results, for: call) }
                let range = new.addToPool(results)
                close(.jump(IREdge(target: next, start: range.start, count: range.count)))
            } else {
                close(callee.terminator(of: BlockID(number), in: &new, names) { base + $0 })
            }
        }
        begin(depth: depth)
        let results = callee.results.map { new.addParameter(to: current, $0) }
        enter()
        take(results, for: call)
    }

    private mutating func take(_ results: [ValueID], for call: ValueID) {
        if let first = results.first { renamed[Int(call)] = first }
        extraResults[call] = results
    }
}
