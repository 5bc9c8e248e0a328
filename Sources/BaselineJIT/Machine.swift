import EngineInterface
public import EngineRuntime
import NativeCode
import WasmModel
public import WasmValidation

/// The tier's part of one store.
///
/// What makes it safe: the words of a call are those that the store has made room for, and code is entered only through
/// entries that this tier made for the type of the function.
public final class BaselineMachine: ExecutionMachine {
    public static let runsMachineCode = true

    private let context: ContextBlock
    private let options: CompilerOptions
    private let stackBytes: Int

    init(_ context: ContextBlock, _ configuration: StoreConfiguration, _ options: CompilerOptions) {
        self.context = context
        var options = options
        if configuration.limits.fuel != nil { options.countsFuel = true }
        self.options = options
        let depth = min(Int(configuration.limits.callDepth), Self.deepest)
        smallFrames = depth * Self.smallFrame
        stackBytes = smallFrames + Self.largeFrames + Self.stackReserve
        unsafe context.setWord(Convention.machine, UInt64(UInt(bitPattern: Unmanaged.passUnretained(self).toOpaque())))
    }

    /// All code of the store, for ``Unwinding``.
    private var translations: [Translation] = []

    /// The module whose code a return address lies in.
    func translation(at address: UInt64) -> Translation? {
        translations.first { address > $0.base && address - $0.base <= UInt64($0.bytes) }
    }

    /// Bytes that calls of unchecked frames can take: as many as calls may be inside each other. The limit that larger
    /// frames are checked against lies above them, so that no order of frames runs over the end.
    private let smallFrames: Int
    private static let smallFrame = Int(Compiler.uncheckedFrameBytes) + 8
    private static let deepest = 1 << 20
    /// What larger frames, and calls to other instances, can take.
    private static let largeFrames = 32 << 20
    /// For the runtime's operations and the host's functions, which run on the same stack.
    private static let stackReserve = 256 << 10

    public var instanceWords: Int { Convention.instanceWords }

    public func translate(_ module: ValidatedModule, types: [UInt32]) throws(UnsupportedFeature) -> BaselineTranslation {
        var compiler = Compiler(module, numbers: types, options)
        let translation = try compiler.compile()
        guard translation.isPlaced else { throw UnsupportedFeature("more code than the code region has room for") }
        translations.append(translation)
        if let frameReturn = translation.frameReturn, context.word(Convention.frameReturn) == 0 {
            context.setWord(Convention.frameReturn, frameReturn)
        }
        return BaselineTranslation(translation)
    }

    public func attach(_ translation: BaselineTranslation, to instance: InstanceBlock) {
        translation.code.attach(to: instance)
    }

    public func attach(toHost function: FunctionBlock) {
        // Compiled code tells a host's function by its kind.
    }

    public func call(_ function: FunctionBlock, _ words: UnsafeMutablePointer<UInt64>) -> Status {
        if function.isHost { return unsafe CallOperation.host(function, words) }
        guard let stack = NativeStack(bytes: stackBytes) else { return .exhausted(.memory) }
        // A call inside another one has a stack of its own.
        let outerTop = context.word(Convention.stackTop), outerLimit = context.stackLimit
        let outerInstance = context.word(Convention.instance), outerFrame = context.word(Convention.topFrame)
        defer {
            context.setWord(Convention.stackTop, outerTop)
            context.stackLimit = outerLimit
            context.setWord(Convention.instance, outerInstance)
            context.setWord(Convention.topFrame, outerFrame)
        }
        context.setWord(Convention.stackTop, stack.top)
        context.stackLimit = stack.low + UInt64(smallFrames + Self.stackReserve)
        context.callsLeft = min(context.callsLeft, Int64(Self.deepest))
        let ending = unsafe NativeContext.enter(
            at: context.pointer, function.entry, UInt64(UInt(bitPattern: words)), function.address)
        switch ending {
        case .returned: return .returned
        case .raised(let status): return Status(rawValue: status)
        case .interrupted: return .exhausted(.time)
        case .faulted(let fault): return status(of: fault)
        case .unavailable: return .exhausted(.memory)
        }
    }

    /// What a fault of compiled code means. A fault that means nothing is a miscompilation; it must not look like an
    /// answer.
    private func status(of fault: NativeFault) -> Status {
        if fault.isOutOfBounds { return .trapped(.memoryOutOfBounds) }
        if fault.kind == .arithmetic { return .trapped(.integerOverflow) }
        return .miscompiled
    }
}

/// What ``BaselineMachine`` makes of a module.
public struct BaselineTranslation {
    let code: Translation
    init(_ code: Translation) { self.code = code }
}
