import EngineInterface
import ExternalEngines
import Foundation
import EngineContracts
import Testing

@Suite(.enabled(if: Executable.isBuilt, "the program is not built")) struct WorkerTests {
    private static func worker(_ engine: String) throws -> WorkerEngine {
        try WorkerEngine(program: Executable.url.path, arguments: ["worker", "--engine", engine])
    }

    @Test(arguments: EngineContract.checks) func anEngineInAWorkerKeepsTheContract(check: EngineContract.Check) throws {
        #expect(try check.complaints(about: Self.worker("interpreter")) == [])
    }

    @Test func provokedDeathsLoseNothingElse() throws {
        let end = try Executable.run(["bench", "workers", "--deaths", "25", "--no-peers"])
        #expect(end.status == 0, "\(end.error)")
        #expect(end.output.contains("25 provoked, 0 other modules lost, 0 misread"), "\(end.output)")
    }

    @Test func aWorkerThatDiesBetweenQuestionsCostsNothing() throws {
        let engine = try Self.worker("provoked")
        for round in UInt32(0)..<3 {
            let deeds: [ProvokedEngine.Deed] = [.answer, .dieLater]
            let cases = deeds.enumerated().map {
                EngineCase(module: ProvokedEngine.module($1, number: 2 * round + UInt32($0)), calls: [])
            }
            #expect(engine.answers(to: cases).map(ProvokedEngine.number) == [2 * round, 2 * round + 1])
            Thread.sleep(forTimeInterval: 0.3)
        }
    }

    @Test func aBatchIsAnsweredInOrderWhateverDies() throws {
        let engine = try Self.worker("provoked")
        let deeds: [ProvokedEngine.Deed] = [.answer, .abort, .answer, .segmentationFault, .exit, .answer, .answer, .illegalInstruction]
        let cases = deeds.enumerated().map { EngineCase(module: ProvokedEngine.module($1, number: UInt32($0)), calls: []) }
        for (position, answer) in engine.answers(to: cases).enumerated() {
            if deeds[position] == .answer {
                #expect(ProvokedEngine.number(in: answer) == UInt32(position))
            } else {
                #expect(answer.failure?.isCrash == true)
                #expect(answer.failure?.detail.contains(deeds[position].words) == true, "\(answer)")
            }
        }
    }

    @Test func noWorkerOutlivesItsHarness() throws {
        let process = Process()
        process.executableURL = Executable.url
        process.arguments = ["fuzz", "--engine", "worker:interpreter,interpreter", "--time", "60", "--jobs", "1", "--quiet"]
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        var children: [Int32] = []
        for _ in 0..<100 where children.isEmpty {
            Thread.sleep(forTimeInterval: 0.05)
            children = Self.children(of: process.processIdentifier)
        }
        #expect(!children.isEmpty)
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        var left = children
        for _ in 0..<100 where !left.isEmpty {
            Thread.sleep(forTimeInterval: 0.05)
            left = left.filter { Self.parent(of: $0) != nil }
        }
        #expect(left.isEmpty)
    }

    /// The parent of a process that still runs.
    private static func parent(of identifier: Int32) -> Int32? {
        guard let status = try? String(contentsOfFile: "/proc/\(identifier)/stat", encoding: .utf8),
            let fields = status.split(separator: ")").last?.split(separator: " "), fields.count > 1, fields[0] != "Z"
        else { return nil }
        return Int32(fields[1])
    }

    private static func children(of identifier: Int32) -> [Int32] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return names.compactMap { Int32($0) }.filter { parent(of: $0) == identifier }
    }

    @Test func theExampleWorkerIsAnEngine() throws {
        let example = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "ExternalEnginesTests/example-worker.py").path
        let lines = try String(contentsOfFile: example, encoding: .utf8).split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.count <= 100)
        let end = try Executable.run(["engines", "--engine", "worker=" + example])
        // Where Python does not have the engine, the worker says so and ends.
        guard !end.output.contains("No module named 'wasmtime'") else { return }
        #expect(end.status == 0, "\(end.output)")
        let counts = try #require(end.output.firstMatch(of: /contract: (\d+) of (\d+) checks kept/)?.output)
        #expect(counts.1 == counts.2, "\(end.output)")
    }
}
