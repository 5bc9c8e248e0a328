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

    package static func run(on function: inout IRFunction, _ context: PassContext, _ scratch: inout PassScratch) {
        guard hasAccesses(function) else { return }
        let hasBlocks = function.blocks.count > 1
        if hasBlocks { scratch.control.findIncoming(function) }
        scratch.replacements.begin(function)
        scratch.known.begin()
        let facts = function.facts
        for block in function.blocks.indices {
            let source = hasBlocks ? scratch.control.incoming.onlySource(of: block) : nil
            scratch.known.beginBlock(after: source.map { Int($0) })
            for value in function.blocks[block].values {
                function.rename(operandsOf: value, scratch.replacements)
                let instruction = function.instructions[Int(value)]
                guard let access = Access(instruction, facts) else {
                    scratch.known.forget(after: instruction.effects(facts))
                    continue
                }
                if access.isWrite {
                    scratch.known.forget(overwrittenBy: access)
                    if access.hasValue { scratch.known.add(access, access.value) }
                } else if let earlier = scratch.known.value(of: access), function.type(of: earlier) == instruction.type {
                    scratch.replacements.replace(value, by: earlier)
                    function.instructions[Int(value)].kind = .none
                } else {
                    scratch.known.add(access, value)
                }
            }
            function.rename(terminatorOf: block, scratch.replacements)
        }
    }

    private static func hasAccesses(_ function: borrowing IRFunction) -> Bool {
        function.mayHave(.load) || function.mayHave(.objectLoad) || function.mayHave(.globalGet)
    }

    /// Where an instruction reads or writes.
    struct Access: BitwiseCopyable {
        enum Space: UInt8, BitwiseCopyable { case memory, objects, globals }
        var space: Space
        /// The exponent of the bytes.
        var width: UInt8
        var isWrite: Bool
        /// Whether ``value`` is what stands there now.
        var hasValue: Bool
        /// Of the load that gives back what stands here without a change.
        var opcode: Opcode
        /// Which memory.
        var memory: UInt32 = 0
        var address: ValueID
        var value: ValueID = 0
        var offset: UInt64

        /// `nil` for what is not a plain access.
        @inline(__always)
        init?(_ instruction: IRInstruction, _ facts: OpcodeFacts) {
            address = instruction.a
            offset = instruction.bits
            opcode = instruction.opcode
            isWrite = false
            hasValue = false
            width = 0
            switch instruction.kind {
            case .load, .store:
                space = .memory
                memory = instruction.memoryIndex
            case .objectLoad, .objectStore: space = .objects
            case .globalGet, .globalSet:
                space = .globals
                address = 0
                opcode = .globalGet
                isWrite = instruction.kind == .globalSet
                hasValue = isWrite
                value = instruction.a
                return
            default: return nil
            }
            width = UInt8(facts[instruction.opcode].alignment)
            guard instruction.kind == .store || instruction.kind == .objectStore else { return }
            isWrite = true
            if let load = Self.load(of: instruction.opcode) {
                opcode = load
                hasValue = true
                value = instruction.b
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
            guard space == other.space else { return true }
            switch space {
            // Imported globals may be one and the same.
            case .globals: return false
            case .memory: guard memory == other.memory, address == other.address else { return false }
            case .objects: guard address == other.address else { return false }
            }
            let (end, carries) = offset.addingReportingOverflow(1 << UInt64(width))
            let (otherEnd, otherCarries) = other.offset.addingReportingOverflow(1 << UInt64(other.width))
            return !carries && !otherCarries && (end <= other.offset || otherEnd <= offset)
        }

        /// Whether a load of this place gives what a load of the other does.
        @inline(__always)
        func isSame(as other: Access) -> Bool {
            space == other.space && opcode == other.opcode && address == other.address && offset == other.offset
                && memory == other.memory
        }
    }

    /// Places whose contents are values of the function, for each block at its end.
    struct Knowledge: ~Copyable {
        /// Accesses that are remembered at a time.
        private static let mostKnown = 24

        private var entries = FlatArray<Access>()
        /// By block: where its entries begin. They end where the next block's begin.
        private var starts = FlatArray<Int32>()
        private var start = 0

        mutating func begin() {
            entries.removeAll()
            starts.removeAll()
        }

        /// Begins the next block with what another one before it knew, or with nothing.
        mutating func beginBlock(after block: Int?) {
            let next = starts.count
            start = entries.count
            starts.append(Int32(start))
            guard let block, block < next else { return }
            entries.appendAgain(Int(starts[block])..<Int(starts[block + 1]))
        }

        func value(of access: Access) -> ValueID? {
            for number in (start..<entries.count).reversed() where entries[number].isSame(as: access) {
                return entries[number].value
            }
            return nil
        }

        mutating func add(_ access: Access, _ value: ValueID) {
            if entries.count - start == Self.mostKnown {
                for number in start..<entries.count - 1 { entries[number] = entries[number + 1] }
                entries.truncate(to: entries.count - 1)
            }
            var access = access
            access.value = value
            entries.append(access)
        }

        mutating func forget(overwrittenBy write: Access) { keep { write.isApart(from: $0) } }

        mutating func forget(after effects: IREffects) {
            guard !effects.isDisjoint(with: .writes), entries.count > start else { return }
            keep { entry in
                switch entry.space {
                case .memory: !effects.contains(.writesMemory)
                case .objects: !effects.contains(.writesObjects)
                case .globals: !effects.contains(.writesGlobals)
                }
            }
        }

        @inline(__always)
        private mutating func keep(_ isKept: (Access) -> Bool) {
            var end = start
            for number in start..<entries.count where isKept(entries[number]) {
                if end != number { entries[end] = entries[number] }
                end += 1
            }
            entries.truncate(to: end)
        }

        mutating func shrink(ifOver bytes: Int) {
            entries.shrink(ifOver: bytes)
            starts.shrink(ifOver: bytes)
        }
    }
}
