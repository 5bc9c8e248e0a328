import MachineCode
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
        let address = code.address
        self.init(
            code, manifest.entryOffsets.map { address + UInt64($0) }, manifest.thunkOffsets.map { Self.thunk($0, address) })
    }

    /// Code that was just compiled and needs no file.
    convenience init(_ emitter: borrowing CodeEmitter) throws(Failure) {
        guard let code = emitter.assembler.buffer.withBytes({ SealedCode($0) }) else {
            throw Failure(reason: "no room for the code")
        }
        let address = code.address
        self.init(
            code, emitter.entryOffsets.indices.map { address + UInt64(emitter.entryOffsets[$0]) },
            emitter.thunkOffsets.indices.map { Self.thunk(emitter.thunkOffsets[$0], address) })
    }

    /// Whether it can be of a module with so many functions and types.
    func fits(functions: Int, types: Int) -> Bool { entries.count == functions && thunks.count == types }

    private static func thunk(_ offset: UInt32, _ code: UInt64) -> UInt64 {
        offset == CompiledCode.noThunk ? 0 : code + UInt64(offset)
    }

    private init(_ code: consuming SealedCode, _ entries: [UInt64], _ thunks: [UInt64]) {
        self.entries = entries
        self.thunks = thunks
        self.code = code
    }
}
