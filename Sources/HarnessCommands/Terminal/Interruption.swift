import Dispatch
import Foundation
import Synchronization

/// Ctrl-C while a run goes on: the run is asked to stop, and what it has found is written. A second one ends the
/// process at once.
final class Interruption: Sendable {
    private let happened = Atomic<Bool>(false)
    private let source: any DispatchSourceSignal

    /// Calls `action` on another thread when the first Ctrl-C comes.
    init(_ action: @escaping @Sendable () -> Void) {
        signal(SIGINT, SIG_IGN)
        source = DispatchSource.makeSignalSource(signal: SIGINT, queue: .global())
        let source = source
        source.setEventHandler { [weak self] in
            guard let self, !self.happened.exchange(true, ordering: .relaxed) else {
                exit(ExitStatus.interrupted.rawValue)
            }
            action()
        }
        source.activate()
    }

    var hasHappened: Bool { happened.load(ordering: .relaxed) }

    deinit {
        source.cancel()
        signal(SIGINT, SIG_DFL)
    }
}
