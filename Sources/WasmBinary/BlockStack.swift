/// The blocks that are open in an expression, as far as the grammar asks what they are.
///
/// Sixteen of them fit into a word, so that a block costs a shift; the words of those further out stand in an array.
struct BlockStack {
    enum Block: UInt8 {
        case none, plain, ifThen, tryBody, tryCatch, tryCatchAll
    }

    private static let blocksPerWord = 16
    private var word: UInt64 = 0
    private var outer: [UInt64] = []
    private var depth = 0

    var isEmpty: Bool { depth == 0 }

    /// The innermost block; `none` if there is none.
    var top: Block { Block(rawValue: UInt8(truncatingIfNeeded: word & 0xF)) ?? .none }

    mutating func push(_ block: Block) {
        if depth > 0, depth % Self.blocksPerWord == 0 {
            outer.append(word)
            word = 0
        }
        word = word &<< 4 | UInt64(block.rawValue)
        depth &+= 1
    }

    /// Ends the innermost block, which must be there.
    mutating func pop() {
        word &>>= 4
        depth &-= 1
        if depth > 0, depth % Self.blocksPerWord == 0, let last = outer.popLast() { word = last }
    }

    mutating func replaceTop(by block: Block) { word = word & ~0xF | UInt64(block.rawValue) }

    mutating func removeAll() {
        word = 0
        depth = 0
        if !outer.isEmpty { outer.removeAll(keepingCapacity: true) }
    }
}
