#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

/// The system calls on pages. Every address and length passed here is a multiple of ``pageBytes`` and lies in a
/// mapping of this process; the callers in this target see to that.
enum VirtualMemory {
    static let pageBytes = Int(sysconf(Int32(_SC_PAGESIZE)))

    enum Protection {
        case none, readWrite, readExecute

        var flags: Int32 {
            switch self {
            case .none: return PROT_NONE
            case .readWrite: return PROT_READ | PROT_WRITE
            case .readExecute: return PROT_READ | PROT_EXEC
            }
        }
    }

    /// `bytes` rounded up to whole pages, or nil if that does not fit.
    static func wholePages(_ bytes: Int) -> Int? {
        guard bytes >= 0 else { return nil }
        let (sum, overflow) = bytes.addingReportingOverflow(pageBytes - 1)
        return overflow ? nil : sum & ~(pageBytes - 1)
    }

    private static var reservationFlags: Int32 {
        #if os(Linux)
        return Int32(MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE)
        #else
        return Int32(MAP_PRIVATE | MAP_ANON)
        #endif
    }

    /// Address space without memory behind it; nil if the system refuses.
    static func reserve(_ bytes: Int) -> UnsafeMutableRawPointer? {
        let mapped = unsafe mmap(nil, bytes, PROT_NONE, reservationFlags, -1, 0)
        return unsafe mapped == MAP_FAILED ? nil : mapped
    }

    static func release(_ base: UnsafeMutableRawPointer, _ bytes: Int) {
        unsafe munmap(base, bytes)
    }

    static func protect(_ base: UnsafeMutableRawPointer, _ bytes: Int, _ protection: Protection) -> Bool {
        guard bytes > 0 else { return true }
        return unsafe mprotect(base, bytes, protection.flags) == 0
    }

    /// Drops the contents and every access: as fresh from ``reserve(_:)``.
    static func reset(_ base: UnsafeMutableRawPointer, _ bytes: Int) -> Bool {
        guard bytes > 0 else { return true }
        let mapped = unsafe mmap(base, bytes, PROT_NONE, reservationFlags | Int32(MAP_FIXED), -1, 0)
        return unsafe mapped == base
    }
}
