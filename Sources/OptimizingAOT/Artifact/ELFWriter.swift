/// Writes a shared object for x86-64 Linux (System V ABI, ELF-64): code at its symbol `assay_code`, no relocations, and a
/// symbol table by which objdump, gdb and perf name the functions.
///
/// | part | in the file and in memory | access |
/// |---|---|---|
/// | headers, manifest, dynamic symbols | from 0 | read |
/// | code | next page | read, execute |
/// | dynamic section | next page | read, write: the loader relocates it in place |
/// | symbol table, section names and headers | behind, not loaded | |
enum ELFWriter {
    static let codeSymbol = "assay_code"
    private static let pageBytes = 4096

    /// A part of the file as a section header describes it.
    private struct SectionHeader {
        var name: String
        var type: UInt32
        var flags: UInt64
        var offset: Int
        var size: Int
        var link: UInt32 = 0
        var info: UInt32 = 0
        var alignment: UInt64 = 8
        var entrySize: UInt64 = 0
    }

    static func write(_ code: CompiledCode, _ manifest: consuming ArtifactManifest, firstFunctionIndex: Int) -> [UInt8] {
        var manifestBytes = manifest.encoded
        // Strings of the dynamic symbols: an empty one, then ours.
        let dynamicStrings: [UInt8] = [0] + Array(codeSymbol.utf8) + [0]
        let dynamicSymbolsOffset = aligned(ArtifactManifest.fileOffset + manifestBytes.count, 8)
        let dynamicStringsOffset = dynamicSymbolsOffset + 2 * 24
        let hashOffset = aligned(dynamicStringsOffset + dynamicStrings.count, 8)
        let hashBytes = 5 * 4
        let codeOffset = aligned(hashOffset + hashBytes, pageBytes)
        manifest.codeOffset = UInt32(codeOffset)
        manifestBytes = manifest.encoded
        let dynamicOffset = aligned(codeOffset + code.bytes.count, pageBytes)
        let dynamicBytes = 6 * 16
        let (symbols, names) = symbolTable(code, codeOffset, firstFunctionIndex)
        let symbolsOffset = dynamicOffset + dynamicBytes
        let namesOffset = symbolsOffset + symbols.count

        var sections = [
            SectionHeader(name: "", type: 0, flags: 0, offset: 0, size: 0, alignment: 0),
            SectionHeader(name: ".note.assay", type: 1, flags: 2, offset: ArtifactManifest.fileOffset, size: manifestBytes.count),
            SectionHeader(name: ".dynsym", type: 11, flags: 2, offset: dynamicSymbolsOffset, size: 48, link: 3, info: 1, entrySize: 24),
            SectionHeader(name: ".dynstr", type: 3, flags: 2, offset: dynamicStringsOffset, size: dynamicStrings.count, alignment: 1),
            SectionHeader(name: ".hash", type: 5, flags: 2, offset: hashOffset, size: hashBytes, link: 2, entrySize: 4),
            SectionHeader(name: ".text", type: 1, flags: 6, offset: codeOffset, size: code.bytes.count, alignment: 16),
            SectionHeader(name: ".dynamic", type: 6, flags: 3, offset: dynamicOffset, size: dynamicBytes, link: 3, entrySize: 16),
            SectionHeader(name: ".symtab", type: 2, flags: 0, offset: symbolsOffset, size: symbols.count, link: 8, info: 1, entrySize: 24),
            SectionHeader(name: ".strtab", type: 3, flags: 0, offset: namesOffset, size: names.count, alignment: 1),
        ]
        var sectionNames: [UInt8] = []
        var nameOffsets: [UInt32] = []
        let sectionNamesOffset = namesOffset + names.count
        for name in sections.map(\.name) + [".shstrtab"] {
            nameOffsets.append(UInt32(sectionNames.count))
            sectionNames += Array(name.utf8) + [0]
        }
        sections.append(
            SectionHeader(name: ".shstrtab", type: 3, flags: 0, offset: sectionNamesOffset, size: sectionNames.count, alignment: 1))
        let headersOffset = aligned(sectionNamesOffset + sectionNames.count, 8)

        var file = ByteWriter()
        appendHeader(&file, sectionHeaders: headersOffset, count: sections.count)
        let readOnlyBytes = hashOffset + hashBytes
        appendProgramHeader(&file, type: 1, flags: 4, offset: 0, size: readOnlyBytes, alignment: pageBytes)
        appendProgramHeader(&file, type: 1, flags: 5, offset: codeOffset, size: code.bytes.count, alignment: pageBytes)
        appendProgramHeader(&file, type: 1, flags: 6, offset: dynamicOffset, size: dynamicBytes, alignment: pageBytes)
        appendProgramHeader(&file, type: 2, flags: 6, offset: dynamicOffset, size: dynamicBytes, alignment: 8)
        // A stack that is not executable.
        appendProgramHeader(&file, type: 0x6474_E551, flags: 6, offset: 0, size: 0, alignment: 16)
        pad(&file, to: ArtifactManifest.fileOffset)
        file.append(manifestBytes)
        pad(&file, to: dynamicSymbolsOffset)
        file.append([UInt8](repeating: 0, count: 24))
        appendSymbol(&file, name: 1, value: codeOffset, size: code.bytes.count, info: 0x12)
        file.append(dynamicStrings)
        pad(&file, to: hashOffset)
        // One bucket that holds symbol 1, whose chain ends.
        for word: UInt32 in [1, 2, 1, 0, 0] { file.append(word) }
        pad(&file, to: codeOffset)
        file.append(code.bytes)
        pad(&file, to: dynamicOffset)
        let entries: [(UInt64, Int)] = [
            (4, hashOffset), (5, dynamicStringsOffset), (6, dynamicSymbolsOffset), (10, dynamicStrings.count), (11, 24), (0, 0),
        ]
        for (tag, value) in entries {
            file.append(tag)
            file.append(UInt64(value))
        }
        file.append(symbols)
        file.append(names)
        file.append(sectionNames)
        pad(&file, to: headersOffset)
        for (section, name) in zip(sections, nameOffsets) { append(&file, section, name) }
        file.patch32(ArtifactManifest.checksum(file.bytes), at: ArtifactManifest.checksumOffset)
        return file.bytes
    }

    private static func aligned(_ offset: Int, _ boundary: Int) -> Int { (offset + boundary - 1) / boundary * boundary }

    private static func pad(_ file: inout ByteWriter, to offset: Int) {
        file.append(repeatElement(0, count: max(0, offset - file.count)))
    }

    /// Symbols and their names: one for each function, from its entry to the next one's.
    private static func symbolTable(_ code: CompiledCode, _ codeOffset: Int, _ firstFunctionIndex: Int) -> ([UInt8], [UInt8]) {
        var table = ByteWriter()
        var names: [UInt8] = [0]
        table.append([UInt8](repeating: 0, count: 24))
        for (number, start) in code.entryOffsets.enumerated() {
            let end = number + 1 < code.entryOffsets.count ? Int(code.entryOffsets[number + 1]) : code.bytes.count
            appendSymbol(&table, name: names.count, value: codeOffset + Int(start), size: end - Int(start), info: 0x12)
            names += Array("wasm_function_\(firstFunctionIndex + number)".utf8) + [0]
        }
        return (table.bytes, names)
    }

    private static func appendSymbol(_ file: inout ByteWriter, name: Int, value: Int, size: Int, info: UInt8) {
        file.append(UInt32(name))
        file.append([info, 0])
        file.append(UInt16(5))
        file.append(UInt64(value))
        file.append(UInt64(size))
    }

    private static func appendHeader(_ file: inout ByteWriter, sectionHeaders: Int, count: Int) {
        file.append([0x7F, 0x45, 0x4C, 0x46, 2, 1, 1, 0] + [UInt8](repeating: 0, count: 8))
        file.append(UInt16(3))
        file.append(UInt16(62))
        file.append(UInt32(1))
        file.append(UInt64(0))
        file.append(UInt64(64))
        file.append(UInt64(sectionHeaders))
        file.append(UInt32(0))
        for half: UInt16 in [64, 56, 5, 64, UInt16(count), UInt16(count - 1)] { file.append(half) }
    }

    private static func appendProgramHeader(
        _ file: inout ByteWriter, type: UInt32, flags: UInt32, offset: Int, size: Int, alignment: Int
    ) {
        file.append(type)
        file.append(flags)
        for value in [offset, offset, offset, size, size, alignment] { file.append(UInt64(value)) }
    }

    private static func append(_ file: inout ByteWriter, _ section: SectionHeader, _ name: UInt32) {
        file.append(name)
        file.append(section.type)
        file.append(section.flags)
        file.append(section.flags & 2 != 0 ? UInt64(section.offset) : 0)
        file.append(UInt64(section.offset))
        file.append(UInt64(section.size))
        file.append(section.link)
        file.append(section.info)
        file.append(section.alignment)
        file.append(section.entrySize)
    }
}
