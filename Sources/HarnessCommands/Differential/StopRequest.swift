import Synchronization

/// A wish that work on other tasks ends soon.
final class StopRequest: Sendable {
    private let made = Atomic<Bool>(false)

    func make() { made.store(true, ordering: .relaxed) }
    var wasMade: Bool { made.load(ordering: .relaxed) }
}
