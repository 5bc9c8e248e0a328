import WasmBinary
import WasmModel
import WasmText

/// From the commands of a script, as its text has them, to the commands an engine is asked to carry out.
struct ScriptPreparation {
    private let script: Script
    private var firstModule = 0
    private var linesBefore = 0
    private(set) var modules: [PreparedModule] = []
    private(set) var commands: [PreparedCommand] = []

    init(_ script: Script) { self.script = script }

    /// `firstModule` is the number of the script's first module among those of a larger script, of whose text
    /// `linesBefore` lines came before this one.
    mutating func prepareAll(firstModule: Int = 0, linesBefore: Int = 0) {
        self.firstModule = firstModule
        self.linesBefore = linesBefore
        modules = script.modules.map(Self.prepared)
        commands.reserveCapacity(script.commands.count)
        for command in script.commands {
            commands.append(prepared(command))
            if case .thread(let index) = command.kind {
                for inner in script.threads[index].commands { commands.append(skipped(inner)) }
            }
        }
    }

    // MARK: Modules

    private static func prepared(_ source: ModuleSource) -> PreparedModule {
        switch source {
        case .text(let module): return prepared(module)
        case .binary(let bytes):
            // Only for what it imports. Malformed bytes are the engine's to find.
            let module = try? Module(decoding: bytes)
            return prepared(bytes, imports: module?.imports ?? [])
        case .quote(let text):
            do throws(TextError) {
                return prepared(try Module(parsing: text))
            } catch {
                return PreparedModule(.rejected(error.evidence))
            }
        }
    }

    private static func prepared(_ module: Module) -> PreparedModule {
        prepared(module.encoded(), imports: module.imports)
    }

    private static func prepared(_ bytes: [UInt8], imports: [Import]) -> PreparedModule {
        var names: [String] = []
        var seen: Set<ExactName> = []
        var wantsShared = false
        for item in imports {
            if item.module == Spectest.name {
                if item.name == Spectest.sharedMemoryName { wantsShared = true }
                // Its functions and globals have no state.
                guard item.type.kind == .memory || item.type.kind == .table else { continue }
            }
            if seen.insert(ExactName(item.module)).inserted { names.append(item.module) }
        }
        return PreparedModule(.bytes(bytes), importedNames: names, wantsSharedSpectest: wantsShared)
    }

    /// What a reader finds that does not ignore custom sections and annotations.
    private func customEvidence(_ source: ModuleSource) -> Evidence {
        let faults: [CustomSectionFault]
        do {
            switch source {
            case .text(let module): faults = module.customSectionFaults
            case .binary(let bytes): faults = try Module.customSectionFaults(inBinary: bytes)
            case .quote(let text): faults = try Module(parsing: text).customSectionFaults
            }
        } catch let error as TextError {
            return error.evidence
        } catch {
            return .malformed("\(error)")
        }
        switch faults.first {
        case nil: return .accepted
        case .malformed(_, let error)?: return .malformedCustom("\(error)")
        case .invalid(_, let message)?: return .invalidCustom(message)
        }
    }

    // MARK: Commands

    private func line(_ command: Command) -> Int { Int(command.line) + linesBefore }
    private func number(_ module: Script.ModuleID) -> Int { Int(module.rawValue) + firstModule }
    private func name(_ id: Script.StringID?) -> String? { id.map { script[$0] } }

    private func skipped(_ command: Command) -> PreparedCommand {
        var prepared = prepared(command)
        prepared.operation = .decided(.unanswerable(Self.noThreads))
        return prepared
    }
    private static let noThreads = "threads of a script are not run: a store belongs to one of them"

    private func prepared(_ command: Command) -> PreparedCommand {
        let (kind, operation, requirement) = parts(of: command.kind)
        return PreparedCommand(line: line(command), kind: kind, operation: operation, requirement: requirement)
    }

    private func parts(of command: Command.Kind) -> (CommandKind, PreparedCommand.Operation, Requirement) {
        switch command {
        case .module(let module, let name, isDefinition: false):
            return (.module, .module(number(module), name: self.name(name)), .accepted)
        case .module(let module, let name, isDefinition: true):
            return (.moduleDefinition, .definition(number(module), name: self.name(name)), .accepted)
        case .instance(let name, let definition):
            return (.moduleInstance, .instance(name: self.name(name), of: self.name(definition)), .accepted)
        case .register(let name, let instance):
            return (.register, .register(name: script[name], instance: self.name(instance)), .accepted)
        case .action(let action):
            let operation = operation(action)
            if case .get = action { return (.get, operation, .completed) }
            return (.invoke, operation, .completed)
        case .assertReturn(let action, let expected):
            let patterns = script.expectations(expected).map(pattern)
            return (.assertReturn, operation(action), .returned(patterns))
        case .assertTrap(let action, let message): return (.assertTrap, operation(action), trap(message))
        case .assertException(let action): return (.assertException, operation(action), .threw)
        case .assertSuspension(let action, _): return (.assertSuspension, operation(action), .suspended)
        case .assertExhaustion(let action, let message):
            return (.assertExhaustion, operation(action), exhaustion(message))
        case .assertInstantiationTrap(let source, let message): return (.assertTrap, operation(source), trap(message))
        case .assertUnlinkable(let source, _): return (.assertUnlinkable, operation(source), .unlinkable)
        case .assertMalformed(let module, _): return (.assertMalformed, .load(number(module)), .malformed)
        case .assertInvalid(let module, _): return (.assertInvalid, .load(number(module)), .invalid)
        case .assertMalformedCustom(let module, _):
            return (.assertMalformedCustom, .decided(customEvidence(script[module])), .malformedCustom)
        case .assertInvalidCustom(let module, _):
            return (.assertInvalidCustom, .decided(customEvidence(script[module])), .invalidCustom)
        case .thread: return (.thread, .decided(.unanswerable(Self.noThreads)), .completed)
        case .wait: return (.wait, .decided(.unanswerable(Self.noThreads)), .completed)
        }
    }

    private func operation(_ action: Action) -> PreparedCommand.Operation {
        switch action {
        case .invoke(let instance, let export, let arguments):
            .invoke(instance: name(instance), export: script[export], arguments: Array(script.arguments(arguments)))
        case .get(let instance, let export): .get(instance: name(instance), export: script[export])
        }
    }

    private func operation(_ source: InstanceSource) -> PreparedCommand.Operation {
        switch source {
        case .module(let module): .instantiate(number(module))
        case .definition(let name): .instantiateDefinition(name: self.name(name))
        }
    }

    private func trap(_ message: Script.StringID) -> Requirement {
        let text = script[message]
        return TrapText.kind(of: text).map(Requirement.trapped) ?? .unclassified(text)
    }

    private func exhaustion(_ message: Script.StringID) -> Requirement {
        let text = script[message]
        return TrapText.resource(of: text).map(Requirement.exhausted) ?? .unclassified(text)
    }

    private func pattern(_ expected: ExpectedValue) -> ResultPattern {
        switch expected {
        case .value(let value): ResultPattern(value)
        case .f32(let nan): .f32(FloatPattern(nan))
        case .f64(let nan): .f64(FloatPattern(nan))
        case .vector(let vector): ResultPattern(vector)
        case .anyNull: .reference(.null(nil))
        case .null(let type): .reference(.null(type))
        case .reference(let type): .reference(ReferencePattern(type))
        case .either(let alternatives): .either(script.expectations(alternatives).map(pattern))
        }
    }
}

extension TextError {
    fileprivate var evidence: Evidence {
        switch category {
        case .malformed: .malformed("\(line):\(column): \(message)")
        case .malformedCustom: .malformedCustom("\(line):\(column): \(message)")
        case .invalidCustom: .invalidCustom("\(line):\(column): \(message)")
        }
    }
}

extension FloatPattern {
    fileprivate init(_ pattern: NaNPattern) {
        switch pattern {
        case .canonical: self = .canonicalNaN
        case .arithmetic: self = .arithmeticNaN
        }
    }
}

extension ReferencePattern {
    /// What `(ref.struct)` and its kin ask for.
    fileprivate init(_ type: HeapType) {
        switch type {
        case .func: self = .function
        case .extern: self = .extern(nil)
        case .exn: self = .exception
        case .eq: self = .eq
        case .i31: self = .i31
        case .struct: self = .structure
        case .array: self = .array
        default: self = .any
        }
    }

    /// What a reference that a script writes as a constant asks for.
    fileprivate init(_ reference: Reference) {
        switch reference {
        case .null(let type): self = .null(type)
        case .function: self = .function
        case .extern(let number): self = .extern(number)
        case .host(let number): self = .host(number)
        case .i31: self = .i31
        case .structure: self = .structure
        case .array: self = .array
        case .exception: self = .exception
        case .externalized: self = .extern(nil)
        }
    }
}

extension ResultPattern {
    fileprivate init(_ value: Value) {
        switch value {
        case .i32(let bits): self = .i32(bits)
        case .i64(let bits): self = .i64(bits)
        case .f32(let bits): self = .f32(.bits(bits))
        case .f64(let bits): self = .f64(.bits(bits))
        case .v128(let low, let high): self = .v128(low: low, high: high)
        case .reference(let reference): self = .reference(ReferencePattern(reference))
        }
    }

    /// NaN patterns stand in vectors of floats only.
    fileprivate init(_ vector: VectorPattern) {
        switch vector.shape {
        case .f32x4:
            self = .f32x4(
                (0..<4).map { lane in
                    let word = lane < 2 ? vector.low : vector.high
                    let bits = UInt32(truncatingIfNeeded: word >> UInt64(lane % 2 * 32))
                    return vector.pattern(ofLane: lane).map(FloatPattern.init) ?? .bits(bits)
                })
        case .f64x2:
            self = .f64x2(
                [vector.low, vector.high].enumerated().map { lane, bits in
                    vector.pattern(ofLane: lane).map(FloatPattern.init) ?? .bits(bits)
                })
        case .i8x16, .i16x8, .i32x4, .i64x2:
            self = .v128(low: vector.low, high: vector.high)
        }
    }
}
