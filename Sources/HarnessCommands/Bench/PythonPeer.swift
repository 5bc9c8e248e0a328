import Foundation
import Persistence

/// An engine of others that a Python package brings along, timed in a process of its own beside ours: `wasmtime` and
/// `pywasm3` of PyPI. A peer that is not installed is left out.
///
/// It measures what ``EngineBench`` measures, by the same rules: CPU time of one thread, the call alone, best of several,
/// and only if the result was right.
struct PythonPeer: Sendable {
    /// As in the ratios: `wasmtime`, `wasmtime:winch`, `wasm3`.
    var name: String

    /// Every peer that the Python on the path can import.
    static func found() -> [PythonPeer] {
        ["wasmtime", "wasmtime:winch", "wasm3"].map(PythonPeer.init).filter { $0.answer(to: ["probe"]) != nil }
    }

    /// CPU seconds of one call.
    func run(_ kernel: Kernel) -> Double? { seconds("run", kernel) }
    /// CPU seconds from the bytes to the result and the end: the median.
    func latency(_ kernel: Kernel) -> Double? { seconds("latency", kernel) }

    private func seconds(_ what: String, _ kernel: Kernel) -> Double? {
        let path = FileManager.default.temporaryDirectory.appending(path: "assay-\(UUID().uuidString).wasm")
        defer { try? FileManager.default.removeItem(at: path) }
        guard (try? Data(kernel.bytes).write(to: path)) != nil else { return nil }
        let arguments = [what, path.path(), "\(Int32(bitPattern: kernel.argument))", "\(Int32(bitPattern: kernel.result))"]
        return answer(to: arguments)?["seconds"]?.double
    }

    /// What the script prints; `nil` if it fails.
    private func answer(to arguments: [String]) -> JSON? {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", "-c", Self.script, name] + arguments
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        guard (try? process.run()) != nil, let data = try? output.fileHandleForReading.readToEnd() else { return nil }
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { return nil }
        return try? JSON(parsing: Array(data))
    }

    private static let script = """
        import json, struct, sys, time
        peer, what = sys.argv[1:3]
        if peer.startswith("wasmtime"):
            import wasmtime
            configuration = wasmtime.Config()
            if peer.endswith("winch"):
                # Known to the library and not to the package.
                from wasmtime import _bindings
                _bindings.wasmtime_config_strategy_set(configuration.ptr(), 2)
            engine = wasmtime.Engine(configuration)
            def prepare(code):
                store = wasmtime.Store(engine)
                instance = wasmtime.Instance(store, wasmtime.Module(engine, code), [])
                run = instance.exports(store)["run"]
                return lambda argument: run(store, argument)
        else:
            import wasm3
            def prepare(code):
                environment = wasm3.Environment()
                runtime = environment.new_runtime(1 << 20)
                module = environment.parse_module(code)
                runtime.load(module)
                run = runtime.find_function("run")
                return lambda argument: (run(argument), runtime, module)[0]
        if what == "probe":
            print(json.dumps({"peer": peer}))
            sys.exit()
        code = open(sys.argv[3], "rb").read()
        argument, expected = int(sys.argv[4]), int(sys.argv[5])
        times = []
        for number in range(3 if what == "run" else 300):
            unique = code + b"\\0\\6\\1x" + struct.pack("<I", number)
            start = time.thread_time()
            call = prepare(unique)
            if what == "run":
                start = time.thread_time()
            result = call(argument)
            if what == "latency":
                del call
            times.append(time.thread_time() - start)
            if result != expected:
                sys.exit(1)
        times.sort()
        print(json.dumps({"seconds": times[0] if what == "run" else times[len(times) // 2]}))
        """
}
