/// Removes block parameters that are always the same value: every way in brings either that value or the parameter
/// itself ("trivial φ" of Braun and others, CC 2013).
package enum ParameterPruning: Pass {
    package static let name = "prune-parameters"

    package static func run(on function: inout IRFunction, _ context: PassContext) {
        var replacement = Array(0..<ValueID(function.instructions.count))
        func resolved(_ value: ValueID) -> ValueID {
            var value = value
            while replacement[Int(value)] != value { value = replacement[Int(value)] }
            return value
        }
        guard function.blocks.count > 1 else { return }
        let incoming = IncomingEdges(function)
        var hasChanged = false
        var changed = true
        while changed {
            changed = false
            for block in function.blocks.indices.dropFirst() where !incoming[block].isEmpty {
                for (position, parameter) in function.blocks[block].parameters.enumerated() {
                    guard replacement[Int(parameter)] == parameter else { continue }
                    var only: ValueID?
                    var isTrivial = true
                    for entry in incoming[block] {
                        let value = resolved(function.pool[Int(entry.edge.start) + position])
                        if value == parameter || value == only { continue }
                        guard only == nil else {
                            isTrivial = false
                            break
                        }
                        only = value
                    }
                    if isTrivial, let only {
                        replacement[Int(parameter)] = only
                        changed = true
                        hasChanged = true
                    }
                }
            }
        }
        guard hasChanged else { return }
        let resolvedAll = replacement.indices.map { resolved(ValueID($0)) }
        function.keepParameters { resolvedAll[Int($0)] == $0 }
        function.replaceUses(by: resolvedAll)
    }
}
