#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// Room for the elements of tables. A small table begins in the store's arena; one that is large, or has grown, has
/// an allocation of its own, which the store frees.
///
/// What makes it safe: the base changes only here, together with the capacity, and size never exceeds capacity.
enum TableStorage {
    static let largestInArena = 512

    /// Makes room for `count` elements, keeping those that are there. False if the system refuses.
    static func reserve(_ table: TableBlock, _ count: UInt64) -> Bool {
        let capacity = table.word(Layout.Table.capacity)
        guard count > capacity else { return true }
        // Doubling, but never beyond what the table may grow to.
        let wanted = max(count, min(capacity &* 2, table.maximum))
        let owns = table.flags.contains(.ownsElements)
        let old = unsafe UnsafeMutableRawPointer(table.elements)
        guard let new = unsafe realloc(owns ? old : nil, Int(wanted) * 8) else { return false }
        if !owns {
            unsafe new.copyMemory(from: old, byteCount: Int(table.size) * 8)
            table.setHalf(Layout.Table.flags, table.flags.union(.ownsElements).rawValue)
        }
        table.setWord(Layout.Table.base, UInt64(UInt(bitPattern: new)))
        table.setWord(Layout.Table.capacity, wanted)
        return true
    }

    /// `count` null references; nil if the system refuses.
    static func allocateNull(_ count: Int) -> UInt64? {
        unsafe calloc(max(count, 1), 8).map { UInt64(UInt(bitPattern: $0)) }
    }

    /// Frees what the table owns.
    static func release(_ table: TableBlock) {
        guard table.flags.contains(.ownsElements) else { return }
        unsafe free(table.elements)
    }
}
