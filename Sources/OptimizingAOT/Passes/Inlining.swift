import WasmModel

/// Replaces calls of small leaf functions of the module by their bodies.
///
/// A body without loops and calls is put where the call stood; if it branches, the block of the call is cut in two and the
/// results become parameters of the second half.
package enum Inlining: Pass {
    package static let name = "inlining"

    /// WebAssembly instructions of a body that is tried, and IR instructions of one that is taken.
    package static let largestBody = 48
    /// Instructions that a function may grow by.
    private static let largestGrowth = 4096

    package static func run(on function: inout IRFunction, _ context: PassContext, _ scratch: inout PassScratch) {
        guard let bodies = context.bodies, function.mayHave(.call) else { return }
        // By value: whether it is a call that goes.
        scratch.marks.fill(false, count: function.instructions.count)
        var growth = 0
        var hasAny = false
        for block in function.blocks.indices {
            for value in function.blocks[block].values {
                let instruction = function.instructions[Int(value)]
                guard instruction.kind == .call, growth < largestGrowth, let callee = bodies[Int(instruction.bits)] else { continue }
                scratch.marks[Int(value)] = true
                growth += callee.function.instructions.count
                hasAny = true
            }
        }
        guard hasAny else { return }
        scratch.splicer.run(&function, bodies, scratch.marks)
        scratch.control.forget()
        scratch.isPruned = false
    }

    /// Whether a body can stand in for calls of it.
    package static func isInlinable(_ function: borrowing IRFunction) -> Bool {
        guard function.loops.isEmpty else { return false }
        var returns = false
        var size = 0
        for block in function.blocks.indices {
            if case .return = function.blocks[block].terminator { returns = true }
            for value in function.blocks[block].values {
                switch function.instructions[Int(value)].kind {
                case .call, .callIndirect, .callReference, .tryCall, .tailCall, .extraResult: return false
                case .none, .constant: break
                default: size += 1
                }
            }
        }
        return returns && size <= largestBody
    }

    /// Writes a function anew with some of its calls replaced.
    struct Splicer: ~Copyable {
        private var new = IRFunction()
        /// By value of the old function, and of the callee at hand.
        private var names = FlatArray<ValueID>()
        private var calleeNames = FlatArray<ValueID>()
        /// By block of the callee.
        private var calleePieces = FlatArray<BlockID>()
        /// By block of the old function: the first and the last of the blocks that it has become.
        private var firstPiece = FlatArray<BlockID>()
        private var lastPiece = FlatArray<BlockID>()
        private var current: BlockID = 0
        /// Results of the calls that were replaced; by value of the old function, where the call's begin.
        private var results = FlatArray<ValueID>()
        private var resultStarts = FlatArray<UInt32>()

        mutating func run(_ old: inout IRFunction, _ bodies: InlinableBodies, _ isReplaced: borrowing FlatArray<Bool>) {
            begin(old, bodies, isReplaced)
            for number in old.blocks.indices {
                let block = old.blocks[number]
                beginBlock(depth: block.loopDepth)
                for position in block.parameterRange {
                    let parameter = old.parameters[position]
                    names[Int(parameter)] = new.addParameter(to: current, old.type(of: parameter))
                }
                enter()
                for value in block.values {
                    let instruction = old.instructions[Int(value)]
                    if isReplaced[Int(value)], let body = bodies[Int(instruction.bits)] {
                        splice(body.function, for: value, instruction, old, depth: block.loopDepth)
                    } else if instruction.kind == .extraResult, isReplaced[Int(instruction.a)] {
                        names[Int(value)] = results[Int(resultStarts[Int(instruction.a)]) + Int(instruction.bits)]
                    } else if instruction.kind != .none {
                        names[Int(value)] = Self.copy(instruction, of: old, to: &new, names)
                    }
                }
                let terminator = Self.copy(block.terminator, of: old, to: &new, names, firstPiece)
                close(terminator)
            }
            for loop in old.loops.indices {
                let loop = old.loops[loop]
                new.loops.append(IRLoop(header: firstPiece[Int(loop.header)], last: lastPiece[Int(loop.last)], parent: loop.parent))
            }
            swap(&old, &new)
        }

        private mutating func begin(_ old: borrowing IRFunction, _ bodies: InlinableBodies, _ isReplaced: borrowing FlatArray<Bool>) {
            new.removeAll()
            new.name = old.name
            new.results.assign(old.results)
            names.fill(0, count: old.instructions.count)
            resultStarts.fill(0, count: old.instructions.count)
            results.removeAll()
            firstPiece.removeAll()
            lastPiece.removeAll()
            var count: BlockID = 0
            for block in old.blocks.indices {
                firstPiece.append(count)
                for value in old.blocks[block].values where isReplaced[Int(value)] {
                    guard let body = bodies[Int(old.instructions[Int(value)].bits)] else { continue }
                    // The callee's first block is the rest of the caller's; its others and the second half of the caller's
                    // are new.
                    if body.function.blocks.count > 1 { count += BlockID(body.function.blocks.count) }
                }
                lastPiece.append(count)
                count += 1
            }
        }

        private mutating func beginBlock(depth: UInt32) {
            current = new.addBlock()
            new.blocks[Int(current)].loopDepth = depth
        }

        private mutating func enter() { new.blocks[Int(current)].first = UInt32(new.instructions.count) }

        private mutating func close(_ terminator: IRTerminator) {
            new.blocks[Int(current)].end = UInt32(new.instructions.count)
            new.blocks[Int(current)].terminator = terminator
        }

        private mutating func splice(
            _ callee: borrowing IRFunction, for call: ValueID, _ instruction: IRInstruction, _ old: borrowing IRFunction, depth: UInt32
        ) {
            calleeNames.fill(0, count: callee.instructions.count)
            for (place, operand) in zip(callee.blocks[0].parameterRange, instruction.operandRange) {
                calleeNames[Int(callee.parameters[place])] = names[Int(old.pool[operand])]
            }
            // The block after this one is the callee's second, if it has more than one.
            let next = current + BlockID(callee.blocks.count)
            calleePieces.removeAll()
            for number in callee.blocks.indices { calleePieces.append(current + BlockID(number)) }
            resultStarts[Int(call)] = UInt32(results.count)
            for number in callee.blocks.indices {
                let block = callee.blocks[number]
                if number > 0 {
                    beginBlock(depth: depth)
                    for position in block.parameterRange {
                        let parameter = callee.parameters[position]
                        calleeNames[Int(parameter)] = new.addParameter(to: current, callee.type(of: parameter))
                    }
                    enter()
                }
                for value in block.values where callee.instructions[Int(value)].kind != .none {
                    calleeNames[Int(value)] = Self.copy(callee.instructions[Int(value)], of: callee, to: &new, calleeNames)
                }
                if case .return(let start, let count) = block.terminator {
                    let range = Int(start)..<Int(start + count)
                    if callee.blocks.count == 1 {
                        for position in range { results.append(calleeNames[Int(callee.pool[position])]) }
                        return name(call)
                    }
                    let place = Self.copy(range, of: callee, to: &new, calleeNames)
                    close(.jump(IREdge(target: next, start: place, count: count)))
                } else {
                    let terminator = Self.copy(block.terminator, of: callee, to: &new, calleeNames, calleePieces)
                    close(terminator)
                }
            }
            beginBlock(depth: depth)
            for number in callee.results.indices { results.append(new.addParameter(to: current, callee.results[number])) }
            enter()
            name(call)
        }

        /// Names the first result of a call that was replaced, if it has one.
        private mutating func name(_ call: ValueID) {
            let start = Int(resultStarts[Int(call)])
            if start < results.count { names[Int(call)] = results[start] }
        }

        // MARK: Copies under other names

        private static func copy(
            _ instruction: IRInstruction, of source: borrowing IRFunction, to function: inout IRFunction, _ names: borrowing FlatArray<ValueID>
        ) -> ValueID {
            var copy = instruction
            if let range = instruction.poolRange {
                copy.a = Self.copy(range, of: source, to: &function, names)
            } else {
                copy.renameOperands(source.facts) { names[Int($0)] }
            }
            return function.append(copy)
        }

        /// The values of a stretch of the pool; where they stand now.
        private static func copy(
            _ range: Range<Int>, of source: borrowing IRFunction, to function: inout IRFunction, _ names: borrowing FlatArray<ValueID>
        ) -> UInt32 {
            let start = UInt32(function.pool.count)
            for position in range { function.pool.append(names[Int(source.pool[position])]) }
            return start
        }

        private static func copy(
            _ edge: IREdge, of source: borrowing IRFunction, to function: inout IRFunction, _ names: borrowing FlatArray<ValueID>,
            _ targets: borrowing FlatArray<BlockID>
        ) -> IREdge {
            IREdge(target: targets[Int(edge.target)], start: copy(edge.range, of: source, to: &function, names), count: edge.count)
        }

        private static func copy(
            _ terminator: IRTerminator, of source: borrowing IRFunction, to function: inout IRFunction,
            _ names: borrowing FlatArray<ValueID>, _ targets: borrowing FlatArray<BlockID>
        ) -> IRTerminator {
            switch terminator {
            case .none: return .none
            case .trap(let kind): return .trap(kind)
            case .jump(let edge): return .jump(copy(edge, of: source, to: &function, names, targets))
            case .branch(let condition, let then, let otherwise):
                let first = copy(then, of: source, to: &function, names, targets)
                let second = copy(otherwise, of: source, to: &function, names, targets)
                return .branch(condition: names[Int(condition)], then: first, otherwise: second)
            case .table(let index, let start, let count):
                let position = UInt32(function.tableEdges.count)
                for edge in Int(start)..<Int(start + count) {
                    function.tableEdges.append(copy(source.tableEdges[edge], of: source, to: &function, names, targets))
                }
                return .table(index: names[Int(index)], start: position, count: count)
            case .return(let start, let count):
                let range = Int(start)..<Int(start + count)
                return .return(start: copy(range, of: source, to: &function, names), count: count)
            }
        }

        mutating func shrink(ifOver bytes: Int) {
            new.shrink(ifOver: bytes)
            names.shrink(ifOver: bytes)
            calleeNames.shrink(ifOver: bytes)
            calleePieces.shrink(ifOver: bytes)
            firstPiece.shrink(ifOver: bytes)
            lastPiece.shrink(ifOver: bytes)
            results.shrink(ifOver: bytes)
            resultStarts.shrink(ifOver: bytes)
        }
    }
}
