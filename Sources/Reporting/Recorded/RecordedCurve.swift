package import Persistence

/// The course of a campaign as its folder has it (`stats.jsonl`).
package struct RecordedCurve: Hashable, Sendable {
    package struct Point: Hashable, Sendable {
        package var seconds: Double
        package var modules: Int
        package var buckets: Int
        /// Pairs of opcodes that modules held so far.
        package var opcodePairs: Int
        package var residentBytes: Int
        package var openFiles: Int
    }

    package var points: [Point]

    /// Lines that are no points are left out.
    package init(_ lines: [JSON]) {
        points = lines.compactMap { line in
            guard let seconds = line["seconds"]?.double, let modules = line["modules"]?.int else { return nil }
            return Point(
                seconds: seconds, modules: modules, buckets: line["buckets"]?.int ?? 0,
                opcodePairs: line["opcodePairs"]?.int ?? 0, residentBytes: line["residentBytes"]?.int ?? 0,
                openFiles: line["openFiles"]?.int ?? 0)
        }
    }

    /// At most so many points, evenly over the time, the first and the last among them.
    package func thinned(to count: Int) -> [Point] {
        guard points.count > count, count > 1, let first = points.first, let last = points.last else { return points }
        return (0..<count).compactMap { number in
            let time = first.seconds + (last.seconds - first.seconds) * Double(number) / Double(count - 1)
            return points.min { abs($0.seconds - time) < abs($1.seconds - time) }
        }
    }
}
