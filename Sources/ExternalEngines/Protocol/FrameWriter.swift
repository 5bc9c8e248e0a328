import EngineInterface
import WasmModel

/// The payloads of frames under construction: little endian, lists and strings with a `u32` count before them
/// (`PROTOCOL.md`).
struct FrameWriter {
    private(set) var bytes: [UInt8] = []

    mutating func byte(_ value: UInt8) { bytes.append(value) }
    mutating func half(_ value: UInt32) { append(UInt64(value), count: 4) }
    mutating func word(_ value: UInt64) { append(value, count: 8) }

    private mutating func append(_ value: UInt64, count: Int) {
        for index in 0..<count { bytes.append(UInt8(truncatingIfNeeded: value >> (8 * UInt64(index)))) }
    }

    /// Puts a number where another was.
    mutating func replaceHalf(at place: Int, with value: UInt32) {
        for index in 0..<4 { bytes[place + index] = UInt8(truncatingIfNeeded: value >> (8 * UInt32(index))) }
    }

    mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

    mutating func blob(_ blob: [UInt8]) {
        half(UInt32(blob.count))
        bytes.append(contentsOf: blob)
    }
    mutating func text(_ text: String) {
        half(UInt32(text.utf8.count))
        bytes.append(contentsOf: text.utf8)
    }

    mutating func list<Element>(_ elements: [Element], _ write: (inout FrameWriter, Element) -> Void) {
        half(UInt32(elements.count))
        for element in elements { write(&self, element) }
    }

    mutating func optional<Element>(_ element: Element?, _ write: (inout FrameWriter, Element) -> Void) {
        byte(element == nil ? 0 : 1)
        if let element { write(&self, element) }
    }

    mutating func value(_ value: Value) {
        switch value {
        case .i32(let bits):
            byte(0)
            half(bits)
        case .i64(let bits):
            byte(1)
            word(bits)
        case .f32(let bits):
            byte(2)
            half(bits)
        case .f64(let bits):
            byte(3)
            word(bits)
        case .v128(let low, let high):
            byte(4)
            word(low)
            word(high)
        case .reference(let reference):
            byte(5)
            self.reference(reference)
        }
    }

    private mutating func reference(_ reference: Reference) {
        switch reference {
        case .null(let type):
            byte(0)
            half(type.rawValue)
        case .function(let index):
            byte(1)
            optional(index) { $0.half($1) }
        case .extern(let number):
            byte(2)
            half(number)
        case .host(let number):
            byte(3)
            half(number)
        case .i31(let number):
            byte(4)
            half(number)
        case .structure: byte(5)
        case .array: byte(6)
        case .exception: byte(7)
        case .externalized: byte(8)
        }
    }

    mutating func values(_ values: [Value]) { list(values) { $0.value($1) } }

    mutating func functionType(_ type: FunctionType) {
        list(type.parameters) { $0.half($1.rawValue) }
        list(type.results) { $0.half($1.rawValue) }
    }
}

/// A payload being read. Every read is checked, since the other side may be anything.
struct FrameReader {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The payload is not what the protocol says.
    struct Malformed: Error {}

    var isAtEnd: Bool { position == bytes.count }
    mutating func skipRest() { position = bytes.count }

    mutating func byte() throws(Malformed) -> UInt8 {
        guard position < bytes.count else { throw Malformed() }
        defer { position += 1 }
        return bytes[position]
    }
    mutating func half() throws(Malformed) -> UInt32 { UInt32(truncatingIfNeeded: try number(4)) }
    mutating func word() throws(Malformed) -> UInt64 { try number(8) }

    private mutating func number(_ count: Int) throws(Malformed) -> UInt64 {
        guard bytes.count - position >= count else { throw Malformed() }
        var value: UInt64 = 0
        for index in 0..<count { value |= UInt64(bytes[position + index]) << (8 * UInt64(index)) }
        position += count
        return value
    }

    mutating func blob() throws(Malformed) -> [UInt8] {
        let count = Int(try half())
        guard bytes.count - position >= count else { throw Malformed() }
        defer { position += count }
        return Array(bytes[position..<position + count])
    }
    mutating func text() throws(Malformed) -> String { String(decoding: try blob(), as: UTF8.self) }

    mutating func list<Element>(
        _ read: (inout FrameReader) throws(Malformed) -> Element
    ) throws(Malformed) -> [Element] {
        let count = Int(try half())
        // Every element takes a byte at least, so a count beyond what is left is a lie.
        guard count <= bytes.count - position else { throw Malformed() }
        var elements: [Element] = []
        for _ in 0..<count { elements.append(try read(&self)) }
        return elements
    }

    mutating func optional<Element>(
        _ read: (inout FrameReader) throws(Malformed) -> Element
    ) throws(Malformed) -> Element? {
        switch try byte() {
        case 0: return nil
        case 1: return try read(&self)
        default: throw Malformed()
        }
    }

    mutating func value() throws(Malformed) -> Value {
        switch try byte() {
        case 0: return .i32(try half())
        case 1: return .i64(try word())
        case 2: return .f32(bits: try half())
        case 3: return .f64(bits: try word())
        case 4:
            let low = try word()
            return .v128(low: low, high: try word())
        case 5: return .reference(try reference())
        default: throw Malformed()
        }
    }

    private mutating func reference() throws(Malformed) -> Reference {
        switch try byte() {
        case 0: return .null(HeapType(rawValue: try half()))
        case 1: return .function(index: try optional { reader throws(Malformed) in try reader.half() })
        case 2: return .extern(try half())
        case 3: return .host(try half())
        case 4: return .i31(try half())
        case 5: return .structure
        case 6: return .array
        case 7: return .exception
        case 8: return .externalized
        default: throw Malformed()
        }
    }

    mutating func values() throws(Malformed) -> [Value] {
        try list { reader throws(Malformed) in try reader.value() }
    }

    mutating func functionType() throws(Malformed) -> FunctionType {
        func types() throws(Malformed) -> [ValueType] {
            try list { reader throws(Malformed) in ValueType(rawValue: try reader.half()) }
        }
        let parameters = try types()
        return FunctionType(parameters, try types())
    }
}
