import EngineInterface
import EngineRuntime
import WasmModel
import WasmValidation

/// A tier that walks the instructions as they stand in the module: slow, and just enough of the language to show what
/// the runtime does.
struct StackMachineTier: ExecutionTier {
    var identity: EngineIdentity { EngineIdentity(name: "stack-machine", version: "1") }
    var capabilities: EngineCapabilities { EngineCapabilities(features: .all) }
    func makeMachine(_ context: ContextBlock, _ configuration: StoreConfiguration) throws(EngineFailure) -> StackMachine {
        StackMachine(context)
    }
}

final class StackMachine: ExecutionMachine {
    static var runsMachineCode: Bool { false }
    let instanceWords = 1
    private let context: ContextBlock
    private var modules: [ValidatedModule] = []

    init(_ context: ContextBlock) { self.context = context }

    func translate(_ module: ValidatedModule, types: [UInt32]) throws(UnsupportedFeature) -> Int {
        for function in module.module.functions {
            for instruction in function.body.instructions where instruction.opcode == .rethrow {
                throw UnsupportedFeature("rethrow")
            }
        }
        modules.append(module)
        return modules.count - 1
    }

    func attach(_ translation: Int, to instance: InstanceBlock) { instance.setTierWord(0, UInt64(translation)) }
    func attach(toHost function: FunctionBlock) { function.tierWord = 7 }

    func call(_ function: FunctionBlock, _ words: UnsafeMutablePointer<UInt64>) -> Status {
        if function.isHost { return unsafe CallOperation.host(function, words) }
        context.callsLeft -= 1
        defer { context.callsLeft += 1 }
        guard context.callsLeft >= 0 else { return .exhausted(.callStack) }
        let module = modules[Int(function.instance.tierWord(0))]
        let number = Int(function.index) - module.spaces.importedFunctions
        var frame = Frame(
            machine: self, context: context, instance: function.instance, module: module, body: module.module.functions[number].body,
            locals: [UInt64](repeating: 0, count: Int(module.bodies[number].localSlots)))
        for position in 0..<function.parameterWords { unsafe frame.locals[position] = words[position] }
        let status = frame.run()
        for (position, word) in frame.stack.suffix(function.resultWords).enumerated() where status.isReturned {
            unsafe words[position] = word
        }
        return status
    }
}

/// One activation.
private struct Frame {
    let machine: StackMachine
    let context: ContextBlock
    let instance: InstanceBlock
    let module: ValidatedModule
    let body: Expression
    var locals: [UInt64]
    var stack: [UInt64] = []
    var loops: [Int] = []

    mutating func pop() -> UInt64 { stack.removeLast() }
    mutating func pop32() -> UInt32 { UInt32(truncatingIfNeeded: pop()) }
    mutating func push(_ word: UInt64) { stack.append(word) }

    mutating func run() -> Status {
        var next = 0
        while next < body.instructions.count {
            context.fuel -= 1
            if context.fuel < 0 {
                let status = CallOperation.refuel(context)
                guard status.isReturned else { return status }
            }
            let instruction = body.instructions[next]
            next += 1
            switch instruction.opcode {
            case .loop: loops.append(next)
            case .br: next = loops.last ?? next
            default:
                let status = step(instruction)
                guard status.isReturned else { return status }
            }
        }
        return .returned
    }

    /// A reference that was made, or why not.
    mutating func push(made reference: UInt64) -> Status {
        push(reference)
        return reference == 0 ? context.status : .returned
    }
    /// A count, or the negative of a status.
    mutating func push(answer: Int64) -> Status {
        push(UInt64(bitPattern: answer))
        return answer < 0 ? Status(rawValue: UInt32(-answer)) : .returned
    }

    mutating func step(_ instruction: Instruction) -> Status {
        let index = Int(instruction.index), second = Int(instruction.secondIndex)
        switch instruction.opcode {
        case .end, .nop: return .returned
        case .unreachable: return .trapped(.unreachable)
        case .drop: _ = pop()
        case .i32Const, .i64Const: push(instruction.bits)
        case .v128Const:
            let (low, high) = body.vector(of: instruction)
            push(low)
            push(high)
        case .localGet: push(locals[index])
        case .globalGet: push(instance.global(index).low)
        case .globalSet: instance.global(index).low = pop()
        case .i32Add: push(UInt64(pop32() &+ pop32()))
        case .refNull: push(0)
        case .refFunc: push(instance.function(index).address)
        case .refI31: push(ReferenceOperation.i31(pop32()))
        case .externConvertAny, .anyConvertExtern: break
        case .call: return call(instance.function(index))
        case .callIndirect:
            let table = instance.table(second), position = pop()
            guard position < table.size else { return .trapped(.undefinedElement) }
            guard let callee = unsafe function(table.elements[Int(position)]) else { return .trapped(.uninitializedElement) }
            guard ReferenceOperation.isSubtype(context, callee.type, of: instance.type(index)) else {
                return .trapped(.indirectCallTypeMismatch)
            }
            return call(callee)
        case .throw:
            let tag = instance.tag(index)
            var payload = Array(stack.suffix(tag.payloadWords)) + [0]
            return unsafe HeapOperation.throwException(context, tag: tag, payload: &payload)
        default: return memoryStep(instruction)
        }
        return .returned
    }

    func function(_ word: UInt64) -> FunctionBlock? { word == 0 ? nil : unsafe FunctionBlock(at: word) }

    mutating func call(_ function: FunctionBlock) -> Status {
        var words = Array(stack.suffix(function.parameterWords))
        stack.removeLast(function.parameterWords)
        words += [UInt64](repeating: 0, count: function.resultWords)
        let status = unsafe words.withUnsafeMutableBufferPointer { words in
            guard let base = words.baseAddress else {
                var none: UInt64 = 0
                return unsafe machine.call(function, &none)
            }
            return unsafe machine.call(function, base)
        }
        stack += words.prefix(function.resultWords)
        return status
    }

    mutating func memoryStep(_ instruction: Instruction) -> Status {
        let index = Int(instruction.index), second = Int(instruction.secondIndex)
        switch instruction.opcode {
        case .i32Store8:
            let value = pop(), memory = instance.memory(index)
            return MemoryOperation.fill(memory, at: pop() + instruction.bits, with: UInt8(truncatingIfNeeded: value), count: 1)
        case .i32Load8U:
            let memory = instance.memory(index), offset = pop() + instruction.bits
            guard memory.contains(offset, 1) else { return .trapped(.memoryOutOfBounds) }
            unsafe push(UInt64(memory.base.load(fromByteOffset: Int(offset), as: UInt8.self)))
        case .memorySize: push(instance.memory(index).pages)
        case .memoryGrow: push(MemoryOperation.grow(instance.memory(index), by: pop()))
        case .memoryFill:
            let count = pop(), value = pop(), offset = pop()
            return MemoryOperation.fill(instance.memory(index), at: offset, with: UInt8(truncatingIfNeeded: value), count: count)
        case .memoryCopy:
            let count = pop(), source = pop(), target = pop()
            return MemoryOperation.copy(
                to: instance.memory(index), at: target, from: instance.memory(second), at: source, count: count)
        case .memoryInit:
            let count = pop(), source = pop(), target = pop()
            return MemoryOperation.initialize(
                instance.memory(second), at: target, from: instance.dataSegment(index), at: source, count: count)
        case .dataDrop: instance.dataSegment(index).drop()
        case .memoryAtomicWait32, .memoryAtomicWait64:
            let timeout = Int64(bitPattern: pop()), expected = pop(), address = pop()
            return push(
                answer: MemoryOperation.wait(
                    instance.memory(index), at: address, width: instruction.opcode == .memoryAtomicWait32 ? 4 : 8,
                    expected: expected, timeout: timeout))
        case .memoryAtomicNotify:
            let count = pop32()
            return push(answer: MemoryOperation.notify(instance.memory(index), at: pop(), count: count))
        case .tableSize: push(instance.table(index).size)
        case .tableGrow:
            let count = pop()
            push(TableOperation.grow(instance.table(index), by: count, with: pop()))
        case .tableFill:
            let count = pop(), reference = pop()
            return TableOperation.fill(instance.table(index), at: pop(), with: reference, count: count)
        case .tableCopy:
            let count = pop(), source = pop(), target = pop()
            return TableOperation.copy(
                to: instance.table(index), at: target, from: instance.table(second), at: source, count: count)
        case .tableInit:
            let count = pop(), source = pop(), target = pop()
            return TableOperation.initialize(
                instance.table(second), at: target, from: instance.elementSegment(index), at: source, count: count)
        case .elemDrop: instance.elementSegment(index).drop()
        default: return heapStep(instruction)
        }
        return .returned
    }

    mutating func heapStep(_ instruction: Instruction) -> Status {
        let index = Int(instruction.index), second = Int(instruction.secondIndex)
        switch instruction.opcode {
        case .structNewDefault: return push(made: HeapOperation.newDefaultStructure(context, type: instance.type(index)))
        case .arrayNew:
            let length = pop32()
            return push(made: HeapOperation.newArray(context, type: instance.type(index), length: length, low: pop()))
        case .arrayNewDefault:
            return push(made: HeapOperation.newDefaultArray(context, type: instance.type(index), length: pop32()))
        case .arrayNewData:
            let length = pop32(), offset = pop32()
            return push(
                made: HeapOperation.newArray(
                    context, type: instance.type(index), length: length, data: instance.dataSegment(second), at: offset))
        case .arrayNewElem:
            let length = pop32(), offset = pop32()
            return push(
                made: HeapOperation.newArray(
                    context, type: instance.type(index), length: length, elements: instance.elementSegment(second), at: offset))
        case .arrayFill:
            let count = pop32(), low = pop(), start = pop32()
            return HeapOperation.fillArray(context, pop(), at: start, low: low, count: count)
        case .arrayCopy:
            let count = pop32(), sourceIndex = pop32(), source = pop(), targetIndex = pop32()
            return HeapOperation.copyArray(context, to: pop(), at: targetIndex, from: source, at: sourceIndex, count: count)
        case .arrayLen:
            let array = pop()
            guard array != 0 else { return .trapped(.nullReference) }
            unsafe push(UInt64(ObjectBlock(at: array).length))
        case .arrayGet, .arrayGetU, .arrayGetS:
            let position = pop32(), array = pop()
            guard array != 0 else { return .trapped(.nullReference) }
            let object = unsafe ObjectBlock(at: array)
            guard position < object.length else { return .trapped(.arrayOutOfBounds) }
            let exponent = Int(context.type(object.type).elementSizeExponent)
            var word: UInt64 = 0
            for byte in 0..<(1 << exponent) {
                word |= UInt64(object.byte(Layout.Array.elements + Int32(Int(position) << exponent + byte))) << UInt64(8 * byte)
            }
            push(word)
        case .structGet, .structGetU:
            let reference = pop()
            guard reference != 0 else { return .trapped(.nullReference) }
            let offset = StructureLayout.offsets(module.types.structure(instruction.index) ?? [])[second]
            unsafe push(ObjectBlock(at: reference).word(offset))
        case .refTest, .refTestNull:
            let type = ValueType.reference(instruction.heapType, nullable: instruction.opcode == .refTestNull)
            let canonical = type.heapType.typeIndex.map {
                ValueType.reference(.type(instance.type(Int($0))), nullable: type.isNullable)
            }
            push(ReferenceOperation.matches(context, pop(), canonical ?? type) ? 1 : 0)
        default: return .trapped(.unreachable)
        }
        return .returned
    }
}
