/// What the process ends with. Nothing else is ever returned; a crash of an engine is a finding, not an end of ours.
package enum ExitStatus: Int32, Hashable, Sendable {
    case expected = 0
    /// A test failed, an expected failure passed, or a new divergence was found.
    case failed = 1
    /// The given signature reproduces.
    case reproduces = 2
    /// The command line is wrong.
    case usage = 64
    /// An input cannot be read, or is not what it should be.
    case unreadableInput = 66
    /// An engine that was asked for is not available, or fails its self-test.
    case engineUnavailable = 69
    /// A result could not be written.
    case unwritableResult = 74
    /// Ctrl-C; what was found until then has been written.
    case interrupted = 130
}

/// An end other than the expected one, and the words for it on standard error.
package struct CommandFailure: Error, Hashable, Sendable {
    package var status: ExitStatus
    /// Empty where everything has been said already.
    package var message: String

    package init(_ status: ExitStatus, _ message: String = "") {
        self.status = status
        self.message = message
    }
}
