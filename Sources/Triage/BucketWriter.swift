package import Divergence
package import Persistence
import WasmBinary
import WasmModel

/// Writes buckets below a corpus folder. A file is replaced whole or not at all.
package struct BucketWriter: Sendable {
    package let corpus: String

    package init(corpus: String) { self.corpus = corpus }

    /// The folder name of a signature: itself, cut to a bearable length, with the first digits of its hash.
    package static func folderName(of signature: String) -> String {
        signature.prefix(80) + "-" + ContentStore.name(of: Array(signature.utf8)).prefix(8)
    }

    /// The path of the bucket of a signature, which need not exist.
    package func path(of signature: String) -> String { corpus + "/" + Self.folderName(of: signature) }

    /// Writes the bucket of a record.
    /// - Returns: its path.
    @discardableResult
    package func write(_ record: DivergenceRecord) throws(PersistenceError) -> String {
        let path = path(of: record.signature)
        try Files.createFolder(path)
        let folder = Folder(path)
        try AtomicFile.replace(try folder.path(of: Bucket.moduleName), with: record.test.module)
        try AtomicFile.replace(try folder.path(of: Bucket.textName), with: Array(Reproducer.text(of: record).utf8))
        try AtomicFile.replace(try folder.path(of: Bucket.scriptName), with: Array(Reproducer.script(of: record).utf8))
        try AtomicFile.replace(
            try folder.path(of: Bucket.reportName), with: Array(MaintainerReport.text(of: record).utf8))
        // Last, since a folder is a bucket when it has a record.
        try AtomicFile.replace(try folder.path(of: Bucket.recordName), with: record.json)
        return path
    }
}
