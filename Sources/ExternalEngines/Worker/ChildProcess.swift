import CChildProcess
import Foundation
import Synchronization

/// Upper bounds for a worker; `nil` leaves one as it is.
package struct WorkerLimits: Hashable, Sendable {
    /// Bytes of address space. Engines reserve gigabytes for every memory, and most of it never becomes memory: what keeps
    /// a worker from filling the machine is ``data``, this only ends reserving without end.
    package var addressSpace: UInt64? = 16 << 40
    /// Bytes of memory that it can write to.
    package var data: UInt64? = 8 << 30
    /// Seconds of CPU time between two stores.
    package var cpuSeconds: UInt64? = 900
    package var openFiles: UInt64? = 256
    /// Bytes of any file that it writes, and of its messages.
    package var fileBytes: UInt64? = 256 << 20
    /// Seconds for an answer, beyond what the calls in the question may take.
    package var patience = 30.0
    package init() {}
}

/// A running program with two pipes to it.
///
/// What makes it safe: buffers outlive the system calls that fill them, and their length goes with them.
final class ChildProcess {
    /// How a program ended.
    enum End: Hashable, Sendable {
        case exited(status: Int32)
        case signalled(Int32)
        /// It still ran, and was killed.
        case killed
    }

    private let child: child_process
    private var hasEnded = false

    /// - Throws: the system's words.
    init(_ program: String, _ arguments: [String], _ limits: WorkerLimits) throws(ChildFailure) {
        child = try ChildSpawner.shared.start(program, arguments, limits)
    }

    deinit { if !hasEnded { _ = child_process_end(child, 0) } }

    /// Frames to it and from it.
    func channel() -> FrameChannel { FrameChannel(input: child.output, output: child.input, child: child.identifier) }

    /// The number it announced last: of cases that it began. It holds after its death.
    var announced: UInt32 { child_process_announced(child) }

    /// Waits for its end and, if it does not come, brings it about.
    func end(patience milliseconds: UInt32) -> End {
        hasEnded = true
        switch child_process_end(child, milliseconds) {
        case ..<0: return .killed
        case let status where status >= 256: return .signalled(status - 256)
        case let status: return .exited(status: status)
        }
    }

    /// Lets it use so much more CPU time.
    func extend(cpuSeconds: UInt64) { child_process_extend(child.identifier, cpuSeconds) }

    /// The end of what it wrote to its standard error. Ask before ``end(patience:)``.
    func lastMessages() -> String {
        // What killed it may stand before a long backtrace.
        var bytes = [UInt8](repeating: 0, count: 1 << 16)
        let count = unsafe child_process_messages(child.messages, &bytes, bytes.count)
        return String(decoding: bytes.prefix(count), as: UTF8.self)
    }
}

/// Why a program was not started.
struct ChildFailure: Error { var reason: String }

/// The thread that starts all programs. They die with it (PR_SET_PDEATHSIG), so it must not end before the process.
private final class ChildSpawner: Sendable {
    static let shared = ChildSpawner()

    private struct Order: Sendable {
        var program: String
        var arguments: [String]
        var limits: WorkerLimits
        var result: Mailbox
    }
    private final class Mailbox: Sendable {
        let child = Mutex<Result<child_process, ChildFailure>?>(nil)
        let isFilled = DispatchSemaphore(value: 0)
    }
    private let orders = Mutex<[Order]>([])
    private let hasOrder = DispatchSemaphore(value: 0)

    private init() {
        let thread = Thread { [self] in
            while true {
                hasOrder.wait()
                guard let order = orders.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) else { continue }
                let result = Result { () throws(ChildFailure) in try Self.start(order) }
                order.result.child.withLock { $0 = result }
                order.result.isFilled.signal()
            }
        }
        thread.name = "assay.children"
        thread.start()
    }

    func start(_ program: String, _ arguments: [String], _ limits: WorkerLimits) throws(ChildFailure) -> child_process {
        let result = Mailbox()
        orders.withLock { $0.append(Order(program: program, arguments: arguments, limits: limits, result: result)) }
        hasOrder.signal()
        result.isFilled.wait()
        guard let child = result.child.withLock({ $0 }) else { throw ChildFailure(reason: "no answer") }
        return try child.get()
    }

    private static func start(_ order: Order) throws(ChildFailure) -> child_process {
        // A crash of a worker is an observation; nobody reads a backtrace of it.
        let changes = ["SWIFT_BACKTRACE": "enable=no", WorkerFiles.announcementsVariable: "3"]
        let environment = ProcessInfo.processInfo.environment.merging(changes) { $1 }
        var limits = child_limits()
        limits.address_space = order.limits.addressSpace ?? 0
        limits.data = order.limits.data ?? 0
        limits.cpu_seconds = order.limits.cpuSeconds ?? 0
        limits.open_files = order.limits.openFiles ?? 0
        limits.file_bytes = order.limits.fileBytes ?? 0
        var child = child_process()
        let error = unsafe withStrings([order.program] + order.arguments) { arguments in
            unsafe withStrings(environment.map { $0.key + "=" + $0.value }) { environment in
                unsafe child_process_start(order.program, arguments, environment, &limits, &child)
            }
        }
        guard error == 0 else { throw ChildFailure(reason: unsafe String(cString: strerror(error))) }
        return child
    }

    /// Calls `body` with the strings as C has them, a null pointer after the last.
    @unsafe private static func withStrings<Result>(
        _ strings: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result
    ) -> Result {
        var pointers = unsafe strings.map { unsafe strdup($0) } + [nil]
        defer { for unsafe pointer in unsafe pointers { unsafe free(pointer) } }
        return unsafe body(&pointers)
    }
}

/// Frames over two files: a `u32` length, then the payload.
///
/// What makes it safe: see ``ChildProcess``.
struct FrameChannel {
    private let input: Int32
    private let output: Int32
    /// Who is on the other side; 0 if that does not matter, since it has all the time there is.
    private let child: Int32
    private var buffer = [UInt8](repeating: 0, count: 1 << 16)
    private var start = 0
    private var end = 0
    private var outgoing = FrameWriter()

    init(input: Int32, output: Int32, child: Int32 = 0) {
        self.input = input
        self.output = output
        self.child = child
    }

    enum Received: Hashable {
        case payload([UInt8])
        /// The other side is gone, perhaps in the middle of a frame.
        case ended
        /// Nothing came in time.
        case late
        /// A length beyond bounds.
        case tooLong
    }

    /// Whether something has come that was not asked for yet.
    var hasMore: Bool { start < end }

    /// The next payload.
    mutating func receive(_ patience: inout Patience) -> Received {
        while end - start < 4 {
            if let failure = fill(&patience) { return failure }
        }
        let count = (0..<4).reduce(0) { $0 | Int(buffer[start + $1]) << (8 * $1) }
        guard count <= WorkerProtocol.largestFrame else { return .tooLong }
        start += 4
        if end - start >= count {
            defer { start += count }
            return .payload(Array(buffer[start..<start + count]))
        }
        var payload = Array(buffer[start..<end])
        start = end
        // A frame claims its room as it comes, not before.
        while payload.count < count {
            if let failure = fill(&patience) { return failure }
            let part = min(end - start, count - payload.count)
            payload.append(contentsOf: buffer[start..<start + part])
            start += part
        }
        return .payload(payload)
    }

    /// Reads what is there behind what has been read. `nil` if something came.
    private mutating func fill(_ patience: inout Patience) -> Received? {
        if start == end { (start, end) = (0, 0) }
        if end == buffer.count {
            buffer.replaceSubrange(0..<(end - start), with: Array(buffer[start..<end]))
            (start, end) = (0, end - start)
        }
        let place = end, room = buffer.count - end
        let count = unsafe buffer.withUnsafeMutableBufferPointer { bytes -> Int64 in
            guard let base = bytes.baseAddress else { return -1 }
            return unsafe child_process_read(input, base.advanced(by: place), room, child, &patience.time)
        }
        guard count > 0 else { return count == -2 ? .late : .ended }
        end += Int(count)
        return nil
    }

    /// Puts a frame behind those that wait to be sent.
    mutating func post(_ write: (inout FrameWriter) -> Void) {
        let place = outgoing.bytes.count
        outgoing.half(0)
        write(&outgoing)
        outgoing.replaceHalf(at: place, with: UInt32(outgoing.bytes.count - place - 4))
    }

    /// Sends the frames that wait. False if nobody reads them, or not in time.
    mutating func flush(_ patience: inout Patience) -> Bool {
        guard !outgoing.bytes.isEmpty else { return true }
        defer { outgoing.removeAll() }
        return unsafe outgoing.bytes.withUnsafeBufferPointer { bytes in
            guard let base = bytes.baseAddress else { return true }
            return unsafe child_process_write(output, base, bytes.count, child, &patience.time) == 0
        }
    }
}

/// How long the other side of a channel may take, by its own measure: on a busy machine that is longer than by the clock.
struct Patience {
    fileprivate var time: child_patience
    init(seconds: Double) { time = child_patience_of(UInt64(min(max(0, seconds), 1e8) * 1e9)) }
    private init(nanoseconds: UInt64) { time = child_patience_of(nanoseconds) }
    static var endless: Patience { Patience(nanoseconds: .max) }
}

/// The files of a worker's own side.
enum WorkerFiles {
    /// Names the file for announcements.
    static let announcementsVariable = "ASSAY_ANNOUNCEMENTS"

    /// Frames come from standard input and go where standard output led; what else is printed goes to standard error.
    static func channel() -> FrameChannel? {
        let output = child_process_take_output()
        return output < 0 ? nil : FrameChannel(input: 0, output: output)
    }

    /// Whether there is somebody who reads announcements.
    static func openAnnouncements() -> Bool {
        guard let number = ProcessInfo.processInfo.environment[announcementsVariable].flatMap(Int32.init) else { return false }
        return child_process_open_announcements(number)
    }

    /// Leaves the number of cases begun where it is found after a death.
    static func announce(_ count: UInt32) { child_process_announce(count) }

    /// CLOCK_MONOTONIC in nanoseconds.
    static var now: UInt64 { child_process_now() }
}
