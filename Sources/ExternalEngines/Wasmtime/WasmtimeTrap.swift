import EngineInterface
import WasmModel

/// How a call ended that did not return, as Wasmtime tells it.
enum WasmtimeEnd: Hashable, Sendable {
    case trapped(TrapKind)
    /// A table access out of bounds. Wasmtime does not tell `call_indirect` from the rest; the instruction does.
    case tableOutOfBounds
    case exhausted(Resource)
    /// An exception that nobody caught.
    case threw
}

/// The one place where the numbers and words of Wasmtime's traps get their meaning.
enum WasmtimeTrap {
    /// The end that a number of `wasmtime_trap_code` stands for; `nil` for a number without a meaning here.
    static func end(code: UInt8, _ numbering: WasmtimeRelease.TrapNumbering) -> WasmtimeEnd? {
        switch code {
        case 0: return .exhausted(.callStack)
        case 1: return .trapped(.memoryOutOfBounds)
        case 2: return .trapped(.unalignedAtomic)
        case 3: return .tableOutOfBounds
        case 4: return .trapped(.uninitializedElement)
        case 5: return .trapped(.indirectCallTypeMismatch)
        case 6: return .trapped(.integerOverflow)
        case 7: return .trapped(.integerDivideByZero)
        case 8: return .trapped(.invalidConversionToInteger)
        case 9: return .trapped(.unreachable)
        case 10: return .exhausted(.time)
        default: break
        }
        switch (numbering, code) {
        case (.plain, 11), (.shifted, 12): return .exhausted(.fuel)
        case (.plain, 12), (.shifted, 13): return .trapped(.expectedSharedMemory)
        case (.plain, 13), (.shifted, 14): return .trapped(.nullReference)
        case (.plain, 14), (.shifted, 15): return .trapped(.arrayOutOfBounds)
        case (.plain, 15), (.shifted, 16): return .exhausted(.memory)
        case (.plain, 16), (.shifted, 17): return .trapped(.castFailure)
        default: return nil
        }
    }

    // swift-format-ignore
    private static let words: [(text: String, end: WasmtimeEnd)] = [
        ("call stack exhausted",                      .exhausted(.callStack)),
        ("out of bounds memory access",               .trapped(.memoryOutOfBounds)),
        ("unaligned atomic",                          .trapped(.unalignedAtomic)),
        ("misaligned memory access",                  .trapped(.unalignedAtomic)),
        ("out of bounds table access",                .tableOutOfBounds),
        ("uninitialized element",                     .trapped(.uninitializedElement)),
        ("indirect call type mismatch",               .trapped(.indirectCallTypeMismatch)),
        ("integer overflow",                          .trapped(.integerOverflow)),
        ("integer divide by zero",                    .trapped(.integerDivideByZero)),
        ("invalid conversion to integer",             .trapped(.invalidConversionToInteger)),
        ("`unreachable` instruction executed",        .trapped(.unreachable)),
        ("unreachable",                               .trapped(.unreachable)),
        ("interrupt",                                 .exhausted(.time)),
        ("epoch deadline reached",                    .exhausted(.time)),
        ("all fuel consumed",                         .exhausted(.fuel)),
        ("null reference",                            .trapped(.nullReference)),
        ("null i31 reference",                        .trapped(.nullReference)),
        ("out of bounds array access",                .trapped(.arrayOutOfBounds)),
        ("cast failure",                              .trapped(.castFailure)),
        ("atomic wait on non-shared memory",          .trapped(.expectedSharedMemory)),
        ("allocation size too large",                 .exhausted(.memory)),
        ("GC heap out of memory",                     .exhausted(.memory)),
        ("out of memory",                             .exhausted(.memory)),
        ("limit exceeded",                            .exhausted(.memory)),
        ("memory limits",                             .exhausted(.memory)),
        ("table limits",                              .exhausted(.memory)),
        ("minimum size",                              .exhausted(.memory)),
        ("Cannot allocate memory",                    .exhausted(.memory)),
        ("thrown Wasm exception",                     .threw),
        ("uncaught exception",                        .threw),
    ]

    /// What an error of an instantiation means that is not a trap; `nil` if it is one of the engine, which code of the
    /// module ran into. The words about limits are those of the store's limiter; an import that does not fit may be
    /// described in the same words, after these.
    static func instantiation(message: String) -> Instantiation? {
        if message.contains("incompatible import type") || message.contains("unknown import") { return .unlinkable(message) }
        if case .exhausted(let resource)? = end(message: message) { return .exhausted(resource) }
        return message.contains("error while executing at wasm backtrace") ? nil : .unlinkable(message)
    }

    /// The end that a message stands for. Names of functions may stand in a message, in its lines about frames; those
    /// are not looked at.
    static func end(message: String) -> WasmtimeEnd? {
        let lines = message.split(separator: "\n").filter { line in
            !line.contains("<unknown>") && !line.contains("!") && !line.hasPrefix("error while executing")
        }
        let line = lines.first { $0.contains("wasm trap:") } ?? lines.first { line in words.contains { line.contains($0.text) } }
        guard let line else { return nil }
        return words.first { line.contains($0.text) }?.end
    }
}
