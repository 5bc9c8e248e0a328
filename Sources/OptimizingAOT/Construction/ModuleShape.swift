package import WasmModel

/// What a function body's translation must know about its module.
package struct ModuleShape: Sendable {
    /// By type index.
    package var subTypes: [SubType]
    /// By type index; `nil` for types that are not functions.
    package var functionTypes: [FunctionType?]
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
        subTypes = module.subTypes
        functionTypes = subTypes.map { if case .function(let type) = $0.composite { type } else { nil } }
        functionTypeIndices = module.functionTypeIndices
        importedFunctionCount = module.importCount(of: .function)
        globals = module.allGlobals
        tables = module.allTables
        memories = module.allMemories
        tagTypeIndices = module.allTags
        var depths: [Int32] = []
        for type in subTypes {
            // A supertype comes before its subtypes.
            depths.append(type.supertypes.first.map { depths[Int($0)] + 1 } ?? 0)
        }
        typeDepths = depths
        mayChangeInstance = Self.changers(in: module, importedFunctionCount)
    }

    package var hasMemory: Bool { !memories.isEmpty }

    package func functionType(ofFunction index: UInt32) -> FunctionType {
        functionTypes[Int(functionTypeIndices[Int(index)])] ?? FunctionType()
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

    package func functionType(ofCall call: IRInstruction) -> FunctionType {
        functionTypes[Int(typeIndex(ofCall: call))] ?? FunctionType()
    }

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
        for (number, function) in module.functions.enumerated() {
            for instruction in function.body.instructions {
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
