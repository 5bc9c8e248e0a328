/// How far a run has come: a line that is drawn over itself on a terminal, a line every ten seconds elsewhere.
struct ProgressLine {
    private let isQuiet: Bool
    private let isTerminal: Bool
    private let clock = ContinuousClock()
    private var last: ContinuousClock.Instant
    private var isDrawn = false

    init(isQuiet: Bool, isTerminal: Bool = StandardError.isTerminal) {
        self.isQuiet = isQuiet
        self.isTerminal = isTerminal
        last = clock.now
    }

    /// `text` is made only when it is shown.
    mutating func update(_ text: () -> String) {
        guard !isQuiet else { return }
        let now = clock.now
        guard last.duration(to: now) >= (isTerminal ? .milliseconds(100) : .seconds(10)) else { return }
        last = now
        StandardError.write(isTerminal ? "\r\u{1B}[K" + text() : text() + "\n")
        isDrawn = true
    }

    /// Leaves the line empty for what comes next.
    mutating func clear() {
        guard isDrawn, isTerminal else { return }
        StandardError.write("\r\u{1B}[K")
        isDrawn = false
    }
}
