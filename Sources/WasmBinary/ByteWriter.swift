/// Bytes in the making, and the one place where numbers become LEB128 (§5.2).
struct ByteWriter {
    private(set) var bytes: [UInt8] = []

    var count: Int { bytes.count }

    mutating func reserve(_ count: Int) { bytes.reserveCapacity(count) }
    mutating func clear() { bytes.removeAll(keepingCapacity: true) }

    @inline(__always)
    mutating func byte(_ byte: UInt8) { bytes.append(byte) }

    @inline(__always)
    mutating func unsigned(_ value: UInt64) {
        if value < 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: value))
        } else {
            longUnsigned(value)
        }
    }
    @inline(__always)
    mutating func unsigned(_ value: UInt32) { unsigned(UInt64(value)) }

    @inline(__always)
    mutating func signed(_ value: Int64) {
        if value >= -0x40 && value < 0x40 {
            bytes.append(UInt8(truncatingIfNeeded: value) & 0x7F)
        } else {
            longSigned(value)
        }
    }

    @inline(never)
    private mutating func longUnsigned(_ value: UInt64) {
        var value = value
        while value >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: value) | 0x80)
            value >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: value))
    }

    @inline(never)
    private mutating func longSigned(_ value: Int64) {
        var value = value
        while value < -0x40 || value >= 0x40 {
            bytes.append(UInt8(truncatingIfNeeded: value) | 0x80)
            value >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: value) & 0x7F)
    }

    /// A length, a count or any other number of things that are in memory.
    mutating func count(_ count: Int) { unsigned(UInt64(count)) }

    /// Four bytes, lowest first.
    mutating func word32(_ value: UInt32) {
        for shift in stride(from: UInt32(0), to: 32, by: 8) { bytes.append(UInt8(truncatingIfNeeded: value >> shift)) }
    }
    /// Eight bytes, lowest first.
    mutating func word64(_ value: UInt64) {
        for shift in stride(from: UInt64(0), to: 64, by: 8) { bytes.append(UInt8(truncatingIfNeeded: value >> shift)) }
    }

    mutating func append(_ other: [UInt8]) { bytes.append(contentsOf: other) }

    /// A length and the bytes.
    mutating func byteList(_ list: [UInt8]) {
        count(list.count)
        bytes.append(contentsOf: list)
    }

    mutating func name(_ name: String) {
        count(name.utf8.count)
        bytes.append(contentsOf: name.utf8)
    }

    mutating func list<Items: Collection>(_ items: Items, _ item: (inout ByteWriter, Items.Element) -> Void) {
        count(items.count)
        for element in items { item(&self, element) }
    }
}
