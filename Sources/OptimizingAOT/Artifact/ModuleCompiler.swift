package import WasmModel
import WasmValidation

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
        _ module: Module, _ options: CompileOptions = CompileOptions(),
        observing observe: ((String, borrowing IRFunction) -> Void)? = nil
    ) throws(Unsupported) -> CompiledCode {
        let box = CompilerWorkspace.take(for: ModuleShape(module))
        defer { CompilerWorkspace.giveBack(box) }
        try box.workspace.compile(module, options, observe)
        return box.workspace.emitter.code
    }

    /// Compiles a valid module and makes its code executable, with nothing in between.
    ///
    /// - Parameter keep: gets a copy of the code.
    static func load(
        _ validated: ValidatedModule, _ options: CompileOptions, keeping keep: ((CompiledCode) -> Void)? = nil
    ) throws(Unsupported) -> LoadedArtifact {
        let box = CompilerWorkspace.take(for: ModuleShape(validated))
        defer { CompilerWorkspace.giveBack(box) }
        try box.workspace.compile(validated.module, options, nil)
        if let keep { keep(box.workspace.emitter.code) }
        do {
            return try LoadedArtifact(box.workspace.emitter)
        } catch {
            throw Unsupported(name: "loading the artifact: \(error.reason)")
        }
    }

    package struct Unsupported: Error, Hashable, Sendable { package var name: String }
}

extension CompilerWorkspace {
    fileprivate mutating func compile(
        _ module: Module, _ options: CompileOptions, _ observe: ((String, borrowing IRFunction) -> Void)?
    ) throws(ModuleCompiler.Unsupported) {
        let pipeline = PassPipeline(options)
        let hasUnguardedMemory = emitter.shape.hasUnguardedMemory
        let importedCount = emitter.shape.importedFunctionCount
        let bodies = pipeline.inlines ? InlinableBodies(functionCount: importedCount + module.functions.count) : nil
        let context = PassContext(hasUnguardedMemory: hasUnguardedMemory, bodies: bodies)
        for (number, source) in module.functions.enumerated() {
            let index = importedCount + number
            if observe == nil, let known = bodies?[index] {
                // It calls nothing, so all passes have done all they can.
                emitter.function.assign(known.function)
            } else {
                // Only who looks at it needs a name.
                try builder.build(source, name: observe != nil || options.verifies ? "f\(index)" : "")
                swap(&function, &builder.function)
                if let bodies, function.mayHave(.call) { makeBodies(bodies, module, importedCount, pipeline, hasUnguardedMemory) }
                observe?("build", function)
                do throws(IRVerifier.Failure) {
                    try pipeline.run(on: &function, context, &scratch, after: observe)
                } catch {
                    throw ModuleCompiler.Unsupported(name: "internal error: \(error)")
                }
                swap(&function, &emitter.function)
            }
            emitter.emit(options: options)
        }
        finish(module)
    }

    /// Makes the bodies of what the function at hand calls, so far as they can be put there.
    private mutating func makeBodies(
        _ bodies: InlinableBodies, _ module: Module, _ importedCount: Int, _ pipeline: PassPipeline, _ hasUnguardedMemory: Bool
    ) {
        swap(&callees, &builder.callees)
        for callee in callees.indices {
            let index = Int(callees[callee])
            guard index >= importedCount, bodies.isOpen(index) else { continue }
            let source = module.functions[index - importedCount]
            guard source.body.instructions.count <= Inlining.largestBody, (try? builder.build(source)) != nil,
                Inlining.isInlinable(builder.function),
                (try? pipeline.run(on: &builder.function, PassContext(hasUnguardedMemory: hasUnguardedMemory), &scratch)) != nil
            else { continue }
            bodies.keep(builder.function, as: index)
        }
    }

    /// Thunks, constants and the way out.
    private mutating func finish(_ module: Module) {
        for function in module.functions { emitter.emitEntryThunkIfNeeded(ofType: Int(function.typeIndex)) }
        for index in emitter.hostThunks.indices { emitter.emitHostThunkIfNeeded(index) }
        emitter.emitRaise()
        emitter.link()
    }
}
