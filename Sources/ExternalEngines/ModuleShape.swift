package import EngineInterface
import WasmBinary
package import WasmModel

/// What an adapter must know of a module that an engine has accepted and that the engine's interface does not say, or
/// says differently in each release: imports, exports, and their types, read by our own decoder.
struct ModuleShape: Sendable {
    var bytes: [UInt8]
    var imports: [Import] = []
    var exports: [Export] = []
    /// In step with ``exports``; empty for what is not a function.
    private(set) var exportedTypes: [FunctionType] = []
    /// Exported globals and tables that hold references to exceptions.
    private(set) var exceptionHolders: Set<ExactName> = []
    private let types: [SubType]
    private var positions: [ExactName: Int] = [:]

    /// Of a module that the engine accepts although our decoder does not, nothing is known.
    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        guard let module = try? Module(decoding: bytes) else {
            types = []
            return
        }
        imports = module.imports
        exports = module.exports
        types = module.subTypes
        let functions = module.functionTypeIndices
        for (position, export) in exports.enumerated() {
            positions[ExactName(export.name)] = position
            var type = FunctionType()
            if export.kind == .function, Int(export.index) < functions.count, Int(functions[Int(export.index)]) < types.count,
                case .function(let found) = types[Int(functions[Int(export.index)])].composite
            {
                type = found
            }
            exportedTypes.append(type)
        }
        for export in exports {
            let type: ValueType?
            switch export.kind {
            case .global: type = module.allGlobals.indices.contains(Int(export.index)) ? module.allGlobals[Int(export.index)].value : nil
            case .table: type = module.allTables.indices.contains(Int(export.index)) ? module.allTables[Int(export.index)].element : nil
            case .function, .memory, .tag: type = nil
            }
            if let type, isException(type) { exceptionHolders.insert(ExactName(export.name)) }
        }
    }

    /// Whether values of this type are references to exceptions.
    func isException(_ type: ValueType) -> Bool { type.isReference && top(of: type.heapType) == .exn }

    func position(of name: String) -> Int? { positions[ExactName(name)] }

    func export(_ name: String, _ kind: ExternalKind) -> Export? {
        position(of: name).map { exports[$0] }.flatMap { $0.kind == kind ? $0 : nil }
    }

    var descriptions: [ExportDescription] {
        zip(exports, exportedTypes).map { export, type in
            guard export.kind == .function else { return ExportDescription(name: export.name, kind: export.kind) }
            let namesTypes = (type.parameters + type.results).contains { $0.isReference && !$0.heapType.isAbstract }
            return ExportDescription(name: export.name, kind: export.kind, functionType: namesTypes ? nil : type)
        }
    }

    /// The top of the hierarchy that a heap type of this module belongs to (§3.3.3).
    func top(of type: HeapType) -> HeapType {
        guard let index = type.typeIndex else {
            switch type {
            case .func, .nofunc: return .func
            case .extern, .noextern: return .extern
            case .exn, .noexn: return .exn
            default: return .any
            }
        }
        guard Int(index) < types.count, case .function = types[Int(index)].composite else { return .any }
        return .func
    }

    /// The instruction of a function that begins at this byte of the module.
    func instruction(at offset: Int, ofFunction functionIndex: Int) -> Opcode? {
        guard let module = try? Module(decoding: bytes, recordingPositions: true) else { return nil }
        let position = functionIndex - module.importCount(of: .function)
        guard module.functions.indices.contains(position) else { return nil }
        let body = module.functions[position].body
        return body.positions.firstIndex { $0 == offset }.map { body.instructions[$0].opcode }
    }
}

/// At which stage an engine rejected a module that does not say so itself.
package enum RejectionStage {
    /// Engines speak of "validation" for both stages; the stage is the one at which the specification rejects these
    /// bytes, by our own decoder. That the module is rejected at all is the engine's own answer.
    package static func reception(of bytes: [UInt8], _ words: String, asked: FeatureSet, supported: FeatureSet) -> Reception {
        if (try? Module(decoding: bytes, features: asked)) == nil { return .malformed(words) }
        // What the engine lacks is not wrong. It is looked for where it shows in the binary format.
        for feature in asked.subtracting(supported).features {
            var without = asked
            without.remove(feature)
            if (try? Module(decoding: bytes, features: without)) == nil { return .unsupported(feature.name) }
        }
        let lacking = asked.subtracting(supported)
        // Who has not got it may not have externref either, which is older.
        if !supported.contains(.gc), words.contains("gc types are disallowed") { return .unsupported(Feature.gc.name) }
        if lacking.contains(.gc), words.contains(laterGlobal) { return .unsupported(Feature.gc.name) }
        if lacking.contains(.extendedConst), words.contains("constant expression required") {
            return .unsupported(Feature.extendedConst.name)
        }
        if words.contains("table resizable limits flags") { return .unsupported("tables with 64-bit addresses") }
        return speaksOfLack(words) ? .unsupported(summary(words)) : .invalid(words)
    }

    /// What the validator says where only the rules of a feature would accept a module, not its encoding.
    private static let laterGlobal = "constant expression required: global.get of locally"

    private static let lacks = ["not enabled", "not supported", "unsupported", "Unsupported", "not yet implemented", "not implemented", "not available"]

    private static func speaksOfLack(_ words: String) -> Bool { lacks.contains { words.contains($0) } }

    /// The words without what differs from module to module, so that skips with one reason are counted together.
    private static func summary(_ words: String) -> String {
        let line = words.split(separator: "\n").last { speaksOfLack(String($0)) } ?? Substring(words)
        let plain = line.split(separator: " (at offset").first ?? line
        return plain.drop { $0 == " " || $0.isNumber || $0 == ":" }.prefix(80).description
    }
}
