import WasmModel

/// Tables: the part of each that nothing is called through may hold anything.
extension FunctionGenerator {
    /// The first of up to four elements in the scratch part; returns the type of the index.
    @discardableResult
    private mutating func tableIndex(_ table: Int, most: Int, depth: Int, _ stream: inout RandomStream) -> Kind {
        let kind = Kind(plan.tables[table].type.addressType)
        expression(kind, depth: depth, &stream)
        if stream.chance(unguardedChance) { return kind }
        emitMask(kind, most)
        emitOffset(kind, plan.tables[table].scratchBase)
        return kind
    }

    mutating func growTable(_ table: Int, depth: Int, _ stream: inout RandomStream) {
        let type = plan.tables[table].type
        reference(type.element, depth: depth - 1, &stream)
        length(Kind(type.addressType), most: type.limits.maximum == nil ? 0 : 3, depth: depth - 1, &stream)
        emit(.tableGrow, index: UInt32(table))
    }

    /// `table.set`, `table.fill` or `table.grow`.
    mutating func tableStatement(depth: Int, _ stream: inout RandomStream) {
        guard !plan.tables.isEmpty else { return }
        let table = stream.below(plan.tables.count)
        let element = plan.tables[table].type.element
        switch stream.below(5) {
        case 0...2:
            tableIndex(table, most: 7, depth: depth - 1, &stream)
            reference(element, depth: depth, &stream)
            emit(.tableSet, index: UInt32(table))
        case 3:
            let kind = tableIndex(table, most: 3, depth: depth - 1, &stream)
            reference(element, depth: depth, &stream)
            length(kind, most: 3, depth: depth - 1, &stream)
            emit(.tableFill, index: UInt32(table))
        default:
            growTable(table, depth: depth, &stream)
            fold(Kind(plan.tables[table].type.addressType), mayBeAnyNaN: false)
        }
    }

    /// `table.get` of a table whose elements are of the type or below; `false` if there is none.
    mutating func tableGet(_ type: ValueType, depth: Int, _ stream: inout RandomStream) -> Bool {
        let fitting = stream.pick(plan.tables.indices) { plan.types.isSubtype(plan.tables[$0].type.element, of: type) }
        guard let table = fitting else { return false }
        tableIndex(table, most: 7, depth: depth - 1, &stream)
        emit(.tableGet, index: UInt32(table))
        return true
    }

    /// `table.copy`, `table.init`, `elem.drop`.
    mutating func bulkTable(depth: Int, _ stream: inout RandomStream) {
        guard !plan.tables.isEmpty else { return }
        let target = stream.below(plan.tables.count)
        let element = plan.tables[target].type.element
        switch stream.below(5) {
        case 0...1:
            let fitting = stream.pick(plan.tables.indices) { plan.types.isSubtype(plan.tables[$0].type.element, of: element) }
            guard let source = fitting else { return }
            let first = tableIndex(target, most: 3, depth: depth, &stream)
            let second = tableIndex(source, most: 3, depth: depth, &stream)
            length(first == .i64 && second == .i64 ? .i64 : .i32, most: 3, depth: depth, &stream)
            emit(.tableCopy, index: UInt32(target), bits: UInt64(source))
        case 2...3:
            let fitting = stream.pick(plan.elementSegments.indices) {
                plan.elementSegments[$0].isPassive && plan.types.isSubtype(plan.elementSegments[$0].type, of: element)
            }
            guard let segment = fitting else { return }
            tableIndex(target, most: 3, depth: depth, &stream)
            segmentRange(plan.elementSegments[segment], depth: depth, &stream)
            emit(.tableInit, index: UInt32(segment), bits: UInt64(target))
        default:
            let segments = plan.elementSegments.indices
            guard let segment = stream.pick(segments, where: { plan.elementSegments[$0].isDisposable }) else { return }
            emit(.elemDrop, index: UInt32(segment))
        }
    }
}
