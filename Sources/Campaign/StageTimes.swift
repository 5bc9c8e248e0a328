package import Persistence

/// Where the time of a campaign goes, in nanoseconds of all jobs together.
package struct StageTimes: Hashable, Sendable {
    /// Making and encoding modules.
    package var generating: UInt64 = 0
    /// Decoding and validating, by the part that engines share.
    package var receiving: UInt64 = 0
    /// By engine, in the order of the campaign: translating, instantiating, calling, observing.
    package var engines: [UInt64]
    package var engineNames: [String]
    /// Comparing and counting.
    package var comparing: UInt64 = 0

    package init(_ engineNames: [String]) {
        self.engineNames = engineNames
        engines = Array(repeating: 0, count: engineNames.count)
    }

    package mutating func add(_ other: StageTimes) {
        generating += other.generating
        receiving += other.receiving
        comparing += other.comparing
        for index in engines.indices { engines[index] += other.engines[index] }
    }

    package var total: UInt64 { generating + receiving + comparing + engines.reduce(0, +) }

    /// Names and times, in the order in which the stages follow each other.
    package var stages: [(name: String, nanoseconds: UInt64)] {
        [("generate", generating), ("receive", receiving)] + zip(engineNames, engines).map { ($0, $1) } + [("compare", comparing)]
    }

    package var json: JSON {
        .object(JSONObject(stages.map { ($0.name, JSON(Double($0.nanoseconds) * 1e-9)) }))
    }
}
