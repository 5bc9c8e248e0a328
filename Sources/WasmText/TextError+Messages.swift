/// Every message, by name. The first words are those that the official scripts use for the same class of error.
enum TextMessage {
    case textTooLarge(Int)
    // Lexical
    case unknownOperator(String)
    case emptyIdentifier, emptyAnnotationID
    case malformedUTF8, misplacedControlCharacter, misplacedUnicodeCharacter, illegalCharacter
    case unclosedString, unclosedComment, unclosedAnnotation
    case controlCharacterInString, illegalEscape, illegalCodePoint
    // Syntax
    case unexpectedToken(expected: String, found: String)
    case nestingTooDeep(limit: Int)
    case constantOutOfRange(String, type: String), indexOutOfRange(String, type: String)
    case alignmentNotPowerOfTwo, invalidPageSize, malformedAddressType
    case wrongLaneCount(expected: Int, found: Int), invalidLaneLength, invalidVectorPattern
    case unknown(String, String), duplicate(String, String)
    case unknownType(UInt32), notAFunctionType(UInt32)
    case inlineTypeMismatch
    case mismatchingLabel(String)
    case importAfterDefinition(String)
    case multipleStart
    case misplacedModuleDefinition
    // Custom annotations
    case customAnnotation(String, String)
    case misplacedAnnotation(String)
    case branchHintTarget

    var category: TextError.Category {
        switch self {
        case .customAnnotation, .misplacedAnnotation: .malformedCustom
        case .branchHintTarget: .invalidCustom
        default: .malformed
        }
    }

    var text: String {
        switch self {
        case .textTooLarge(let count): "text too large: \(count) bytes"
        case .unknownOperator(let token): "unknown operator `\(token)`"
        case .emptyIdentifier: "empty identifier"
        case .emptyAnnotationID: "empty annotation id"
        case .malformedUTF8: "malformed UTF-8 encoding"
        case .misplacedControlCharacter: "misplaced control character"
        case .misplacedUnicodeCharacter: "misplaced unicode character"
        case .illegalCharacter: "illegal character in an annotation"
        case .unclosedString: "unclosed string literal"
        case .unclosedComment: "unclosed comment"
        case .unclosedAnnotation: "unclosed annotation"
        case .controlCharacterInString: "illegal control character in string literal"
        case .illegalEscape: "illegal escape in string literal"
        case .illegalCodePoint: "illegal escape: not a Unicode scalar value"
        case .unexpectedToken(let expected, let found): "unexpected token: expected \(expected), found \(found)"
        case .nestingTooDeep(let limit): "nesting too deep: more than \(limit) levels"
        case .constantOutOfRange(let literal, let type): "constant out of range: `\(literal)` is no \(type)"
        case .indexOutOfRange(let literal, let type): "\(type) constant out of range: `\(literal)`"
        case .alignmentNotPowerOfTwo: "alignment must be a power of two"
        case .invalidPageSize: "invalid custom page size: must be a power of two"
        case .malformedAddressType: "malformed address type: must be i32 or i64"
        case .wrongLaneCount(let expected, let found):
            "wrong number of lane literals: expected \(expected), found \(found)"
        case .invalidLaneLength: "invalid lane length: i8x16.shuffle takes 16 lanes"
        case .invalidVectorPattern: "invalid vector constant: a NaN pattern needs a float lane"
        case .unknown(let kind, let name): "unknown \(kind) \(name)"
        case .duplicate(let kind, let name): "duplicate \(kind) \(name)"
        case .unknownType(let index): "unknown type \(index)"
        case .notAFunctionType(let index): "non-function type \(index)"
        case .inlineTypeMismatch: "inline function type does not match explicit type"
        case .mismatchingLabel(let name): "mismatching label \(name)"
        case .importAfterDefinition(let kind): "import after \(kind) definition"
        case .multipleStart: "multiple start sections"
        case .misplacedModuleDefinition: "misplaced module definition"
        case .customAnnotation(let id, let problem): "@\(id) annotation: \(problem)"
        case .misplacedAnnotation(let id): "misplaced @\(id) annotation"
        case .branchHintTarget:
            "@metadata.code.branch_hint annotation: invalid target: only `br_if` and `if` take a hint"
        }
    }
}

extension SourceText {
    @inline(never) func error(_ message: TextMessage, at offset: Int) -> TextError {
        let position = TextPosition(of: offset, in: bytes)
        return TextError(
            line: position.line, column: position.column, offset: min(offset, count), message: message.text,
            category: message.category)
    }
}

extension TextParser {
    /// The current token is not what the grammar wants.
    @inline(never) mutating func unexpected(_ expected: String) -> TextError {
        if kind == .number, !source.isNumber(start, end) {
            return source.error(.unknownOperator(source.text(start, end)), at: start)
        }
        let found = kind == .end ? "the end of the text" : "`\(source.text(start, end))`"
        return source.error(.unexpectedToken(expected: expected, found: found), at: start)
    }
}
