import EngineInterface
import WasmModel

/// Addresses of the runtime's operations on the heap, for machine code; see ``MachineEntry``.
///
/// Operations that make an object answer its reference word, or 0 with the reason in ``Layout/Context/status``. Types
/// are canonical numbers of the store.
///
/// What makes it safe: machine code passes the blocks of the instance it runs in.
extension MachineEntry {
    /// (context, bytes) → status: makes room for so many bytes between ``Layout/Context/heapNext`` and its end.
    public static let extendHeap = address(runtimeExtendHeap as Function2)
    /// (instance, type, low word, length) → array
    public static let arrayNew = address(runtimeArrayNew as Function4)
    /// (instance, type, low word, high word, length) → array, of vectors
    public static let arrayNewVector = address(runtimeArrayNewVector as Function5)
    /// (instance, type, length) → array
    public static let arrayNewDefault = address(runtimeArrayNewDefault as Function3)
    /// (instance, type, segment, offset, length) → array
    public static let arrayNewData = address(runtimeArrayNewData as Function5)
    /// (instance, type, segment, offset, length) → array
    public static let arrayNewElement = address(runtimeArrayNewElement as Function5)
    /// (instance, array, index, low word, count) → status
    public static let arrayFill = address(runtimeArrayFill as Function5)
    /// (instance, array, index, low word, high word, count) → status, of vectors
    public static let arrayFillVector = address(runtimeArrayFillVector as Function6)
    /// (instance, target, target index, source, source index, count) → status
    public static let arrayCopy = address(runtimeArrayCopy as Function6)
    /// (instance, segment, array, index, offset, count) → status
    public static let arrayInitData = address(runtimeArrayInitData as Function6)
    /// (instance, segment, array, index, offset, count) → status
    public static let arrayInitElement = address(runtimeArrayInitElement as Function6)
    /// (instance, memory, offset, address, expected, timeout) → 0, 1 or 2, or the negative of a status
    public static let atomicWait32 = address(runtimeAtomicWait32 as Function6)
    public static let atomicWait64 = address(runtimeAtomicWait64 as Function6)
    /// (instance, memory, offset, address, count) → waiters woken, or the negative of a status
    public static let atomicNotify = address(runtimeAtomicNotify as Function5)
}

private func runtimeExtendHeap(_ context: UInt64, _ bytes: UInt64) -> UInt64 {
    let context = unsafe ContextBlock(at: context)
    return unsafe Store.of(context).extendHeap(by: bytes) ? 0 : UInt64(Status.exhausted(.memory).rawValue)
}

private func half(_ word: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: word) }
private func context(_ instance: UInt64) -> ContextBlock { unsafe InstanceBlock(at: instance).context }

// MARK: Arrays

private func runtimeArrayNew(_ instance: UInt64, _ type: UInt64, _ low: UInt64, _ length: UInt64) -> UInt64 {
    HeapOperation.newArray(context(instance), type: half(type), length: half(length), low: low)
}

private func runtimeArrayNewVector(
    _ instance: UInt64, _ type: UInt64, _ low: UInt64, _ high: UInt64, _ length: UInt64
) -> UInt64 {
    HeapOperation.newArray(context(instance), type: half(type), length: half(length), low: low, high: high)
}

private func runtimeArrayNewDefault(_ instance: UInt64, _ type: UInt64, _ length: UInt64) -> UInt64 {
    HeapOperation.newDefaultArray(context(instance), type: half(type), length: half(length))
}

private func runtimeArrayNewData(
    _ instance: UInt64, _ type: UInt64, _ segment: UInt64, _ offset: UInt64, _ length: UInt64
) -> UInt64 {
    let block = unsafe InstanceBlock(at: instance)
    return HeapOperation.newArray(
        block.context, type: half(type), length: half(length), data: block.dataSegment(Int(segment)), at: half(offset))
}

private func runtimeArrayNewElement(
    _ instance: UInt64, _ type: UInt64, _ segment: UInt64, _ offset: UInt64, _ length: UInt64
) -> UInt64 {
    let block = unsafe InstanceBlock(at: instance)
    return HeapOperation.newArray(
        block.context, type: half(type), length: half(length), elements: block.elementSegment(Int(segment)), at: half(offset))
}

private func runtimeArrayFill(
    _ instance: UInt64, _ array: UInt64, _ index: UInt64, _ low: UInt64, _ count: UInt64
) -> UInt64 {
    HeapOperation.fillArray(context(instance), array, at: half(index), low: low, count: half(count)).word
}

private func runtimeArrayFillVector(
    _ instance: UInt64, _ array: UInt64, _ index: UInt64, _ low: UInt64, _ high: UInt64, _ count: UInt64
) -> UInt64 {
    HeapOperation.fillArray(context(instance), array, at: half(index), low: low, high: high, count: half(count)).word
}

private func runtimeArrayCopy(
    _ instance: UInt64, _ target: UInt64, _ targetIndex: UInt64, _ source: UInt64, _ sourceIndex: UInt64, _ count: UInt64
) -> UInt64 {
    HeapOperation.copyArray(
        context(instance), to: target, at: half(targetIndex), from: source, at: half(sourceIndex), count: half(count)
    ).word
}

private func runtimeArrayInitData(
    _ instance: UInt64, _ segment: UInt64, _ array: UInt64, _ index: UInt64, _ offset: UInt64, _ count: UInt64
) -> UInt64 {
    let block = unsafe InstanceBlock(at: instance)
    return HeapOperation.initializeArray(
        block.context, array, at: half(index), data: block.dataSegment(Int(segment)), at: half(offset), count: half(count)
    ).word
}

private func runtimeArrayInitElement(
    _ instance: UInt64, _ segment: UInt64, _ array: UInt64, _ index: UInt64, _ offset: UInt64, _ count: UInt64
) -> UInt64 {
    let block = unsafe InstanceBlock(at: instance)
    return HeapOperation.initializeArray(
        block.context, array, at: half(index), elements: block.elementSegment(Int(segment)), at: half(offset),
        count: half(count)
    ).word
}

// MARK: Waiting

private func wait(
    _ instance: UInt64, _ memory: UInt64, _ offset: UInt64, _ address: UInt64, _ expected: UInt64, _ timeout: UInt64,
    width: UInt64
) -> UInt64 {
    let memory = unsafe InstanceBlock(at: instance).memory(Int(memory))
    let (start, overflow) = address.addingReportingOverflow(offset)
    if overflow { return 0 &- Status.trapped(.memoryOutOfBounds).word }
    return UInt64(
        bitPattern: MemoryOperation.wait(
            memory, at: start, width: width, expected: expected, timeout: Int64(bitPattern: timeout)))
}

private func runtimeAtomicWait32(
    _ instance: UInt64, _ memory: UInt64, _ offset: UInt64, _ address: UInt64, _ expected: UInt64, _ timeout: UInt64
) -> UInt64 {
    wait(instance, memory, offset, address, expected, timeout, width: 4)
}

private func runtimeAtomicWait64(
    _ instance: UInt64, _ memory: UInt64, _ offset: UInt64, _ address: UInt64, _ expected: UInt64, _ timeout: UInt64
) -> UInt64 {
    wait(instance, memory, offset, address, expected, timeout, width: 8)
}

private func runtimeAtomicNotify(
    _ instance: UInt64, _ memory: UInt64, _ offset: UInt64, _ address: UInt64, _ count: UInt64
) -> UInt64 {
    let memory = unsafe InstanceBlock(at: instance).memory(Int(memory))
    let (start, overflow) = address.addingReportingOverflow(offset)
    if overflow { return 0 &- Status.trapped(.memoryOutOfBounds).word }
    return UInt64(bitPattern: MemoryOperation.notify(memory, at: start, count: half(count)))
}
