public import EngineInterface
import NativeCode
import WasmModel
public import WasmValidation

/// A store (§4.2.3) as the three engines share it: the blocks that ``Layout`` describes, and what owns them.
///
/// What makes it safe: every block is taken from the store's own arena and dies with the store; the context holds the
/// store's address only while the store lives.
@safe
public final class Store {
    /// The block that all code of the store runs with.
    public let context: ContextBlock
    public let limits: ExecutionLimits
    let contextBytes: NativeContext

    var arena = BlockArena()
    private var heap: Heap
    private var memories: [MemoryOwner] = []
    private var tables: [TableBlock] = []
    private var descriptorCapacity = 0

    /// Canonical types of all modules of the store.
    public internal(set) var types = CanonicalTypes()
    private var describedTypes = 0

    let hosts = HostTable()

    public init(limits: ExecutionLimits) {
        self.limits = limits
        contextBytes = NativeContext(
            extraBytes: Int(Layout.Context.bytes - Layout.Context.headBytes))
        unsafe context = ContextBlock(at: UInt64(UInt(bitPattern: contextBytes.base)))
        heap = Heap(limit: limits.heapBytes)
        context.setWord(Layout.Context.hosts, hosts.address)
        context.setWord(Layout.Context.memoryBytesLeft, limits.memoryBytes)
        context.setWord(Layout.Context.tableElementsLeft, limits.tableElements)
        unsafe context.setWord(Layout.Context.store, UInt64(UInt(bitPattern: Unmanaged.passUnretained(self).toOpaque())))
    }

    deinit {
        for table in tables { TableStorage.release(table) }
    }

    /// The store that a context belongs to.
    @unsafe static func of(_ context: ContextBlock) -> Store {
        let word = UInt(truncatingIfNeeded: context.word(Layout.Context.store))
        return unsafe Unmanaged<Store>.fromOpaque(UnsafeRawPointer(bitPattern: word).unsafelyUnwrapped).takeUnretainedValue()
    }

    /// Keeps what owns a memory's bytes as long as the store lives.
    func keep(_ memory: MemoryOwner) { memories.append(memory) }
    /// Frees what the table owns when the store goes.
    func keep(_ table: TableBlock) { tables.append(table) }

    // MARK: Types

    /// Canonical numbers of the types of a module, by type index.
    func intern(_ module: ModuleFacts) -> [UInt32] {
        let numbers: [UInt32]
        if types.count == 0 {
            // The first module's own numbers serve the store.
            types = module.validated.types.canonical
            numbers = module.validated.types.canonicalNumbers
        } else {
            numbers = types.intern(module.validated.module.types)
        }
        describeNewTypes()
        return numbers
    }

    /// Brings the descriptors that machine code reads up to date with ``types``.
    func describeNewTypes() {
        guard types.count > describedTypes else { return }
        let descriptorBytes = Int(Layout.TypeDescriptor.bytes)
        if types.count > descriptorCapacity {
            descriptorCapacity = max(types.count, descriptorCapacity * 2)
            let new = arena.take(descriptorCapacity * descriptorBytes)
            let old = context.word(Layout.Context.typeDescriptors)
            if describedTypes > 0 { unsafe RawBytes.copy(from: old, to: new, count: describedTypes * descriptorBytes) }
            context.setWord(Layout.Context.typeDescriptors, new)
        }
        for number in describedTypes..<types.count { describe(UInt32(number)) }
        describedTypes = types.count
    }

    private func describe(_ number: UInt32) {
        let descriptor = types.descriptors[Int(number)]
        let block = context.type(number)
        var objectBytes: Int32 = 0
        var elementSizeExponent: UInt8 = 0
        switch descriptor.kind {
        case .function: break
        case .structure:
            if case .structure(let fields) = types.subType(number).composite {
                objectBytes = StructureLayout.objectBytes(fields)
            }
        case .array:
            objectBytes = Layout.Array.elements
            if case .array(let field) = types.subType(number).composite { elementSizeExponent = field.storage.sizeExponent }
        }
        let display = arena.take((Int(descriptor.depth) + 1) * 4)
        for depth in 0..<Int(descriptor.depth) {
            unsafe RawBytes.store(types.displays[Int(descriptor.displayStart) + depth], at: display, index: depth)
        }
        unsafe RawBytes.store(number, at: display, index: Int(descriptor.depth))
        block.setWord(0, UInt64(descriptor.depth))
        block.setByte(Layout.TypeDescriptor.kind, descriptor.kind.rawValue)
        block.setByte(Layout.TypeDescriptor.elementSizeExponent, elementSizeExponent)
        block.setWord(Layout.TypeDescriptor.display, display)
        block.setWord(Layout.TypeDescriptor.objectBytes, UInt64(UInt32(objectBytes)))
    }

    // MARK: Heap

    /// Gives the context a chunk with room for `bytes`; false at the limit.
    func extendHeap(by bytes: UInt64) -> Bool {
        guard let chunk = heap.extend(by: bytes) else { return false }
        context.setWord(Layout.Context.heapNext, chunk.start)
        context.setWord(Layout.Context.heapEnd, chunk.end)
        return true
    }
}
