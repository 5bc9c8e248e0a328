/// The 64-bit hash by which memories and tables are compared. Fixed: records hold it, and workers written in other
/// languages compute it. Words of eight bytes, little endian, the last one filled with zeros; then the length.
///
/// `public`: it runs over every memory after every call, and only public functions are inlined across targets.
public struct Digest: Sendable {
    public private(set) var value: UInt64 = 0x9E37_79B9_7F4A_7C15
    public init() {}

    @inline(__always) public mutating func combine(_ word: UInt64) {
        value = (value ^ word) &* 0xFF51_AFD7_ED55_8CCD
        value ^= value >> 32
    }
}
