internal import CTrapGuard

/// How the heap of the process deals with memory that is free again.
public enum ProcessHeap {
    /// Keeps freed memory for the next module instead of giving it back to the system page by page, for to get it again
    /// costs more than to fill it. At most 256 MiB that no module needs any longer stay.
    public static func keepFreedMemory() { trap_guard_keep_freed_memory(256 << 20) }

    /// Gives back what is kept, so that what is taken from here on shows in the memory of the process.
    public static func giveBackFreedMemory() { trap_guard_give_back_freed_memory() }
}
