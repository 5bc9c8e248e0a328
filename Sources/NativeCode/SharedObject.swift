internal import CTrapGuard
#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

/// A shared object that is loaded into this process, and unloaded when the value ends. Whoever keeps an address
/// of it keeps it as well.
///
/// Safe as far as the file is: it must be one that we wrote.
@safe
public struct SharedObject: ~Copyable, @unchecked Sendable {
    /// Why a shared object was not loaded: the loader's words.
    public struct Failure: Error { public var reason: String }

    private let handle: UnsafeMutableRawPointer
    private var slots: [Int32] = []

    /// Loads the file at `path`, which must contain a `/` to be looked for nowhere else.
    public init(path: String) throws(Failure) {
        guard let handle = unsafe dlopen(path, RTLD_NOW | RTLD_LOCAL) else {
            let words = unsafe dlerror().map { unsafe String(cString: $0) }
            throw Failure(reason: words ?? "cannot load \(path)")
        }
        unsafe self.handle = handle
    }

    deinit {
        for slot in slots { trap_guard_unregister_code(slot) }
        unsafe dlclose(handle)
    }

    /// The address of `symbol`, or nil if the object does not export it.
    public func address(of symbol: String) -> UInt64? {
        unsafe dlsym(handle, symbol).map { UInt64(UInt(bitPattern: $0)) }
    }

    /// Names `range` as generated code, so that its faults end the call and not the process. False if the table
    /// of such ranges is full.
    public mutating func registerCode(_ range: Range<UInt64>) -> Bool {
        let slot = trap_guard_register_code(range.lowerBound, range.upperBound)
        guard slot >= 0 else { return false }
        slots.append(slot)
        return true
    }
}
