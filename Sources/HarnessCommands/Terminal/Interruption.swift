import Dispatch
import Foundation
import Synchronization

/// Ctrl-C while a run goes on: the run is asked to stop, and what it has found is written. A second one ends the
/// process at once.
final class Interruption {
    private final class Flag: Sendable {
        let happened = Atomic<Bool>(false)
    }
    private let flag = Flag()
    private let source: any DispatchSourceSignal

    /// Calls `action` on another thread when the first Ctrl-C comes.
    init(_ action: @escaping @Sendable () -> Void) {
        signal(SIGINT, SIG_IGN)
        source = DispatchSource.makeSignalSource(signal: SIGINT, queue: .global())
        let flag = flag
        source.setEventHandler {
            if flag.happened.exchange(true, ordering: .relaxed) { exit(ExitStatus.interrupted.rawValue) }
            action()
        }
        source.activate()
    }

    var hasHappened: Bool { flag.happened.load(ordering: .relaxed) }

    deinit {
        source.cancel()
        signal(SIGINT, SIG_DFL)
    }
}
