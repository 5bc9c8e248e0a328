#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

extension SealedCode {
    /// Maps `count` bytes of the file at `path` from `offset`, a multiple of ``pageBytes``, as code: nothing is copied,
    /// and tools that look at the mappings of a process find the file and its symbols.
    ///
    /// Nil if the file cannot be opened or is shorter, or the code region is used up. A file that is cut while it is mapped
    /// faults where it was, which ends a call as any fault of generated code does.
    public init?(mapping path: String, at offset: Int, count: Int) {
        guard offset >= 0, offset % Self.pageBytes == 0, count >= 0 else { return nil }
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0, Int(status.st_size) - offset >= count else { return nil }
        guard let run = CodeRegion.take(count) else { return nil }
        let mapped = unsafe mmap(
            CodeRegion.pointer(run), run.bytes, PROT_READ | PROT_EXEC, Int32(MAP_PRIVATE | MAP_FIXED), descriptor, off_t(offset))
        guard unsafe mapped == CodeRegion.pointer(run) else {
            CodeRegion.giveBack(run)
            return nil
        }
        self.init(run: run, isMapped: true)
    }

    /// What offsets of code in a file are multiples of.
    public static var pageBytes: Int { VirtualMemory.pageBytes }
}
