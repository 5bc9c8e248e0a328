/// Why a sequence of bytes is no module of the binary format (§5): *malformed*, which is not *invalid*.
public struct BinaryError: Error, Hashable, Sendable {
    /// Where it was noticed: bytes from the start of the module, or of the section's contents for a custom section.
    public var offset: Int
    /// The specification's word for it.
    public var message: String

    public init(offset: Int, message: String) {
        self.offset = offset
        self.message = message
    }
}

extension BinaryError: CustomStringConvertible {
    public var description: String { "offset 0x\(String(offset, radix: 16)): \(message)" }
}

/// Every reason has one name, and stands here.
extension BinaryError {
    // Bytes and numbers (§5.2)
    static func unexpectedEnd(_ offset: Int) -> Self { .init(offset: offset, message: "unexpected end") }
    static func unexpectedEndOfContents(_ offset: Int) -> Self {
        .init(offset: offset, message: "unexpected end of section or function")
    }
    static func integerTooLong(_ offset: Int) -> Self {
        .init(offset: offset, message: "integer representation too long")
    }
    static func integerTooLarge(_ offset: Int) -> Self { .init(offset: offset, message: "integer too large") }
    static func lengthOutOfBounds(_ offset: Int) -> Self { .init(offset: offset, message: "length out of bounds") }
    static func malformedUTF8(_ offset: Int) -> Self { .init(offset: offset, message: "malformed UTF-8 encoding") }
    static func zeroByteExpected(_ offset: Int) -> Self { .init(offset: offset, message: "zero byte expected") }

    // Modules and sections (§5.5)
    static func magicNotDetected() -> Self { .init(offset: 0, message: "magic header not detected") }
    static func unknownVersion() -> Self { .init(offset: 4, message: "unknown binary version") }
    static func malformedSectionID(_ offset: Int) -> Self { .init(offset: offset, message: "malformed section id") }
    static func sectionSizeMismatch(_ offset: Int) -> Self { .init(offset: offset, message: "section size mismatch") }
    static func unexpectedContent(_ offset: Int) -> Self {
        .init(offset: offset, message: "unexpected content after last section")
    }
    static func functionAndCodeDisagree(_ offset: Int) -> Self {
        .init(offset: offset, message: "function and code section have inconsistent lengths")
    }
    static func dataCountAndDataDisagree(_ offset: Int) -> Self {
        .init(offset: offset, message: "data count and data section have inconsistent lengths")
    }
    static func dataCountRequired(_ offset: Int) -> Self {
        .init(offset: offset, message: "data count section required")
    }
    static func malformedImportKind(_ offset: Int) -> Self { .init(offset: offset, message: "malformed import kind") }
    static func malformedExportKind(_ offset: Int) -> Self { .init(offset: offset, message: "malformed export kind") }
    static func malformedElementKind(_ offset: Int) -> Self { .init(offset: offset, message: "malformed element kind") }
    static func malformedElementSegmentKind(_ offset: Int) -> Self {
        .init(offset: offset, message: "malformed elements segment kind")
    }
    static func malformedDataSegmentKind(_ offset: Int) -> Self {
        .init(offset: offset, message: "malformed data segment kind")
    }
    static func tooManyLocals(_ offset: Int) -> Self { .init(offset: offset, message: "too many locals") }

    // Types (§5.3)
    static func malformedValueType(_ offset: Int) -> Self { .init(offset: offset, message: "malformed value type") }
    static func malformedReferenceType(_ offset: Int) -> Self {
        .init(offset: offset, message: "malformed reference type")
    }
    static func malformedHeapType(_ offset: Int) -> Self { .init(offset: offset, message: "malformed heap type") }
    static func malformedStorageType(_ offset: Int) -> Self { .init(offset: offset, message: "malformed storage type") }
    static func malformedDefinitionType(_ offset: Int) -> Self {
        .init(offset: offset, message: "malformed definition type")
    }
    static func malformedMutability(_ offset: Int) -> Self { .init(offset: offset, message: "malformed mutability") }
    static func malformedLimits(_ offset: Int) -> Self { .init(offset: offset, message: "malformed limits flags") }
    static func malformedPageSize(_ offset: Int) -> Self { .init(offset: offset, message: "invalid custom page size") }

    // Instructions (§5.4)
    static func illegalOpcode(_ offset: Int, byte: UInt8) -> Self {
        .init(offset: offset, message: "illegal opcode " + hexadecimal(UInt32(byte)))
    }
    static func illegalOpcode(_ offset: Int, prefix: UInt8, code: UInt32) -> Self {
        .init(offset: offset, message: "illegal opcode " + hexadecimal(UInt32(prefix)) + " " + hexadecimal(code))
    }
    static func misplaced(_ offset: Int, _ keyword: String) -> Self {
        .init(offset: offset, message: "END opcode expected, not \(keyword)")
    }
    static func malformedMemoryFlags(_ offset: Int) -> Self { .init(offset: offset, message: "malformed memop flags") }
    static func malformedCatchClause(_ offset: Int) -> Self { .init(offset: offset, message: "malformed catch clause") }
    static func malformedCastFlags(_ offset: Int) -> Self {
        .init(offset: offset, message: "malformed br_on_cast flags")
    }

    // Custom sections (§7.4)
    static func duplicateName(_ offset: Int) -> Self { .init(offset: offset, message: "duplicate name") }
    static func unorderedNames(_ offset: Int) -> Self { .init(offset: offset, message: "names out of order") }
    static func malformedNameSubsection(_ offset: Int) -> Self {
        .init(offset: offset, message: "malformed name subsection")
    }
    static func malformedBranchHint(_ offset: Int) -> Self {
        .init(offset: offset, message: "@metadata.code.branch_hint section: invalid hint value")
    }
    static func branchHintOffset(_ offset: Int) -> Self {
        .init(offset: offset, message: "@metadata.code.branch_hint section: invalid offset")
    }

    private static func hexadecimal(_ value: UInt32) -> String {
        let digits = String(value, radix: 16)
        return digits.count < 2 ? "0" + digits : digits
    }
}
