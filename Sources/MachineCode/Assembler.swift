/// An x86-64 assembler: instructions in, bytes, relocations and resolved labels out. It knows nothing of pages
/// and nothing of WebAssembly.
///
/// Everything on the way to a byte is `public` and inlinable: a single-pass compiler emits through it at more
/// than 100 MB/s of its own input, which `package` access would cost it (``CodeBuffer``).
public struct Assembler: ~Copyable {
    public var buffer: CodeBuffer
    /// What a linker must still fill in, in order of offset.
    public private(set) var relocations: [Relocation] = []

    public init(capacity: Int = 4096) { buffer = CodeBuffer(capacity: capacity) }

    public init(_ buffer: consuming CodeBuffer) { self.buffer = buffer }

    /// The offset of the next instruction.
    @inlinable @inline(__always) public var offset: Int { buffer.count }

    /// The code, when nothing more follows.
    public consuming func bytes() -> [UInt8] { buffer.bytes() }

    /// Forgets code and relocations and keeps the room.
    public mutating func removeAll() {
        buffer.removeAll()
        relocations.removeAll(keepingCapacity: true)
    }

    @usableFromInline
    mutating func relocate(_ kind: Relocation.Kind, symbol: UInt32, addend: Int64) {
        relocations.append(Relocation(offset: buffer.count, kind: kind, symbol: symbol, addend: addend))
    }
}

/// A place in the code whose value the linker knows and the assembler does not.
public struct Relocation: Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
        /// A 32-bit field: symbol + addend − address of the field (`R_X86_64_PC32`).
        case relative32
        /// A 64-bit field: symbol + addend (`R_X86_64_64`).
        case absolute64
    }

    /// Where the field begins.
    public var offset: Int
    public var kind: Kind
    /// The client's number for the symbol.
    public var symbol: UInt32
    public var addend: Int64

    public init(offset: Int, kind: Kind, symbol: UInt32, addend: Int64) {
        self.offset = offset
        self.kind = kind
        self.symbol = symbol
        self.addend = addend
    }
}
