import EngineInterface
import WasmModel
import WasmValidation

/// The steps of instantiation (§4.7.4) that are the same for every tier. ``RuntimeStore`` puts them together with the
/// tier's own.
extension Store {
    /// Gives globals, tables and element segments of a fresh instance their values, in the order of the specification.
    func evaluateInitializers(of module: LoadedModule, in instance: InstanceBlock) -> Status {
        let facts = module.facts
        var constants = ConstantExpression(instance, facts)

        // By position: a definition as a whole is a copy with several references to count.
        for number in facts.validated.module.globals.indices {
            guard let value = constants.value(of: facts.validated.module.globals[number].initializer) else { return context.status }
            let global = instance.global(facts.validated.spaces.importedGlobals + number)
            global.low = value.low
            global.high = value.high
        }
        for number in facts.validated.module.tables.indices {
            guard let initializer = facts.validated.module.tables[number].initializer else { continue }
            guard let value = constants.value(of: initializer) else { return context.status }
            let table = instance.table(facts.validated.spaces.importedTables + number)
            // Null is what it holds already.
            if value.low != 0 { _ = TableOperation.fill(table, at: 0, with: value.low, count: table.size) }
        }
        for number in facts.validated.module.elements.indices {
            guard evaluate(facts.validated.module.elements[number].items, into: instance.elementSegment(number), instance, &constants) else {
                return context.status
            }
        }
        for (number, definition) in facts.validated.module.data.enumerated() {
            // Active segments are copied from the module and then dropped; nobody sees them in between.
            guard case .passive = definition.mode else { continue }
            instance.dataSegment(number).fill(arena.take(definition.bytes.count), definition.bytes)
        }
        return .returned
    }

    private func evaluate(
        _ items: ElementSegment.Items, into segment: SegmentBlock, _ instance: InstanceBlock,
        _ constants: inout ConstantExpression
    ) -> Bool {
        let base = arena.take(items.count * 8)
        segment.setWord(Layout.ElementSegment.base, base)
        segment.setWord(Layout.ElementSegment.count, UInt64(items.count))
        switch items {
        case .functions(let indices):
            for (position, index) in indices.enumerated() {
                segment.setElement(Layout.ElementSegment.base, position, instance.function(Int(index)).address)
            }
        case .expressions(let expressions):
            for (position, expression) in expressions.enumerated() {
                guard let value = constants.value(of: expression) else { return false }
                segment.setElement(Layout.ElementSegment.base, position, value.low)
            }
        }
        return true
    }

    /// Applies active segments in order and drops them. What was written before a trap stays written.
    func applySegments(of module: LoadedModule, in instance: InstanceBlock) -> Status {
        var constants = ConstantExpression(instance, module.facts)

        for (number, definition) in module.facts.validated.module.elements.enumerated() {
            let segment = instance.elementSegment(number)
            switch definition.mode {
            case .passive: continue
            case .declarative: segment.drop()
            case .active(let tableIndex, let offset):
                guard let offset = constants.value(of: offset) else { return context.status }
                let status = TableOperation.initialize(
                    instance.table(Int(tableIndex)), at: offset.low, from: segment, at: 0, count: segment.count)
                guard status.isReturned else { return status }
                segment.drop()
            }
        }
        for definition in module.facts.validated.module.data {
            guard case .active(let memoryIndex, let offset) = definition.mode else { continue }
            guard let offset = constants.value(of: offset) else { return context.status }
            let memory = instance.memory(Int(memoryIndex))
            guard memory.write(definition.bytes, at: offset.low) else { return .trapped(.memoryOutOfBounds) }
        }
        return .returned
    }

    /// Makes an exported name of an instance, or a host's function, a block that can be imported.
    func external(_ export: Export, of instance: InstanceBlock) -> ExternalBlock {
        instance.external(export.kind, Int(export.index))
    }
}
