import EngineInterface
import WasmModel

/// Structures, arrays and exceptions (§4.2.16, §4.6.7): allocation and the bulk instructions.
///
/// An operation that makes an object answers its reference word, or 0 after it has put the reason into
/// ``Layout/Context/status``. What makes it safe: sizes come from type descriptors, lengths are checked before
/// anything is touched, and the heap ends at its limit.
public enum HeapOperation {
    /// `bytes` fresh bytes, rounded up to a multiple of 8; what they hold is not defined. `bytes` must be below 2⁴⁰.
    @inlinable @inline(__always)
    public static func allocate(_ context: ContextBlock, bytes: UInt64) -> UInt64 {
        let start = context.word(Layout.Context.heapNext)
        let end = start &+ (bytes &+ 7) & ~7
        guard end <= context.word(Layout.Context.heapEnd) else { return allocateSlowly(context, bytes: bytes) }
        context.setWord(Layout.Context.heapNext, end)
        return start
    }

    @inline(never) @usableFromInline
    static func allocateSlowly(_ context: ContextBlock, bytes: UInt64) -> UInt64 {
        guard unsafe Store.of(context).extendHeap(by: (bytes &+ 7) & ~7) else {
            context.status = .exhausted(.memory)
            return 0
        }
        return allocate(context, bytes: bytes)
    }

    // MARK: Structures

    /// A structure of a canonical type, for the caller to fill in: its fields hold anything.
    @inlinable @inline(__always)
    public static func allocateStructure(_ context: ContextBlock, type: UInt32) -> UInt64 {
        let reference = allocate(context, bytes: context.type(type).objectBytes)
        if reference != 0 { unsafe ObjectBlock(at: reference).setWord(0, UInt64(type)) }
        return reference
    }

    /// `struct.new_default`
    public static func newDefaultStructure(_ context: ContextBlock, type: UInt32) -> UInt64 {
        let reference = allocateStructure(context, type: type)
        guard reference != 0 else { return 0 }
        let fieldBytes = Int(context.type(type).objectBytes) - Int(Layout.Structure.fields)
        unsafe ObjectBlock(at: reference).bytes(Layout.Structure.fields)
            .initializeMemory(as: UInt8.self, repeating: 0, count: fieldBytes)
        return reference
    }

    // MARK: Arrays

    /// An array of a canonical type, for the caller to fill in: its elements hold anything.
    @inlinable
    public static func allocateArray(_ context: ContextBlock, type: UInt32, length: UInt32) -> UInt64 {
        let bytes = UInt64(length) << context.type(type).elementSizeExponent &+ UInt64(Layout.Array.elements)
        let reference = allocate(context, bytes: bytes)
        if reference != 0 { unsafe ObjectBlock(at: reference).setWord(0, UInt64(type) | UInt64(length) << 32) }
        return reference
    }

    /// `array.new`; `high` is the second word of a v128.
    public static func newArray(
        _ context: ContextBlock, type: UInt32, length: UInt32, low: UInt64, high: UInt64 = 0
    ) -> UInt64 {
        let reference = allocateArray(context, type: type, length: length)
        guard reference != 0 else { return 0 }
        unsafe fillElements(ObjectBlock(at: reference), type: context.type(type), from: 0, count: length, low, high)
        return reference
    }

    /// `array.new_default`
    public static func newDefaultArray(_ context: ContextBlock, type: UInt32, length: UInt32) -> UInt64 {
        newArray(context, type: type, length: length, low: 0)
    }

    /// `array.new_data`
    public static func newArray(
        _ context: ContextBlock, type: UInt32, length: UInt32, data segment: SegmentBlock, at offset: UInt32
    ) -> UInt64 {
        let exponent = context.type(type).elementSizeExponent
        guard segment.contains(UInt64(offset), UInt64(length) << exponent) else {
            context.status = .trapped(.memoryOutOfBounds)
            return 0
        }
        let reference = allocateArray(context, type: type, length: length)
        guard reference != 0 else { return 0 }
        unsafe copyData(segment, at: offset, to: ObjectBlock(at: reference), from: 0, length, exponent)
        return reference
    }

    /// `array.new_elem`
    public static func newArray(
        _ context: ContextBlock, type: UInt32, length: UInt32, elements segment: SegmentBlock, at offset: UInt32
    ) -> UInt64 {
        guard segment.contains(UInt64(offset), UInt64(length)) else {
            context.status = .trapped(.tableOutOfBounds)
            return 0
        }
        let reference = allocateArray(context, type: type, length: length)
        guard reference != 0 else { return 0 }
        unsafe copyReferences(segment, at: offset, to: ObjectBlock(at: reference), from: 0, length)
        return reference
    }

    /// `array.fill`; the reference is a word off the operand stack and may be null.
    public static func fillArray(
        _ context: ContextBlock, _ reference: UInt64, at index: UInt32, low: UInt64, high: UInt64 = 0, count: UInt32
    ) -> Status {
        guard reference != 0 else { return .trapped(.nullReference) }
        let array = unsafe ObjectBlock(at: reference)
        guard array.contains(index, count) else { return .trapped(.arrayOutOfBounds) }
        fillElements(array, type: context.type(array.type), from: index, count: count, low, high)
        return .returned
    }

    /// `array.copy`
    public static func copyArray(
        _ context: ContextBlock, to target: UInt64, at targetIndex: UInt32, from source: UInt64, at sourceIndex: UInt32,
        count: UInt32
    ) -> Status {
        guard target != 0, source != 0 else { return .trapped(.nullReference) }
        let targetArray = unsafe ObjectBlock(at: target), sourceArray = unsafe ObjectBlock(at: source)
        guard targetArray.contains(targetIndex, count), sourceArray.contains(sourceIndex, count) else {
            return .trapped(.arrayOutOfBounds)
        }
        let exponent = context.type(targetArray.type).elementSizeExponent
        unsafe targetArray.bytes(Layout.Array.elements).advanced(by: Int(targetIndex) << Int(exponent)).copyMemory(
            from: sourceArray.bytes(Layout.Array.elements).advanced(by: Int(sourceIndex) << Int(exponent)),
            byteCount: Int(count) << Int(exponent))
        return .returned
    }

    /// `array.init_data`
    public static func initializeArray(
        _ context: ContextBlock, _ reference: UInt64, at index: UInt32, data segment: SegmentBlock, at offset: UInt32,
        count: UInt32
    ) -> Status {
        guard reference != 0 else { return .trapped(.nullReference) }
        let array = unsafe ObjectBlock(at: reference)
        guard array.contains(index, count) else { return .trapped(.arrayOutOfBounds) }
        let exponent = context.type(array.type).elementSizeExponent
        guard segment.contains(UInt64(offset), UInt64(count) << exponent) else { return .trapped(.memoryOutOfBounds) }
        copyData(segment, at: offset, to: array, from: index, count, exponent)
        return .returned
    }

    /// `array.init_elem`
    public static func initializeArray(
        _ context: ContextBlock, _ reference: UInt64, at index: UInt32, elements segment: SegmentBlock, at offset: UInt32,
        count: UInt32
    ) -> Status {
        guard reference != 0 else { return .trapped(.nullReference) }
        let array = unsafe ObjectBlock(at: reference)
        guard array.contains(index, count) else { return .trapped(.arrayOutOfBounds) }
        guard segment.contains(UInt64(offset), UInt64(count)) else { return .trapped(.tableOutOfBounds) }
        copyReferences(segment, at: offset, to: array, from: index, count)
        return .returned
    }

    // MARK: Exceptions

    /// An exception with `tag`, for the caller to fill in its payload, ``TagBlock/payloadWords`` words at
    /// ``Layout/Exception/payload``.
    public static func allocateException(_ context: ContextBlock, tag: TagBlock) -> UInt64 {
        let bytes = UInt64(Layout.Exception.payload) &+ UInt64(tag.payloadWords) &* 8
        let reference = allocate(context, bytes: bytes)
        guard reference != 0 else { return 0 }
        let exception = unsafe ObjectBlock(at: reference)
        exception.setWord(0, UInt64(tag.type))
        exception.setWord(Layout.Exception.tag, tag.address)
        return reference
    }

    /// `throw`: makes the exception with the payload at `words` and leaves it pending.
    public static func throwException(
        _ context: ContextBlock, tag: TagBlock, payload words: UnsafePointer<UInt64>
    ) -> Status {
        let reference = allocateException(context, tag: tag)
        guard reference != 0 else { return context.status }
        unsafe ObjectBlock(at: reference).bytes(Layout.Exception.payload)
            .copyMemory(from: words, byteCount: tag.payloadWords * 8)
        context.pendingException = reference
        return .exception
    }

    /// `throw_ref`
    public static func rethrow(_ context: ContextBlock, _ reference: UInt64) -> Status {
        guard reference != 0 else { return .trapped(.nullReference) }
        context.pendingException = reference
        return .exception
    }

    // MARK: Elements

    private static func fillElements(
        _ array: ObjectBlock, type: TypeDescriptorBlock, from index: UInt32, count: UInt32, _ low: UInt64, _ high: UInt64
    ) {
        let start = unsafe array.bytes(Layout.Array.elements)
        let index = Int(index), count = Int(count)
        switch type.elementSizeExponent {
        case 0: unsafe fill(start, UInt8(truncatingIfNeeded: low), index, count)
        case 1: unsafe fill(start, UInt16(truncatingIfNeeded: low), index, count)
        case 2: unsafe fill(start, UInt32(truncatingIfNeeded: low), index, count)
        case 3: unsafe fill(start, low, index, count)
        default:
            let words = unsafe start.assumingMemoryBound(to: UInt64.self)
            for position in index..<(index + count) {
                unsafe words[position * 2] = low
                unsafe words[position * 2 + 1] = high
            }
        }
    }

    @inline(__always)
    private static func fill<Element: FixedWidthInteger>(
        _ start: UnsafeMutableRawPointer, _ value: Element, _ index: Int, _ count: Int
    ) {
        unsafe start.assumingMemoryBound(to: Element.self).advanced(by: index).update(repeating: value, count: count)
    }

    private static func copyData(
        _ segment: SegmentBlock, at offset: UInt32, to array: ObjectBlock, from index: UInt32, _ count: UInt32,
        _ exponent: UInt64
    ) {
        guard count > 0 else { return }
        unsafe array.bytes(Layout.Array.elements).advanced(by: Int(index) << Int(exponent))
            .copyMemory(from: segment.bytes.advanced(by: Int(offset)), byteCount: Int(count) << Int(exponent))
    }

    private static func copyReferences(
        _ segment: SegmentBlock, at offset: UInt32, to array: ObjectBlock, from index: UInt32, _ count: UInt32
    ) {
        guard count > 0 else { return }
        unsafe array.bytes(Layout.Array.elements).assumingMemoryBound(to: UInt64.self).advanced(by: Int(index))
            .update(from: segment.references.advanced(by: Int(offset)), count: Int(count))
    }
}
