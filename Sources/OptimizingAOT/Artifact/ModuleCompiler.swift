package import WasmModel

/// Code of a module, not yet in a file.
package struct CompiledCode: Sendable {
    package var bytes: [UInt8]
    /// By defined function: where it is entered through its object.
    package var entryOffsets: [UInt32]
    /// By type index: where the runtime enters functions of that type; ``noThunk`` for types that are no defined function's.
    package var thunkOffsets: [UInt32]
    static let noThunk = UInt32.max
}

/// The compiler: a module in, machine code out.
package enum ModuleCompiler {
    /// Compiles a valid module.
    /// - Throws: ``Unsupported`` with an IR verifier's failure, which is an internal error and named as such, if the
    ///   options ask for it. There is nothing in the language that the compiler lacks.
    package static func compile(
        _ module: Module, _ options: CompileOptions = CompileOptions(), observing observe: (String, IRFunction) -> Void = { _, _ in }
    ) throws(Unsupported) -> CompiledCode {
        let shape = ModuleShape(module)
        var emitter = CodeEmitter(shape: shape)
        let candidates = InliningCandidates(module, shape, options)
        for (number, source) in module.functions.enumerated() {
            var function = SSABuilder.build(name: "f\(shape.importedFunctionCount + number)", source, in: shape)
            observe("build", function)
            do {
                try PassPipeline.run(on: &function, options, PassContext { candidates.body(of: $0) }, after: observe)
            } catch {
                throw Unsupported(name: "internal error: \(error)")
            }
            emitter.emit(function, options: options)
        }
        var thunks = [UInt32](repeating: CompiledCode.noThunk, count: shape.functionTypes.count)
        for function in module.functions {
            let index = Int(function.typeIndex)
            if thunks[index] == CompiledCode.noThunk, let type = shape.functionTypes[index] {
                thunks[index] = UInt32(emitter.emitEntryThunk(type))
            }
        }
        for index in shape.functionTypes.indices { emitter.emitHostThunkIfNeeded(index) }
        emitter.emitRaise()
        emitter.link()
        let entries = emitter.entryOffsets.map { UInt32($0) }
        return CompiledCode(bytes: emitter.bytes(), entryOffsets: entries, thunkOffsets: thunks)
    }

    package struct Unsupported: Error, Hashable, Sendable { package var name: String }
}

/// Bodies that can be put where they are called, made when they are first asked for.
private final class InliningCandidates {
    private let module: Module
    private let shape: ModuleShape
    private let options: CompileOptions
    private var bodies: [UInt32: IRFunction?] = [:]

    init(_ module: Module, _ shape: ModuleShape, _ options: CompileOptions) {
        self.module = module
        self.shape = shape
        self.options = options
    }

    func body(of index: UInt32) -> IRFunction? {
        let defined = Int(index) - shape.importedFunctionCount
        guard module.functions.indices.contains(defined) else { return nil }
        if let known = bodies[index] { return known }
        let source = module.functions[defined]
        var body: IRFunction?
        if source.body.instructions.count <= Inlining.largestBody {
            var function = SSABuilder.build(name: "f\(index)", source, in: shape)
            // Calls inside are not looked at, so this does not come back here.
            for pass in PassPipeline.passes(for: options) where pass != Inlining.self { pass.run(on: &function, PassContext()) }
            if Inlining.isInlinable(function) { body = function }
        }
        bodies[index] = .some(body)
        return body
    }
}
