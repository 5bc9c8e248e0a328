import Persistence

/// What an artifact says of itself, at a fixed offset of the file: who made it, from what, and where its code is entered.
package struct ArtifactManifest: Hashable, Sendable {
    /// Of the format and of everything that compiled code relies on: layouts, conventions, runtime entries.
    package static let formatVersion: UInt32 = 2
    static let magic = Array("assayAOT".utf8)
    /// Behind the ELF header and the program headers.
    static let fileOffset = 512

    package var compilerVersion: String
    /// Processor features that the code needs.
    package var targetFeatures: String
    /// SHA-256 of the module.
    package var moduleHash: String
    /// The module itself, so that the file can be run alone; empty in the cache.
    package var module: [UInt8]
    /// Where the code begins in the file, at a page.
    package var codeOffset: UInt32 = 0
    package var codeByteCount: UInt32
    package var entryOffsets: [UInt32]
    /// By type index; all ones where there is none.
    package var thunkOffsets: [UInt32]

    /// Why an artifact is not loaded.
    package enum Refusal: Error, Hashable, Sendable, CustomStringConvertible {
        case notAnArtifact
        case otherVersion(UInt32)
        case truncated
        case checksumMismatch
        case otherProcessor(String)

        package var description: String {
            switch self {
            case .notAnArtifact: "not an artifact of this compiler"
            case .otherVersion(let version):
                "artifact format \(version), this compiler has \(ArtifactManifest.formatVersion); compile the module again"
            case .truncated: "the artifact is truncated"
            case .checksumMismatch: "the artifact is damaged: its checksum does not match"
            case .otherProcessor(let features): "the artifact is for another processor: it needs \(features)"
            }
        }
    }

    /// The manifest, its checksum field zero.
    var encoded: [UInt8] {
        var writer = ByteWriter()
        writer.append(Self.magic)
        writer.append(Self.formatVersion)
        writer.append(UInt32(0))
        for text in [compilerVersion, targetFeatures, moduleHash] {
            writer.append(UInt32(text.utf8.count))
            writer.append(text.utf8)
        }
        writer.append(UInt32(module.count))
        writer.append(module)
        writer.append(codeOffset)
        writer.append(codeByteCount)
        for list in [entryOffsets, thunkOffsets] {
            writer.append(UInt32(list.count))
            for offset in list { writer.append(offset) }
        }
        return writer.bytes
    }

    static let checksumOffset = fileOffset + 12

    /// CRC-32 of a file without its checksum field.
    static func checksum(_ file: [UInt8]) -> UInt32 {
        let head = Checksum.crc32(file, in: 0..<checksumOffset)
        return Checksum.crc32(file, in: checksumOffset + 4..<file.count, after: head)
    }

    /// Reads the manifest of a file and checks the whole file.
    package init(checking file: [UInt8]) throws(Refusal) {
        guard file.count >= Self.checksumOffset + 4 else { throw .notAnArtifact }
        var reader = ByteReader(file[Self.fileOffset...])
        guard let magic = reader.take(8), Array(magic) == Self.magic else { throw .notAnArtifact }
        guard let version = reader.word(), let checksum = reader.word() else { throw .truncated }
        guard version == Self.formatVersion else { throw .otherVersion(version) }
        guard checksum == Self.checksum(file) else { throw .checksumMismatch }
        func bytes() throws(Refusal) -> [UInt8] {
            guard let count = reader.word(), let taken = reader.take(Int(count)) else { throw .truncated }
            return Array(taken)
        }
        func words() throws(Refusal) -> [UInt32] {
            guard let count = reader.word(), let taken = reader.take(Int(count) * 4) else { throw .truncated }
            var list = ByteReader(taken)
            return (0..<Int(count)).map { _ in list.word() ?? 0 }
        }
        compilerVersion = String(decoding: try bytes(), as: UTF8.self)
        targetFeatures = String(decoding: try bytes(), as: UTF8.self)
        moduleHash = String(decoding: try bytes(), as: UTF8.self)
        module = try bytes()
        guard let offset = reader.word(), let count = reader.word(), Int(offset) + Int(count) <= file.count else {
            throw .truncated
        }
        guard TargetFeatures(targetFeatures)?.isSupported == true else { throw .otherProcessor(targetFeatures) }
        codeOffset = offset
        codeByteCount = count
        entryOffsets = try words()
        thunkOffsets = try words()
        guard (entryOffsets + thunkOffsets).allSatisfy({ $0 == CompiledCode.noThunk || $0 < count }) else { throw .truncated }
    }

    package init(
        compilerVersion: String, targetFeatures: String, moduleHash: String, module: [UInt8], code: CompiledCode
    ) {
        self.compilerVersion = compilerVersion
        self.targetFeatures = targetFeatures
        self.moduleHash = moduleHash
        self.module = module
        codeByteCount = UInt32(code.bytes.count)
        entryOffsets = code.entryOffsets
        thunkOffsets = code.thunkOffsets
    }
}
