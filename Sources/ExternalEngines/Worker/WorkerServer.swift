package import EngineInterface
import Foundation

/// The worker's side: an engine behind standard input and output. `assay worker` is this around one of our engines. It is
/// used by one thread at a time.
package final class WorkerServer: @unchecked Sendable {
    private let engine: any Engine
    private var channel: FrameChannel
    private var stores: [UInt32: any EngineStore] = [:]
    private var nextStore: UInt32 = 0
    private let announcement: CaseAnnouncement
    /// Cases begun, over all requests.
    private var caseCount: UInt32 = 0
    private var lastFlush: UInt64 = 0
    /// Nanoseconds for which an answer may wait for the next: those that a death takes along are worked out again.
    private static let longestWait: UInt64 = 1_000_000

    /// From here on standard output belongs to the protocol.
    /// - Throws: if it is not open.
    package init(_ engine: any Engine) throws(EngineFailure) {
        self.engine = engine
        guard let channel = WorkerFiles.channel() else {
            throw EngineFailure(engine: engine.identity, detail: "standard output is not open")
        }
        self.channel = channel
        announcement = WorkerFiles.openAnnouncements() ? .file : .frames
    }

    /// Bytes of stack for calls inside each other; what a thread gets by default varies.
    private static let stackSize = 16 << 20

    /// Answers requests until the input ends.
    package func serve() {
        let isDone = DispatchSemaphore(value: 0)
        let thread = Thread { [self] in
            serveHere()
            isDone.signal()
        }
        thread.stackSize = Self.stackSize
        thread.start()
        isDone.wait()
    }

    private func serveHere() {
        var patience = Patience.endless
        while case .payload(let payload) = channel.receive(&patience) {
            do {
                let request = try WorkerRequest(payload)
                if case .run(let cases) = request {
                    guard run(cases) else { return }
                    continue
                }
                channel.post(try answer(request).write)
            } catch let failure as EngineFailure {
                channel.post(WorkerResponse.failure(failure.detail).write)
            } catch {
                channel.post(WorkerResponse.failure("the request is not of the protocol").write)
            }
            // Requests that have come together are answered together.
            guard channel.hasMore || flush() else { return }
        }
        _ = flush()
    }

    /// False if nobody reads the answers.
    private func run(_ cases: [EngineCase]) -> Bool {
        lastFlush = WorkerFiles.now
        for (index, test) in cases.enumerated() {
            caseCount &+= 1
            switch announcement {
            case .file: WorkerFiles.announce(caseCount)
            case .frames, .none:
                channel.post(WorkerResponse.begun(UInt32(index)).write)
                guard flush() else { return false }
            }
            channel.post(WorkerResponse.answer(engine.answer(to: test)).write)
            guard WorkerFiles.now - lastFlush < Self.longestWait || flush() else { return false }
        }
        return flush()
    }

    private func flush() -> Bool {
        var patience = Patience.endless
        defer { lastFlush = WorkerFiles.now }
        return channel.flush(&patience)
    }

    private func answer(_ request: WorkerRequest) throws -> WorkerResponse {
        switch request {
        case .hello:
            return .hello(
                WorkerHello(
                    version: WorkerProtocol.version, identity: engine.identity, capabilities: engine.capabilities, runs: announcement))
        case .compile(let configuration, let module):
            guard let compiler = engine as? any AheadCompiler else {
                throw EngineFailure(engine: engine.identity, detail: "does not compile ahead")
            }
            switch try compiler.compile(module, configuration) {
            case .success(let bytes): return .bytes(bytes)
            case .failure(let rejection): return .reception(rejection.reception)
            }
        case .run: throw EngineFailure(engine: engine.identity, detail: "cases within a request")
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
