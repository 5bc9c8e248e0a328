import WasmModel

/// A place in the bytes of a module, and the end of the part that may be read: the module, a section or a body.
///
/// Numbers are read by functions over a `Span`, so that a loop which holds one pays for no array. Every read is checked
/// against ``end``; nothing here allocates more than the bytes that it consumes.
struct ByteReader {
    let bytes: [UInt8]
    var position: Int
    /// At most `bytes.count`.
    private(set) var end: Int
    let features: FeatureSet

    init(_ bytes: [UInt8], features: FeatureSet) {
        self.bytes = bytes
        self.features = features
        position = 0
        end = bytes.count
    }

    var isAtEnd: Bool { position == end }
    var remaining: Int { end - position }

    func peek() -> UInt8? { position < end ? bytes[position] : nil }

    mutating func byte() throws(BinaryError) -> UInt8 {
        var next = position
        defer { position = next }
        return try bytes.span.byte(at: &next, end: end)
    }
    mutating func u32() throws(BinaryError) -> UInt32 {
        var next = position
        defer { position = next }
        return try bytes.span.u32(at: &next, end: end)
    }
    mutating func u64() throws(BinaryError) -> UInt64 {
        var next = position
        defer { position = next }
        return try bytes.span.u64(at: &next, end: end)
    }

    mutating func s32() throws(BinaryError) -> Int32 {
        var next = position
        defer { position = next }
        return try bytes.span.s32(at: &next, end: end)
    }
    mutating func s64() throws(BinaryError) -> Int64 {
        var next = position
        defer { position = next }
        return try bytes.span.s64(at: &next, end: end)
    }
    mutating func s33() throws(BinaryError) -> Int64 {
        var next = position
        defer { position = next }
        return try bytes.span.s33(at: &next, end: end)
    }
    mutating func word32() throws(BinaryError) -> UInt32 {
        var next = position
        defer { position = next }
        return try bytes.span.word32(at: &next, end: end)
    }
    mutating func word64() throws(BinaryError) -> UInt64 {
        var next = position
        defer { position = next }
        return try bytes.span.word64(at: &next, end: end)
    }

    /// The number of items of a list, each of which takes at least one byte: so it cannot exceed what is left.
    mutating func count() throws(BinaryError) -> Int {
        let start = position
        let count = Int(try u32())
        if count > remaining { throw .lengthOutOfBounds(start) }
        return count
    }

    mutating func list<Item>(
        _ item: (inout ByteReader) throws(BinaryError) -> Item
    ) throws(BinaryError) -> [Item] {
        let count = try count()
        var items: [Item] = []
        // An item may take far more memory than bytes, and the list may be a lie: what is reserved is bounded.
        items.reserveCapacity(min(count, 1 + 4096 / max(1, MemoryLayout<Item>.stride)))
        for _ in 0..<count { items.append(try item(&self)) }
        return items
    }

    /// A length and as many bytes.
    mutating func byteList() throws(BinaryError) -> [UInt8] {
        let count = try count()
        defer { position += count }
        return Array(bytes[position..<(position + count)])
    }

    /// A name (§5.2.4): UTF-8.
    mutating func name() throws(BinaryError) -> String {
        let start = position
        let count = try count()
        defer { position += count }
        do {
            return String(copying: try UTF8Span(validating: bytes.span.extracting(position..<(position + count))))
        } catch {
            throw .malformedUTF8(start)
        }
    }

    mutating func zeroByte() throws(BinaryError) {
        let start = position
        if try byte() != 0 { throw .zeroByteExpected(start) }
    }

    /// All that is left.
    mutating func rest() -> [UInt8] {
        defer { position = end }
        return Array(bytes[position..<end])
    }

    /// Reads a size, and with `contents` as many bytes, no more and no fewer.
    mutating func sized<Contents>(
        _ contents: (inout ByteReader) throws(BinaryError) -> Contents
    ) throws(BinaryError) -> Contents {
        let size = try count()
        let start = position
        let outerEnd = end
        end = start + size
        let result = try contents(&self)
        if position != end { throw .sectionSizeMismatch(start) }
        end = outerEnd
        return result
    }
}

/// LEB128 and fixed-width numbers (§5.2). `position` moves behind what was read; at an error it is anywhere.
extension Span<UInt8> {
    @inline(__always)
    func byte(at position: inout Int, end: Int) throws(BinaryError) -> UInt8 {
        guard position < end else { throw .unexpectedEndOfContents(position) }
        let byte = self[position]
        position &+= 1
        return byte
    }

    @inline(__always)
    func u32(at position: inout Int, end: Int) throws(BinaryError) -> UInt32 {
        let first = try byte(at: &position, end: end)
        if first < 0x80 { return UInt32(first) }
        return UInt32(truncatingIfNeeded: try unsigned(first, bits: 32, at: &position, end: end))
    }
    @inline(__always)
    func u64(at position: inout Int, end: Int) throws(BinaryError) -> UInt64 {
        let first = try byte(at: &position, end: end)
        if first < 0x80 { return UInt64(first) }
        return try unsigned(first, bits: 64, at: &position, end: end)
    }
    @inline(__always)
    func s32(at position: inout Int, end: Int) throws(BinaryError) -> Int32 {
        let first = try byte(at: &position, end: end)
        if first < 0x80 { return Int32(Int8(bitPattern: first << 1) >> 1) }
        return Int32(truncatingIfNeeded: try signed(first, bits: 32, at: &position, end: end))
    }
    @inline(__always)
    func s33(at position: inout Int, end: Int) throws(BinaryError) -> Int64 {
        let first = try byte(at: &position, end: end)
        if first < 0x80 { return Int64(Int8(bitPattern: first << 1) >> 1) }
        return try signed(first, bits: 33, at: &position, end: end)
    }
    @inline(__always)
    func s64(at position: inout Int, end: Int) throws(BinaryError) -> Int64 {
        let first = try byte(at: &position, end: end)
        if first < 0x80 { return Int64(Int8(bitPattern: first << 1) >> 1) }
        return try signed(first, bits: 64, at: &position, end: end)
    }

    /// The rest of an unsigned number whose first byte says that there is more.
    @inline(never)
    private func unsigned(
        _ first: UInt8, bits: Int, at position: inout Int, end: Int
    ) throws(BinaryError) -> UInt64 {
        var result = UInt64(first & 0x7F)
        var shift = 7
        while true {
            guard shift < bits else { throw .integerTooLong(position) }
            let byte = try byte(at: &position, end: end)
            let payload = byte & 0x7F
            let room = bits &- shift
            if room < 7, payload >> UInt8(room) != 0 { throw .integerTooLarge(position &- 1) }
            result |= UInt64(payload) << UInt64(shift)
            if byte < 0x80 { return result }
            shift &+= 7
        }
    }

    /// Eight bytes as a number, lowest first. They must be there.
    @inline(__always)
    func eightBytes(at position: Int) -> UInt64 {
        // The part has eight bytes, as the compiler can see; so each is read unchecked, and all at once.
        let part = extracting(position..<(position &+ 8))
        var word: UInt64 = 0
        for place in 0..<8 { word |= UInt64(part[place]) &<< UInt64(place &* 8) }
        return word
    }

    /// A signed number that ends within eight bytes, which are looked at all at once; `nil` if there are not as many, or
    /// if it is longer or larger.
    @inline(__always)
    private func shortSigned(bits: Int, from start: Int, at position: inout Int, end: Int) -> Int64? {
        guard end &- start >= 8 else { return nil }
        let word = eightBytes(at: start)
        // The highest bit of each byte that is not followed by another of the number.
        let ends = ~word & 0x8080_8080_8080_8080
        guard ends != 0 else { return nil }
        let count = ends.trailingZeroBitCount / 8 &+ 1
        // Seven bits of each byte close up, two bytes at a time, then four, then eight.
        var value = word & 0x7F7F_7F7F_7F7F_7F7F
        value = value & 0x007F_007F_007F_007F | (value & 0x7F00_7F00_7F00_7F00) &>> 1
        value = value & 0x0000_3FFF_0000_3FFF | (value & 0x3FFF_0000_3FFF_0000) &>> 2
        value = value & 0x0000_0000_0FFF_FFFF | (value & 0x0FFF_FFFF_0000_0000) &>> 4
        let unused = UInt64(64 &- 7 &* count)
        let number = Int64(bitPattern: value &<< unused) &>> Int64(unused)
        guard 7 &* count <= bits || (number &<< Int64(64 &- bits)) &>> Int64(64 &- bits) == number && 7 &* (count &- 1) < bits
        else { return nil }
        position = start &+ count
        return number
    }

    /// The rest of a signed number whose first byte says that there is more. Unused high bits must repeat the sign.
    @inline(never)
    private func signed(
        _ first: UInt8, bits: Int, at position: inout Int, end: Int
    ) throws(BinaryError) -> Int64 {
        if let number = shortSigned(bits: bits, from: position &- 1, at: &position, end: end) { return number }
        var result = UInt64(first & 0x7F)
        var shift = 7
        while true {
            guard shift < bits else { throw .integerTooLong(position) }
            let byte = try byte(at: &position, end: end)
            let room = bits &- shift
            if room < 7 {
                let mask = (0xFF << UInt8(room &- 1)) & UInt8(0x7F)
                if byte & mask != 0, byte & mask != mask { throw .integerTooLarge(position &- 1) }
            }
            result |= UInt64(byte & 0x7F) << UInt64(shift)
            shift &+= 7
            if byte < 0x80 {
                if byte & 0x40 != 0, shift < 64 { result |= UInt64.max << UInt64(shift) }
                return Int64(bitPattern: result)
            }
        }
    }

    /// Four bytes, lowest first.
    @inline(__always)
    func word32(at position: inout Int, end: Int) throws(BinaryError) -> UInt32 {
        guard end &- position >= 4 else { throw .unexpectedEndOfContents(end) }
        defer { position &+= 4 }
        return UInt32(self[position]) | UInt32(self[position &+ 1]) << 8
            | UInt32(self[position &+ 2]) << 16 | UInt32(self[position &+ 3]) << 24
    }
    /// Eight bytes, lowest first.
    @inline(__always)
    func word64(at position: inout Int, end: Int) throws(BinaryError) -> UInt64 {
        guard end &- position >= 8 else { throw .unexpectedEndOfContents(end) }
        defer { position &+= 8 }
        return eightBytes(at: position)
    }
}
