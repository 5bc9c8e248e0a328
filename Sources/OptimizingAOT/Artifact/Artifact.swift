import Persistence
package import WasmModel

/// A compiled module as a file: what `assay compile` writes and `assay run FILE.so` reads.
package enum Artifact {
    /// Compiles a valid module into a shared object that holds the module too.
    package static func compile(
        _ bytes: [UInt8], _ module: Module, _ options: CompileOptions,
        observing observe: ((String, borrowing IRFunction) -> Void)? = nil
    ) throws(ModuleCompiler.Unsupported) -> [UInt8] {
        let code = try ModuleCompiler.compile(module, options, observing: observe)
        return file(code, module, features: options.target.name, hash: SHA256.hexadecimal(of: bytes), embedding: bytes)
    }

    /// The file of compiled code.
    package static func file(
        _ code: CompiledCode, _ module: Module, features: String, hash: String, embedding bytes: [UInt8]
    ) -> [UInt8] {
        let manifest = ArtifactManifest(
            compilerVersion: AOTTier.version, targetFeatures: features, moduleHash: hash, module: bytes, code: code)
        return ELFWriter.write(code, manifest, firstFunctionIndex: module.importCount(of: .function))
    }

    /// The module in an artifact.
    /// - Throws: why the file is refused.
    package static func module(in file: [UInt8]) throws(ArtifactManifest.Refusal) -> [UInt8] {
        try ArtifactManifest(checking: file).module
    }

    /// Bytes of an artifact that is read at all.
    package static let largestFile = 1 << 30

    /// Whether the bytes begin like a shared object.
    package static func isArtifact(_ bytes: [UInt8]) -> Bool { bytes.starts(with: [0x7F, 0x45, 0x4C, 0x46]) }
}

extension Artifact {
    /// Whether the file is whole and its code can be mapped here.
    package static func canBeLoaded(_ path: String) -> Bool {
        guard let file = try? Files.read(path, limit: largestFile), let manifest = try? ArtifactManifest(checking: file) else {
            return false
        }
        return (try? LoadedArtifact(path: path, manifest)) != nil
    }
}
