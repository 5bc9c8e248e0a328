package import Foundation
package import Persistence

/// A promise not to report a known bug again: bound to a link where it is discussed, and to a day on which it ends.
package struct Suppression: Hashable, Sendable {
    /// A signature, or the beginning of one followed by `*`.
    package var pattern: String
    package var link: String
    /// The last day on which it holds, as `2027-01-31`.
    package var expires: String
    /// Divergences that it kept quiet so far.
    package var hits: Int

    package init(pattern: String, link: String, expires: String, hits: Int = 0) {
        self.pattern = pattern
        self.link = link
        self.expires = expires
        self.hits = hits
    }

    package func matches(_ signature: String) -> Bool {
        pattern.hasSuffix("*") ? signature.hasPrefix(pattern.dropLast()) : signature == pattern
    }

    package func holds(on day: String) -> Bool { day <= expires }

    /// Whether a text is a day as ``expires`` writes it.
    package static func isDay(_ text: String) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, zip(parts, [4, 2, 2]).allSatisfy({ $0.count == $1 }) else { return false }
        let numbers = parts.compactMap { part in part.allSatisfy { $0.isASCII && $0.isNumber } ? Int(part) : nil }
        return numbers.count == 3 && (1...12).contains(numbers[1]) && (1...31).contains(numbers[2])
    }

    /// The day of a moment, in UTC.
    package static func day(of date: Date) -> String {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(identifier: "UTC") ?? calendar.timeZone
        let parts = calendar.dateComponents([.year, .month, .day], from: date)
        func padded(_ number: Int, _ width: Int) -> String {
            let text = "\(number)"
            return String(repeating: "0", count: max(0, width - text.count)) + text
        }
        return [padded(parts.year ?? 0, 4), padded(parts.month ?? 0, 2), padded(parts.day ?? 0, 2)].joined(separator: "-")
    }
}

/// The suppressions of a corpus (`suppressions.json` in its folder).
package struct SuppressionList: Hashable, Sendable {
    package var list: [Suppression]

    package static let fileName = "suppressions.json"

    package init(_ list: [Suppression] = []) { self.list = list }

    /// Those of a corpus; none if it has no such file.
    package init(readingFrom corpus: String) throws(Bucket.Failure) {
        let path = corpus + "/" + Self.fileName
        list = []
        guard Files.exists(path) else { return }
        do {
            let json = try JSON(parsing: try Files.read(path, limit: 1 << 20))
            guard json["kind"]?.string == "suppressions", let items = json["suppressions"]?.array else {
                throw Bucket.Failure(description: "\(path): not a list of suppressions")
            }
            for item in items {
                guard let pattern = item["signature"]?.string, let link = item["link"]?.string,
                    let expires = item["expires"]?.string, Suppression.isDay(expires)
                else { throw Bucket.Failure(description: "\(path): a suppression needs signature, link and expires") }
                list.append(Suppression(pattern: pattern, link: link, expires: expires, hits: item["hits"]?.int ?? 0))
            }
        } catch let failure as Bucket.Failure {
            throw failure
        } catch {
            throw Bucket.Failure(description: "\(path): \(error)")
        }
    }

    package func write(to corpus: String) throws(PersistenceError) {
        try Files.createFolder(corpus)
        try AtomicFile.replace(corpus + "/" + Self.fileName, with: json)
    }

    /// Whether a suppression keeps the signature quiet on a day; counts the hit if so.
    package mutating func suppresses(_ signature: String, on day: String, times: Int = 1) -> Bool {
        guard let index = list.firstIndex(where: { $0.holds(on: day) && $0.matches(signature) }) else { return false }
        list[index].hits += times
        return true
    }

    /// Those that have ended, and those that never kept anything quiet.
    package func stale(on day: String) -> [(suppression: Suppression, reason: String)] {
        list.compactMap { item in
            if !item.holds(on: day) { return (item, "expired on \(item.expires)") }
            return item.hits == 0 ? (item, "never hit") : nil
        }
    }

    package var json: JSON {
        [
            "kind": "suppressions", "version": 1,
            "suppressions": JSON(list.map { item in
                [
                    "signature": JSON(item.pattern), "link": JSON(item.link), "expires": JSON(item.expires),
                    "hits": JSON(item.hits),
                ] as JSON
            }),
        ]
    }
}
