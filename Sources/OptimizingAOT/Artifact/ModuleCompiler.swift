package import WasmModel

/// Code of a module, not yet in a file.
package struct CompiledCode: Sendable {
    package var bytes: [UInt8]
    /// By defined function: where it is entered through its object.
    package var entryOffsets: [Int]
    /// By defined function: where its body begins.
    package var bodyOffsets: [Int]
    /// By type index: where the runtime enters functions of that type; `nil` for types that are no defined function's.
    package var thunkOffsets: [Int?]
}

/// The compiler: a module in, machine code out.
package enum ModuleCompiler {
    /// Compiles a valid module.
    /// - Throws: ``Unsupported`` with the first thing that the compiler lacks; an IR verifier's failure, if the options
    ///   ask for it, is an internal error and named as such.
    package static func compile(
        _ module: Module, _ options: CompileOptions = CompileOptions(), observing observe: (String, IRFunction) -> Void = { _, _ in }
    ) throws(Unsupported) -> CompiledCode {
        if let missing = Support.missing(in: module) { throw Unsupported(name: missing) }
        let shape = ModuleShape(module)
        var emitter = CodeEmitter(shape: shape)
        for (number, source) in module.functions.enumerated() {
            var function = SSABuilder.build(name: "f\(shape.importedFunctionCount + number)", source, in: shape)
            observe("build", function)
            do {
                try PassPipeline.run(on: &function, options, after: observe)
            } catch {
                throw Unsupported(name: "internal error: \(error)")
            }
            emitter.emit(function, options: options)
        }
        var thunks = [Int?](repeating: nil, count: shape.functionTypes.count)
        for function in module.functions {
            let index = Int(function.typeIndex)
            if thunks[index] == nil, let type = shape.functionTypes[index] { thunks[index] = emitter.emitEntryThunk(type) }
        }
        for index in shape.functionTypes.indices { emitter.emitHostThunkIfNeeded(index) }
        emitter.emitRaise()
        emitter.link()
        let entries = emitter.entryOffsets
        let bodies = emitter.bodyOffsets
        return CompiledCode(bytes: emitter.bytes(), entryOffsets: entries, bodyOffsets: bodies, thunkOffsets: thunks)
    }

    package struct Unsupported: Error, Hashable, Sendable { package var name: String }
}
