package import EngineInterface
package import Foundation

/// The worker's side: an engine behind two file handles. `assay worker` is this around a built-in engine.
package struct WorkerServer {
    private let engine: any Engine
    private var channel: FrameChannel
    private var stores: [UInt32: any EngineStore] = [:]
    private var nextStore: UInt32 = 0

    package init(_ engine: any Engine, input: FileHandle, output: FileHandle) {
        self.engine = engine
        channel = FrameChannel(input: input, output: output)
    }

    /// Answers requests until the input ends.
    package mutating func serve() {
        while let payload = channel.receive() {
            let response: WorkerResponse
            do {
                response = try answer(try WorkerRequest(payload))
            } catch let failure as EngineFailure {
                response = .failure(failure.detail)
            } catch {
                response = .failure("the request is not of the protocol")
            }
            guard channel.send(response.payload) else { return }
        }
    }

    private mutating func answer(_ request: WorkerRequest) throws -> WorkerResponse {
        switch request {
        case .hello: return .hello(version: WorkerProtocol.version, engine.identity, engine.capabilities)
        case .makeStore(let configuration):
            let number = nextStore
            nextStore += 1
            stores[number] = try engine.makeStore(configuration)
            return .store(number)
        case .releaseStore(let store):
            stores[store] = nil
            return .done
        case .load(let store, let module): return .reception(try self.store(store).load(module))
        case .instantiate(let store, let module): return .instantiation(try self.store(store).instantiate(module))
        case .register(let store, let instance, let name):
            try self.store(store).register(instance, as: name)
            return .done
        case .define(let store, let functions):
            try self.store(store).define(functions)
            return .done
        case .invoke(let store, let instance, let export, let arguments):
            return .outcome(try self.store(store).invoke(instance, export, with: arguments))
        case .global(let store, let instance, let export): return .value(try self.store(store).global(instance, export))
        case .exports(let store, let instance): return .exports(try self.store(store).exports(of: instance))
        case .observe(let store, let instance, let export):
            return .observation(try self.store(store).observe(instance, export))
        case .memory(let store, let instance, let export, let offset, let count):
            return .bytes(try self.store(store).memory(instance, export, from: offset, count: Int(count)))
        case .takeHostCalls(let store): return .hostCalls(try self.store(store).takeHostCalls())
        }
    }

    private func store(_ number: UInt32) throws -> any EngineStore {
        guard let store = stores[number] else { throw EngineFailure(engine: engine.identity, detail: "no store \(number)") }
        return store
    }
}
