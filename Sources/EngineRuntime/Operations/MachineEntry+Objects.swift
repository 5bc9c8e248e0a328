import WasmModel

/// Addresses of the runtime's allocations, for machine code that fills the objects in itself; see ``MachineEntry``.
///
/// They answer the reference word, or 0 with the reason in ``Layout/Context/status``. Types are canonical numbers of the
/// store. What makes it safe: machine code passes the blocks of the instance it runs in.
extension MachineEntry {
    /// (instance, type) → structure; its fields hold anything
    public static let structureAllocate = address(runtimeStructureAllocate as Function2)
    /// (instance, type) → structure
    public static let structureNewDefault = address(runtimeStructureNewDefault as Function2)
    /// (instance, type, length) → array; its elements hold anything
    public static let arrayAllocate = address(runtimeArrayAllocate as Function3)
    /// (instance, tag) → exception; its payload holds anything
    public static let exceptionAllocate = address(runtimeExceptionAllocate as Function2)
}

private func half(_ word: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: word) }
private func context(_ instance: UInt64) -> ContextBlock { unsafe InstanceBlock(at: instance).context }

private func runtimeStructureAllocate(_ instance: UInt64, _ type: UInt64) -> UInt64 {
    HeapOperation.allocateStructure(context(instance), type: half(type))
}

private func runtimeStructureNewDefault(_ instance: UInt64, _ type: UInt64) -> UInt64 {
    HeapOperation.newDefaultStructure(context(instance), type: half(type))
}

private func runtimeArrayAllocate(_ instance: UInt64, _ type: UInt64, _ length: UInt64) -> UInt64 {
    HeapOperation.allocateArray(context(instance), type: half(type), length: half(length))
}

private func runtimeExceptionAllocate(_ instance: UInt64, _ tag: UInt64) -> UInt64 {
    let tag = unsafe InstanceBlock(at: instance).tag(Int(tag))
    return HeapOperation.allocateException(context(instance), tag: tag)
}
