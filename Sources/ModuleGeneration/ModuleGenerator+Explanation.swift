import WasmModel

extension ModuleGenerator {
    /// What was drawn for a seed, a line each: features, modules, what they hold, and which choices came up how often.
    public func explanation(seed: UInt64) -> [String] {
        let stream = RandomStream(seed: seed)
        let plans = CasePlan(features: features, profile: profile, stream)
        var lines = ["seed \(seed), profile \(profile.name), generator version \(generatorVersion)"]
        lines.append("features: " + plans.features.features.map(\.name).joined(separator: " "))
        let types = plans.types
        lines.append(
            "types: \(types.all.count) in \(types.groups.count) groups: \(types.structures.count) structures, "
                + "\(types.arrays.count) arrays, \(types.tags.count) of tags")
        var libraries: [LibraryInterface] = []
        for number in 0..<plans.moduleCount {
            let draft = draft(plans, libraries, number: number, stream.split(UInt64(0x100 + number)))
            libraries.append(draft.interface(name: CasePlan.name(number)))
            lines += explanation(of: draft, isLast: number == plans.moduleCount - 1, name: CasePlan.name(number))
        }
        let generated = module(seed: seed)
        lines.append("script: " + generated.script.map(\.export).joined(separator: " "))
        return lines
    }

    private func explanation(of draft: Draft, isLast: Bool, name: String) -> [String] {
        let plan = draft.plan
        var lines = ["module \(isLast ? "under test" : name):"]
        func add(_ title: String, _ items: [String]) {
            if !items.isEmpty { lines.append("  \(title): " + items.joined(separator: ", ")) }
        }
        add("imports", plan.imports.map { "\($0.module).\($0.name)" })
        add(
            "functions",
            plan.functions.indices.dropFirst(plan.importedFunctions).map { index in
                let function = plan.functions[index]
                let marks = (function.mayThrow ? " throws" : "") + (function.isRecursive ? " recursive" : "") + (plan.start == UInt32(index) ? " start" : "")
                return "f\(index) costs \(draft.costs[index])\(marks)"
            })
        add(
            "memories",
            plan.memories.map { "\($0.bytes) bytes \($0.type.addressType)\($0.type.isShared ? " shared" : "")" })
        add("tables", plan.tables.map { "\($0.type.element) \($0.type.addressType) with \($0.runs.count) runs" })
        add("globals", plan.globals.dropFirst(plan.ownGlobals.upperBound).map { "\($0.type.value)" })
        add("segments", ["\(plan.dataSegments.count) of data", "\(plan.elementSegments.count) of elements"])
        var counts: [Opcode: Int] = [:]
        for function in draft.module.functions { for instruction in function.body.instructions { counts[instruction.opcode, default: 0] += 1 } }
        let most = counts.sorted { ($1.value, $0.key.rawValue) < ($0.value, $1.key.rawValue) }.prefix(12)
        add("most frequent", most.map { "\($0.key.definition.mnemonic) \($0.value)" })
        let scaffolding = draft.scaffolding.reduce(0) { $0 + CodeRewriter.marks($1, count: 1 << 16).count { $0 } }
        let instructions = draft.module.functions.reduce(0) { $0 + $1.body.instructions.count }
        lines.append("  instructions: \(instructions), of which \(scaffolding) hold the module together")
        return lines
    }
}
