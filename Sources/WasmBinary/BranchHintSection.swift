import WasmModel

/// The custom section `metadata.code.branch_hint`: for functions in ascending order, the offsets of branches and which
/// way each is likely to go. An offset counts from the first byte of the function's body, where its locals begin.
struct BranchHintSection {
    static let name = "metadata.code.branch_hint"

    /// Where in the module the body of each defined function begins.
    var bodyStarts: [Int]
    var importedFunctions: Int

    /// The hints of each defined function that has some, if ``write(_:of:offsets:to:)`` gives these bytes again.
    ///
    /// `functions` have the positions of their instructions.
    func canonicalHints(in contents: [UInt8], functions: [Function]) -> [(index: Int, hints: [BranchHint])]? {
        guard let hints = try? decoded(contents, functions: functions) else { return nil }
        var writer = ByteWriter()
        writer.count(hints.count)
        for (index, functionHints) in hints {
            let offsets = functions[index].body.positions.map { $0 &- UInt32(truncatingIfNeeded: bodyStarts[index]) }
            Self.write(functionHints, of: importedFunctions + index, offsets: offsets, to: &writer)
        }
        return writer.bytes == contents ? hints : nil
    }

    /// Reads the section against the functions that it speaks of.
    ///
    /// - Throws: where the bytes do not fit the grammar, or an offset is not the beginning of an instruction. Whether
    ///   that is a branch is a question of validity.
    func decoded(
        _ contents: [UInt8], functions: [Function]
    ) throws(BinaryError) -> [(index: Int, hints: [BranchHint])] {
        var reader = ByteReader(contents, features: .all)
        var last: UInt32?
        let result = try reader.list { reader throws(BinaryError) in
            let start = reader.position
            let functionIndex = try reader.u32()
            if let last, functionIndex <= last { throw .branchHintOffset(start) }
            last = functionIndex
            let index = Int(functionIndex) - importedFunctions
            guard functions.indices.contains(index), bodyStarts.indices.contains(index) else {
                throw .branchHintOffset(start)
            }
            let positions = functions[index].body.positions
            let hints = try reader.list { reader throws(BinaryError) in
                try hint(&reader, positions: positions, bodyStart: bodyStarts[index])
            }
            return (index: index, hints: hints)
        }
        if !reader.isAtEnd { throw .sectionSizeMismatch(reader.position) }
        return result
    }

    private func hint(
        _ reader: inout ByteReader, positions: [UInt32], bodyStart: Int
    ) throws(BinaryError) -> BranchHint {
        let start = reader.position
        let offset = bodyStart + Int(try reader.u32())
        guard try reader.u32() == 1 else { throw .malformedBranchHint(start) }
        let value = try reader.byte()
        guard value < 2 else { throw .malformedBranchHint(start) }
        guard let instruction = Self.index(of: offset, in: positions) else { throw .branchHintOffset(start) }
        return BranchHint(instruction: UInt32(truncatingIfNeeded: instruction), isLikely: value == 1)
    }

    /// Where a number stands in an ascending list.
    private static func index(of offset: Int, in positions: [UInt32]) -> Int? {
        var low = 0
        var high = positions.count
        while low < high {
            let middle = (low + high) / 2
            if Int(positions[middle]) < offset { low = middle + 1 } else { high = middle }
        }
        return low < positions.count && Int(positions[low]) == offset ? low : nil
    }

    /// Writes the hints of one function. `offsets` are those of its instructions in its body; a hint for an instruction
    /// that is not there is left out.
    static func write(_ hints: [BranchHint], of functionIndex: Int, offsets: [UInt32], to writer: inout ByteWriter) {
        let hints = hints.filter { Int($0.instruction) < offsets.count }
        writer.count(functionIndex)
        writer.list(hints) { writer, hint in
            writer.unsigned(offsets[Int(hint.instruction)])
            writer.unsigned(UInt32(1))
            writer.byte(hint.isLikely ? 1 : 0)
        }
    }
}
