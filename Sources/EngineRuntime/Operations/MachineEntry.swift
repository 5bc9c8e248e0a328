import WasmModel

/// Addresses of the runtime's operations for machine code: System V calls with 64-bit arguments in the order given.
/// The first argument is the address of the ``Layout/Instance`` unless said otherwise; indices are those of its module;
/// operands of 32-bit memories and tables are zero-extended. A status is a ``Status`` in the low 32 bits.
///
/// What makes it safe: machine code passes the blocks of the instance it runs in.
public enum MachineEntry {
    /// (instance, memory, pages) → pages before, or all ones
    public static let memoryGrow = address(runtimeMemoryGrow as Function3)
    /// (instance, memory, offset, byte, count) → status
    public static let memoryFill = address(runtimeMemoryFill as Function5)
    /// (instance, target memory, source memory, target offset, source offset, count) → status
    public static let memoryCopy = address(runtimeMemoryCopy as Function6)
    /// (instance, segment, memory, offset, segment offset, count) → status
    public static let memoryInit = address(runtimeMemoryInit as Function6)
    /// (instance, segment)
    public static let dataDrop = address(runtimeDataDrop as Function2)
    /// (instance, table, count, reference) → size before, or all ones
    public static let tableGrow = address(runtimeTableGrow as Function4)
    /// (instance, table, index, reference, count) → status
    public static let tableFill = address(runtimeTableFill as Function5)
    /// (instance, target table, source table, target index, source index, count) → status
    public static let tableCopy = address(runtimeTableCopy as Function6)
    /// (instance, segment, table, index, segment index, count) → status
    public static let tableInit = address(runtimeTableInit as Function6)
    /// (instance, segment)
    public static let elemDrop = address(runtimeElemDrop as Function2)
    /// (function, words) → status; see ``CallOperation/host(_:_:)``
    public static let callHost = address(runtimeCallHost as Function2)
    /// (context) → status; see ``CallOperation/refuel(_:)``
    public static let refuel = address(runtimeRefuel as Function1)

    typealias Function1 = @convention(c) (UInt64) -> UInt64
    typealias Function2 = @convention(c) (UInt64, UInt64) -> UInt64
    typealias Function3 = @convention(c) (UInt64, UInt64, UInt64) -> UInt64
    typealias Function4 = @convention(c) (UInt64, UInt64, UInt64, UInt64) -> UInt64
    typealias Function5 = @convention(c) (UInt64, UInt64, UInt64, UInt64, UInt64) -> UInt64
    typealias Function6 = @convention(c) (UInt64, UInt64, UInt64, UInt64, UInt64, UInt64) -> UInt64

    static func address<Function>(_ function: Function) -> UInt64 {
        unsafe UInt64(UInt(bitPattern: unsafeBitCast(function, to: UnsafeRawPointer.self)))
    }
}

private func runtimeMemoryGrow(_ instance: UInt64, _ memory: UInt64, _ pages: UInt64) -> UInt64 {
    unsafe MemoryOperation.grow(InstanceBlock(at: instance).memory(Int(memory)), by: pages)
}

private func runtimeMemoryFill(
    _ instance: UInt64, _ memory: UInt64, _ offset: UInt64, _ byte: UInt64, _ count: UInt64
) -> UInt64 {
    let memory = unsafe InstanceBlock(at: instance).memory(Int(memory))
    return MemoryOperation.fill(memory, at: offset, with: UInt8(truncatingIfNeeded: byte), count: count).word
}

private func runtimeMemoryCopy(
    _ instance: UInt64, _ target: UInt64, _ source: UInt64, _ targetOffset: UInt64, _ sourceOffset: UInt64, _ count: UInt64
) -> UInt64 {
    let instance = unsafe InstanceBlock(at: instance)
    return MemoryOperation.copy(
        to: instance.memory(Int(target)), at: targetOffset, from: instance.memory(Int(source)), at: sourceOffset,
        count: count
    ).word
}

private func runtimeMemoryInit(
    _ instance: UInt64, _ segment: UInt64, _ memory: UInt64, _ offset: UInt64, _ segmentOffset: UInt64, _ count: UInt64
) -> UInt64 {
    let instance = unsafe InstanceBlock(at: instance)
    return MemoryOperation.initialize(
        instance.memory(Int(memory)), at: offset, from: instance.dataSegment(Int(segment)), at: segmentOffset, count: count
    ).word
}

private func runtimeDataDrop(_ instance: UInt64, _ segment: UInt64) -> UInt64 {
    unsafe InstanceBlock(at: instance).dataSegment(Int(segment)).drop()
    return 0
}

private func runtimeTableGrow(_ instance: UInt64, _ table: UInt64, _ count: UInt64, _ reference: UInt64) -> UInt64 {
    unsafe TableOperation.grow(InstanceBlock(at: instance).table(Int(table)), by: count, with: reference)
}

private func runtimeTableFill(
    _ instance: UInt64, _ table: UInt64, _ index: UInt64, _ reference: UInt64, _ count: UInt64
) -> UInt64 {
    let table = unsafe InstanceBlock(at: instance).table(Int(table))
    return TableOperation.fill(table, at: index, with: reference, count: count).word
}

private func runtimeTableCopy(
    _ instance: UInt64, _ target: UInt64, _ source: UInt64, _ targetIndex: UInt64, _ sourceIndex: UInt64, _ count: UInt64
) -> UInt64 {
    let instance = unsafe InstanceBlock(at: instance)
    return TableOperation.copy(
        to: instance.table(Int(target)), at: targetIndex, from: instance.table(Int(source)), at: sourceIndex, count: count
    ).word
}

private func runtimeTableInit(
    _ instance: UInt64, _ segment: UInt64, _ table: UInt64, _ index: UInt64, _ segmentIndex: UInt64, _ count: UInt64
) -> UInt64 {
    let instance = unsafe InstanceBlock(at: instance)
    return TableOperation.initialize(
        instance.table(Int(table)), at: index, from: instance.elementSegment(Int(segment)), at: segmentIndex, count: count
    ).word
}

private func runtimeElemDrop(_ instance: UInt64, _ segment: UInt64) -> UInt64 {
    unsafe InstanceBlock(at: instance).elementSegment(Int(segment)).drop()
    return 0
}

private func runtimeCallHost(_ function: UInt64, _ words: UInt64) -> UInt64 {
    guard let words = unsafe UnsafeMutablePointer<UInt64>(bitPattern: UInt(truncatingIfNeeded: words)) else { return 0 }
    return unsafe CallOperation.host(FunctionBlock(at: function), words).word
}

private func runtimeRefuel(_ context: UInt64) -> UInt64 {
    unsafe CallOperation.refuel(ContextBlock(at: context)).word
}

extension Status {
    /// As machine code gets it.
    var word: UInt64 { UInt64(rawValue) }
}
