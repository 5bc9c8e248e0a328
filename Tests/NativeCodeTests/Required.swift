import NativeCode

/// `#require` and `#expect` want what can be copied; these stand in for them.
struct Refused: Error {}

func required<T: ~Copyable>(_ value: consuming T?) throws -> T {
    guard let value else { throw Refused() }
    return value
}

func isRefused<T: ~Copyable>(_ value: consuming T?) -> Bool {
    switch consume value {
    case .some: return false
    case .none: return true
    }
}

func byte(_ memory: borrowing GuardedMemory, _ offset: Int) -> UInt8 {
    unsafe memory.base.load(fromByteOffset: offset, as: UInt8.self)
}
