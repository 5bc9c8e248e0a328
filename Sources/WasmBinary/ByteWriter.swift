/// Bytes in the making.
struct ByteWriter {
    private(set) var bytes: [UInt8] = []

    init() {}

    /// - Parameter capacity: bytes that there will likely be.
    init(capacity: Int) { bytes.reserveCapacity(capacity) }

    var count: Int { bytes.count }

    mutating func clear() { bytes.removeAll(keepingCapacity: true) }

    mutating func byte(_ byte: UInt8) { bytes.append(byte) }

    mutating func unsigned(_ value: UInt64) {
        if value < 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: value))
        } else {
            room(for: OutputSpan.longestNumber) { $0.unsigned(value) }
        }
    }
    mutating func unsigned(_ value: UInt32) { unsigned(UInt64(value)) }

    mutating func signed(_ value: Int64) {
        room(for: OutputSpan.longestNumber) { $0.signed(value) }
    }

    /// A length, a count or any other number of things that are in memory.
    mutating func count(_ count: Int) { unsigned(UInt64(count)) }

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

    /// Lets up to `count` bytes be written without asking for room each time.
    @inline(__always)
    mutating func room(for count: Int, _ write: (inout OutputSpan<UInt8>) -> Void) {
        bytes.append(addingCapacity: count, initializingWith: write)
    }
}

/// Numbers (§5.2): the one place where they become LEB128, always in the shortest form.
extension OutputSpan<UInt8> {
    /// Bytes of the longest number.
    static var longestNumber: Int { 10 }

    @inline(__always)
    mutating func unsigned(_ value: UInt64) {
        var value = value
        while value >= 0x80 {
            append(UInt8(truncatingIfNeeded: value) | 0x80)
            value >>= 7
        }
        append(UInt8(truncatingIfNeeded: value))
    }
    @inline(__always)
    mutating func unsigned(_ value: UInt32) { unsigned(UInt64(value)) }

    @inline(__always)
    mutating func signed(_ value: Int64) {
        var value = value
        while value < -0x40 || value >= 0x40 {
            append(UInt8(truncatingIfNeeded: value) | 0x80)
            value >>= 7
        }
        append(UInt8(truncatingIfNeeded: value) & 0x7F)
    }

    /// Four bytes, lowest first.
    @inline(__always)
    mutating func word32(_ value: UInt32) {
        for shift in stride(from: UInt32(0), to: 32, by: 8) { append(UInt8(truncatingIfNeeded: value >> shift)) }
    }
    /// Eight bytes, lowest first.
    @inline(__always)
    mutating func word64(_ value: UInt64) {
        for shift in stride(from: UInt64(0), to: 64, by: 8) { append(UInt8(truncatingIfNeeded: value >> shift)) }
    }
}
