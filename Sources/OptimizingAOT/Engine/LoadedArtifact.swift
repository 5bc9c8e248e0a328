import NativeCode

/// Code of a module in this process, with the addresses at which it is entered.
final class LoadedArtifact {
    /// By defined function.
    let entries: [UInt64]
    /// By type index; 0 where there is none.
    let thunks: [UInt64]
    private let code: SealedCode

    /// Why an artifact could not be loaded, in words.
    struct Failure: Error { var reason: String }

    /// Maps the code of the file at `path`, whose manifest was checked.
    convenience init(path: String, _ manifest: ArtifactManifest) throws(Failure) {
        guard let code = SealedCode(mapping: path, at: Int(manifest.codeOffset), count: Int(manifest.codeByteCount)) else {
            throw Failure(reason: "\(path) cannot be mapped")
        }
        self.init(code, manifest.entryOffsets, manifest.thunkOffsets)
    }

    /// Code that was just compiled and needs no file.
    convenience init(_ compiled: CompiledCode) throws(Failure) {
        guard let code = SealedCode(compiled.bytes.span) else { throw Failure(reason: "no room for the code") }
        self.init(code, compiled.entryOffsets, compiled.thunkOffsets)
    }

    /// Whether it can be of a module with so many functions and types.
    func fits(functions: Int, types: Int) -> Bool { entries.count == functions && thunks.count == types }

    private init(_ code: consuming SealedCode, _ entryOffsets: [UInt32], _ thunkOffsets: [UInt32]) {
        let address = code.address
        entries = entryOffsets.map { address + UInt64($0) }
        thunks = thunkOffsets.map { $0 == CompiledCode.noThunk ? 0 : address + UInt64($0) }
        self.code = code
    }
}
