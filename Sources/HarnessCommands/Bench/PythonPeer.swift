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

    /// CPU seconds from the bytes to code for all functions, on one thread.
    func compilation(of module: [UInt8]) -> Double? { seconds("compile", module, []) }

    private func seconds(_ what: String, _ kernel: Kernel) -> Double? {
        seconds(what, kernel.bytes, ["\(Int32(bitPattern: kernel.argument))", "\(Int32(bitPattern: kernel.result))"])
    }

    private func seconds(_ what: String, _ module: [UInt8], _ arguments: [String]) -> Double? {
        let path = FileManager.default.temporaryDirectory.appending(path: "assay-\(UUID().uuidString).wasm")
        defer { try? FileManager.default.removeItem(at: path) }
        guard (try? Data(module).write(to: path)) != nil else { return nil }
        return answer(to: [what, path.path()] + arguments)?["seconds"]?.double
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
            # Known to the library and not to the package.
            from wasmtime import _bindings
            configuration = wasmtime.Config()
            _bindings.wasmtime_config_parallel_compilation_set(configuration.ptr(), False)
            if peer.endswith("winch"):
                _bindings.wasmtime_config_strategy_set(configuration.ptr(), 2)
            engine = wasmtime.Engine(configuration)
            def compile(code):
                start = time.process_time()
                wasmtime.Module(engine, code)
                return time.process_time() - start
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
            def compile(code):
                # Known to the library and not to the package, which compiles functions when they are called.
                import ctypes
                library = ctypes.CDLL(wasm3.__file__)
                for name in "m3_NewEnvironment", "m3_NewRuntime":
                    getattr(library, name).restype = ctypes.c_void_p
                for name in "m3_ParseModule", "m3_LoadModule", "m3_CompileModule":
                    getattr(library, name).restype = ctypes.c_char_p
                environment = ctypes.c_void_p(library.m3_NewEnvironment())
                runtime = ctypes.c_void_p(library.m3_NewRuntime(environment, 1 << 20, None))
                module = ctypes.c_void_p()
                start = time.process_time()
                fault = library.m3_ParseModule(environment, ctypes.byref(module), code, len(code))
                fault = fault or library.m3_LoadModule(runtime, module) or library.m3_CompileModule(module)
                if fault:
                    sys.exit(1)
                return time.process_time() - start
        if what == "probe":
            print(json.dumps({"peer": peer}))
            sys.exit()
        code = open(sys.argv[3], "rb").read()
        if what == "compile":
            print(json.dumps({"seconds": min(compile(code) for _ in range(2))}))
            sys.exit()
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
