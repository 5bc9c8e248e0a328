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
        _ module: Module, _ options: CompileOptions = CompileOptions(),
        observing observe: ((String, borrowing IRFunction) -> Void)? = nil
    ) throws(Unsupported) -> CompiledCode {
        var workspace = CompilerWorkspace.take(for: ModuleShape(module))
        let result: Result<CompiledCode, Unsupported>
        do throws(Unsupported) {
            result = .success(try workspace.compile(module, options, observe))
        } catch {
            result = .failure(error)
        }
        CompilerWorkspace.giveBack(workspace)
        return try result.get()
    }

    package struct Unsupported: Error, Hashable, Sendable { package var name: String }
}

extension CompilerWorkspace {
    fileprivate mutating func compile(
        _ module: Module, _ options: CompileOptions, _ observe: ((String, borrowing IRFunction) -> Void)?
    ) throws(ModuleCompiler.Unsupported) -> CompiledCode {
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
        return finish(module)
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
    private mutating func finish(_ module: Module) -> CompiledCode {
        var thunks = [UInt32](repeating: CompiledCode.noThunk, count: emitter.shape.signatures.count)
        for function in module.functions {
            let index = Int(function.typeIndex)
            guard thunks[index] == CompiledCode.noThunk else { continue }
            thunks[index] = UInt32(emitter.emitEntryThunk(emitter.shape.signatures[index]))
        }
        for index in emitter.hostThunks.indices { emitter.emitHostThunkIfNeeded(index) }
        emitter.emitRaise()
        emitter.link()
        let entries = emitter.entryOffsets.elements
        return CompiledCode(bytes: emitter.takeBytes(), entryOffsets: entries, thunkOffsets: thunks)
    }
}
