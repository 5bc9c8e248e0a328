import EngineInterface
public import EngineRuntime
import Synchronization
import WasmModel
public import WasmValidation

/// The interpreter's part of one store: the value stack, and calls from outside.
///
/// A listed file: it writes the first frame and starts the code. What makes it safe: parameters and results are as many
/// words as the function says, and the stack has room for them and a header beyond its end.
@safe public final class InterpreterMachine: ExecutionMachine {
    public static var runsMachineCode: Bool { false }
    public var instanceWords: Int { InstanceWord.count }

    private let context: ContextBlock
    private let isMetered: Bool
    private let stack: ValueStack
    private var translations: [Translation] = []

    init(_ context: ContextBlock, _ limits: ExecutionLimits) {
        self.context = context
        isMetered = limits.fuel != nil || limits.nanoseconds != nil
        stack = ValueStack.take()
        context.setWord(ContextWord.stackEnd, stack.end)
    }

    deinit { ValueStack.put(back: stack) }

    /// A translated module.
    public struct Module {
        let translation: Interpreter.Translation
    }
    public typealias Translation = Module

    public func translate(_ module: ValidatedModule, types: [UInt32]) throws(UnsupportedFeature) -> Module {
        Module(translation: Translator(module, canonicalTypes: types, isMetered: isMetered).translate())
    }

    public func attach(_ module: Module, to instance: InstanceBlock) {
        let translation = module.translation
        translation.attach(to: instance)
        let memories = instance.word(Layout.Instance.memories)
        instance.setWord(
            InstanceWord.memory, module.translation.hasMemory ? Registers.word(memories) : ValueStack.noMemory)
        let first = translation.firstDefinedFunction
        for number in translation.functions.indices {
            instance.function(first + number).entry = translation.entry(number)
        }
    }

    public func attach(toHost function: FunctionBlock) {}

    public func call(_ function: FunctionBlock, _ words: UnsafeMutablePointer<UInt64>) -> Status {
        if function.isHost { return unsafe CallOperation.host(function, words) }
        let instance = function.word(Layout.Function.instance)
        let frame = stack.start
        for position in 0..<function.parameterWords {
            unsafe Registers.write(frame + Word(position) * 8, words[position])
        }
        let header = frame + Word(max(function.parameterWords, function.resultWords)) * 8
        Registers.write(header, ExitCode.address)
        Registers.write(header + 8, frame)
        Registers.write(header + 16, instance)
        let memory = Registers.memory(of: instance)
        let status = Registers(0, frame, memory.word(Layout.Memory.base), memory.byteLength, 0, instance, 0)
            .enter(function.entry, frame)
        guard status == 0 else { return Status(rawValue: UInt32(truncatingIfNeeded: status)) }
        for position in 0..<function.resultWords {
            unsafe words[position] = Registers.word(frame + Word(position) * 8)
        }
        return .returned
    }
}

@c func opExit(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { 0 }

/// The code that a call from outside returns to.
enum ExitCode {
    static let address: Word = {
        let code = UnsafeMutablePointer<Word>.allocate(capacity: 1)
        unsafe code.initialize(to: HandlerTable.address(of: opExit))
        return Word(UInt(bitPattern: code))
    }()
}

/// Slots for the frames of the calls of one store. Stacks are used again, because a fresh one costs a page fault for
/// every page that is touched.
struct ValueStack {
    let start: Word
    /// Frames end here; behind it is room for a header and for a few words more.
    var end: Word { start + Word(Self.slots - Self.reserve) * 8 }

    static let slots = 2 << 20
    static let reserve = 4096

    private static let pool = Mutex<[ValueStack]>([])

    static func take() -> ValueStack {
        if let stack = pool.withLock({ $0.popLast() }) { return stack }
        let base = UnsafeMutablePointer<Word>.allocate(capacity: slots)
        return ValueStack(start: Word(UInt(bitPattern: base)))
    }
    static func put(back stack: ValueStack) {
        pool.withLock { $0.append(stack) }
    }

    /// A ``MemoryBlock`` without bytes, for instances without memory.
    static let noMemory: Word = {
        let block = UnsafeMutablePointer<Word>.allocate(capacity: Int(Layout.Memory.bytes) / 8)
        unsafe block.initialize(repeating: 0, count: Int(Layout.Memory.bytes) / 8)
        return Word(UInt(bitPattern: block))
    }()
}
