import EngineInterface
import EngineRuntime
import NativeCode
import Testing
import WasmModel

@Suite struct LayoutTests {
    /// Offset, width and name of every field, block by block, and the size of the block.
    static let blocks: [(name: String, bytes: Int32, fields: [(offset: Int32, width: Int32)])] = [
        ("context", Layout.Context.bytes, [
            (0, Layout.Context.headBytes), (Layout.Context.stackLimit, 8), (Layout.Context.fuel, 8), (Layout.Context.interrupt, 8),
            (Layout.Context.typeDescriptors, 8), (Layout.Context.status, 4), (Layout.Context.pendingException, 8),
            (Layout.Context.callsLeft, 8), (Layout.Context.heapNext, 8), (Layout.Context.heapEnd, 8), (Layout.Context.store, 8),
            (Layout.Context.memoryBytesLeft, 8), (Layout.Context.tableElementsLeft, 8), (Layout.Context.fuelReserve, 8),
            (Layout.Context.deadline, 8), (Layout.Context.tierWords, 128),
        ]),
        ("function", Layout.Function.bytes, [
            (Layout.Function.type, 4), (Layout.Function.kind, 4), (Layout.Function.entry, 8), (Layout.Function.instance, 8),
            (Layout.Function.index, 4), (Layout.Function.parameterWords, 4), (Layout.Function.tierWord, 8), (Layout.Function.resultWords, 4),
        ]),
        ("memory", Layout.Memory.bytes, [
            (Layout.Memory.base, 8), (Layout.Memory.byteLength, 8), (Layout.Memory.pageSizeExponent, 4), (Layout.Memory.flags, 4),
            (Layout.Memory.maximum, 8), (Layout.Memory.owner, 8), (Layout.Memory.context, 8),
        ]),
        ("table", Layout.Table.bytes, [
            (Layout.Table.base, 8), (Layout.Table.size, 8), (Layout.Table.maximum, 8), (Layout.Table.flags, 4),
            (Layout.Table.elementType, 4), (Layout.Table.capacity, 8), (Layout.Table.context, 8),
        ]),
        ("global", Layout.Global.bytes, [(Layout.Global.value, 16), (Layout.Global.type, 4), (Layout.Global.isMutable, 4)]),
        ("tag", Layout.Tag.bytes, [(Layout.Tag.type, 4), (Layout.Tag.payloadWords, 4)]),
        ("type descriptor", Layout.TypeDescriptor.bytes, [
            (Layout.TypeDescriptor.depth, 4), (Layout.TypeDescriptor.kind, 1), (Layout.TypeDescriptor.elementSizeExponent, 1),
            (Layout.TypeDescriptor.display, 8), (Layout.TypeDescriptor.objectBytes, 4),
        ]),
    ]

    @Test func fieldsAreAlignedAndDoNotOverlap() {
        for block in Self.blocks {
            var end: Int32 = 0
            for field in block.fields.sorted(by: { $0.offset < $1.offset }) {
                #expect(field.offset >= end, "\(block.name) at \(field.offset)")
                #expect(field.offset % min(field.width, 8) == 0, "\(block.name) at \(field.offset)")
                end = field.offset + field.width
            }
            #expect(end <= block.bytes, "\(block.name)")
            #expect(block.bytes % 8 == 0, "\(block.name)")
        }
    }

    @Test func theContextBeginsWithTheHeadOfNativeCode() {
        #expect(Int(Layout.Context.headBytes) == NativeContext.headBytes)
    }

    @Test func fieldsOfStructuresTakeWholeWords() {
        let fields = [
            FieldType(.i8, isMutable: false), FieldType(.value(.v128), isMutable: true), FieldType(.value(.f32), isMutable: true),
        ]
        #expect(StructureLayout.offsets(fields) == [8, 16, 32])
        #expect(StructureLayout.objectBytes(fields) == 40)
        #expect(StructureLayout.objectBytes([]) == 8)
    }

    @Test func everyEndingHasItsStatus() {
        for kind in TrapKind.allCases {
            #expect(Status.trapped(kind).trapKind == kind)
            #expect(Status.trapped(kind).resource == nil)
        }
        for resource in Resource.allCases {
            #expect(Status.exhausted(resource).resource == resource)
            #expect(Status.exhausted(resource).trapKind == nil)
        }
        #expect(Status.returned.isReturned && Status.returned.trapKind == nil)
        #expect(Status.exception.trapKind == nil && Status.exception.resource == nil && !Status.exception.isReturned)
    }

    @Test func machineCodeReachesTheOperations() throws {
        // Called as machine code would call it.
        typealias Drop = @convention(c) (UInt64, UInt64) -> UInt64
        let drop = unsafe unsafeBitCast(UInt(MachineEntry.dataDrop), to: Drop.self)
        var segments: [UInt64] = [0x1000, 5, 0x2000, 6]
        unsafe segments.withUnsafeMutableBytes { segments in
            var instance = [UInt64](repeating: 0, count: 9)
            instance[Int(Layout.Instance.dataSegments) / 8] = UInt64(UInt(bitPattern: segments.baseAddress))
            unsafe instance.withUnsafeMutableBytes { instance in
                _ = drop(UInt64(UInt(bitPattern: instance.baseAddress)), 1)
            }
        }
        #expect(segments == [0x1000, 5, 0x2000, 0])
    }

    @Test func theDigestOfAMemoryIsThatOfItsBytes() throws {
        for (fields, writes) in [("1", [0, 255, 256, 65535]), ("300 (pagesize 1)", [0, 255, 299]), ("256 (pagesize 1)", []), ("0", [])] {
            var session = try Session()
            try session.make(
                "(module (memory (export \"m\") \(fields)) (func (export \"w\") (param i32) (i32.store8 (local.get 0) (i32.const 3))))")
            for offset in writes { #expect(try session.call("w", .i32(UInt32(offset))) == .returned([])) }
            guard case .memory(let pages, let digest) = try session.store.observe(session.instance, "m") else { continue }
            let count = fields == "1" ? 65536 : Int(pages)
            let bytes = try #require(try session.store.memory(session.instance, "m", from: 0, count: count))
            #expect(bytes.filter { $0 == 3 }.count == writes.count)
            #expect(digest == Digest.ofMemory(bytes))
        }
    }
}
