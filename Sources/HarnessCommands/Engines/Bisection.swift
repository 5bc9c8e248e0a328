package import ExternalEngines
import Foundation

/// The search for the releases between which a script went wrong, and right again.
package struct Bisection {
    package enum Verdict: Hashable, CustomStringConvertible {
        case right
        case wrong(String)
        /// The release says nothing about it: it lacks something, or cannot be used.
        case unknown(String)

        var isWrong: Bool { if case .wrong = self { true } else { false } }
        package var description: String {
            switch self {
            case .right: "right"
            case .wrong(let words): "WRONG  \(words)"
            case .unknown(let words): "says nothing: \(words)"
            }
        }
    }

    /// What was found. Releases next to each other in the list are all asked, so each border is exact.
    package struct Range: Hashable {
        package var lastRightBefore: WasmtimeRelease?
        package var firstWrong: WasmtimeRelease
        package var lastWrong: WasmtimeRelease
        package var firstRight: WasmtimeRelease?

        package init(
            lastRightBefore: WasmtimeRelease?, firstWrong: WasmtimeRelease, lastWrong: WasmtimeRelease, firstRight: WasmtimeRelease?
        ) {
            self.lastRightBefore = lastRightBefore
            self.firstWrong = firstWrong
            self.lastWrong = lastWrong
            self.firstRight = firstRight
        }
    }

    /// Oldest first.
    private let candidates: [WasmtimeRelease]
    private let samples: Int
    private let ask: (WasmtimeRelease) throws(CommandFailure) -> Verdict
    private var known: [Int: Verdict] = [:]

    package init(
        candidates: [WasmtimeRelease], samples: Int, ask: @escaping (WasmtimeRelease) throws(CommandFailure) -> Verdict
    ) {
        self.candidates = candidates.sorted()
        self.samples = samples
        self.ask = ask
    }

    /// Every release that was asked, oldest first.
    package var asked: [(release: WasmtimeRelease, verdict: Verdict)] {
        known.sorted { $0.key < $1.key }.map { (candidates[$0.key], $0.value) }
    }

    private mutating func verdict(_ position: Int) throws(CommandFailure) -> Verdict {
        if let verdict = known[position] { return verdict }
        let verdict = try ask(candidates[position])
        known[position] = verdict
        return verdict
    }

    /// `nil` if none of the samples is wrong. If the script went wrong more than once, it is the last time.
    package mutating func search() throws(CommandFailure) -> Range? {
        let last = candidates.count - 1
        var places: [Int] = []
        for number in 0..<samples {
            let place = last * number / max(1, samples - 1)
            if places.last != place { places.append(place) }
        }
        for place in places { _ = try verdict(place) }
        // Between samples that are right, a bug may have come and gone: halve the gaps until one is wrong.
        while !known.values.contains(where: \.isWrong), let gap = widestGap() { _ = try verdict(gap) }
        guard let wrong = known.filter({ $0.value.isWrong }).keys.max() else { return nil }
        var lastWrong = wrong
        var firstRight = known.keys.filter { $0 > wrong && known[$0] == .right }.min()
        while let right = firstRight, let middle = try middle(lastWrong, right) {
            if try verdict(middle).isWrong { lastWrong = middle } else { firstRight = middle }
        }
        var firstWrong = wrong
        var lastRight = known.keys.filter { $0 < wrong && known[$0] == .right }.max()
        while let right = lastRight, let middle = try middle(right, firstWrong) {
            if try verdict(middle).isWrong { firstWrong = middle } else { lastRight = middle }
        }
        // A gap of releases that say nothing, or no right one before: the first that is known to be wrong.
        firstWrong = known.filter { $0.value.isWrong && $0.key > (lastRight ?? -1) }.keys.min() ?? firstWrong
        if lastRight == nil {
            while firstWrong > 0, try verdict(firstWrong - 1).isWrong { firstWrong -= 1 }
        }
        return Range(
            lastRightBefore: lastRight.map { candidates[$0] }, firstWrong: candidates[firstWrong],
            lastWrong: candidates[lastWrong], firstRight: firstRight.map { candidates[$0] })
    }

    /// A release between two that says something, as near to the middle as there is one.
    private mutating func middle(_ low: Int, _ high: Int) throws(CommandFailure) -> Int? {
        let order = ((low + 1)..<max(high, low + 1)).sorted { abs(2 * $0 - low - high) < abs(2 * $1 - low - high) }
        for position in order {
            if case .unknown = try verdict(position) { continue }
            return position
        }
        return nil
    }

    /// The middle of the widest stretch of releases that were not asked; `nil` if all were.
    private func widestGap() -> Int? {
        var best: (width: Int, middle: Int)?
        var start = 0
        for position in 0...candidates.count {
            guard position == candidates.count || known[position] != nil else { continue }
            if position - start > (best?.width ?? 0) { best = (position - start, (start + position) / 2) }
            start = position + 1
        }
        return best?.middle
    }
}

/// The releases of Wasmtime that exist as wheels.
enum ReleaseList {
    /// What the package index of the user's pip has; without it, what is installed.
    static func wasmtime() throws(CommandFailure) -> [WasmtimeRelease] {
        let words = ["python3", "-m", "pip", "index", "versions", "--disable-pip-version-check", "wasmtime"]
        var releases = WasmtimeInstallation.all().map(\.release)
        if let end = try? ChildProgram.output(of: words), end.status == 0,
            let line = end.output.split(separator: "\n").first(where: { $0.hasPrefix("Available versions:") })
        {
            let versions = line.dropFirst("Available versions:".count).split(separator: ",")
            releases += versions.compactMap { WasmtimeRelease($0.trimmingCharacters(in: .whitespaces)) }
        }
        let known = Set(releases).filter { WasmtimeRelease.known.contains($0) }.sorted()
        guard !known.isEmpty else {
            throw CommandFailure(.engineUnavailable, "error: no release of Wasmtime is installed, and pip finds none")
        }
        return known
    }
}
