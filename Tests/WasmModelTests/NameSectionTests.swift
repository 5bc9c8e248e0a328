import Testing
import WasmModel

@Suite("Name sections")
struct NameSectionTests {
    /// One name, or one map, of every kind.
    private var full: NameSection {
        var names = NameSection()
        let pair: [NameSection.Association] = [.init(0, "a"), .init(200, "ünï")]
        let nested: [NameSection.IndirectAssociation] = [.init(1, pair), .init(2, [])]
        names.module = "m"
        (names.functions, names.types, names.tables, names.memories) = (pair, pair, pair, pair)
        (names.globals, names.elements, names.data, names.tags) = (pair, pair, pair, pair)
        (names.locals, names.labels, names.fields) = (nested, nested, nested)
        return names
    }

    @Test("every kind of name comes back from its bytes")
    func roundTrip() {
        #expect(NameSection(canonical: full.bytes) == full)
        #expect(NameSection(canonical: []) == NameSection())
    }

    @Test("every shortened section is refused, or is the canonical form of fewer names")
    func shortened() {
        let bytes = full.bytes
        for length in bytes.indices {
            let prefix = Array(bytes.prefix(length))
            if let names = NameSection(canonical: prefix) { #expect(names.bytes == prefix) }
        }
    }

    static let notCanonical: [(String, [UInt8])] = [
        ("indices out of order", [1, 7, 2, 1, 1, 0x61, 0, 1, 0x62]),
        ("one index twice", [1, 7, 2, 0, 1, 0x61, 0, 1, 0x62]),
        ("subsections out of order", [7, 4, 1, 0, 1, 0x61, 1, 4, 1, 0, 1, 0x61]),
        ("an empty subsection", [1, 1, 0]),
        ("a number longer than need be", [1, 5, 0x81, 0, 0, 1, 0x61]),
        ("a name that is not UTF-8", [1, 4, 1, 0, 1, 0xFF]),
        ("an unknown subsection", [12, 0]),
        ("a count without its names", [1, 5, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F]),
    ]

    @Test("what another encoder would have written otherwise stays bytes", arguments: notCanonical)
    func refuses(what: String, bytes: [UInt8]) {
        #expect(NameSection(canonical: bytes) == nil, "\(what)")
    }
}
