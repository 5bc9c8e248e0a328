import Persistence

/// One measurement.
struct BenchRow {
    enum Figure {
        /// CPU time, best of several.
        case seconds(Double)
        case megabytesPerSecond(Double)
        /// Of memory, for each of many.
        case bytesEach(Double)
        /// Of the whole.
        case share(Double)
        /// Of memory.
        case bytes(Double)
    }
    var name: String
    /// `nil` for what no engine takes part in.
    var engine: String?
    var figure: Figure
    /// This time divided by that of each peer: below 1 is faster than the peer.
    var ratios: [(peer: String, ratio: Double)] = []

    /// The row with its ratios to peers' times for the same work.
    func compared(with peers: [(peer: String, seconds: Double)]) -> BenchRow {
        guard case .seconds(let seconds) = figure else { return self }
        var row = self
        row.ratios = peers.map { ($0.peer, seconds / $0.seconds) }
        return row
    }

    /// The row of a speed with its ratios to the times that peers took for as many bytes.
    func compared(with peers: [(peer: String, seconds: Double)], bytes: Int) -> BenchRow {
        guard case .megabytesPerSecond(let speed) = figure else { return self }
        var row = self
        row.ratios = peers.map { ($0.peer, Double(bytes) / 1e6 / speed / $0.seconds) }
        return row
    }

    var json: JSON {
        var object = JSONObject([("name", JSON(name))])
        if let engine { object["engine"] = JSON(engine) }
        switch figure {
        case .seconds(let seconds): object["seconds"] = JSON(seconds)
        case .megabytesPerSecond(let speed): object["megabytesPerSecond"] = JSON(speed)
        case .bytesEach(let bytes): object["bytesEach"] = JSON(bytes)
        case .share(let share): object["share"] = JSON(share)
        case .bytes(let bytes): object["bytes"] = JSON(bytes)
        }
        if engine != nil { object["ratio"] = .object(JSONObject(ratios.map { ($0.peer, JSON($0.ratio)) })) }
        return .object(object)
    }

    var text: String {
        let number: String =
            switch figure {
            case .seconds(let seconds) where seconds < 1e-6: Decimals.text(seconds * 1e9, places: 1) + " ns"
            case .seconds(let seconds) where seconds < 0.001: Decimals.text(seconds * 1e6, places: 1) + " µs"
            case .seconds(let seconds) where seconds < 1: Decimals.text(seconds * 1e3, places: 1) + " ms"
            case .seconds(let seconds): Decimals.text(seconds, places: 3) + " s"
            case .megabytesPerSecond(let speed): Decimals.text(speed, places: 1) + " MB/s"
            case .bytesEach(let bytes): Decimals.text(bytes, places: 0) + " bytes each"
            case .share(let share): Decimals.text(100 * share, places: 1) + " %"
            case .bytes(let bytes): Decimals.text(bytes / 1e6, places: 2) + " MB"
            }
        let peers = ratios.map { "  \(Decimals.text($0.ratio, places: 2))× \($0.peer)" }.joined()
        return [name.padded(24), (engine ?? "").padded(14), number].joined() + peers
    }
}

extension String {
    /// With spaces behind it, so that columns stand under each other.
    func padded(_ width: Int) -> String { self + String(repeating: " ", count: max(1, width - count)) }
}
