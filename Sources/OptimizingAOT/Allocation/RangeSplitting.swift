/// Splits the lives of values that found no register: in a loop that calls nothing, such a value gets a copy with a life of
/// its own, made in front of the loop, which may find the register that the whole life did not.
///
/// The allocator runs again on what comes out. Works on the IR, so that the verifier sees it and a test is text.
package enum RangeSplitting {
    package static let name = "split-ranges"

    /// The function with copies, or `nil` if none would help.
    ///
    /// - Parameter isSpilled: whether a value stands in the frame.
    package static func split(_ function: IRFunction, _ isSpilled: (ValueID) -> Bool) -> IRFunction? {
        guard !function.loops.isEmpty else { return nil }
        var splitter = Splitter(function)
        for block in function.blocks.indices { splitter.rewrite(BlockID(block), isSpilled) }
        return splitter.finished
    }

    private struct Splitter {
        private var function: IRFunction
        private let incoming: IncomingEdges
        private var lists: [[ValueID]]
        private var home: [BlockID]
        /// By block: the innermost loop around it, or −1.
        private var loopOf: [Int32]
        /// By loop: the block that leads to it, if copies can stand there.
        private var preheaders: [BlockID?] = []
        private var copies: [Key: ValueID] = [:]

        private struct Key: Hashable {
            var loop: Int32
            var value: ValueID
        }

        init(_ function: IRFunction) {
            self.function = function
            incoming = IncomingEdges(function)
            lists = function.lists
            home = [BlockID](repeating: 0, count: function.instructions.count)
            loopOf = [Int32](repeating: -1, count: function.blocks.count)
            // How many calls stand in the blocks before each.
            var calls: [Int] = [0]
            for (number, block) in function.blocks.enumerated() {
                var count = 0
                for parameter in block.parameters { home[Int(parameter)] = BlockID(number) }
                for value in block.first..<block.end {
                    home[Int(value)] = BlockID(number)
                    let instruction = function.instructions[Int(value)]
                    if instruction.kind != .none, instruction.effects.contains(.calls) { count += 1 }
                }
                calls.append(calls[number] + count)
            }
            for (number, loop) in function.loops.enumerated() where loop.header <= loop.last {
                for block in Int(loop.header)...Int(loop.last) { loopOf[block] = Int32(number) }
            }
            for loop in function.loops {
                let isCallFree = loop.header <= loop.last && calls[Int(loop.last) + 1] == calls[Int(loop.header)]
                preheaders.append(isCallFree ? function.preheader(of: loop, incoming) : nil)
            }
        }

        /// The outermost loop around a block that the value is alive in from the outside and that copies can stand before.
        private func loop(of value: ValueID, in block: BlockID) -> Int32? {
            var found: Int32?
            var loop = loopOf[Int(block)]
            while loop >= 0, home[Int(value)] < function.loops[Int(loop)].header, preheaders[Int(loop)] != nil {
                found = loop
                loop = function.loops[Int(loop)].parent
            }
            return found
        }

        private mutating func copy(of value: ValueID, in block: BlockID, _ isSpilled: (ValueID) -> Bool) -> ValueID {
            guard Int(value) < home.count, function.instructions[Int(value)].kind != .constant, isSpilled(value),
                let loop = loop(of: value, in: block), let preheader = preheaders[Int(loop)]
            else { return value }
            let key = Key(loop: loop, value: value)
            if let known = copies[key] { return known }
            let copy = ValueID(function.instructions.count)
            function.instructions.append(IRInstruction(.copy, function.instructions[Int(value)].type, a: value))
            lists[Int(preheader)].append(copy)
            copies[key] = copy
            return copy
        }

        mutating func rewrite(_ number: BlockID, _ isSpilled: (ValueID) -> Bool) {
            guard loopOf[Int(number)] >= 0 else { return }
            for value in function.blocks[Int(number)].first..<function.blocks[Int(number)].end {
                var instruction = function.instructions[Int(value)]
                if let range = instruction.poolRange {
                    for position in range { function.pool[position] = copy(of: function.pool[position], in: number, isSpilled) }
                } else {
                    instruction.renameOperands { copy(of: $0, in: number, isSpilled) }
                    function.instructions[Int(value)] = instruction
                }
            }
            for range in function.poolRanges(ofTerminator: number) {
                for position in range { function.pool[position] = copy(of: function.pool[position], in: number, isSpilled) }
            }
            switch function.blocks[Int(number)].terminator {
            case .branch(let condition, let then, let otherwise):
                let copy = copy(of: condition, in: number, isSpilled)
                function.blocks[Int(number)].terminator = .branch(condition: copy, then: then, otherwise: otherwise)
            case .table(let index, let start, let count):
                let copy = copy(of: index, in: number, isSpilled)
                function.blocks[Int(number)].terminator = .table(index: copy, start: start, count: count)
            case .none, .jump, .return, .trap: break
            }
        }

        var finished: IRFunction? { copies.isEmpty ? nil : function.relaid(lists) }
    }
}
