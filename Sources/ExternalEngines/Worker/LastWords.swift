import Foundation

/// What of the messages of a program that died tells why.
package enum LastWords {
    /// The line that tells most, with the file and line of the engine's source in front where it is said:
    /// `store.rs:213: assertion failed: fault.is_none()`.
    package static func telling(in messages: String) -> String? {
        let lines = messages.split(whereSeparator: \.isNewline).map(String.init)
        // An abort of what must not panic says so by panicking once more; the panic before it is the cause.
        for place in lines.indices.reversed() where lines[place].contains("panicked at ") {
            guard let panic = panic(lines[place...]), !panic.contains("panic in a function that cannot unwind") else { continue }
            return panic
        }
        return lines.last { $0.contains("ssertion") || $0.contains("rror") } ?? lines.last
    }

    /// A panic of Rust, in either of its forms: `panicked at FILE:LINE:COLUMN:` with the message on the next line, or,
    /// before Rust 1.73, `panicked at 'MESSAGE', FILE:LINE:COLUMN`.
    private static func panic(_ lines: ArraySlice<String>) -> String? {
        guard let first = lines.first, let start = first.range(of: "panicked at ") else { return nil }
        let rest = first[start.upperBound...]
        guard rest.hasPrefix("'") else {
            let message = lines.dropFirst().first
            return [place(rest), message].compactMap(\.self).joined(separator: ": ")
        }
        // A message of several lines ends before the place.
        for line in lines.prefix(8) {
            guard let end = line.range(of: "', ", options: .backwards) else { continue }
            let message = line == first ? rest.dropFirst().prefix(upTo: end.lowerBound) : rest.dropFirst()
            return [place(line[end.upperBound...]), String(message)].compactMap(\.self).joined(separator: ": ")
        }
        return String(rest.dropFirst())
    }

    /// `store.rs:213` of `crates/wasmtime/src/store.rs:213:18:`.
    private static func place(_ text: Substring) -> String? {
        let parts = text.split(separator: "/").last?.split(separator: ":") ?? []
        guard parts.count >= 2, UInt32(parts[1]) != nil else { return nil }
        return "\(parts[0]):\(parts[1])"
    }
}
