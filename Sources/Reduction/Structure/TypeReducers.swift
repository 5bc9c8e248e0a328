import Divergence
import EngineInterface
import WasmModel

/// Function types by content.
enum FunctionTypes {
    /// The index of a function type, which is added if the module does not have it.
    static func index(of type: FunctionType, in module: inout Module) -> UInt32 {
        let wanted = SubType(.function(type))
        var index = 0
        for group in module.types {
            if group.types.count == 1, group.types[0].composite == wanted.composite, group.types[0].isFinal,
                group.types[0].supertypes.isEmpty
            {
                return UInt32(index)
            }
            index += group.types.count
        }
        module.types.append(RecursionGroup([wanted]))
        return UInt32(index)
    }

    static func type(_ index: UInt32, in module: Module) -> FunctionType? {
        let types = module.subTypes
        guard Int(index) < types.count, case .function(let type) = types[Int(index)].composite else { return nil }
        return type
    }
}

/// Takes fields out of structures, types out of recursion groups, and makes types plain.
struct TypeReducer: ListReducer {
    var list: ChangeList

    init(_ candidate: Candidate) {
        var changes: [ChangeList.Change] = []
        for (number, module) in candidate.modules.enumerated() {
            for group in module.types.indices
            where module.types[group].types.count > 1 || module.types[group].isExplicit {
                changes.append { current in
                    guard group < current.modules[number].types.count,
                        current.modules[number].types[group].types.count > 1
                    else { return nil }
                    var proposal = current
                    let members = proposal.modules[number].types[group].types
                    proposal.modules[number].types.replaceSubrange(
                        group...group, with: members.map { RecursionGroup([$0]) })
                    return proposal
                }
            }
            for group in module.types.indices {
                for member in module.types[group].types.indices {
                    changes.append { Self.plain($0, number, group, member) }
                    guard case .structure(let fields) = module.types[group].types[member].composite else { continue }
                    for field in fields.indices.reversed() {
                        changes.append { Self.withoutField($0, number, group, member, field) }
                    }
                }
            }
        }
        list = ChangeList(candidate, changes)
    }

    private static func plain(_ candidate: Candidate, _ module: Int, _ group: Int, _ member: Int) -> Candidate? {
        guard group < candidate.modules[module].types.count, member < candidate.modules[module].types[group].types.count
        else { return nil }
        var type = candidate.modules[module].types[group].types[member]
        guard !type.supertypes.isEmpty || !type.isFinal || type.isExplicit else { return nil }
        type = SubType(type.composite)
        var proposal = candidate
        proposal.modules[module].types[group].types[member] = type
        return proposal
    }

    /// Without a field that no instruction names. What makes the structure from its fields has one operand less.
    private static func withoutField(_ candidate: Candidate, _ number: Int, _ group: Int, _ member: Int, _ field: Int)
        -> Candidate?
    {
        let module = candidate.modules[number]
        guard group < module.types.count, member < module.types[group].types.count,
            case .structure(var fields) = module.types[group].types[member].composite, field < fields.count
        else { return nil }
        let index = UInt32(module.types[..<group].reduce(0) { $0 + $1.types.count } + member)
        var proposal = candidate
        fields.remove(at: field)
        proposal.modules[number].types[group].types[member].composite = .structure(fields)
        for function in module.functions.indices {
            for position in module.functions[function].body.instructions.indices {
                let instruction = module.functions[function].body.instructions[position]
                guard OpcodeTable.shared[instruction.opcode].immediates == .typeAndField, instruction.index == index
                else {
                    // One operand too many: the validity gate refuses where the value is made by `struct.new`.
                    continue
                }
                if Int(instruction.bits) == field { return nil }
                if Int(instruction.bits) > field {
                    proposal.modules[number].functions[function].body.instructions[position].bits -= 1
                }
            }
        }
        return proposal
    }
}

/// Takes parameters and results out of the types of functions.
struct SignatureReducer: ListReducer {
    var list: ChangeList

    init(_ candidate: Candidate) {
        var changes: [ChangeList.Change] = []
        for number in candidate.modules.indices {
            let module = candidate.modules[number]
            let imported = module.importCount(of: .function)
            for function in module.functions.indices {
                guard let type = FunctionTypes.type(module.functions[function].typeIndex, in: module) else { continue }
                for parameter in type.parameters.indices.reversed() {
                    changes.append {
                        SignatureEdit.withoutParameter($0, number, function, imported + function, parameter)
                    }
                }
                if type.results.count > 0 {
                    changes.append { SignatureEdit.withResults($0, number, function, imported + function, []) }
                    if type.results.count > 1 {
                        for result in type.results.indices {
                            changes.append {
                                SignatureEdit.withResults($0, number, function, imported + function, [result])
                            }
                        }
                    }
                }
            }
        }
        list = ChangeList(candidate, changes)
    }
}

/// Changes of a function's type, with the calls of it that come from outside.
enum SignatureEdit {
    /// Without a parameter: it becomes a local, which begins with the argument of the only call, or zero.
    static func withoutParameter(
        _ candidate: Candidate, _ number: Int, _ function: Int, _ index: Int, _ parameter: Int
    ) -> Candidate? {
        var module = candidate.modules[number]
        guard function < module.functions.count,
            var type = FunctionTypes.type(module.functions[function].typeIndex, in: module),
            parameter < type.parameters.count, !isCalledInside(module, index)
        else { return nil }
        let removed = type.parameters.remove(at: parameter)
        let isUsed = module.functions[function].body.instructions.contains {
            OpcodeTable.shared[$0.opcode].immediates == .localIndex && $0.index == UInt32(parameter)
        }
        // The numbers of the locals behind it go down; its own becomes the first behind the parameters.
        let last = UInt32(type.parameters.count)
        if isUsed { module.functions[function].locals.insert(LocalGroup(count: 1, type: removed), at: 0) }
        for position in module.functions[function].body.instructions.indices {
            var instruction = module.functions[function].body.instructions[position]
            guard OpcodeTable.shared[instruction.opcode].immediates == .localIndex else { continue }
            if instruction.index == UInt32(parameter) {
                instruction.index = last
            } else if instruction.index > UInt32(parameter), instruction.index <= last || !isUsed {
                instruction.index -= 1
            }
            module.functions[function].body.instructions[position] = instruction
        }
        module.functions[function].typeIndex = FunctionTypes.index(of: type, in: &module)
        _ = UnusedDefinitions.remove(from: &module, [.type])
        var proposal = candidate
        proposal.modules[number] = module
        if number == candidate.main {
            let names = Set(module.exports.filter { $0.kind == .function && Int($0.index) == index }.map(\.name))
            for call in proposal.test.calls.indices
            where names.contains(proposal.test.calls[call].export)
                && parameter < proposal.test.calls[call].arguments.count
            {
                proposal.test.calls[call].arguments.remove(at: parameter)
            }
        }
        return proposal
    }

    /// With these of its results only. The others are dropped at the end of the body; a `return` elsewhere makes the
    /// proposal invalid, and so is no harm.
    static func withResults(_ candidate: Candidate, _ number: Int, _ function: Int, _ index: Int, _ kept: [Int])
        -> Candidate?
    {
        var module = candidate.modules[number]
        guard function < module.functions.count,
            var type = FunctionTypes.type(module.functions[function].typeIndex, in: module),
            !isCalledInside(module, index), type.results.count > kept.count,
            let most = kept.max() ?? type.results.indices.first,
            most < type.results.count
        else { return nil }
        var body = module.functions[function].body.instructions
        guard body.last?.opcode == .end else { return nil }
        body.removeLast()
        if let only = kept.first {
            // Drop what is above, keep it in a local, drop what is below.
            let local = UInt32(type.parameters.count) + module.functions[function].locals.reduce(0) { $0 + $1.count }
            body += Array(repeating: Instruction(.drop), count: type.results.count - 1 - only)
            if only > 0 {
                module.functions[function].locals.append(LocalGroup(count: 1, type: type.results[only]))
                body.append(Instruction(.localSet, index: local))
                body += Array(repeating: Instruction(.drop), count: only)
                body.append(Instruction(.localGet, index: local))
            }
        } else {
            body += Array(repeating: Instruction(.drop), count: type.results.count)
        }
        body.append(Instruction(.end))
        body = BodyEdit.withoutDroppedLeaves(body)
        module.functions[function].body.instructions = body
        module.functions[function].body.positions = []
        type.results = kept.map { type.results[$0] }
        module.functions[function].typeIndex = FunctionTypes.index(of: type, in: &module)
        _ = UnusedDefinitions.remove(from: &module, [.type])
        var proposal = candidate
        proposal.modules[number] = module
        return proposal
    }

    static func isCalledInside(_ module: Module, _ index: Int) -> Bool {
        module.functions.contains { function in
            function.body.instructions.contains {
                OpcodeTable.shared[$0.opcode].immediates == .functionIndex && Int($0.index) == index
            }
        }
    }
}

/// Takes out locals that no instruction names, and gives those of one type one number where they never meet.
struct LocalReducer: ListReducer {
    var list: ChangeList

    init(_ candidate: Candidate) {
        var changes: [ChangeList.Change] = []
        for number in candidate.modules.indices {
            for function in candidate.modules[number].functions.indices {
                changes.append { Self.compacted($0, number, function) }
            }
        }
        list = ChangeList(candidate, changes)
    }

    /// Only the locals that are named, in the order of their types.
    private static func compacted(_ candidate: Candidate, _ number: Int, _ position: Int) -> Candidate? {
        guard position < candidate.modules[number].functions.count else { return nil }
        let module = candidate.modules[number]
        var function = module.functions[position]
        guard let type = FunctionTypes.type(function.typeIndex, in: module) else { return nil }
        let parameters = type.parameters.count
        let total = parameters + function.locals.reduce(0) { $0 + Int($1.count) }
        guard total > parameters, total < 60_000 else { return nil }
        var types: [ValueType] = type.parameters
        for group in function.locals { types += Array(repeating: group.type, count: Int(group.count)) }
        var isUsed = [Bool](repeating: false, count: total)
        for instruction in function.body.instructions
        where OpcodeTable.shared[instruction.opcode].immediates == .localIndex {
            if Int(instruction.index) < total { isUsed[Int(instruction.index)] = true }
        }
        let kept = (parameters..<total).filter { isUsed[$0] }.sorted {
            (types[$0].rawValue, $0) < (types[$1].rawValue, $1)
        }
        var map = Array(0..<total)
        for (new, old) in kept.enumerated() { map[old] = parameters + new }
        for index in function.body.instructions.indices
        where OpcodeTable.shared[function.body.instructions[index].opcode].immediates == .localIndex {
            let old = Int(function.body.instructions[index].index)
            if old < total { function.body.instructions[index].index = UInt32(map[old]) }
        }
        function.locals = []
        for old in kept {
            if let last = function.locals.indices.last, function.locals[last].type == types[old] {
                function.locals[last].count += 1
            } else {
                function.locals.append(LocalGroup(count: 1, type: types[old]))
            }
        }
        var proposal = candidate
        proposal.modules[number].functions[position] = function
        return proposal
    }
}
