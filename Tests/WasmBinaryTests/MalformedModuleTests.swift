import Testing
import WasmBinary
import WasmModel

@Suite struct MalformedModuleTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var bytes: [UInt8]
        var offset: Int
        var message: String
        init(_ bytes: [UInt8], _ offset: Int, _ message: String) {
            self.bytes = bytes
            self.offset = offset
            self.message = message
        }
        /// A module of one section, after the eight bytes of the header.
        init(section id: UInt8, _ contents: [UInt8], _ offset: Int, _ message: String) {
            self.init(SampleModules.header + SampleModules.section(id, contents), offset, message)
        }
        /// A module of one function; the offset counts from the beginning of its body.
        init(body: [UInt8], _ offset: Int, _ message: String) {
            self.init(SampleModules.function(body), SampleModules.bodyOffset + offset, message)
        }
        var testDescription: String { "\(message) at \(offset)" }
    }

    static let header = SampleModules.header

    static let modules: [Case] = [
        Case([], 0, "unexpected end"),
        Case([0x00, 0x61, 0x73], 3, "unexpected end"),
        Case([0x00, 0x61, 0x73, 0x6E], 0, "magic header not detected"),
        Case([0x00, 0x61, 0x73, 0x6D, 1, 0], 6, "unexpected end"),
        Case([0x00, 0x61, 0x73, 0x6D, 2, 0, 0, 0], 4, "unknown binary version"),
        Case(header + [14, 0], 8, "malformed section id"),
        Case(header + [0x80], 8, "malformed section id"),
        Case(header + [1], 9, "unexpected end of section or function"),
        Case(header + [1, 2, 0], 9, "length out of bounds"),
        Case(header + [1, 2, 0, 0], 10, "section size mismatch"),
        Case(header + [1, 1, 0, 1, 1, 0], 11, "unexpected content after last section"),
        Case(header + [3, 1, 0, 2, 1, 0], 11, "unexpected content after last section"),
        Case(header + [0, 0], 10, "unexpected end of section or function"),
        Case(header + [0, 2, 2, 0x61], 10, "length out of bounds"),
        Case(header + [0, 3, 2, 0xC0, 0x80], 10, "malformed UTF-8 encoding"),
        Case(header + [3, 2, 1, 0], 12, "function and code section have inconsistent lengths"),
        Case(header + [12, 1, 1], 11, "data count and data section have inconsistent lengths"),
    ]

    static let sections: [Case] = [
        Case(section: 1, [5, 0x60, 0, 0], 10, "length out of bounds"),
        Case(section: 1, [1, 0x61, 0, 0], 11, "malformed definition type"),
        Case(section: 1, [1, 0x60, 1, 0x79, 0], 13, "malformed value type"),
        Case(section: 1, [1, 0x60, 1, 0x63, 0x7F, 0], 14, "malformed heap type"),
        Case(section: 1, [1, 0x5E, 0x7F, 2], 13, "malformed mutability"),
        Case(section: 1, [1, 0x5E, 0x40, 0], 12, "malformed storage type"),
        Case(section: 1, [1, 0x5F, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F], 12, "length out of bounds"),
        Case(section: 2, [1, 0, 0, 5, 0], 13, "malformed import kind"),
        Case(section: 2, [1, 1, 0xFF, 0, 0, 0], 11, "malformed UTF-8 encoding"),
        Case(section: 4, [1, 0x7F, 0, 0], 11, "malformed reference type"),
        Case(section: 4, [1, 0x70, 2, 0], 12, "malformed limits flags"),
        Case(section: 4, [1, 0x40, 1, 0x70, 0, 0], 12, "zero byte expected"),
        Case(section: 5, [1, 0x10, 0], 11, "malformed limits flags"),
        Case(section: 5, [1, 8, 0, 0x41], 13, "invalid custom page size"),
        Case(section: 13, [1, 1, 0], 11, "zero byte expected"),
        Case(section: 6, [1, 0x7F, 2, 0x41, 0, 0x0B], 12, "malformed mutability"),
        Case(section: 6, [1, 0x7F, 0, 0x41, 0], 15, "unexpected end of section or function"),
        Case(section: 7, [1, 0, 5, 0], 12, "malformed export kind"),
        Case(section: 8, [0, 0], 10, "section size mismatch"),
        Case(section: 9, [1, 8, 0], 11, "malformed elements segment kind"),
        Case(section: 9, [1, 1, 1, 0], 12, "malformed element kind"),
        Case(section: 11, [1, 3, 0], 11, "malformed data segment kind"),
        Case(section: 10, [1, 2, 0, 0x0B], 10, "function and code section have inconsistent lengths"),
    ]

    static let bodies: [Case] = [
        Case(body: [0], 1, "unexpected end of section or function"),
        Case(body: [0, 0x0B, 0x0B], 0, "section size mismatch"),
        Case(body: [0, 0x02, 0x40, 0x0B], 4, "unexpected end of section or function"),
        Case(body: [0, 0x05, 0x0B], 1, "END opcode expected, not else"),
        Case(body: [0, 0x04, 0x40, 0x05, 0x05, 0x0B, 0x0B], 4, "END opcode expected, not else"),
        Case(body: [0, 0x07, 0, 0x0B], 1, "END opcode expected, not catch"),
        Case(body: [0, 0x06, 0x40, 0x19, 0x19, 0x0B, 0x0B], 4, "END opcode expected, not catch"),
        Case(body: [0, 0x18, 0, 0x0B], 1, "END opcode expected, not delegate"),
        Case(body: [0, 0xFF, 0x0B], 1, "illegal opcode ff"),
        Case(body: [0, 0x27, 0x0B], 1, "illegal opcode 27"),
        Case(body: [0, 0xFC, 0x12, 0x0B], 1, "illegal opcode fc 12"),
        Case(body: [0, 0xFD, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F, 0x0B], 1, "illegal opcode fd ffffffff"),
        Case(body: [0, 0x02, 0x41, 0x0B, 0x0B], 2, "malformed value type"),
        Case(body: [0, 0x28, 0x80, 0x01, 0, 0x0B], 2, "malformed memop flags"),
        Case(body: [0, 0x1F, 0x40, 1, 4, 0, 0x0B, 0x0B], 4, "malformed catch clause"),
        Case(body: [0, 0xFB, 0x18, 4, 0, 0x6E, 0x6E, 0x0B], 3, "malformed br_on_cast flags"),
        Case(body: [0, 0xFE, 3, 1, 0x0B], 3, "zero byte expected"),
        Case(body: [0, 0x0E, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F, 0x0B], 2, "length out of bounds"),
        Case(body: [0, 0xFC, 9, 0, 0x0B], 1, "data count section required"),
        Case(
            body: [2, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F, 0x7F, 1, 0x7E, 0x0B], 0, "too many locals"),
    ]

    @Test(arguments: modules + sections + bodies)
    func malformedBytesAreRejectedWithPlaceAndReason(_ example: Case) {
        #expect(throws: BinaryError(offset: example.offset, message: example.message)) {
            try Module(decoding: example.bytes)
        }
    }

    @Test func localsMayAddUpToTheLargestNumber() throws {
        let module = try Module(decoding: SampleModules.function([1, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F, 0x7F, 0x0B]))
        #expect(module.functions[0].locals == [LocalGroup(count: .max, type: .i32)])
    }

    /// What the features of later versions brought is malformed without them.
    @Test(arguments: [
        (Feature.simd, SampleModules.header + SampleModules.section(1, [1, 0x60, 1, 0x7B, 0])),
        (.referenceTypes, SampleModules.header + SampleModules.section(1, [1, 0x60, 1, 0x6F, 0])),
        (.gc, SampleModules.header + SampleModules.section(1, [1, 0x5F, 0])),
        (.gc, SampleModules.header + SampleModules.section(1, [1, 0x60, 1, 0x6E, 0])),
        (.functionReferences, SampleModules.header + SampleModules.section(1, [1, 0x60, 1, 0x63, 0x70, 0])),
        (.bulkMemory, SampleModules.header + SampleModules.section(12, [0])),
        (.memory64, SampleModules.header + SampleModules.section(5, [1, 4, 0])),
        (.threads, SampleModules.header + SampleModules.section(5, [1, 3, 0, 0])),
        (.customPageSizes, SampleModules.header + SampleModules.section(5, [1, 8, 0, 0])),
        (.multiMemory, SampleModules.function([0, 0x3F, 1, 0x0B])),
        (.multiMemory, SampleModules.function([0, 0x28, 0x42, 0, 0, 0x0B])),
        (.multiValue, SampleModules.function([0, 0x02, 0, 0x0B, 0x0B])),
        (.referenceTypes, SampleModules.function([0, 0x11, 0, 1, 0x0B])),
    ])
    func aFormIsMalformedWhileItsFeatureIsOff(feature: Feature, bytes: [UInt8]) throws {
        _ = try Module(decoding: bytes)
        var features = FeatureSet.all
        features.remove(feature)
        #expect(throws: BinaryError.self) { try Module(decoding: bytes, features: features) }
    }
}
