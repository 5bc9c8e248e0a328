#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif
internal import Synchronization

/// A file of this process only, removed when the value ends unless it was moved. It is not synchronised with the disk: nobody reads it after
/// a crash.
public struct ScratchFile: ~Copyable {
    public let path: String

    private static let counter = Atomic<UInt64>(0)

    /// A new file in `folder` with these bytes; nil if it cannot be written.
    public init?(_ bytes: [UInt8], in folder: String) {
        // The name is new unless an earlier process of this number left it behind, so a few tries are enough.
        for _ in 0..<100 {
            let number = Self.counter.add(1, ordering: .relaxed).newValue
            let path = "\(folder)/assay-\(getpid())-\(number).so"
            let descriptor = unsafe open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
            guard descriptor >= 0 else {
                if errno == EEXIST { continue }
                return nil
            }
            var written = 0
            while written < bytes.count {
                let count = unsafe bytes[written...].withUnsafeBytes { unsafe write(descriptor, $0.baseAddress, $0.count) }
                guard count > 0 else { break }
                written += count
            }
            close(descriptor)
            guard written == bytes.count else {
                unsafe unlink(path)
                return nil
            }
            self.path = path
            return
        }
        return nil
    }

    deinit { unsafe unlink(path) }

    /// Gives the file the name `path` in the same file system, in place of what has that name, in one step; false if it
    /// cannot.
    public func moved(to path: String) -> Bool { unsafe rename(self.path, path) == 0 }
}
