import WasmModel

/// Takes a value from the store or load that it last went through instead of loading it again: linear memory, globals,
/// fields and elements.
///
/// A block begins with what its only predecessor knew. Two addresses are different only if they are the same value with
/// offsets that do not meet; two imports may be the same memory or global, so a write to one is a write to all. An access
/// that is left out cannot trap: one of the same place has not. Between threads, plain accesses promise no order
/// (specification, "Relaxed Memory Model"), and atomic ones are not looked at but forget everything.
package enum MemoryForwarding: Pass {
    package static let name = "forward-memory"

    /// Accesses that are remembered at a time.
    private static let mostKnown = 24

    package static func run(on function: inout IRFunction, _ context: PassContext) {
        let incoming = IncomingEdges(function)
        var replacement = Array(0..<ValueID(function.instructions.count))
        var known = [Knowledge](repeating: Knowledge(), count: function.blocks.count)
        var hasChanged = false
        for number in function.blocks.indices {
            let entries = incoming[number]
            var state = Knowledge()
            if entries.count == 1, let only = entries.first, Int(only.source) < number { state = known[Int(only.source)] }
            for value in function.blocks[number].first..<function.blocks[number].end {
                var instruction = function.instructions[Int(value)]
                instruction.renameOperands { replacement[Int($0)] }
                guard let access = Access(instruction) else {
                    state.forget(after: instruction.effects)
                    continue
                }
                if access.isWrite {
                    state.forget(overwrittenBy: access)
                    if let stored = access.value { state.add(access, stored) }
                } else if let earlier = state.value(of: access, as: instruction, function) {
                    replacement[Int(value)] = earlier
                    function.instructions[Int(value)].kind = .none
                    hasChanged = true
                } else {
                    state.add(access, value)
                }
            }
            known[number] = state
        }
        if hasChanged { function.replaceUses(by: replacement) }
    }

    /// Where an instruction reads or writes.
    private struct Access: Equatable {
        enum Space: Equatable { case memory(UInt32), objects, globals }
        var space: Space
        var address: ValueID
        var offset: UInt64
        var byteCount: UInt64
        /// Of the load that gives back what stands here without a change.
        var opcode: Opcode
        var isWrite: Bool
        /// What a store of whole values stores.
        var value: ValueID?

        /// `nil` for what is not a plain access.
        init?(_ instruction: IRInstruction) {
            let row = instruction.opcode.definition
            byteCount = 1 << UInt64(row.naturalAlignment)
            address = instruction.a
            offset = instruction.bits
            opcode = instruction.opcode
            isWrite = false
            switch instruction.kind {
            case .load: space = .memory(instruction.memoryIndex)
            case .objectLoad: space = .objects
            case .store, .objectStore:
                space = instruction.kind == .store ? .memory(instruction.memoryIndex) : .objects
                isWrite = true
                if let load = Self.load(of: instruction.opcode) {
                    opcode = load
                    value = instruction.b
                }
            case .globalGet, .globalSet:
                space = .globals
                address = 0
                byteCount = 1
                opcode = .globalGet
                isWrite = instruction.kind == .globalSet
                if isWrite { value = instruction.a }
            default: return nil
            }
        }

        /// The load that reads what a store has written without a change.
        private static func load(of store: Opcode) -> Opcode? {
            switch store {
            case .i32Store: .i32Load
            case .i64Store: .i64Load
            case .f32Store: .f32Load
            case .f64Store: .f64Load
            case .v128Store: .v128Load
            default: nil
            }
        }

        /// Whether a write here leaves `other` as it is.
        func isApart(from other: Access) -> Bool {
            switch (space, other.space) {
            case (.memory(let first), .memory(let second)):
                guard first == second, address == other.address else { return false }
            case (.objects, .objects): guard address == other.address else { return false }
            // Imported globals may be one and the same.
            case (.globals, .globals): return false
            default: return true
            }
            let (end, carries) = offset.addingReportingOverflow(byteCount)
            let (otherEnd, otherCarries) = other.offset.addingReportingOverflow(other.byteCount)
            return !carries && !otherCarries && (end <= other.offset || otherEnd <= offset)
        }
    }

    /// Places whose contents are values of the function.
    private struct Knowledge {
        private var entries: [(access: Access, value: ValueID)] = []

        func value(of access: Access, as instruction: IRInstruction, _ function: IRFunction) -> ValueID? {
            for entry in entries.reversed()
            where entry.access.space == access.space && entry.access.address == access.address
                && entry.access.offset == access.offset && entry.access.opcode == access.opcode
            {
                return function.instructions[Int(entry.value)].type == instruction.type ? entry.value : nil
            }
            return nil
        }

        mutating func add(_ access: Access, _ value: ValueID) {
            if entries.count == MemoryForwarding.mostKnown { entries.removeFirst() }
            entries.append((access, value))
        }

        mutating func forget(overwrittenBy write: Access) {
            entries.removeAll { !write.isApart(from: $0.access) }
        }

        mutating func forget(after effects: IREffects) {
            guard !effects.isDisjoint(with: .writes), !entries.isEmpty else { return }
            entries.removeAll { entry in
                switch entry.access.space {
                case .memory: effects.contains(.writesMemory)
                case .objects: effects.contains(.writesObjects)
                case .globals: effects.contains(.writesGlobals)
                }
            }
        }
    }
}
