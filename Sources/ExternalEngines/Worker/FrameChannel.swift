import Foundation

/// Frames over two file handles: a `u32` length, then the payload.
struct FrameChannel {
    private let input: FileHandle
    private let output: FileHandle

    init(input: FileHandle, output: FileHandle) {
        self.input = input
        self.output = output
    }

    /// The next payload; `nil` at the end of the input, in the middle of a frame as well, or for a length beyond bounds.
    func receive() -> [UInt8]? {
        guard let header = read(4) else { return nil }
        let count = header.enumerated().reduce(0) { $0 | Int($1.element) << (8 * $1.offset) }
        guard count <= WorkerProtocol.largestFrame else { return nil }
        return read(count)
    }

    private func read(_ count: Int) -> [UInt8]? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(min(count, 1 << 20))
        while bytes.count < count {
            guard let more = try? input.read(upToCount: count - bytes.count), !more.isEmpty else { return nil }
            bytes.append(contentsOf: more)
        }
        return bytes
    }

    /// False if nobody reads any more.
    func send(_ payload: [UInt8]) -> Bool {
        var frame = FrameWriter()
        frame.blob(payload)
        return (try? output.write(contentsOf: Data(frame.bytes))) != nil
    }
}
