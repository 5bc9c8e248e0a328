/// A name as the specification compares names: by its bytes (§5.2.4). A `String` finds two spellings of "é" equal, and
/// so is no key for exports, modules, or whatever else goes by a name.
public struct ExactName: Hashable, Sendable {
    public var text: String
    @inlinable public init(_ text: String) { self.text = text }

    @inlinable public static func == (a: ExactName, b: ExactName) -> Bool {
        // Most names that differ differ in their lengths, which are at hand.
        a.text.utf8.count == b.text.utf8.count && a.text.utf8.elementsEqual(b.text.utf8)
    }

    @inlinable public func hash(into hasher: inout Hasher) {
        // Eight bytes at a time: names are looked up for every call from outside.
        var word: UInt64 = 0
        var count: UInt64 = 0
        for byte in text.utf8 {
            word = word &<< 8 | UInt64(byte)
            count &+= 1
            if count & 7 == 0 { hasher.combine(word) }
        }
        hasher.combine(word)
        hasher.combine(count)
    }
}
