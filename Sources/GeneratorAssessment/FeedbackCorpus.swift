import Divergence
package import EngineInterface
package import ModuleGeneration
import WasmBinary
package import WasmModel
import WasmValidation

/// What a run of a generated case reached, as keys of which each is worth keeping a case for.
package enum CoverageKey: Hashable, Sendable {
    case opcode(Opcode)
    case pair(producer: Opcode, consumer: Opcode)
    /// An operation that took a constant of some class.
    case operand(Opcode, OperandClass)
    /// A control instruction so many blocks deep, up to eight.
    case control(Opcode, depth: Int)
    case trap(TrapKind)
    case outcome(String)
    /// A rule of validation or of the binary format that a module one edit away was rejected by.
    case rule(String)
}

/// What is special about a constant.
package enum OperandClass: Hashable, Sendable {
    case zero, one, negative, minimum, maximum, notANumber, infinite, subnormal, other

    init?(_ instruction: Instruction) {
        switch instruction.opcode {
        case .i32Const: self.init(integer: Int64(Int32(truncatingIfNeeded: Int64(bitPattern: instruction.bits))), minimum: Int64(Int32.min), maximum: Int64(Int32.max))
        case .i64Const: self.init(integer: Int64(bitPattern: instruction.bits), minimum: .min, maximum: .max)
        case .f32Const: self.init(float: Float(bitPattern: UInt32(truncatingIfNeeded: instruction.bits)))
        case .f64Const: self.init(float: Double(bitPattern: instruction.bits))
        default: return nil
        }
    }
    private init(integer: Int64, minimum: Int64, maximum: Int64) {
        switch integer {
        case 0: self = .zero
        case 1: self = .one
        case minimum: self = .minimum
        case maximum: self = .maximum
        default: self = integer < 0 ? .negative : .other
        }
    }
    private init(float: some BinaryFloatingPoint) {
        self =
            float.isNaN ? .notANumber : float.isInfinite ? .infinite : float.isSubnormal ? .subnormal : float.isZero ? .zero
            : float.sign == .minus ? .negative : .other
    }
}

/// Cases that reached something first, as a seed and edits, and how often each thing was reached: parents for mutation
/// are drawn from it, the rare ones more often. It is made before a campaign begins, by running a number of generated
/// cases in order, so that what a campaign does follows from its seed alone.
package struct FeedbackCorpus: Sendable {
    package struct Entry: Hashable, Sendable {
        package var seed: UInt64
        /// Mutations that were applied, in order.
        package var edits: [Edit]
    }

    /// A mutation by its seed, and the seed of the case that parts came from.
    package struct Edit: Hashable, Sendable {
        package var seed: UInt64
        package var donor: UInt64?
    }

    package private(set) var entries: [Entry] = []
    package private(set) var counts: [CoverageKey: Int] = [:]
    private var keys: [[CoverageKey]] = []
    /// Running sums of the entries' weights.
    private var sums: [Int] = []
    private let generator: ModuleGenerator
    /// For fresh cases of a campaign: what was seldom reached comes up more often.
    private var emphasised: ModuleGenerator

    package init(_ generator: ModuleGenerator) {
        self.generator = generator
        emphasised = generator
    }

    /// Runs cases by number and keeps those that reach something new. Every other case is a mutant of one that was kept.
    package mutating func grow(
        by count: Int, on engine: any Engine, limits: ExecutionLimits, seed: (Int) -> UInt64
    ) {
        for number in 0..<count {
            let seed = seed(number)
            var stream = RandomStream(seed: seed ^ 0x6665_6564)
            let entry: Entry
            if number.isMultiple(of: 2) || entries.isEmpty {
                entry = Entry(seed: seed, edits: [])
            } else {
                var parent = stream.pick(entries)
                parent.edits.append(edit(&stream))
                entry = parent
            }
            guard entry.edits.count < 6, let generated = module(of: entry) else { continue }
            var reached = Self.keys(of: generated, on: engine, limits: limits)
            if let rule = Self.rule(of: generated, seed: seed) { reached.insert(.rule(rule)) }
            add(entry, reached)
        }
        weigh()
        emphasised = generator.emphasising { opcode in counts[.opcode(opcode)] ?? 0 }
    }

    /// What a validator says to a module that is one edit away from this one.
    private static func rule(of generated: GeneratedModule, seed: UInt64) -> String? {
        guard let rejected = RejectedModule(from: generated, seed: seed) else { return nil }
        do {
            _ = try ValidatedModule(validating: try Module(decoding: rejected.bytes, features: generated.features), features: generated.features)
            return nil
        } catch {
            return rejected.rule
        }
    }

    /// A mutation; two in five take from another entry.
    private func edit(_ stream: inout RandomStream) -> Edit {
        let seed = stream.next()
        return Edit(seed: seed, donor: stream.chance(400) && !entries.isEmpty ? stream.pick(entries).seed : nil)
    }

    private mutating func add(_ entry: Entry, _ reached: Set<CoverageKey>) {
        let isNew = reached.contains { counts[$0] == nil }
        for key in reached { counts[key, default: 0] += 1 }
        guard isNew else { return }
        entries.append(entry)
        keys.append(reached.filter { counts[$0] == 1 })
    }

    /// An entry weighs as much as it has reached what few others did.
    private mutating func weigh() {
        var total = 0
        sums = keys.map { keys in
            total += 1 + keys.reduce(0) { $0 + 8 / max(1, counts[$1] ?? 1) }
            return total
        }
    }

    package func module(of entry: Entry) -> GeneratedModule? {
        var generated = generator.module(seed: entry.seed)
        for edit in entry.edits {
            if edit.seed.isMultiple(of: 16), let halves = generated.split(seed: edit.seed) {
                generated = halves
                continue
            }
            let donor = edit.donor.map { generator.module(seed: $0) }
            guard let mutant = TypedMutation.mutant(of: generated, seed: edit.seed, donor: donor) else { return nil }
            generated = mutant
        }
        return generated
    }

    /// The case of a seed: a fresh one as often as a mutant of an entry.
    package func module(seed: UInt64) -> GeneratedModule {
        var stream = RandomStream(seed: seed ^ 0x6D75_7461)
        guard let total = sums.last, total > 0, stream.chance(500) else { return emphasised.module(seed: seed) }
        let draw = stream.below(total)
        let position = sums.firstIndex { $0 > draw } ?? 0
        var entry = entries[position]
        for _ in 0...stream.below(2) { entry.edits.append(edit(&stream)) }
        return module(of: entry) ?? emphasised.module(seed: seed)
    }

    /// What a case reaches on an engine.
    package static func keys(of generated: GeneratedModule, on engine: any Engine, limits: ExecutionLimits) -> Set<CoverageKey> {
        let trace = ExecutionTrace(generated, on: engine, limits: limits)
        var reached: Set<CoverageKey> = []
        for step in trace.steps {
            if case .trapped(let kind) = step.outcome { reached.insert(.trap(kind)) }
            reached.insert(.outcome(step.outcome.name))
        }
        let modules = generated.libraries.map(\.module) + [generated.module]
        for (module, executed) in zip(modules, trace.executed) {
            let walk = StackWalk(module)
            for (function, wasExecuted) in zip(module.functions, executed) {
                let code = function.body.instructions
                walk.walk(function) { number, instruction, step in
                    guard wasExecuted[number] else { return }
                    reached.insert(.opcode(instruction.opcode))
                    if instruction.opcode.opensBlock || instruction.opcode.neverFallsThrough {
                        reached.insert(.control(instruction.opcode, depth: min(step.depth, 8)))
                    }
                    for producer in step.producers where producer >= 0 {
                        let maker = code[Int(producer)]
                        reached.insert(.pair(producer: maker.opcode, consumer: instruction.opcode))
                        if let kind = OperandClass(maker) { reached.insert(.operand(instruction.opcode, kind)) }
                    }
                }
            }
        }
        return reached
    }
}
