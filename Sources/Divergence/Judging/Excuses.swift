package import EngineInterface
import WasmBinary
import WasmModel

/// What the specification leaves to engines, looked for in a case in which they differ: each rule is tried by changing
/// the modules so that the freedom is gone, or shows, and running again. A difference that a rule does not take away
/// stays one.
package enum Excuses {
    /// ``Verdict/divergent(_:)`` if no rule explains the difference.
    /// - Parameter vote: how the engines differ in the case.
    package static func verdict(
        on test: DifferentialCase, _ vote: Vote, engines: [any Engine], limits: ExecutionLimits
    ) -> Verdict {
        var modules: [Module] = []
        for bytes in test.modules {
            guard let module = try? Module(decoding: bytes, features: .all) else { return unexplained }
            modules.append(module)
        }
        func run(_ modules: [Module], _ hosts: [HostFunction] = []) -> [CaseRun] {
            var changed = test.replacing(modules: modules.map { $0.encoded() })
            changed.hosts += hosts
            return CaseRunner.run(changed, on: engines, limits: limits)
        }
        /// Whether those who differed agree about all that came before, and not because they came less far.
        func agree(_ runs: [CaseRun]) -> Bool {
            let voters = vote.groups.joined()
            return Vote(runs) == nil
                && voters.allSatisfy { Comparison.isComparable(runs[$0], through: vote.difference.step) }
        }
        // §4.6.8, §4.6.7: growing may fail at any time.
        if modules.contains(where: { Rewriting.uses($0, GrowthLog.growing.contains) }) {
            let logged = modules.map(GrowthLog.logged)
            if logged.allSatisfy({ $0 != nil }),
                GrowthLog.hasPartingFailure(run(logged.compactMap { $0 }, GrowthLog.hosts))
            {
                return .incomparable("growth-failure")
            }
        }
        // §4.3.3: which NaN an operation makes.
        let canonical = modules.map(NaNCanonicalisation.canonicalised)
        let usesFloats = canonical != modules
        if usesFloats, agree(run(canonical)) { return .allowed(Comparison.nanRule) }
        // §4.3, Relaxed Operations.
        let lowered = modules.map(RelaxedLowering.lowered)
        if lowered != modules, agree(run(lowered.map(NaNCanonicalisation.canonicalised))) {
            return .allowed("relaxed-simd")
        }
        return unexplained
    }

    /// The case with every NaN that an operation makes replaced by the canonical one; `nil` if a module cannot be read.
    package static func withoutFreedom(_ test: DifferentialCase) -> DifferentialCase? {
        var modules: [[UInt8]] = []
        for bytes in test.modules {
            guard let module = try? Module(decoding: bytes, features: .all) else { return nil }
            let canonical = NaNCanonicalisation.canonicalised(module)
            modules.append(canonical == module ? bytes : canonical.encoded())
        }
        return test.replacing(modules: modules)
    }

    private static let unexplained = Verdict.divergent(Difference(step: 0, kind: .values))
}

/// Changes of bodies, instruction by instruction.
enum Rewriting {
    static func uses(_ module: Module, _ isWanted: (Opcode) -> Bool) -> Bool {
        module.functions.contains { $0.body.instructions.contains { isWanted($0.opcode) } }
    }

    /// The module with `edit` applied to each instruction of each function: it appends to a body what is to stand in
    /// its place, and may ask for locals of a type.
    static func edited(_ module: Module, _ edit: (Instruction, inout BodyWriter) -> Void) -> Module {
        var new = module
        let types = module.subTypes
        for position in module.functions.indices {
            let function = module.functions[position]
            guard Int(function.typeIndex) < types.count,
                case .function(let type) = types[Int(function.typeIndex)].composite
            else { continue }
            var writer = BodyWriter(
                body: Expression([], pool: function.body.pool),
                nextLocal: UInt32(type.parameters.count) + function.locals.reduce(0) { $0 + $1.count })
            for instruction in function.body.instructions { edit(instruction, &writer) }
            new.functions[position].body = writer.body
            new.functions[position].locals += writer.locals
            new.functions[position].branchHints = []
        }
        new.customSections = []
        return new
    }
}

/// A body that is being written.
struct BodyWriter {
    var body: Expression
    fileprivate var nextLocal: UInt32
    fileprivate var locals: [LocalGroup] = []
    private var scratch: [ValueType: UInt32] = [:]

    fileprivate init(body: Expression, nextLocal: UInt32) {
        self.body = body
        self.nextLocal = nextLocal
    }

    mutating func append(_ instructions: Instruction...) { body.instructions += instructions }

    /// A local of this type that nobody else uses.
    mutating func local(_ type: ValueType, _ number: Int = 0) -> UInt32 {
        // One for each type is enough for all rewritings but those of several operands.
        let key = ValueType(rawValue: type.rawValue | UInt32(number) << 8)
        if let known = scratch[key] { return known }
        defer { nextLocal += 1 }
        locals.append(LocalGroup(count: 1, type: type))
        scratch[key] = nextLocal
        return nextLocal
    }
}

/// Makes the NaNs that operations make the canonical one, at once, so that which one it was cannot be seen.
enum NaNCanonicalisation {
    static func canonicalised(_ module: Module) -> Module {
        guard Rewriting.uses(module, { shape($0) != nil }) else { return module }
        return Rewriting.edited(module) { instruction, writer in
            writer.append(instruction)
            guard let shape = shape(instruction.opcode) else { return }
            let local = writer.local(shape.type)
            writer.append(Instruction(.localSet, index: local))
            switch shape {
            case .f32: writer.append(Instruction(.f32Const, bits: 0x7FC0_0000))
            case .f64: writer.append(Instruction(.f64Const, bits: 0x7FF8_0000_0000_0000))
            case .f32x4: writer.body.appendVector(.v128Const, low: 0x7FC0_0000_7FC0_0000, high: 0x7FC0_0000_7FC0_0000)
            case .f64x2: writer.body.appendVector(.v128Const, low: 0x7FF8_0000_0000_0000, high: 0x7FF8_0000_0000_0000)
            }
            let get = Instruction(.localGet, index: local)
            writer.append(get, get, get, Instruction(shape.differs), Instruction(shape.choose))
        }
    }

    private enum Shape {
        case f32, f64, f32x4, f64x2
        var type: ValueType {
            switch self {
            case .f32: .f32
            case .f64: .f64
            case .f32x4, .f64x2: .v128
            }
        }
        /// True, or all ones, where a value is not itself.
        var differs: Opcode {
            switch self {
            case .f32: .f32Ne
            case .f64: .f64Ne
            case .f32x4: .f32x4Ne
            case .f64x2: .f64x2Ne
            }
        }
        var choose: Opcode { type == .v128 ? .v128Bitselect : .select }
    }

    /// What an operation makes whose NaNs are the engine's choice; `nil` for all others (§4.3.3).
    private static func shape(_ opcode: Opcode) -> Shape? {
        switch opcode {
        case .f32Ceil, .f32Floor, .f32Trunc, .f32Nearest, .f32Sqrt, .f32Add, .f32Sub, .f32Mul, .f32Div, .f32Min,
            .f32Max, .f32DemoteF64:
            .f32
        case .f64Ceil, .f64Floor, .f64Trunc, .f64Nearest, .f64Sqrt, .f64Add, .f64Sub, .f64Mul, .f64Div, .f64Min,
            .f64Max, .f64PromoteF32:
            .f64
        case .f32x4Ceil, .f32x4Floor, .f32x4Trunc, .f32x4Nearest, .f32x4Sqrt, .f32x4Add, .f32x4Sub, .f32x4Mul,
            .f32x4Div, .f32x4Min,
            .f32x4Max, .f32x4DemoteF64x2Zero, .f32x4RelaxedMadd, .f32x4RelaxedNmadd, .f32x4RelaxedMin, .f32x4RelaxedMax:
            .f32x4
        case .f64x2Ceil, .f64x2Floor, .f64x2Trunc, .f64x2Nearest, .f64x2Sqrt, .f64x2Add, .f64x2Sub, .f64x2Mul,
            .f64x2Div, .f64x2Min,
            .f64x2Max, .f64x2PromoteLowF32x4, .f64x2RelaxedMadd, .f64x2RelaxedNmadd, .f64x2RelaxedMin, .f64x2RelaxedMax:
            .f64x2
        default: nil
        }
    }
}

/// Tells the host the result of every growth.
enum GrowthLog {
    static let growing: Set<Opcode> = [.memoryGrow, .tableGrow]
    private static let module = "assay.grown"
    static let hosts = [ValueType.i32, .i64].map {
        HostFunction(module: module, name: $0.description, type: FunctionType([$0]))
    }

    static func logged(_ module: Module) -> Module? {
        let imported = module.importCount(of: .function)
        var renumbering = Renumbering()
        renumbering.shift(from: imported, by: 2, of: imported + module.functions.count, in: .function)
        guard var new = renumbering.apply(to: module) else { return nil }
        for host in hosts {
            new.imports.append(
                Import(module: host.module, name: host.name, type: .function(typeIndex: UInt32(new.subTypes.count))))
            new.types.append(RecursionGroup([SubType(.function(host.type))]))
        }
        let memories = new.allMemories.map(\.addressType)
        let tables = new.allTables.map(\.addressType)
        return Rewriting.edited(new) { instruction, writer in
            writer.append(instruction)
            let addresses = instruction.opcode == .memoryGrow ? memories : tables
            guard growing.contains(instruction.opcode), Int(instruction.index) < addresses.count else { return }
            let address = addresses[Int(instruction.index)]
            let local = writer.local(address.valueType)
            writer.append(
                Instruction(.localTee, index: local),
                Instruction(.call, index: UInt32(imported + (address == .i32 ? 0 : 1))),
                Instruction(.localGet, index: local))
        }
    }

    /// Whether the first growth in which two engines part is one that failed in one of them.
    static func hasPartingFailure(_ runs: [CaseRun]) -> Bool {
        let logs = runs.map { run in
            run.steps.flatMap(\.hostCalls).filter { $0.module == module }.compactMap(\.arguments.first)
        }
        guard let first = logs.first else { return false }
        for log in logs.dropFirst() {
            guard let (a, b) = zip(first, log).first(where: { $0 != $1 }) else { continue }
            return [a, b].contains { $0 == .i32(.max) || $0 == .i64(.max) }
        }
        return false
    }
}
