public import WasmModel

/// Reads modules and scripts. One pass over the bytes for scripts; a module is looked through once for its names and
/// once for its content.
///
/// The state is one struct that is passed `mutating`, so that the lexer's few words stay in registers or in the first
/// cache; everything a module needs while it is read is kept between modules of one script, so that a small module
/// costs few allocations.
struct TextParser: ~Copyable {
    // Lexer
    let source: SourceText
    let keywords = KeywordTable.shared
    /// The current token.
    var kind: TokenKind = .end
    var start = 0
    var end = 0
    var word = Word.none
    /// Of a string token: it is not what stands between its quotes.
    var hasEscapes = false
    /// Annotations seen before the current token and not taken yet, in the order of the text.
    var annotations: [Annotation] = []
    /// Up to here annotations are recorded; before it they were seen already.
    var annotationsSeen = 0

    // Modules
    /// Where the parenthesis stands that closed the last module field.
    var lastClosing = 0
    var options: TextOptions
    var characters: IdentifierCharacters
    var state = ModuleState()
    var body = BodyState()

    // Scripts
    var script = Script()
    var strings = StringTable()
    /// Strings that were written with escapes.
    var escapedStrings: [ExactName: UInt32] = [:]
    var alternativesOfEither: [ExpectedValue] = []
    var isInThread = false
    var isInEither = false
    /// Behind the parenthesis up to which ``skipToEnd(depth:)`` went.
    var lastSkipped = 0

    init(_ text: [UInt8], options: TextOptions) throws(TextError) {
        self.options = options
        source = SourceText(text)
        characters = IdentifierCharacters(source: source)
        if text.count > Self.largestText { throw source.error(.textTooLarge(text.count), at: 0) }
    }

    /// Offsets are kept in 31 bits, also those of decoded copies of parts of the text.
    static let largestText = 1 << 29
}

/// How a text is read.
public struct TextOptions: Hashable, Sendable {
    /// Keep where each instruction began, as a byte offset, in ``Expression/positions``; ``TextPosition`` turns it
    /// into line and column.
    public var recordsPositions: Bool
    /// Where the grammar of an earlier time differs, its rules hold for features that are off: without `memory64`
    /// limits must fit 32 bits, and before `functionReferences` a segment may name its table or memory by a bare
    /// number.
    public var features: FeatureSet
    public init(recordsPositions: Bool = false, features: FeatureSet = .all) {
        self.recordsPositions = recordsPositions
        self.features = features
    }
}

/// Kinds of tokens. Numbers are not looked into before someone knows what they should be.
enum TokenKind: UInt8 {
    case end, left, right, keyword, identifier, string, number
    /// `offset=` and `align=` with the number behind them.
    case offset, alignment
}
