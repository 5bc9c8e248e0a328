package import EngineInterface
package import WasmModel

/// What the words of a script mean. A script names a trap by the words its authors' interpreter prints; an engine
/// answers with a ``TrapKind``. This is the only place where the two meet: a text that is not in these tables has no
/// meaning here, and an assertion that uses it is skipped in sight of everyone rather than passed.
package enum TrapText {
    // swift-format-ignore
    package static let kinds: [(text: String, kind: TrapKind)] = [
        ("unreachable",                     .unreachable),
        ("integer divide by zero",          .integerDivideByZero),
        ("integer overflow",                .integerOverflow),
        ("invalid conversion to integer",   .invalidConversionToInteger),
        ("out of bounds memory access",     .memoryOutOfBounds),
        ("out of bounds table access",      .tableOutOfBounds),
        ("undefined element",               .undefinedElement),
        ("uninitialized element",           .uninitializedElement),
        ("indirect call type mismatch",     .indirectCallTypeMismatch),
        ("null reference",                  .nullReference),
        ("null function reference",         .nullReference),
        ("null structure reference",        .nullReference),
        ("null array reference",            .nullReference),
        ("null i31 reference",              .nullReference),
        ("null exception reference",        .nullReference),
        ("null descriptor reference",       .nullReference),
        ("cast failure",                    .castFailure),
        ("descriptor cast failure",         .castFailure),
        ("out of bounds array access",      .arrayOutOfBounds),
        ("unaligned atomic",                .unalignedAtomic),
        ("expected shared memory",          .expectedSharedMemory),
    ]

    // swift-format-ignore
    package static let resources: [(text: String, resource: Resource)] = [
        ("call stack exhausted",            .callStack),
    ]

    private static let kindOfText = Dictionary(uniqueKeysWithValues: kinds.map { ($0.text, $0.kind) })

    /// The kind that `text` names, or `nil` if the table does not have it. A script may add which element was meant
    /// ("uninitialized element 2"); the number is not part of the kind.
    package static func kind(of text: String) -> TrapKind? {
        if let kind = kindOfText[text] { return kind }
        guard let space = text.lastIndex(of: " ") else { return nil }
        let number = text[text.index(after: space)...]
        guard !number.isEmpty, number.allSatisfy({ $0.isASCII && $0.isNumber }) else { return nil }
        return kindOfText[String(text[..<space])]
    }

    /// The resource that `text` names, or `nil` if the table does not have it.
    package static func resource(of text: String) -> Resource? {
        resources.first { $0.text == text }?.resource
    }

    /// The words for a kind: the first of the table.
    package static func words(for kind: TrapKind) -> String {
        kinds.first { $0.kind == kind }?.text ?? "\(kind)"
    }
}
