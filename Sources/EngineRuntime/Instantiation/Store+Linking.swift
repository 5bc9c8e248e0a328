import WasmModel
import WasmValidation

/// Why an import cannot be satisfied, in the specification's words (§4.7.2).
struct LinkError: Error {
    var reason: String

    static func unknownImport(_ item: Import) -> LinkError {
        LinkError(reason: "unknown import: \(item.type.kind.keyword) \"\(item.module)\" \"\(item.name)\"")
    }
    static func incompatibleType(_ item: Import) -> LinkError {
        LinkError(reason: "incompatible import type: \(item.type.kind.keyword) \"\(item.module)\" \"\(item.name)\"")
    }
}

extension Store {
    /// What each import of the module gets, in their order.
    func link(
        _ module: LoadedModule, _ resolve: (_ module: String, _ name: String) -> ExternalBlock?
    ) throws(LinkError) -> [ExternalBlock] {
        var found: [ExternalBlock] = []
        found.reserveCapacity(module.facts.validated.module.imports.count)
        for item in module.facts.validated.module.imports {
            guard let block = resolve(item.module, item.name) else { throw .unknownImport(item) }
            guard matches(block, item.type, module) else { throw .incompatibleType(item) }
            found.append(block)
        }
        return found
    }

    /// Whether a block may stand where a module imports `type` (§3.3.10 and following).
    private func matches(_ block: ExternalBlock, _ type: ExternalType, _ module: LoadedModule) -> Bool {
        switch type {
        case .function(let typeIndex):
            guard let function = block.function else { return false }
            return types.isSubtype(function.type, of: module.types[Int(typeIndex)])
        case .tag(let typeIndex):
            guard let tag = block.tag else { return false }
            return tag.type == module.types[Int(typeIndex)]
        case .global(let type):
            guard let global = block.global else { return false }
            let wanted = GlobalType(module.canonical(type.value), isMutable: type.isMutable)
            return types.matches(GlobalType(global.type, isMutable: global.isMutable), wanted)
        case .table(let type):
            guard let table = block.table else { return false }
            let wanted = TableType(
                element: module.canonical(type.element), limits: type.limits, addressType: type.addressType)
            return types.matches(table.type, wanted)
        case .memory(let type):
            guard let memory = block.memory else { return false }
            return memory.type.matches(type)
        }
    }
}

extension TableBlock {
    /// Its type as it is now: the minimum is its size.
    var type: TableType {
        TableType(
            element: elementType,
            limits: Limits(minimum: size, maximum: flags.contains(.hasMaximum) ? maximum : nil),
            addressType: flags.contains(.is64) ? .i64 : .i32)
    }
}

extension MemoryBlock {
    /// Its type as it is now: the minimum is its size.
    var type: MemoryType {
        MemoryType(
            limits: Limits(minimum: pages, maximum: flags.contains(.hasMaximum) ? maximum : nil),
            addressType: flags.contains(.is64) ? .i64 : .i32,
            isShared: flags.contains(.isShared), pageSizeExponent: pageSizeExponent)
    }
}
