import WasmBinary
import WasmModel

/// Modules in bytes, written by hand, with the shortest form of every number.
enum SampleModules {
    static let header: [UInt8] = [0x00, 0x61, 0x73, 0x6D, 1, 0, 0, 0]

    /// A section from its id and contents.
    static func section(_ id: UInt8, _ contents: [UInt8]) -> [UInt8] {
        precondition(contents.count < 128)
        return [id, UInt8(contents.count)] + contents
    }

    static func custom(_ name: String, _ contents: [UInt8] = []) -> [UInt8] {
        section(0, [UInt8(name.utf8.count)] + Array(name.utf8) + contents)
    }

    /// Type `(func)`, one function of it, and its body with the size.
    static func function(_ body: [UInt8]) -> [UInt8] {
        header + section(1, [1, 0x60, 0, 0]) + section(3, [1, 0])
            + section(10, [1, UInt8(body.count)] + body)
    }

    /// Where the body begins in what ``function(_:)`` makes.
    static let bodyOffset = 22

    static let empty = header

    /// Every section, and in each every form that the format has.
    static let everySection: [UInt8] = {
        var bytes = header
        bytes += custom("first")
        bytes += section(
            1,
            [
                6,
                0x60, 0, 0,
                0x60, 2, 0x7F, 0x7B, 1, 0x70,
                0x4E, 2, 0x50, 0, 0x5F, 2, 0x78, 1, 0x64, 0x6B, 0, 0x4F, 1, 2, 0x5E, 0x63, 2, 1,
                0x4E, 1, 0x60, 1, 0x69, 0,
                0x4F, 0, 0x5E, 0x77, 0,
                0x4E, 0,
            ])
        bytes += custom("after types", [0xFF, 0x00])
        bytes += section(
            2,
            [
                5,
                1, 0x6D, 1, 0x66, 0, 0,
                1, 0x6D, 1, 0x74, 1, 0x70, 0, 1,
                1, 0x6D, 1, 0x6D, 2, 5, 1, 2,
                1, 0x6D, 1, 0x67, 3, 0x7E, 1,
                1, 0x6D, 2, 0xC3, 0xA9, 4, 0, 0,
            ])
        bytes += section(3, [2, 0, 0])
        bytes += section(4, [2, 0x6F, 5, 1, 2, 0x40, 0, 0x63, 0, 0, 3, 0xD2, 0, 0x0B])
        bytes += section(5, [3, 0, 1, 3, 1, 2, 8, 1, 0])
        bytes += section(13, [1, 0, 0])
        bytes += section(6, [2, 0x7F, 0, 0x41, 0x7F, 0x0B, 0x7E, 1, 0x42, 1, 0x42, 2, 0x7C, 0x0B])
        bytes += section(7, [5, 1, 0x61, 0, 1, 1, 0x62, 1, 0, 1, 0x63, 2, 0, 1, 0x64, 3, 0, 0, 4, 0])
        bytes += section(8, [1])
        bytes += section(
            9,
            [
                9,
                0, 0x41, 0, 0x0B, 1, 0,
                1, 0, 1, 0,
                2, 0, 0x41, 0, 0x0B, 0, 0,
                2, 1, 0x41, 0, 0x0B, 0, 0,
                3, 0, 1, 1,
                4, 0x41, 0, 0x0B, 1, 0xD2, 0, 0x0B,
                5, 0x64, 0x70, 1, 0xD2, 0, 0x0B,
                6, 0, 0x41, 0, 0x0B, 0x70, 1, 0xD0, 0x70, 0x0B,
                7, 0x6F, 0,
            ])
        bytes += section(12, [4])
        bytes += section(
            10,
            [
                2,
                2, 0, 0x0B,
                10, 2, 3, 0x7F, 1, 0x7C, 0xFC, 9, 0, 1, 0x0B,
            ])
        bytes += section(
            11,
            [4, 0, 0x41, 0, 0x0B, 1, 0x41, 1, 2, 0x42, 0x43, 2, 0, 0x41, 0, 0x0B, 0, 2, 1, 0x41, 0, 0x0B, 0])
        bytes += custom("last", Array("anything".utf8))
        return bytes
    }()

    /// Nested blocks of every kind, branches, exceptions of both designs, references, vectors, atomics.
    static let code: [UInt8] = function(
        [
            0,
            0x02, 0x40, 0x03, 0x7F, 0x04, 0x00, 0x05, 0x0B, 0x0B, 0x0B,
            0x1F, 0x40, 4, 0, 0, 0, 1, 0, 1, 2, 2, 3, 0, 0x0B,
            0x06, 0x40, 0x07, 0, 0x07, 1, 0x19, 0x09, 0, 0x0B,
            0x06, 0x40, 0x18, 0,
            0x0E, 2, 0, 1, 2, 0x0E, 0, 0,
            0x1C, 1, 0x7F, 0x28, 2, 0, 0x28, 0x42, 1, 0x80, 0x01,
            0xFB, 0x18, 3, 0, 0x6E, 0,
            0xFD, 0x0C, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
            0xFE, 3, 0, 0x0B,
        ])

    static let names: [UInt8] = header
        + section(1, [1, 0x60, 0, 0]) + section(3, [1, 0]) + section(10, [1, 2, 0, 0x0B])
        + custom("name", [0, 2, 1, 0x4D, 1, 4, 1, 0, 1, 0x66, 2, 6, 1, 0, 1, 0, 1, 0x6C])

    /// A likely `br_if` and an unlikely `if` in the only function.
    static let branchHints: [UInt8] = header
        + section(1, [1, 0x60, 0, 0]) + section(3, [1, 0])
        + custom("metadata.code.branch_hint", [1, 0, 2, 3, 1, 1, 7, 1, 0])
        + section(10, [1, 11, 0, 0x41, 1, 0x0D, 0, 0x41, 0, 0x04, 0x40, 0x0B, 0x0B])

    static let emptySections: [UInt8] = header
        + [1, 2, 3, 4, 5, 13, 6, 7, 9, 12, 10, 11].flatMap { section($0, [0]) }

    static let all: [(name: String, bytes: [UInt8])] = [
        ("empty", empty), ("every section", everySection), ("code", code), ("names", names),
        ("branch hints", branchHints), ("empty sections", emptySections),
    ]
}
