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
        _ module: Module, _ options: CompileOptions = CompileOptions(), observing observe: ((String, IRFunction) -> Void)? = nil
    ) throws(Unsupported) -> CompiledCode {
        let shape = ModuleShape(module)
        var emitter = CodeEmitter(shape: shape)
        let candidates = InliningCandidates(module, shape, PassPipeline(options))
        let context = PassContext(hasUnguardedMemory: shape.hasUnguardedMemory) { candidates.body(of: $0) }
        for (number, source) in module.functions.enumerated() {
            let index = UInt32(shape.importedFunctionCount + number)
            if observe == nil, let known = candidates.finishedBody(of: index) {
                emitter.emit(known, options: options)
                continue
            }
            var function = try SSABuilder.build(name: "f\(index)", source, in: shape)
            observe?("build", function)
            do {
                try candidates.pipeline.run(on: &function, context) { observe?($0, $1) }
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
    let pipeline: PassPipeline
    private let withoutInlining: PassPipeline
    private var bodies: [UInt32: IRFunction?] = [:]
    /// So that a module of very many small functions is not kept as IR whole.
    private static let mostKept = 1 << 14

    init(_ module: Module, _ shape: ModuleShape, _ pipeline: PassPipeline) {
        self.module = module
        self.shape = shape
        self.pipeline = pipeline
        withoutInlining = pipeline.without(Inlining.self)
    }

    /// The body of a function that was asked for before; it calls nothing, so all passes have done all they can.
    func finishedBody(of index: UInt32) -> IRFunction? { bodies[index] ?? nil }

    func body(of index: UInt32) -> IRFunction? {
        let defined = Int(index) - shape.importedFunctionCount
        guard module.functions.indices.contains(defined) else { return nil }
        if let known = bodies[index] { return known }
        guard bodies.count < Self.mostKept else { return nil }
        let source = module.functions[defined]
        var body: IRFunction?
        if source.body.instructions.count <= Inlining.largestBody {
            let context = PassContext(hasUnguardedMemory: shape.hasUnguardedMemory)
            if var function = try? SSABuilder.build(name: "f\(index)", source, in: shape),
                (try? withoutInlining.run(on: &function, context)) != nil, Inlining.isInlinable(function)
            {
                body = function
            }
        }
        bodies[index] = .some(body)
        return body
    }
}
