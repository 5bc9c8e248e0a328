import WasmModel

/// Goes over a module and writes it in odd but valid ways, for decoders and validators: code that cannot be reached and
/// takes values that are not there, blocks with parameters around single operations, operands left below blocks,
/// superfluous instructions, and custom sections everywhere. What the module does stays the same.
struct StackyPass {
    private var stream: RandomStream
    private var hasMultiValue = false

    init(_ stream: RandomStream) { self.stream = stream }

    mutating func apply(to generated: inout GeneratedModule) {
        hasMultiValue = generated.features.contains(.multiValue)
        generated.forEachFunction { module, number, scaffolding in
            var function = module.functions[number]
            CodeRewriter.rewrite(&function, &scaffolding) { _, instruction, output in
                write(instruction, &module, &output)
            }
            module.functions[number] = function
        }
        addCustomSections(to: &generated.module)
        for library in generated.libraries.indices { addCustomSections(to: &generated.libraries[library].module) }
    }

    private mutating func write(_ instruction: Instruction, _ module: inout Module, _ output: inout Expression) {
        let opcode = instruction.opcode
        if stream.chance(40) { superfluous(&output) }
        if opcode == .localTee, stream.chance(300) {
            output.instructions += [Instruction(.localSet, index: instruction.index), Instruction(.localGet, index: instruction.index)]
        } else if hasMultiValue, Self.standsAlone[Int(opcode.rawValue)], stream.chance(60) {
            let index = module.index(of: Self.blockType(opcode))
            output.instructions += [Instruction(.block, bits: BlockType.type(index).rawValue), instruction, Instruction(.end)]
        } else {
            output.instructions.append(instruction)
        }
        if opcode.neverFallsThrough, stream.chance(700) {
            for _ in 0...stream.below(3) { unreachable(&output) }
        }
    }

    /// Code that does nothing and may stand anywhere.
    private mutating func superfluous(_ output: inout Expression) {
        switch stream.below(5) {
        case 0: output.instructions.append(Instruction(.nop))
        case 1: output.instructions += [Instruction(.i32Const, bits: stream.next() & 0xFFFF_FFFF), Instruction(.drop)]
        case 2: output.instructions += [Instruction(.block), Instruction(.end)]
        case 3:
            output.instructions += [
                Instruction(.block), Instruction(.f64Const, bits: stream.next()), Instruction(.br, index: 0), Instruction(.end),
            ]
        default:
            output.instructions += [
                Instruction(.i64Const, bits: stream.next()), Instruction(.loop), Instruction(.nop), Instruction(.end), Instruction(.drop),
            ]
        }
    }

    /// Code behind a branch: it is validated with a stack that gives whatever is taken.
    private mutating func unreachable(_ output: inout Expression) {
        switch stream.below(8) {
        case 0: output.instructions.append(Instruction(.drop))
        case 1: output.instructions += [Instruction(.i32Add), Instruction(.drop)]
        case 2: output.instructions += [Instruction(.select), Instruction(.drop)]
        case 3: output.instructions += [Instruction(.f64Const, bits: stream.next()), Instruction(.f64Neg), Instruction(.drop)]
        case 4: output.instructions.append(Instruction(.unreachable))
        case 5: output.instructions += [Instruction(.i64Const, bits: 1), Instruction(.i64Shl), Instruction(.i64Eqz), Instruction(.drop)]
        case 6: output.instructions += [Instruction(.block), Instruction(.unreachable), Instruction(.drop), Instruction(.end)]
        default:
            output.instructions.append(Instruction(.i32Const, bits: 0))
            output.appendBranchTable(labels: [0, 0])
        }
    }

    /// By raw value: whether there can be a block around nothing but the operation, which takes what it needs as parameters.
    private static let standsAlone: [Bool] = Opcode.allCases.map { opcode in
        let definition = OpcodeTable.shared[opcode]
        return definition.signature != nil && definition.immediates == .none && !OpcodeTable.shared.operands[Int(opcode.rawValue)].isEmpty
    }

    /// The type of that block.
    private static func blockType(_ opcode: Opcode) -> FunctionType {
        let table = OpcodeTable.shared
        func types(_ letters: [Signature.Letter]) -> [ValueType] { letters.map { $0.type(address: .i32) } }
        return FunctionType(types(table.operands[Int(opcode.rawValue)]), types(table.results[Int(opcode.rawValue)]))
    }

    private static let sectionNames = ["", "x", "producers", "linking", "späť", String(repeating: "n", count: 200)]

    private mutating func addCustomSections(to module: inout Module) {
        for _ in 0..<stream.below(5) {
            let name = stream.pick(Self.sectionNames)
            let bytes = (0..<stream.below(24)).map { _ in UInt8(truncatingIfNeeded: stream.next()) }
            module.customSections.append(CustomSection(name: name, content: .raw(bytes), after: stream.pick(Section.allCases)))
        }
        if stream.chance(500) {
            var names = NameSection()
            names.module = "m"
            names.functions = module.functionTypeIndices.indices.map { .init(UInt32($0), "function \($0)") }
            module.customSections.append(CustomSection(name: "name", content: .names(names), after: .data))
        }
    }
}

/// The binary form of a module with some numbers longer than they need be (§5.2.2): sizes of sections and of functions.
package enum LongForms {
    /// - Parameter bytes: a well-formed module.
    package static func lengthened(_ bytes: [UInt8], seed: UInt64) -> [UInt8] {
        var stream = RandomStream(seed: seed)
        var output = Array(bytes.prefix(8))
        var position = 8
        while position < bytes.count {
            let id = bytes[position]
            position += 1
            let size = number(in: bytes, &position)
            let end = min(position + size, bytes.count)
            let content = id == Section.code.id ? code(bytes, position..<end, &stream) : Array(bytes[min(position, end)..<end])
            output.append(id)
            append(content.count, length: stream.chance(600) ? 1 + stream.below(5) : 1, to: &output)
            output += content
            position = end
        }
        return output
    }

    private static func code(_ bytes: [UInt8], _ range: Range<Int>, _ stream: inout RandomStream) -> [UInt8] {
        var output: [UInt8] = []
        var position = range.lowerBound
        append(number(in: bytes, &position), length: 1 + stream.below(5), to: &output)
        while position < range.upperBound {
            let size = number(in: bytes, &position)
            append(size, length: stream.chance(300) ? 1 + stream.below(5) : 1, to: &output)
            let end = min(position + size, range.upperBound)
            output += bytes[min(position, end)..<end]
            position = end
        }
        return output
    }

    private static func number(in bytes: [UInt8], _ position: inout Int) -> Int {
        var value = 0
        var shift = 0
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            value |= Int(byte & 0x7F) << shift
            shift += 7
            if byte & 0x80 == 0 || shift > 28 { break }
        }
        return value
    }

    /// At least so many bytes.
    private static func append(_ value: Int, length: Int, to output: inout [UInt8]) {
        var rest = value
        var written = 1
        while rest >= 0x80 || written < length {
            output.append(UInt8(truncatingIfNeeded: rest & 0x7F) | 0x80)
            rest >>= 7
            written += 1
        }
        output.append(UInt8(truncatingIfNeeded: rest))
    }
}
