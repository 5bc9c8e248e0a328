/// Text under construction: bytes, indentation, and how strings and numbers are written.
struct TextOutput {
    private(set) var bytes: [UInt8] = []
    var depth = 0

    var string: String { String(decoding: bytes, as: UTF8.self) }

    mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }
    mutating func append(_ text: StaticString) { bytes.append(contentsOf: "\(text)".utf8) }

    mutating func newLine() {
        bytes.append(0x0A)
        bytes.append(contentsOf: repeatElement(0x20, count: 2 * min(depth, 40)))
    }

    /// A string literal (§6.3.3). Bytes that are not printable ASCII are escaped, so that any tool shows the same.
    mutating func appendString(_ content: some Sequence<UInt8>) {
        bytes.append(0x22)
        for byte in content {
            switch byte {
            case 0x22, 0x5C:
                bytes.append(0x5C)
                bytes.append(byte)
            case 0x20..<0x7F:
                bytes.append(byte)
            default:
                bytes.append(0x5C)
                bytes.append(Self.hexadecimalDigit(byte >> 4))
                bytes.append(Self.hexadecimalDigit(byte & 15))
            }
        }
        bytes.append(0x22)
    }

    private static func hexadecimalDigit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x57 + value }

    /// A data string, in pieces of one line each.
    mutating func appendData(_ content: [UInt8]) {
        let piece = 64
        if content.count <= piece { return appendString(content) }
        depth += 1
        for start in stride(from: 0, to: content.count, by: piece) {
            newLine()
            appendString(content[start..<min(start + piece, content.count)])
        }
        depth -= 1
    }
}

/// Numbers as the text format reads them back, bit for bit.
enum NumberText {
    static func f32(bits: UInt32) -> String {
        let value = Float(bitPattern: bits)
        if value.isNaN {
            return nan(isNegative: bits >> 31 != 0, payload: UInt64(bits & 0x7F_FFFF), canonical: 0x40_0000)
        }
        return value.isInfinite ? infinity(isNegative: value < 0) : "\(value)"
    }

    static func f64(bits: UInt64) -> String {
        let value = Double(bitPattern: bits)
        if value.isNaN {
            return nan(isNegative: bits >> 63 != 0, payload: bits & 0xF_FFFF_FFFF_FFFF, canonical: 0x8_0000_0000_0000)
        }
        return value.isInfinite ? infinity(isNegative: value < 0) : "\(value)"
    }

    private static func infinity(isNegative: Bool) -> String { isNegative ? "-inf" : "inf" }

    private static func nan(isNegative: Bool, payload: UInt64, canonical: UInt64) -> String {
        let sign = isNegative ? "-" : ""
        return payload == canonical ? sign + "nan" : sign + "nan:0x" + String(payload, radix: 16)
    }

    /// The lanes of a vector in a shape, with the shape's name before them.
    static func vector(_ shape: VectorShape, low: UInt64, high: UInt64) -> String {
        "\(shape)" + (0..<shape.laneCount).map { " " + lane(shape, shape.lane($0, low: low, high: high)) }.joined()
    }

    static func lane(_ shape: VectorShape, _ bits: UInt64) -> String {
        switch shape {
        case .i8x16, .i16x8, .i32x4, .i64x2: "0x" + String(bits, radix: 16)
        case .f32x4: f32(bits: UInt32(truncatingIfNeeded: bits))
        case .f64x2: f64(bits: bits)
        }
    }
}
