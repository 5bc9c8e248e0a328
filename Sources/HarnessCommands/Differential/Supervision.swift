import Campaign
import ExternalEngines
import Foundation
import Persistence

/// A campaign in a process of its own, watched by this one: when an engine takes the process with it, another one goes on
/// where it was, and runs what it was doing with every engine apart.
struct Supervision {
    /// What the command was called with.
    var arguments: [String]
    /// The folder of the campaign; `nil` if it keeps none.
    var folder: String?
    /// Where it writes buckets, if the command says so.
    var corpus: String?

    /// Options of the command in the watched process. Not for people.
    static let deathOption = "--after-death"
    static let supervisedFlag = "--supervised"

    /// A campaign that dies so often without coming any further is given up.
    private static let mostDeathsInARow = 8

    /// Runs the campaign to its end.
    /// - Throws: ``CommandFailure`` with the status of that end.
    func run() throws(CommandFailure) {
        let scratch = folder == nil ? Self.scratchFolder() : nil
        defer { if let scratch { try? FileManager.default.removeItem(atPath: scratch) } }
        guard let place = folder ?? scratch else {
            throw CommandFailure(.unwritableResult, "error: no folder for what the campaign is doing can be made")
        }
        var deaths: [String] = []
        var deathsInARow = 0
        var lastProgress = 0
        while true {
            var call = arguments + [Self.supervisedFlag]
            if let scratch { call += ["--campaign", scratch] + (corpus == nil ? ["--corpus", Corpus.defaultPath] : []) }
            if let death = deaths.last {
                call += [Self.deathOption, death]
                if !arguments.contains("--resume") { call.append("--resume") }
            }
            switch SupervisedProcess.run(EngineRegistry.executable, call) {
            case .exited(let status):
                guard let status = ExitStatus(rawValue: status), status != .expected else { return }
                // What there is to say, the process has said.
                throw CommandFailure(status)
            case .notStarted:
                throw CommandFailure(.engineUnavailable, "error: the campaign's process cannot be started")
            // Somebody wanted an end, and it was handed on.
            case .signalled(SIGTERM), .signalled(SIGHUP), .signalled(SIGINT): throw CommandFailure(.interrupted)
            case .signalled(let signal):
                let progress = CampaignFolder(place).nextBatch ?? 0
                deathsInARow = progress > lastProgress ? 1 : deathsInARow + 1
                lastProgress = progress
                deaths.append("signal \(signal)")
                guard deathsInARow <= Self.mostDeathsInARow else {
                    throw CommandFailure(.failed, "error: the campaign's process died \(deathsInARow) times in batch \(progress)")
                }
                StandardError.write(
                    "note: the campaign's process died of signal \(signal); its last modules are run again with every engine apart\n")
            }
        }
    }

    private static func scratchFolder() -> String? {
        let path = FileManager.default.temporaryDirectory.appending(path: "assay-campaign-\(UUID().uuidString)").path()
        let isMade = (try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)) != nil
        return isMade ? path : nil
    }
}
