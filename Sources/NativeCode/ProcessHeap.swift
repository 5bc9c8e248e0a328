internal import CTrapGuard

/// How the heap of the process deals with memory that is free again.
public enum ProcessHeap {
    /// Keeps freed memory for the next module instead of giving it back to the system page by page, for to get it again
    /// costs more than to fill it. At most 256 MiB that no module needs any longer stay.
    public static func keepFreedMemory() { trap_guard_keep_freed_memory(256 << 20) }
}
