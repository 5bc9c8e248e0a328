import EngineInterface

/// An engine that compiles a module in one process for another.
protocol AheadCompiler: Engine {
    func compile(_ module: [UInt8], _ configuration: StoreConfiguration) throws(EngineFailure) -> Result<[UInt8], Rejection>
}

/// A module that was not compiled.
struct Rejection: Error {
    var reception: Reception
}

/// Compilers in processes of their own: what they compile is loaded by a process that has compiled nothing.
final class CompilerPool: Sendable {
    private let pool: WorkerPool
    private let engine: EngineIdentity

    init(_ program: WorkerProgram, _ engine: EngineIdentity) {
        pool = WorkerPool(program, engine)
        self.engine = engine
    }

    func compile(_ module: [UInt8], _ configuration: StoreConfiguration) throws(EngineFailure) -> Result<[UInt8], Rejection> {
        let process = try pool.take()
        defer { pool.giveBack(process) }
        switch try process.ask(.compile(configuration, module: module)) {
        case .bytes(let bytes?): return .success(bytes)
        case .reception(let reception): return .failure(Rejection(reception: reception))
        default: throw EngineFailure(engine: engine, detail: "the compiler's answer does not fit the request")
        }
    }
}
