extension IRFunction {
    /// The function with the instructions of each block replaced by a list of its own, and everything numbered anew in
    /// the order of the lists: how a pass moves and inserts instructions, which must stand in runs.
    ///
    /// - Parameter lists: by block, values of this function that are not block parameters; one may stand in one list only.
    ///   Values that stand in none are dropped, and nothing may use them.
    package consuming func relaid(_ lists: [[ValueID]]) -> IRFunction {
        var renamed = [ValueID](repeating: 0, count: instructions.count)
        var moved: [IRInstruction] = []
        moved.reserveCapacity(instructions.count)
        for index in blocks.indices {
            for position in blocks[index].parameters.indices {
                let parameter = blocks[index].parameters[position]
                renamed[Int(parameter)] = ValueID(moved.count)
                blocks[index].parameters[position] = ValueID(moved.count)
                moved.append(instructions[Int(parameter)])
            }
            blocks[index].first = UInt32(moved.count)
            for value in lists[index] {
                renamed[Int(value)] = ValueID(moved.count)
                moved.append(instructions[Int(value)])
            }
            blocks[index].end = UInt32(moved.count)
        }
        instructions = moved
        replaceUses(by: renamed)
        return self
    }

    /// The values of each block in order, without what passes deleted: what ``relaid(_:)`` takes.
    package var lists: [[ValueID]] {
        blocks.map { block in (block.first..<block.end).filter { instructions[Int($0)].kind != .none } }
    }
}
