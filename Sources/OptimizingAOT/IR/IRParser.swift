import WasmModel

/// Reads the textual IR that ``IRFunction/text`` is, so that a test of a pass is text on both sides.
///
/// Names of values and blocks are any words that begin with `v` and `block`; values are numbered anew in the order of
/// their lines. Blocks stand in layout order. Loops are those of the backward edges.
package struct IRParser: ~Copyable {
    package struct Failure: Error, Hashable, Sendable, CustomStringConvertible {
        package var line: Int
        package var reason: String
        package var description: String { "line \(line): \(reason)" }
    }

    private var function = IRFunction()
    private var values: [Substring: ValueID] = [:]
    private var blocks: [Substring: BlockID] = [:]
    /// What is left of the line at hand.
    private var words: [Substring] = []
    private var lineNumber = 0
    /// Blocks begun so far; the last of them is being filled.
    private var begun: BlockID = 0
    private var current: BlockID { begun - 1 }

    package static func parse(_ text: String) throws(Failure) -> IRFunction {
        var parser = IRParser()
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(Self.tokens)
        try parser.declare(lines)
        for (number, line) in lines.enumerated() {
            parser.lineNumber = number + 1
            parser.words = line
            try parser.readLine()
        }
        guard !parser.function.blocks.isEmpty else { throw parser.failure("no blocks") }
        parser.findLoops()
        return parser.function
    }

    /// Words and the punctuation that means something; commas and colons do not.
    private static func tokens(_ line: Substring) -> [Substring] {
        var tokens: [Substring] = []
        for word in line.split(whereSeparator: { $0 == " " || $0 == "," || $0 == ":" }) {
            var rest = word
            if rest.hasPrefix(";") { break }
            while let position = rest.firstIndex(where: { $0 == "(" || $0 == ")" }) {
                if position > rest.startIndex { tokens.append(rest[..<position]) }
                tokens.append(rest[position...position])
                rest = rest[rest.index(after: position)...]
            }
            if !rest.isEmpty { tokens.append(rest) }
        }
        return tokens
    }

    private func failure(_ reason: String) -> Failure { Failure(line: lineNumber, reason: reason) }

    // MARK: Names

    /// Numbers blocks and values before anything uses them: an edge may go forward.
    private mutating func declare(_ lines: [[Substring]]) throws(Failure) {
        for (number, line) in lines.enumerated() {
            guard let first = line.first, first.hasPrefix("block") else { continue }
            lineNumber = number + 1
            guard blocks[first] == nil else { throw failure("\(first) begins twice") }
            blocks[first] = function.addBlock()
        }
    }

    private mutating func define(_ name: Substring, _ value: ValueID) throws(Failure) {
        guard values.updateValue(value, forKey: name) == nil else { throw failure("\(name) is defined twice") }
    }

    private mutating func word() throws(Failure) -> Substring {
        guard !words.isEmpty else { throw failure("the line ends early") }
        return words.removeFirst()
    }

    private mutating func value() throws(Failure) -> ValueID {
        let name = try word()
        guard let value = values[name] else { throw failure("\(name) is not defined") }
        return value
    }

    /// Every value up to the end of the line, to a parenthesis, or to an offset.
    private mutating func remainingValues() throws(Failure) -> [ValueID] {
        var list: [ValueID] = []
        while let next = words.first, next != ")", !next.hasPrefix("offset=") { list.append(try value()) }
        return list
    }

    private mutating func number() throws(Failure) -> UInt64 {
        let text = try word()
        let digits = text.split(separator: "=").last ?? text
        let number = digits.hasPrefix("0x") ? UInt64(digits.dropFirst(2), radix: 16) : UInt64(digits)
        guard let number else { throw failure("\(text) is not a number") }
        return number
    }

    private func type(_ name: some StringProtocol) throws(Failure) -> IRType {
        guard let type = IRType.allCases.first(where: { $0.name == name }) else { throw failure("\(name) is not a type") }
        return type
    }

    // MARK: Lines

    private mutating func readLine() throws(Failure) {
        guard let first = words.first, first != "}" else { return }
        if first == "function" { return try readHead() }
        if first.hasPrefix("block") { return try beginBlock() }
        guard begun > 0 else { throw failure("no block has begun") }
        if try !readTerminator() { try readInstruction() }
    }

    private mutating func readHead() throws(Failure) {
        _ = try word()
        function.name = String(try word().dropFirst())
        while let next = words.first, next != "->", next != "{" { words.removeFirst() }
        if words.first == "->" { words.removeFirst() }
        while let next = words.first, next != "{" {
            function.results.append(try type(next))
            words.removeFirst()
        }
    }

    private mutating func beginBlock() throws(Failure) {
        _ = try word()
        begun += 1
        if words.first == "(" {
            _ = try word()
            while words.first != ")" {
                let name = try word()
                try define(name, function.addParameter(to: current, try type(try word())))
            }
        }
        let position = UInt32(function.instructions.count)
        function.blocks[Int(current)].first = position
        function.blocks[Int(current)].end = position
    }

    private mutating func readEdge() throws(Failure) -> IREdge {
        let name = try word()
        guard let target = blocks[name] else { throw failure("no block \(name)") }
        var arguments: [ValueID] = []
        if words.first == "(" {
            _ = try word()
            arguments = try remainingValues()
            _ = try word()
        }
        let range = function.addToPool(arguments)
        return IREdge(target: target, start: range.start, count: range.count)
    }

    /// Whether the line is one.
    private mutating func readTerminator() throws(Failure) -> Bool {
        let terminator: IRTerminator
        switch words.first {
        case "jump":
            _ = try word()
            terminator = .jump(try readEdge())
        case "branch":
            _ = try word()
            let condition = try value()
            let then = try readEdge()
            terminator = .branch(condition: condition, then: then, otherwise: try readEdge())
        case "table":
            _ = try word()
            let index = try value()
            var edges: [IREdge] = []
            while !words.isEmpty { edges.append(try readEdge()) }
            let start = UInt32(function.tableEdges.count)
            function.tableEdges.append(contentsOf: edges)
            terminator = .table(index: index, start: start, count: UInt32(edges.count))
        case "return":
            _ = try word()
            let range = function.addToPool(try remainingValues())
            terminator = .return(start: range.start, count: range.count)
        case "trap":
            _ = try word()
            let name = try word()
            guard let kind = TrapKind.allCases.first(where: { "\($0)" == name }) else { throw failure("no trap \(name)") }
            terminator = .trap(kind)
        default: return false
        }
        function.blocks[Int(current)].terminator = terminator
        return true
    }

    private mutating func readInstruction() throws(Failure) {
        var name: Substring?
        if words.count > 1, words[1] == "=" {
            name = try word()
            _ = try word()
        }
        let instruction = try instruction(try word())
        guard (name != nil) == (instruction.type != .void) else { throw failure("a result, or none, is expected") }
        let value = function.append(instruction)
        function.blocks[Int(current)].end = value + 1
        if let name { try define(name, value) }
    }

    /// The instruction whose first word is `head`: a mnemonic, or a kind with the type of its result.
    private mutating func instruction(_ head: Substring) throws(Failure) -> IRInstruction {
        if head == "ref.test" { return try referenceTest() }
        if let opcode = OpcodeTable.shared.byMnemonic[String(head)] { return try instruction(opcode) }
        if let access = try objectAccess(head) { return access }
        switch head {
        case "instance": return IRInstruction(.instance, .i64)
        case "landed": return IRInstruction(.landed, .i32, a: try value())
        case "trap_if":
            let kind = try number()
            return IRInstruction(.trapIf, .void, a: try value(), bits: kind)
        default: break
        }
        let parts = head.split(separator: ".")
        guard let kind = parts.first, let suffix = parts.last else { throw failure("no instruction") }
        let type = try type(suffix)
        switch kind {
        case "copy": return IRInstruction(.copy, type, a: try value())
        case "select":
            let (then, otherwise) = (try value(), try value())
            return IRInstruction(.select, type, a: then, b: otherwise, c: try value())
        case "global": return IRInstruction(.globalGet, type, bits: try number())
        case "call":
            let (index, results) = (try number(), try number())
            return try withArguments(IRInstruction(.call, type, c: UInt32(results), bits: index))
        case "memory": return IRInstruction(.memorySize, type, bits: try number())
        case "call_ref":
            let (index, results) = (try number(), try number())
            return try withArguments(IRInstruction(.callReference, type, c: UInt32(results), bits: index))
        case "try", "return_call", "return_call_indirect", "return_call_ref":
            let mnemonic = kind == "try" ? String(parts[1]) : String(kind)
            guard let opcode = OpcodeTable.shared.byMnemonic[mnemonic] else { throw failure("no call \(mnemonic)") }
            let (index, table, results) = (try number(), try number(), try number())
            return try withArguments(
                IRInstruction(
                    kind == "try" ? .tryCall : .tailCall, type, opcode: opcode, c: UInt32(results), bits: index | table << 32))
        case "call_indirect":
            let (index, table, results) = (try number(), try number(), try number())
            return try withArguments(IRInstruction(.callIndirect, type, c: UInt32(results), bits: index | table << 32))
        case "result":
            let position = try number()
            return IRInstruction(.extraResult, type, a: try value(), bits: position)
        case "runtime":
            let mnemonic = try word()
            guard let opcode = OpcodeTable.shared.byMnemonic[String(mnemonic)] else { throw failure("no operation \(mnemonic)") }
            let (first, second) = (try number(), try number())
            return try withArguments(IRInstruction(.runtime, type, opcode: opcode, bits: first | second << 32))
        default: throw failure("no instruction \(head)")
        }
    }

    private mutating func withArguments(_ call: IRInstruction) throws(Failure) -> IRInstruction {
        var call = call
        (call.a, call.b) = function.addToPool(try remainingValues())
        return call
    }

    /// An instruction that is named as in WebAssembly.
    private mutating func instruction(_ opcode: Opcode) throws(Failure) -> IRInstruction {
        switch opcode {
        case .i32Const: return IRInstruction(.constant, .i32, bits: try number())
        case .i64Const: return IRInstruction(.constant, .i64, bits: try number())
        case .f32Const: return IRInstruction(.constant, .f32, bits: try number())
        case .f64Const: return IRInstruction(.constant, .f64, bits: try number())
        case .globalSet:
            let global = try number()
            return IRInstruction(.globalSet, .void, a: try value(), bits: global)
        case .refFunc: return IRInstruction(.functionReference, .i64, bits: try number())
        case .v128Const:
            let low = try number()
            return IRInstruction(low: low, high: try number())
        default: break
        }
        let result = OpcodeTable.shared.results[Int(opcode.rawValue)].first.flatMap { IRType($0.type(address: .i32)) }
        guard opcode.definition.signature != nil else { throw failure("\(opcode.definition.mnemonic) is no instruction of the IR") }
        var access = IRInstruction(.numeric, result ?? .void, opcode: opcode)
        if opcode.definition.prefix == 0xFE {
            access.kind = .atomic
            (access.a, access.b) = function.addToPool(try remainingValues())
        } else if opcode.definition.immediates == .memarg {
            access.kind = result == nil ? .store : .load
            access.a = try value()
            if result == nil { access.b = try value() }
        } else {
            return try numeric(access)
        }
        access.bits = try number()
        if words.first?.hasPrefix("memory=") == true { access.c = UInt32(truncatingIfNeeded: try number()) }
        if words.first == "in-bounds" {
            _ = try word()
            access.isWithinBounds = true
        }
        return access
    }

    private mutating func numeric(_ instruction: IRInstruction) throws(Failure) -> IRInstruction {
        var instruction = instruction
        switch instruction.opcode.definition.immediates {
        case .lane: instruction.bits = try number()
        case .shuffle:
            var lanes: [UInt8] = []
            for _ in 0..<16 { lanes.append(UInt8(truncatingIfNeeded: try number())) }
            instruction.shuffleLanes = lanes
        default: break
        }
        instruction.a = try value()
        if function.facts[instruction.opcode].operandCount > 1 { instruction.b = try value() }
        if function.facts[instruction.opcode].operandCount > 2 { instruction.c = try value() }
        return instruction
    }

    /// `constant.LOAD`, `object.LOAD` and `object.STORE`; `nil` for anything else.
    private mutating func objectAccess(_ head: Substring) throws(Failure) -> IRInstruction? {
        let isConstant = head.hasPrefix("constant.")
        guard isConstant || head.hasPrefix("object."), let dot = head.firstIndex(of: ".") else { return nil }
        let mnemonic = head[head.index(after: dot)...]
        guard let opcode = OpcodeTable.shared.byMnemonic[String(mnemonic)], opcode.definition.immediates == .memarg else {
            throw failure("no access \(mnemonic)")
        }
        let result = OpcodeTable.shared.results[Int(opcode.rawValue)].first.flatMap { IRType($0.type(address: .i32)) }
        let address = try value()
        guard let result else {
            let stored = try value()
            return IRInstruction(.objectStore, .void, opcode: opcode, a: address, b: stored, bits: try number())
        }
        return IRInstruction(isConstant ? .constantLoad : .objectLoad, result, opcode: opcode, a: address, bits: try number())
    }

    private mutating func referenceTest() throws(Failure) -> IRInstruction {
        var bits = try number()
        if words.first == "null" {
            bits |= 1 << 32
            words.removeFirst()
        }
        return IRInstruction(.referenceTest, .i32, a: try value(), bits: bits)
    }

    // MARK: Loops

    /// A loop is what a backward edge closes; as from the construction, it is contiguous.
    private mutating func findLoops() {
        var last = [BlockID?](repeating: nil, count: function.blocks.count)
        for block in function.blocks.indices {
            function.forEachEdge(of: BlockID(block)) { edge in
                if Int(edge.target) <= block { last[Int(edge.target)] = BlockID(block) }
            }
        }
        var open: [Int32] = []
        for block in function.blocks.indices {
            while let inner = open.last, function.loops[Int(inner)].last < BlockID(block) { open.removeLast() }
            if let end = last[block] {
                function.loops.append(IRLoop(header: BlockID(block), last: end, parent: open.last ?? -1))
                open.append(Int32(function.loops.count - 1))
            }
            function.blocks[block].loopDepth = UInt32(open.count)
        }
    }
}
