package import WasmModel
package import WasmValidation

/// What a function body's translation must know about its module.
package struct ModuleShape: Sendable {
    /// By type index.
    package var subTypes: [SubType]
    /// By type index; of types that are not functions, empty ones.
    var signatures: [CallSignature]
    /// What ``TypeList``s are stretches of. Begins with each ``IRType`` at its raw value.
    private var valueTypes: [IRType]
    /// Type index by function index, imported ones first.
    package var functionTypeIndices: [UInt32]
    package var importedFunctionCount: Int
    package var globals: [GlobalType]
    package var tables: [TableType]
    package var memories: [MemoryType]
    /// Type index by tag index.
    package var tagTypeIndices: [UInt32]
    /// By type index: how many supertypes it has above itself.
    package var typeDepths: [Int32]
    /// By defined function: whether it, or what it calls in tail position, may return from another instance, so that the
    /// caller must find its own again.
    package var mayChangeInstance: [Bool]

    package init(_ module: Module) {
        self.init(
            module, subTypes: module.subTypes, functions: module.functionTypeIndices,
            importedFunctions: module.importCount(of: .function), globals: module.allGlobals, tables: module.allTables,
            memories: module.allMemories, tags: module.allTags)
    }

    /// What validation has already put together need not be copied.
    package init(_ validated: ValidatedModule) {
        let spaces = validated.spaces
        self.init(
            validated.module, subTypes: validated.types.subTypes, functions: spaces.functions,
            importedFunctions: spaces.importedFunctions, globals: spaces.globals, tables: spaces.tables,
            memories: spaces.memories, tags: spaces.tags)
    }

    private init(
        _ module: Module, subTypes: [SubType], functions: [UInt32], importedFunctions: Int, globals: [GlobalType],
        tables: [TableType], memories: [MemoryType], tags: [UInt32]
    ) {
        self.subTypes = subTypes
        valueTypes = []
        valueTypes.reserveCapacity(IRType.allCases.count + subTypes.count * 4)
        valueTypes.append(contentsOf: IRType.allCases)
        signatures = []
        signatures.reserveCapacity(subTypes.count)
        var depths: [Int32] = []
        depths.reserveCapacity(subTypes.count)
        for type in subTypes {
            if case .function(let function) = type.composite {
                signatures.append(CallSignature(function, &valueTypes))
            } else {
                signatures.append(CallSignature())
            }
            // A supertype comes before its subtypes.
            depths.append(type.supertypes.first.map { depths[Int($0)] + 1 } ?? 0)
        }
        typeDepths = depths
        functionTypeIndices = functions
        importedFunctionCount = importedFunctions
        self.globals = globals
        self.tables = tables
        self.memories = memories
        tagTypeIndices = tags
        mayChangeInstance = Self.changers(in: module, importedFunctions)
    }

    package var hasMemory: Bool { !memories.isEmpty }

    @inline(__always)
    subscript(_ list: TypeList, _ position: Int) -> IRType { valueTypes[list.start + position] }

    /// What a block takes and gives.
    func types(of block: BlockType) -> (parameters: TypeList, results: TypeList) {
        if let value = block.valueType { return (TypeList(), TypeList(start: Int((IRType(value) ?? .i64).rawValue), count: 1)) }
        if let index = block.typeIndex { return (signatures[Int(index)].parameters, signatures[Int(index)].results) }
        return (TypeList(), TypeList())
    }

    /// The type index of what a call, of whatever kind, calls.
    package func typeIndex(ofCall call: IRInstruction) -> UInt32 {
        switch call.kind {
        case .call: return functionTypeIndices[Int(call.bits)]
        case .tryCall where call.opcode == .call, .tailCall where call.opcode == .returnCall:
            return functionTypeIndices[Int(call.bits)]
        default: return UInt32(truncatingIfNeeded: call.bits)
        }
    }

    func signature(ofCall call: IRInstruction) -> CallSignature { signatures[Int(typeIndex(ofCall: call))] }

    /// Whether every access out of bounds to the memory faults by itself (`EngineRuntime`'s guarded memories).
    package func isGuarded(_ memory: UInt32) -> Bool {
        let type = memories[Int(memory)]
        return type.addressType == .i32
            && (type.pageSizeExponent ?? MemoryType.defaultPageSizeExponent) == MemoryType.defaultPageSizeExponent
    }

    package var hasUnguardedMemory: Bool { memories.indices.contains { !isGuarded(UInt32($0)) } }

    package func addressType(ofMemory index: UInt32) -> IRType { memories[Int(index)].addressType == .i32 ? .i32 : .i64 }
    package func addressType(ofTable index: UInt32) -> IRType { tables[Int(index)].addressType == .i32 ? .i32 : .i64 }

    /// Functions with a tail call out of the instance, and those that reach one by tail calls.
    private static func changers(in module: Module, _ importedCount: Int) -> [Bool] {
        var result = [Bool](repeating: false, count: module.functions.count)
        var tailCallers: [[Int]] = []
        var work: [Int] = []
        let facts = OpcodeFacts.shared
        for (number, function) in module.functions.enumerated() {
            for instruction in function.body.instructions where facts[instruction.opcode].isTailCall {
                switch instruction.opcode {
                case .returnCallIndirect, .returnCallRef: result[number] = true
                case .returnCall where instruction.index < importedCount: result[number] = true
                case .returnCall:
                    if tailCallers.isEmpty { tailCallers = [[Int]](repeating: [], count: module.functions.count) }
                    tailCallers[Int(instruction.index) - importedCount].append(number)
                default: break
                }
            }
            if result[number] { work.append(number) }
        }
        guard !tailCallers.isEmpty else { return result }
        while let number = work.popLast() {
            for caller in tailCallers[number] where !result[caller] {
                result[caller] = true
                work.append(caller)
            }
        }
        return result
    }
}

/// Some value types that stand next to each other in ``ModuleShape``.
struct TypeList: BitwiseCopyable {
    var start = 0
    var count = 0
    var indices: Range<Int> { 0..<count }
}

/// A function type, and what a call by it takes.
struct CallSignature: BitwiseCopyable {
    var parameters = TypeList()
    var results = TypeList()
    /// Words of the outgoing area: arguments, and above them results beyond the first.
    var argumentWords: Int32 = 0
    var resultWords: Int32 = 0

    init() {}

    fileprivate init(_ type: FunctionType, _ valueTypes: inout [IRType]) {
        var arguments = ArgumentPlaces()
        parameters = TypeList(start: valueTypes.count, count: type.parameters.count)
        for parameter in type.parameters {
            valueTypes.append(IRType(parameter) ?? .i64)
            _ = arguments.next(valueTypes[valueTypes.count - 1])
        }
        argumentWords = arguments.stackWords
        var places = ResultPlaces()
        results = TypeList(start: valueTypes.count, count: type.results.count)
        for result in type.results {
            valueTypes.append(IRType(result) ?? .i64)
            _ = places.next(valueTypes[valueTypes.count - 1])
        }
        resultWords = places.words
    }
}
