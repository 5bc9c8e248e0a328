package import ModuleGeneration
import WasmBinary
import WasmModel

/// A module that is one edit away from a valid one, with the stage that must reject it and the rule that it breaks.
package struct RejectedModule: Hashable, Sendable {
    package enum Stage: String, Hashable, Sendable { case malformed, invalid }

    package var bytes: [UInt8]
    package var stage: Stage
    /// In the words of the specification's own tests.
    package var rule: String

    /// An edit of the seed's choice, applied to a generated module; `nil` if it does not apply to it.
    package init?(from generated: GeneratedModule, seed: UInt64) {
        var stream = RandomStream(seed: seed)
        if stream.chance(650) {
            let edit = stream.pick(Self.edits)
            var module = generated.module
            guard edit.apply(&module, &stream) else { return nil }
            self.init(bytes: module.encoded(), stage: edit.stage, rule: edit.rule)
        } else {
            let edit = stream.pick(Self.byteEdits)
            var bytes = generated.module.encoded()
            guard edit.apply(&bytes, &stream) else { return nil }
            self.init(bytes: bytes, stage: .malformed, rule: edit.rule)
        }
    }

    private init(bytes: [UInt8], stage: Stage, rule: String) {
        self.bytes = bytes
        self.stage = stage
        self.rule = rule
    }

    package static var rules: [String] { edits.map(\.rule) + byteEdits.map(\.rule) }

    // MARK: Edits of the module

    private struct Edit: Sendable {
        var stage = Stage.invalid
        var rule: String
        var apply: @Sendable (inout Module, inout RandomStream) -> Bool
    }

    /// Puts code before the last `end` of a function, or at its beginning.
    private static func inserting(
        _ rule: String, stage: Stage = .invalid, atStart: Bool = false, _ code: @escaping @Sendable (Module, Function) -> [Instruction]?
    ) -> Edit {
        Edit(stage: stage, rule: rule) { module, stream in
            guard !module.functions.isEmpty else { return false }
            let number = stream.below(module.functions.count)
            // Code that cannot be reached is checked less.
            let body = module.functions[number].body.instructions
            guard atStart || body.dropLast().last.map({ !$0.opcode.neverFallsThrough }) ?? true else { return false }
            guard let inserted = code(module, module.functions[number]) else { return false }
            let position = atStart ? 0 : body.count - 1
            module.functions[number].body.instructions.insert(contentsOf: inserted, at: position)
            return true
        }
    }

    private static let zero = Instruction(.i32Const)

    private static let edits: [Edit] = [
        inserting("type mismatch") { _, _ in [zero] },
        inserting("type mismatch") { _, _ in [Instruction(.i64Const), Instruction(.i32Eqz), Instruction(.drop)] },
        inserting("type mismatch", atStart: true) { _, _ in [Instruction(.drop)] },
        inserting("type mismatch", atStart: true) { _, _ in [zero, Instruction(.if, bits: BlockType.value(.f32).rawValue), Instruction(.f32Const), Instruction(.end), Instruction(.drop)] },
        inserting("unknown local") { module, function in
            let parameters = OperandCounts(module).functionType(function.typeIndex).parameters.count
            let count = function.locals.reduce(UInt32(parameters)) { $0 + $1.count }
            return [Instruction(.localGet, index: count), Instruction(.drop)]
        },
        inserting("unknown global") { module, _ in
            [Instruction(.globalGet, index: UInt32(module.allGlobals.count)), Instruction(.drop)]
        },
        inserting("unknown function") { module, _ in [Instruction(.call, index: UInt32(module.functionTypeIndices.count))] },
        inserting("unknown memory") { module, _ in
            [zero, Instruction(.i32Load8U, index: UInt32(module.allMemories.count)), Instruction(.drop)]
        },
        inserting("unknown table") { module, _ in
            [zero, Instruction(.callIndirect, index: 0, bits: UInt64(module.allTables.count))]
        },
        inserting("unknown label") { _, _ in [zero, Instruction(.brIf, index: 9)] },
        inserting("unknown type") { module, _ in
            [Instruction(.block, bits: BlockType.type(UInt32(module.subTypes.count)).rawValue), Instruction(.end)]
        },
        inserting("alignment must not be larger than natural") { module, _ in
            guard let memory = module.allMemories.first else { return nil }
            return [Instruction(memory.addressType == .i32 ? .i32Const : .i64Const), Instruction(.i32Load16U, small: 2), Instruction(.drop)]
        },
        Edit(rule: "immutable global") { module, stream in
            guard !module.functions.isEmpty else { return false }
            let index = UInt32(module.allGlobals.count)
            module.globals.append(Global(GlobalType(.i32), initializer: Expression([zero, Instruction(.end)])))
            let number = stream.below(module.functions.count)
            module.functions[number].body.instructions.insert(contentsOf: [zero, Instruction(.globalSet, index: index)], at: 0)
            return true
        },
        Edit(rule: "duplicate export name") { module, _ in
            guard let first = module.exports.first else { return false }
            module.exports.append(first)
            return true
        },
        Edit(rule: "unknown function") { module, _ in
            module.exports.append(Export(name: "?", kind: .function, index: UInt32(module.functionTypeIndices.count)))
            return true
        },
        Edit(rule: "start function") { module, _ in
            let counts = OperandCounts(module)
            let types = module.functionTypeIndices
            guard let index = types.firstIndex(where: { counts.functionType($0) != FunctionType() }) else { return false }
            module.start = UInt32(index)
            return true
        },
        Edit(rule: "constant expression required") { module, _ in
            let code = [zero, Instruction(.i32Ctz), Instruction(.end)]
            module.globals.append(Global(GlobalType(.i32), initializer: Expression(code)))
            return true
        },
        Edit(rule: "type mismatch") { module, _ in
            module.globals.append(Global(GlobalType(.i32), initializer: Expression([Instruction(.i64Const), Instruction(.end)])))
            return true
        },
        Edit(rule: "size minimum must not be greater than maximum") { module, _ in
            guard !module.tables.isEmpty else { return false }
            module.tables[0].type.limits.maximum = 0
            return module.tables[0].type.limits.minimum > 0
        },
        Edit(rule: "memory size") { module, _ in
            guard let index = module.memories.firstIndex(where: { $0.addressType == .i32 && $0.pageSizeExponent != 0 }) else { return false }
            module.memories[index].limits.maximum = 65_537
            return true
        },
        Edit(rule: "unknown data segment") { module, stream in
            guard let count = module.dataCount, !module.functions.isEmpty else { return false }
            let number = stream.below(module.functions.count)
            module.functions[number].body.instructions.insert(Instruction(.dataDrop, index: count), at: 0)
            return true
        },
        Edit(rule: "sub type") { module, _ in
            guard let index = module.subTypes.firstIndex(where: { $0.isFinal && $0.supertypes.isEmpty }) else { return false }
            let composite = module.subTypes[index].composite
            module.types.append(RecursionGroup([SubType(composite, supertypes: [UInt32(index)], isExplicit: true)]))
            return module.subTypes.contains { !$0.supertypes.isEmpty }
        },
        Edit(stage: .malformed, rule: "data count and data section have inconsistent lengths") { module, _ in
            guard let count = module.dataCount else { return false }
            module.dataCount = count + 1
            return true
        },
    ]

    // MARK: Edits of the bytes

    private struct ByteEdit: Sendable {
        var rule: String
        var apply: @Sendable (inout [UInt8], inout RandomStream) -> Bool
    }

    private static let byteEdits: [ByteEdit] = [
        ByteEdit(rule: "magic header not detected") { bytes, stream in
            bytes[stream.below(4)] ^= 0x10
            return true
        },
        ByteEdit(rule: "unknown binary version") { bytes, stream in
            bytes[4 + stream.below(4)] ^= 0x20
            return true
        },
        ByteEdit(rule: "unexpected end") { bytes, _ in
            bytes.removeLast()
            return bytes.count > 8
        },
        ByteEdit(rule: "malformed section id") { bytes, stream in
            bytes += [UInt8(40 + stream.below(80)), 0]
            return true
        },
        ByteEdit(rule: "unexpected content after last section") { bytes, _ in
            // A second type section behind all others.
            bytes += [1, 1, 0]
            return true
        },
        ByteEdit(rule: "integer representation too long") { bytes, _ in
            bytes += [0, 0x81, 0x80, 0x80, 0x80, 0x80, 0x00, 0]
            return true
        },
        ByteEdit(rule: "integer too large") { bytes, _ in
            bytes += [0, 0x81, 0x80, 0x80, 0x80, 0x70, 0]
            return true
        },
        ByteEdit(rule: "malformed UTF-8 encoding") { bytes, stream in
            // A custom section whose name is no text.
            bytes += [0, 3, 2, stream.pick([0x80, 0xC0, 0xFF]), 0x20]
            return true
        },
        ByteEdit(rule: "length out of bounds") { bytes, stream in
            bytes += [0, UInt8(2 + stream.below(100)), 0]
            return true
        },
        ByteEdit(rule: "section size mismatch") { bytes, _ in
            guard bytes.count > 10, bytes[8] == 1, bytes[9] & 0x80 == 0, bytes[9] < 0x7F else { return false }
            // The type section has a byte more than its types.
            bytes.insert(0, at: 10 + Int(bytes[9]))
            bytes[9] += 1
            return true
        },
    ]
}
