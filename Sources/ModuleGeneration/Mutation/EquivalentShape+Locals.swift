import WasmModel

extension EquivalentShape {
    /// Where a local may live instead.
    private enum Home: String {
        case global = "demote-to-global"
        case memory = "demote-to-memory"
        case structure = "demote-to-structure"
    }

    /// A local that is no parameter moves to a global, a memory or the field of a structure that nothing else knows. The
    /// first two are the same for all calls of the function, so it must call nothing, and so never be entered twice.
    ///
    /// - Returns: the name of what was done; `nil` if nothing could be.
    static func demoteLocal(
        of number: Int, in module: inout Module, _ scaffolding: inout [Range<Int32>], parameters: Int, _ features: FeatureSet,
        _ stream: inout RandomStream
    ) -> String? {
        var function = module.functions[number]
        let isPlace = function.locals.indices.filter { !function.locals[$0].type.isReference && function.locals[$0].count > 0 }
        guard let group = isPlace.isEmpty ? nil : stream.pick(isPlace) else { return nil }
        var homes: [Home] = features.contains(.gc) ? [.structure] : []
        if !function.body.instructions.contains(where: \.opcode.isCall) {
            homes.append(.global)
            if features.contains(.multiMemory) { homes.append(.memory) }
        }
        guard !homes.isEmpty else { return nil }
        let home = stream.pick(homes)
        let type = function.locals[group].type
        let local = UInt32(parameters) + function.locals[..<group].reduce(0) { $0 + $1.count }
        let demoted = DemotedLocal(local, type, count: UInt32(parameters) + function.locals.reduce(0) { $0 + $1.count }, home, &module, &function)
        CodeRewriter.rewrite(&function, &scaffolding) { number, instruction, output in
            if number == 0 { demoted.begin(&output) }
            switch instruction.opcode {
            case .localGet where instruction.index == local: demoted.get(&output)
            case .localSet where instruction.index == local: demoted.set(&output)
            case .localTee where instruction.index == local:
                demoted.set(&output)
                demoted.get(&output)
            default: output.instructions.append(instruction)
            }
        }
        module.functions[number] = function
        return home.rawValue
    }

    /// The code that stands for the local's.
    private struct DemotedLocal {
        let local: UInt32
        let type: ValueType
        let home: Home
        /// Of the global, the memory or the structure type.
        let index: UInt32
        /// The local that holds the structure.
        let holder: UInt32
        let address = Instruction(.i32Const, bits: 0xFFE0)

        init(_ local: UInt32, _ type: ValueType, count: UInt32, _ home: Home, _ module: inout Module, _ function: inout Function) {
            self.local = local
            self.type = type
            self.home = home
            holder = count
            switch home {
            case .global:
                index = UInt32(module.allGlobals.count)
                module.globals.append(.zero(of: type))
            case .memory:
                index = UInt32(module.allMemories.count)
                module.memories.append(MemoryType(limits: Limits(minimum: 1, maximum: 1)))
            case .structure:
                index = UInt32(module.subTypes.count)
                module.types.append(RecursionGroup([SubType(.structure([FieldType(.value(type), isMutable: true)]))]))
                function.locals.append(LocalGroup(count: 1, type: .reference(.type(index), nullable: true)))
            }
        }

        /// Zero, as a local is when its function is called.
        func begin(_ output: inout Expression) {
            switch home {
            case .global:
                output.appendZero(of: type)
                output.instructions.append(Instruction(.globalSet, index: index))
            case .memory:
                output.instructions.append(address)
                output.appendZero(of: type)
                output.instructions.append(Instruction(EquivalentEditor.memoryAccess(type).store, index: index))
            case .structure:
                output.instructions += [Instruction(.structNewDefault, index: index), Instruction(.localSet, index: holder)]
            }
        }

        func get(_ output: inout Expression) {
            switch home {
            case .global: output.instructions.append(Instruction(.globalGet, index: index))
            case .memory: output.instructions += [address, Instruction(EquivalentEditor.memoryAccess(type).load, index: index)]
            case .structure: output.instructions += [Instruction(.localGet, index: holder), Instruction(.structGet, index: index, bits: 0)]
            }
        }

        /// The local itself holds the value while what must stand below it is made.
        func set(_ output: inout Expression) {
            let value = [Instruction(.localGet, index: local)]
            switch home {
            case .global: output.instructions.append(Instruction(.globalSet, index: index))
            case .memory:
                output.instructions += [Instruction(.localSet, index: local), address] + value
                output.instructions.append(Instruction(EquivalentEditor.memoryAccess(type).store, index: index))
            case .structure:
                output.instructions += [Instruction(.localSet, index: local), Instruction(.localGet, index: holder)] + value
                output.instructions.append(Instruction(.structSet, index: index, bits: 0))
            }
        }
    }

    /// Other numbers for the locals that are no parameters.
    static func renumberLocals(_ function: inout Function, parameters: Int, _ stream: inout RandomStream) -> Bool {
        let total = function.locals.reduce(0) { $0 + Int($1.count) }
        guard total > 1, total < 10_000 else { return false }
        let types = function.locals.flatMap { Array(repeating: $0.type, count: Int($0.count)) }
        var order = Array(types.indices)
        for last in order.indices.dropFirst().reversed() { order.swapAt(last, stream.below(last + 1)) }
        var new = order
        for (position, old) in order.enumerated() { new[old] = position }
        for number in function.body.instructions.indices {
            switch function.body.instructions[number].opcode {
            case .localGet, .localSet, .localTee:
                let old = Int(function.body.instructions[number].index) - parameters
                if old >= 0, old < new.count { function.body.instructions[number].index = UInt32(new[old] + parameters) }
            default: break
            }
        }
        function.locals = order.map { LocalGroup(count: 1, type: types[$0]) }
        return true
    }
}
