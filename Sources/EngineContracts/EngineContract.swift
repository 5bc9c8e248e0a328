package import EngineInterface
import WasmBinary
package import WasmModel
import WasmText

/// What every engine must do, as data: modules in the text format, what is asked, and what must come back.
///
/// An engine's tests run every check of ``EngineContract/checks`` and expect no complaint:
///
///     @Test(arguments: EngineContract.checks) func keepsTheContract(check: EngineContract.Check) throws {
///         #expect(try check.complaints(about: engine) == [])
///     }
package enum EngineContract {
    /// What a check is about: what an engine that fails it cannot be trusted with.
    package enum Subject: String, CaseIterable, Sendable {
        case calls, traps, limits, state, linking, references, hosts, rejections
    }

    /// One thing that an engine must do.
    package struct Check: Sendable, CustomStringConvertible {
        package var name: String
        package var subject = Subject.calls
        /// What an engine must have for the check to mean anything.
        package var features: FeatureSet
        package var limits: ExecutionLimits
        package var steps: [Step]
        package var description: String { name }

        init(
            _ name: String, needs features: FeatureSet = .wasm1, limits: ExecutionLimits = ExecutionLimits(),
            _ steps: Step...
        ) {
            self.name = name
            self.features = features
            self.limits = limits
            self.steps = steps
        }
    }

    /// One question and its answer. Questions go to the instance that was made last.
    package enum Step: Sendable {
        /// Host functions for later imports.
        case define([HostFunction])
        /// A module that loads and instantiates.
        case module(String)
        /// One that loads, and whose instantiation ends like this. The words of `unlinkable` and `unsupported` count
        /// for nothing.
        case instantiation(String, Instantiation)
        /// One that is not received: `malformed` or `invalid`; the words count for nothing.
        case rejected([UInt8], Reception)
        case register(String)
        case invoke(String, [Value], Outcome)
        case global(String, Value?)
        case observe(String, Observation)
        /// Bytes of a memory from an offset on; nil if the range must not be there.
        case memory(String, from: UInt64, [UInt8]?, count: Int)
        case hostCalls([HostCall])
        case exports([ExportDescription])
    }
}

extension EngineContract.Check {
    /// Whether the engine has what the check needs.
    package func applies(to engine: any Engine) -> Bool {
        engine.capabilities.unavailable == nil && engine.capabilities.features.isSuperset(of: features)
    }

    /// What the engine did otherwise than it must; empty if all was well or the check does not apply.
    package func complaints(about engine: any Engine) throws -> [String] {
        guard applies(to: engine) else { return [] }
        let store = try engine.makeStore(StoreConfiguration(features: engine.capabilities.features, limits: limits))
        var session = Session(store: store, capabilities: engine.capabilities)
        for (number, step) in steps.enumerated() {
            let complaint: String?
            do { complaint = try session.complaint(about: step) } catch let failure as EngineFailure {
                complaint = "engine failure: \(failure.detail)"
            }
            if let complaint { session.complaints.append("step \(number): \(complaint)") }
        }
        return session.complaints
    }
}

/// A store and the instance that is asked.
private struct Session {
    let store: any EngineStore
    let capabilities: EngineCapabilities
    var instance = InstanceHandle(number: .max)
    var complaints: [String] = []

    mutating func complaint(about step: EngineContract.Step) throws -> String? {
        switch step {
        case .define(let functions):
            try store.define(functions)
            return nil
        case .module(let text): return try instantiate(text, expecting: nil)
        case .instantiation(let text, let expected): return try instantiate(text, expecting: expected)
        case .rejected(let bytes, let expected): return try rejection(of: bytes, expected)
        case .register(let name):
            try store.register(instance, as: name)
            return nil
        case .invoke(let export, let arguments, let expected):
            let found = try store.invoke(instance, export, with: arguments)
            return difference(export, found, Self.asFarAsTold(expected, by: found))
        case .global(let export, let expected):
            return capabilities.observesGlobals ? difference(export, try store.global(instance, export), expected) : nil
        case .observe(let export, let expected):
            let found = try store.observe(instance, export)
            return found == .notObservable ? nil : difference(export, found, expected)
        case .memory(let export, let offset, let expected, let count):
            guard capabilities.observesMemories else { return nil }
            return difference(export, try store.memory(instance, export, from: offset, count: count), expected)
        case .hostCalls(let expected): return difference("host calls", try store.takeHostCalls(), expected)
        case .exports(let expected): return difference("exports", try store.exports(of: instance), expected)
        }
    }

    /// What is expected, without what the engine says that it cannot tell: which function a reference is to, and the name of
    /// an exception's tag.
    private static func asFarAsTold(_ expected: Outcome, by found: Outcome) -> Outcome {
        switch (expected, found) {
        case (.returned(let expected), .returned(let found)) where expected.count == found.count:
            return .returned(
                zip(expected, found).map { expected, found in
                    guard case .reference(.function) = expected, case .reference(.function(index: nil)) = found else { return expected }
                    return found
                })
        case (.threw(let expected), .threw(let found)) where found.tag == nil:
            return .threw(ThrownException(tag: nil, payload: expected.payload))
        default: return expected
        }
    }

    private func difference<Answer: Equatable>(_ subject: String, _ found: Answer, _ expected: Answer) -> String? {
        found == expected ? nil : "\(subject): \(found), not \(expected)"
    }

    private mutating func instantiate(_ text: String, expecting expected: Instantiation?) throws -> String? {
        let reception = try store.load(try Module(parsing: text).encoded())
        guard case .module(let module) = reception else { return "not loaded: \(reception)" }
        let found = try store.instantiate(module)
        switch (found, expected) {
        case (.instance(let made), nil):
            instance = made
            return nil
        case (.unlinkable, .unlinkable?), (.unsupported, .unsupported?): return nil
        case (_, let expected?): return found == expected ? nil : "\(found), not \(expected)"
        case (_, nil): return "\(found), not an instance"
        }
    }

    private func rejection(of bytes: [UInt8], _ expected: Reception) throws -> String? {
        let found = try store.load(bytes)
        switch (found, expected) {
        case (.malformed, .malformed), (.invalid, .invalid): return nil
        default: return "\(found), not \(expected)"
        }
    }
}
