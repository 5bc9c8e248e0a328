import EngineInterface
import ExternalEngines
import Foundation
import Testing

/// Programs that are no workers, or bad ones. What a good one does is tested with the built program.
@Suite struct WorkerEngineTests {
    private var impatient: WorkerLimits {
        var limits = WorkerLimits()
        limits.patience = 0.3
        return limits
    }

    @Test(arguments: [
        ("/nowhere/at/all", [], "cannot start"),
        ("/bin/sh", ["-c", "exit 7"], "status 7"),
        ("/bin/sh", ["-c", "kill -SEGV $$"], "signal 11"),
        ("/bin/sh", ["-c", "cat > /dev/null"], "did not answer"),
        ("/bin/sh", ["-c", "while :; do :; done"], "did not answer"),
        // Stopped for longer than anybody's patience: that is not its fault.
        ("/bin/sh", ["-c", "(sleep 1.5; kill -CONT $$) & kill -STOP $$; printf '\\001\\000\\000\\000\\377'; sleep 60"], "not of the protocol"),
        ("/bin/sh", ["-c", "exec 1>&-; sleep 60"], "closed its output"),
        ("/bin/sh", ["-c", "printf '\\001\\000\\000\\000\\377'; sleep 60"], "not of the protocol"),
        ("/bin/sh", ["-c", "printf '\\377\\377\\377\\377'; sleep 60"], "beyond all bounds"),
        ("/bin/sh", ["-c", "echo out of cheese error >&2; exit 1"], "out of cheese error"),
    ] as [(String, [String], String)])
    func saysWhatIsWrongWithAProgram(program: String, arguments: [String], words: String) {
        let failure = #expect(throws: EngineFailure.self) {
            try WorkerEngine(program: program, arguments: arguments, limits: impatient)
        }
        #expect(failure?.detail.contains(words) == true, "\(failure?.detail ?? "")")
    }

    @Test func setsLimitsOnAWorker() throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "assay-limits-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: file) }
        var limits = impatient
        limits.addressSpace = 1 << 34
        limits.cpuSeconds = 77
        limits.openFiles = 33
        let script = "(ulimit -Sv; ulimit -St; ulimit -Sn) > \(file.path)"
        _ = try? WorkerEngine(program: "/bin/sh", arguments: ["-c", script], limits: limits)
        let found = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map(String.init)
        #expect(found == ["\((1 << 34) / 1024)", "77", "33"])
    }
}
