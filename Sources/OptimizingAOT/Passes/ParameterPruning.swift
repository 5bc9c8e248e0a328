/// Removes block parameters that are always the same value: every way in brings either that value or the parameter
/// itself ("trivial φ" of Braun and others, CC 2013).
package enum ParameterPruning: Pass {
    package static let name = "prune-parameters"

    package static func run(on function: inout IRFunction, _ context: PassContext, _ scratch: inout PassScratch) {
        guard function.blocks.count > 1, function.parameters.count > function.blocks[0].parameterCount, !scratch.isPruned
        else { return }
        scratch.isPruned = true
        scratch.control.findIncoming(function)
        scratch.replacements.begin(function)
        var changed = true
        while changed {
            changed = false
            for block in function.blocks.indices.dropFirst() where function.blocks[block].parameterCount > 0 {
                for (position, place) in function.blocks[block].parameterRange.enumerated() {
                    let parameter = function.parameters[place]
                    guard scratch.replacements[parameter] == parameter,
                        let only = onlyValue(of: parameter, position, in: block, function, scratch)
                    else { continue }
                    scratch.replacements.replace(parameter, by: only)
                    changed = true
                }
            }
        }
        guard !scratch.replacements.isEmpty else { return }
        scratch.replacements.resolveAll()
        function.keepParameters { scratch.replacements[$0] == $0 }
        function.renameAll(scratch.replacements)
    }

    /// The value that every way in brings, if they bring one.
    private static func onlyValue(
        of parameter: ValueID, _ position: Int, in block: Int, _ function: borrowing IRFunction, _ scratch: borrowing PassScratch
    ) -> ValueID? {
        var only: ValueID?
        for number in scratch.control.incoming.range(of: block) {
            let place = Int(scratch.control.incoming[number].start) + position
            let value = scratch.replacements.resolved(function.pool[place])
            if value == parameter || value == only { continue }
            guard only == nil else { return nil }
            only = value
        }
        return only
    }
}
