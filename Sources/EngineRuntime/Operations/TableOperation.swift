import EngineInterface
import WasmModel

/// What the table instructions do (§4.6.9), for code of every engine.
///
/// What makes it safe: each operation checks its ranges against the sizes in the blocks before it touches an element.
/// Operands of 32-bit tables arrive zero-extended.
public enum TableOperation {
    /// `table.grow`: the size before; all ones if it cannot grow.
    public static func grow(_ table: TableBlock, by count: UInt64, with reference: UInt64) -> UInt64 {
        let before = table.size
        guard count <= table.maximum &- before else { return .max }
        if count == 0 { return before }
        let context = table.context
        let left = context.word(Layout.Context.tableElementsLeft)
        guard count <= left else { return .max }
        guard TableStorage.reserve(table, before &+ count) else { return .max }
        context.setWord(Layout.Context.tableElementsLeft, left &- count)
        unsafe table.elements.advanced(by: Int(before)).update(repeating: reference, count: Int(count))
        table.setWord(Layout.Table.size, before &+ count)
        return before
    }

    /// `table.fill`
    public static func fill(_ table: TableBlock, at index: UInt64, with reference: UInt64, count: UInt64) -> Status {
        guard table.contains(index, count) else { return .trapped(.tableOutOfBounds) }
        unsafe table.elements.advanced(by: Int(index)).update(repeating: reference, count: Int(count))
        return .returned
    }

    /// `table.copy`
    public static func copy(
        to target: TableBlock, at targetIndex: UInt64, from source: TableBlock, at sourceIndex: UInt64, count: UInt64
    ) -> Status {
        guard source.contains(sourceIndex, count), target.contains(targetIndex, count) else {
            return .trapped(.tableOutOfBounds)
        }
        unsafe target.elements.advanced(by: Int(targetIndex))
            .update(from: source.elements.advanced(by: Int(sourceIndex)), count: Int(count))
        return .returned
    }

    /// `table.init`
    public static func initialize(
        _ table: TableBlock, at index: UInt64, from segment: SegmentBlock, at segmentIndex: UInt64, count: UInt64
    ) -> Status {
        guard segment.contains(segmentIndex, count), table.contains(index, count) else {
            return .trapped(.tableOutOfBounds)
        }
        guard count > 0 else { return .returned }
        unsafe table.elements.advanced(by: Int(index))
            .update(from: segment.references.advanced(by: Int(segmentIndex)), count: Int(count))
        return .returned
    }
}
