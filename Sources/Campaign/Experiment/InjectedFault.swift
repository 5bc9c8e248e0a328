package import EngineInterface
import ModuleGeneration
import WasmBinary
package import WasmModel

/// A way to be wrong on purpose: what an engine that has it makes of a module before it runs it.
package struct InjectedFault: Sendable {
    package enum Family: String, CaseIterable, Sendable {
        case integer, float, conversion, vector, memory, table, control, reference, exception, validation, crash
        case optimisation
    }

    package var name: String
    package var family: Family
    /// An operation without which the fault cannot show, so that other modules need not be run.
    package var needs: Opcode
    package var effect: Effect

    package init(name: String, family: Family, needs: Opcode, effect: Effect) {
        self.name = name
        self.family = family
        self.needs = needs
        self.effect = effect
    }

    package enum Effect: Sendable {
        /// Runs another operation instead.
        case swap(Opcode)
        /// Instructions put before or behind.
        case surround(before: [Instruction], after: [Instruction])
        /// Changes the instruction's own immediates.
        case edit(@Sendable (inout Instruction, inout [UInt64]) -> Void)
        /// What an optimiser does that looks at two instructions: the one before has this opcode.
        case peephole(previous: Opcode, @Sendable (_ previous: Instruction, _ instruction: inout Instruction) -> Void)
        case rejects
        case crashes
    }

    /// The module as the engine sees it; `nil` where the fault finds nothing to be wrong about.
    func applied(to module: Module) -> Module? {
        var new = module
        var hasChanged = false
        for function in new.functions.indices {
            var body = new.functions[function].body
            var instructions: [Instruction] = []
            instructions.reserveCapacity(body.instructions.count)
            for var instruction in body.instructions {
                guard instruction.opcode == needs else {
                    instructions.append(instruction)
                    continue
                }
                let before = instruction
                switch effect {
                case .swap(let opcode):
                    instruction.opcode = opcode
                    // A narrower access must not claim more than its own width.
                    if case .memarg = OpcodeTable.shared[opcode].immediates {
                        instruction.small = min(instruction.small, UInt16(OpcodeTable.shared[opcode].naturalAlignment))
                    }
                case .edit(let edit):
                    edit(&instruction, &body.pool)
                    hasChanged = true
                case .peephole(let previous, let edit):
                    if let last = instructions.last, last.opcode == previous { edit(last, &instruction) }
                case .surround(let before, let after):
                    instructions += before + [instruction] + after
                    hasChanged = true
                    continue
                case .rejects, .crashes: return module
                }
                if instruction != before { hasChanged = true }
                instructions.append(instruction)
            }
            body.instructions = instructions
            body.positions = []
            new.functions[function].body = body
            new.functions[function].branchHints = []
        }
        return hasChanged ? new : nil
    }
}

/// An engine with one fault: another one behind a distorting glass.
package struct FaultyEngine: Engine {
    private let right: any Engine
    private let fault: InjectedFault
    package static let name = "faulty"

    package init(_ right: any Engine, _ fault: InjectedFault) {
        self.right = right
        self.fault = fault
    }

    package var identity: EngineIdentity {
        EngineIdentity(
            name: Self.name, version: "1", configuration: fault.name, sharedParts: right.identity.sharedParts)
    }
    package var capabilities: EngineCapabilities { right.capabilities }
    package func makeStore(_ configuration: StoreConfiguration) throws(EngineFailure) -> any EngineStore {
        let fault = fault, engine = identity
        return ForwardingStore(try right.makeStore(configuration)) { store, bytes throws(EngineFailure) in
            guard let module = try? Module(decoding: bytes, features: .all) else { return try store.load(bytes) }
            let isConcerned = module.functions.contains { $0.body.instructions.contains { $0.opcode == fault.needs } }
            guard isConcerned else { return try store.load(bytes) }
            switch fault.effect {
            case .rejects: return .invalid("injected: \(fault.name)")
            case .crashes: 
                // As a crash of another process shows: without a word of what was wrong.
                throw EngineFailure(engine: engine, detail: "the worker died by signal 11 (SIGSEGV)", isCrash: true)
            case .swap, .surround, .edit, .peephole: return try store.load(fault.applied(to: module)?.encoded() ?? bytes)
            }
        }
    }
}
