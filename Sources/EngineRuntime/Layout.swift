/// Where everything stands in the raw blocks that the engines' code reads and writes: byte offsets from the start of
/// each block, fixed, so that machine code can name them. Addresses of blocks do not change while their store lives.
///
/// Value slots are 64-bit words: i32 and f32 zero-extended, v128 in two words, low first.
///
/// A reference is one word. Null is 0. An i31 is `value << 1 | 1` with 31 value bits. A host's reference number n, seen
/// as `extern` or as `any`, is `n << 2 | 2`. Everything else is the address of an object, whose low three bits are
/// zero: a ``Function``, a ``Structure``, an ``Array``, or an ``Exception``. `any.convert_extern` and its inverse are
/// the identity.
///
/// Computed properties, because a release build folds these across targets and does not fold a `static let`.
public enum Layout {
    /// What all functions of a store share while they run. The head belongs to `NativeCode`'s context, so that one
    /// register of machine code serves both.
    public enum Context {
        @inlinable public static var headBytes: Int32 { 64 }
        /// Below this native stack pointer a call is ``Status/exhausted(_:)`` of the call stack. 0 for no bound.
        @inlinable public static var stackLimit: Int32 { 64 }
        /// Counts down, signed; below zero, code asks ``CallOperation/refuel(_:)`` whether it may go on.
        @inlinable public static var fuel: Int32 { 72 }
        /// Not 0: stop with exhaustion of time at the next call or backward branch.
        @inlinable public static var interrupt: Int32 { 80 }
        /// Array of ``TypeDescriptor``, by canonical type number. Moves when a module is loaded.
        @inlinable public static var typeDescriptors: Int32 { 88 }
        /// 32 bits: the ``Status`` of an operation that could not say it in its result.
        @inlinable public static var status: Int32 { 96 }
        /// The exception object that goes with ``Status/exception``.
        @inlinable public static var pendingException: Int32 { 104 }
        /// How many more calls may be inside each other; counts down, signed.
        @inlinable public static var callsLeft: Int32 { 112 }
        /// The next free byte of the heap, a multiple of 8, and the end of what may be taken without asking.
        @inlinable public static var heapNext: Int32 { 120 }
        @inlinable public static var heapEnd: Int32 { 128 }
        /// The ``Store`` object.
        @inlinable public static var store: Int32 { 136 }
        /// Bytes that memories may still take, and elements that tables may.
        @inlinable public static var memoryBytesLeft: Int32 { 144 }
        @inlinable public static var tableElementsLeft: Int32 { 152 }
        /// Fuel behind ``fuel``, and the instant (CLOCK_MONOTONIC nanoseconds, 0 for never) at which time is up.
        @inlinable public static var fuelReserve: Int32 { 160 }
        @inlinable public static var deadline: Int32 { 168 }
        /// Sixteen words of the tier.
        @inlinable public static var tierWords: Int32 { 176 }
        /// What calls of the host read and write.
        @inlinable public static var hosts: Int32 { 304 }
        @inlinable public static var bytes: Int32 { 312 }
    }

    /// A function instance (§4.2.6). Its address is its reference.
    public enum Function {
        /// 32 bits: canonical number of its type.
        @inlinable public static var type: Int32 { 0 }
        /// 32 bits: ``FunctionKind``.
        @inlinable public static var kind: Int32 { 4 }
        /// Address of code; the tier's.
        @inlinable public static var entry: Int32 { 8 }
        /// Of a module's function: its ``Instance``. Of a host's: the ``Context``.
        @inlinable public static var instance: Int32 { 16 }
        /// 32 bits: index in the instance, or number of the host's function.
        @inlinable public static var index: Int32 { 24 }
        /// 32 bits: words of all parameters.
        @inlinable public static var parameterWords: Int32 { 28 }
        /// A word of the tier.
        @inlinable public static var tierWord: Int32 { 32 }
        /// 32 bits: words of all results.
        @inlinable public static var resultWords: Int32 { 40 }
        @inlinable public static var bytes: Int32 { 48 }
    }

    /// A module instance (§4.2.5): arrays of addresses in the order of the module's index spaces.
    public enum Instance {
        @inlinable public static var context: Int32 { 0 }
        /// → addresses of ``Function``s
        @inlinable public static var functions: Int32 { 8 }
        /// → addresses of ``Memory``s
        @inlinable public static var memories: Int32 { 16 }
        /// → addresses of ``Table``s
        @inlinable public static var tables: Int32 { 24 }
        /// → addresses of ``Global``s
        @inlinable public static var globals: Int32 { 32 }
        /// → addresses of ``Tag``s
        @inlinable public static var tags: Int32 { 40 }
        /// → 32-bit canonical type numbers, by type index of the module
        @inlinable public static var types: Int32 { 48 }
        /// → ``ElementSegment``s, one after the other
        @inlinable public static var elementSegments: Int32 { 56 }
        /// → ``DataSegment``s, one after the other
        @inlinable public static var dataSegments: Int32 { 64 }
        /// Words of the tier: ``ExecutionTier/instanceWords`` of them.
        @inlinable public static var tierWords: Int32 { 72 }
    }

    /// A memory instance (§4.2.8).
    public enum Memory {
        /// Of byte 0. Never changes.
        @inlinable public static var base: Int32 { 0 }
        @inlinable public static var byteLength: Int32 { 8 }
        /// 32 bits: exponent of the page size.
        @inlinable public static var pageSizeExponent: Int32 { 16 }
        /// 32 bits: ``MemoryFlags``.
        @inlinable public static var flags: Int32 { 20 }
        /// Pages it may grow to; what its type declares, or all that its address type can name.
        @inlinable public static var maximum: Int32 { 24 }
        /// The object that owns the bytes.
        @inlinable public static var owner: Int32 { 32 }
        @inlinable public static var context: Int32 { 40 }
        @inlinable public static var bytes: Int32 { 48 }
    }

    /// A table instance (§4.2.7).
    public enum Table {
        /// → reference words. Moves when the table grows.
        @inlinable public static var base: Int32 { 0 }
        /// Elements.
        @inlinable public static var size: Int32 { 8 }
        /// Elements it may grow to.
        @inlinable public static var maximum: Int32 { 16 }
        /// 32 bits: ``TableFlags``.
        @inlinable public static var flags: Int32 { 24 }
        /// 32 bits: the reference type of its elements, with a canonical type number for a type index.
        @inlinable public static var elementType: Int32 { 28 }
        /// Elements for which there is room at ``base``.
        @inlinable public static var capacity: Int32 { 32 }
        @inlinable public static var context: Int32 { 40 }
        @inlinable public static var bytes: Int32 { 48 }
    }

    /// A global instance (§4.2.9).
    public enum Global {
        /// One word, or two for v128.
        @inlinable public static var value: Int32 { 0 }
        /// 32 bits: its value type, with a canonical type number for a type index.
        @inlinable public static var type: Int32 { 16 }
        /// 32 bits: 1 if mutable.
        @inlinable public static var isMutable: Int32 { 20 }
        @inlinable public static var bytes: Int32 { 32 }
    }

    /// A tag instance (§4.2.10). Two tags are the same if their addresses are.
    public enum Tag {
        /// 32 bits: canonical number of its function type.
        @inlinable public static var type: Int32 { 0 }
        /// 32 bits: words of its payload.
        @inlinable public static var payloadWords: Int32 { 4 }
        @inlinable public static var bytes: Int32 { 8 }
    }

    /// An element segment of an instance (§4.2.11). Dropping sets the count to 0.
    public enum ElementSegment {
        /// → reference words
        @inlinable public static var base: Int32 { 0 }
        @inlinable public static var count: Int32 { 8 }
        @inlinable public static var bytes: Int32 { 16 }
    }

    /// A data segment of an instance (§4.2.12). Dropping sets the count to 0.
    public enum DataSegment {
        @inlinable public static var base: Int32 { 0 }
        @inlinable public static var count: Int32 { 8 }
        @inlinable public static var bytes: Int32 { 16 }
    }

    /// What a canonical type is, for casts and allocations. `a` is below `b` if `a == b`, or
    /// `depth(a) > depth(b) && display(a)[depth(b)] == b`.
    public enum TypeDescriptor {
        /// 32 bits: number of supertypes above it.
        @inlinable public static var depth: Int32 { 0 }
        /// 8 bits: ``CompositeKind``.
        @inlinable public static var kind: Int32 { 4 }
        /// 8 bits, of an array: exponent of the bytes of an element (0 … 4).
        @inlinable public static var elementSizeExponent: Int32 { 5 }
        /// → 32-bit canonical numbers of its supertypes from the top, itself last.
        @inlinable public static var display: Int32 { 8 }
        /// 32 bits, of a structure: bytes of an object. Of an array: bytes before the first element.
        @inlinable public static var objectBytes: Int32 { 16 }
        @inlinable public static var bytes: Int32 { 24 }
    }

    /// What every object of the heap begins with.
    public enum Header {
        /// 32 bits: canonical type number. Of an exception, that of its tag.
        @inlinable public static var type: Int32 { 0 }
    }

    /// A structure (§4.2.16). Fields follow one another, one word each, packed ones zero-extended, v128 two.
    public enum Structure {
        @inlinable public static var fields: Int32 { 8 }
    }

    /// An array (§4.2.16). Elements take the bytes of their storage type: 1, 2, 4, 8 or 16.
    public enum Array {
        /// 32 bits.
        @inlinable public static var length: Int32 { 4 }
        @inlinable public static var elements: Int32 { 16 }
    }

    /// An exception (§4.2.17).
    public enum Exception {
        @inlinable public static var tag: Int32 { 8 }
        @inlinable public static var payload: Int32 { 16 }
    }
}
