package import EngineInterface
import ModuleGeneration
import WasmBinary
package import WasmModel
import WasmValidation

/// The metamorphic oracle as an engine: it runs, on another engine, an equivalent form of every module that it is given.
/// Beside that engine it shows where the engine contradicts itself, so that one engine is enough to find its bugs, and
/// what shows can be shrunk and replayed as any divergence.
package struct EquivalentEngine: Engine {
    /// What stands before the name of the engine.
    package static let prefix = "equivalent:"
    /// Locals of one function above which a module is left as it is.
    private static let mostLocals = 10_000
    /// Types above which they stay in their order.
    private static let mostTypes = 200

    private let engine: any Engine

    package init(_ engine: any Engine) { self.engine = engine }

    package var identity: EngineIdentity {
        var identity = engine.identity
        identity.original = identity.implementation
        identity.name = Self.prefix + identity.name
        return identity
    }
    package var capabilities: EngineCapabilities { engine.capabilities }

    package func makeStore(_ configuration: StoreConfiguration) throws(EngineFailure) -> any EngineStore {
        let features = configuration.features
        return ForwardingStore(try engine.makeStore(configuration)) { store, bytes throws(EngineFailure) in
            try store.load(Self.equivalent(to: bytes, features))
        }
    }

    package func answers(to cases: [EngineCase]) -> [EngineCaseAnswer] {
        let forms = cases.map { test in
            var test = test
            let form = Self.form(of: test.module, test)
            for number in test.libraries.indices { test.libraries[number].module = Self.form(of: test.libraries[number].module, test).whole }
            test.module = form.rest ?? form.whole
            if let library = form.library { test.libraries.append(EngineCase.Library(name: SplitModule.name, module: library)) }
            return test
        }
        return engine.answers(to: forms).map(Self.withoutHalf)
    }

    /// The equivalent form of a module of a case, made once for all engines.
    private static func form(of bytes: [UInt8], _ test: EngineCase) -> Form {
        let features = test.configuration.features
        return test.findings.content(of: bytes, features) { Form(equivalent(to: bytes, features), features) }
    }

    private final class Form: Sendable {
        let whole: [UInt8]
        /// The same in two, for every fourth module that can be.
        let rest: [UInt8]?
        let library: [UInt8]?

        init(_ bytes: [UInt8], _ features: FeatureSet) {
            whole = bytes
            let seed = bytes.reduce(UInt64(0x6861_6C66)) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
            let isChosen = seed >> 40 & 3 == 0
            let split = isChosen ? (try? Module(decoding: bytes, features: features)).flatMap { SplitModule($0, [], seed: seed) } : nil
            rest = split?.rest.encoded()
            library = split?.library.encoded()
        }
    }

    /// What a library of our own exports was not there to be seen; the module exports what it did.
    private static func withoutHalf(_ answer: EngineCaseAnswer) -> EngineCaseAnswer {
        var answer = answer
        for step in answer.steps.indices {
            answer.steps[step].observations.removeAll { $0.export.hasPrefix(SplitModule.name + ".") }
        }
        return answer
    }

    /// Another module that does the same; the bytes themselves if they are no valid module.
    package static func equivalent(to bytes: [UInt8], _ features: FeatureSet) -> [UInt8] {
        guard var module = try? Module(decoding: bytes, features: features),
            (try? ValidatedModule(validating: module, features: features)) != nil,
            module.functions.allSatisfy({ $0.locals.reduce(0) { $0 + Int($1.count) } < mostLocals })
        else { return bytes }
        var scaffolding = Array(repeating: [Range<Int32>](), count: module.functions.count)
        _ = Equivalence.apply(to: &module, &scaffolding, features, RandomStream(seed: 0x6571_7569_76))
        if module.types.count < mostTypes, let other = ReorderedModule.reordered(module, &scaffolding, seed: UInt64(module.functions.count)) {
            module = other
        }
        return module.encoded()
    }
}
