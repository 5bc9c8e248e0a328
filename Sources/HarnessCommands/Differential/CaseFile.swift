import Conformance
import Divergence
import EngineInterface
import Foundation
import Triage
import WasmBinary
import WasmModel
import WasmText

/// What a command line names as a case: a module in either format, a script, or a bucket of the corpus.
enum CaseFile {
    /// The cases in a file. A script holds one for each module that something is called in; every other file holds one.
    /// - Throws: ``CommandFailure`` with status 66.
    static func cases(at path: String, _ features: FeatureSet?) throws(CommandFailure) -> [DifferentialCase] {
        if let bucket = Corpus.buckets(at: path).first, Corpus.isBucket(path) {
            do throws(Bucket.Failure) {
                return [try Bucket(reading: bucket).test]
            } catch {
                throw CommandFailure(.unreadableInput, "error: \(error)")
            }
        }
        if path.hasSuffix(".wast") { return try script(at: path, features ?? .wasm3) }
        let bytes = try ModuleSourceFile.encoded(path)
        // Bytes that are no module are a case, too: who takes them?
        guard let module = try? Module(decoding: bytes, features: .all) else {
            return [DifferentialCase(module: bytes, calls: [], features: features ?? .wasm3)]
        }
        return [DifferentialCase(module: bytes, calls: callsWithZeros(module), features: features ?? .wasm3)]
    }

    /// One call of every exported function whose parameters have a zero.
    static func callsWithZeros(_ module: Module) -> [DifferentialCase.Call] {
        let types = module.subTypes
        let indices = module.functionTypeIndices
        var calls: [DifferentialCase.Call] = []
        for export in module.exports where export.kind == .function {
            guard Int(export.index) < indices.count, Int(indices[Int(export.index)]) < types.count,
                case .function(let type) = types[Int(indices[Int(export.index)])].composite
            else { continue }
            let zeros = type.parameters.compactMap(zero)
            if zeros.count == type.parameters.count { calls.append(.init(export: export.name, arguments: zeros)) }
        }
        return calls
    }

    private static func zero(_ type: ValueType) -> Value? {
        switch type {
        case .i32: .i32(0)
        case .i64: .i64(0)
        case .f32: .f32(bits: 0)
        case .f64: .f64(bits: 0)
        case .v128: .v128(low: 0, high: 0)
        default: type.isNullable && type.heapType.isAbstract ? .reference(.null(type.heapType)) : nil
        }
    }

    // MARK: Scripts

    private static func script(at path: String, _ features: FeatureSet) throws(CommandFailure) -> [DifferentialCase] {
        let text = try Source.read(path)
        let script: Script
        do throws(TextError) {
            script = try Script(parsing: text)
        } catch {
            throw CommandFailure(.unreadableInput, "\(path):\(error)")
        }
        var reader = ScriptCases(script, features)
        return reader.cases()
    }

    /// The module and the calls of a case as a script, for a command that wants one.
    static func scriptText(of test: DifferentialCase) -> String {
        var writer = ScriptWriter()
        for library in test.libraries {
            writer.module(binary: library.module)
            writer.register(library.name)
        }
        writer.module(binary: test.module)
        for call in test.calls { writer.action(.invoke(call.export, call.arguments)) }
        return writer.text
    }
}

/// Cuts a script into cases: each module with the calls that are made in it before the next one, linked to what was
/// registered before it.
private struct ScriptCases {
    private let script: Script
    private let features: FeatureSet
    private var libraries: [DifferentialCase.Library] = []
    private var current: [UInt8]?
    private var named: [String: [UInt8]] = [:]
    private var calls: [DifferentialCase.Call] = []
    private var found: [DifferentialCase] = []

    init(_ script: Script, _ features: FeatureSet) {
        self.script = script
        self.features = features
        libraries = [.init(name: Spectest.name, module: Spectest.module(for: features).encoded())]
    }

    mutating func cases() -> [DifferentialCase] {
        for command in script.commands {
            switch command.kind {
            case .module(let id, let name, let isDefinition):
                finish()
                guard !isDefinition, let bytes = bytes(of: script[id]) else { continue }
                current = bytes
                if let name { named[script[name]] = bytes }
            case .register(let name, let instance):
                let bytes = instance.map { named[script[$0]] } ?? current
                if let bytes { libraries.append(.init(name: script[name], module: bytes)) }
            case .action(let action), .assertReturn(let action, _), .assertTrap(let action, _),
                .assertException(let action),
                .assertSuspension(let action, _), .assertExhaustion(let action, _):
                add(action)
            case .assertMalformed(let id, _), .assertInvalid(let id, _):
                if let bytes = bytes(of: script[id]) {
                    found.append(DifferentialCase(module: bytes, calls: [], features: features))
                }
            case .assertUnlinkable(.module(let id), _), .assertInstantiationTrap(.module(let id), _):
                guard let bytes = bytes(of: script[id]) else { continue }
                found.append(
                    DifferentialCase(module: bytes, libraries: needed(by: bytes), calls: [], features: features))
            case .instance, .assertUnlinkable, .assertInstantiationTrap, .assertMalformedCustom, .assertInvalidCustom,
                .thread, .wait:
                continue
            }
        }
        finish()
        return found
    }

    private mutating func add(_ action: Action) {
        guard case .invoke(let instance, let export, let arguments) = action,
            instance.map({ named[script[$0]] == current }) ?? true
        else {
            return
        }
        calls.append(.init(export: script[export], arguments: Array(script.arguments(arguments))))
    }

    private mutating func finish() {
        if let current {
            found.append(
                DifferentialCase(module: current, libraries: needed(by: current), calls: calls, features: features))
        }
        current = nil
        calls = []
    }

    /// Of what was registered, what the module asks for, and what that asks for.
    private func needed(by bytes: [UInt8]) -> [DifferentialCase.Library] {
        var wanted: Set<String> = []
        var open = [bytes]
        var kept: [Int] = []
        while let bytes = open.popLast() {
            guard let module = try? Module(decoding: bytes, features: .all) else { continue }
            for name in Set(module.imports.map(\.module)) where wanted.insert(name).inserted {
                guard let index = libraries.lastIndex(where: { $0.name == name }) else { continue }
                kept.append(index)
                open.append(libraries[index].module)
            }
        }
        return kept.sorted().map { libraries[$0] }
    }

    private func bytes(of source: ModuleSource) -> [UInt8]? {
        switch source {
        case .text(let module): module.encoded()
        case .binary(let bytes): bytes
        case .quote(let text): try? Module(parsing: text).encoded()
        }
    }
}
