package import Divergence
package import EngineInterface
package import Triage
package import WasmModel

/// Where the cases of a campaign come from: a seed in, a case out, the same on every machine.
package struct CaseSource: Sendable {
    package var profile: String
    package var generatorVersion: Int
    /// Names of the features that modules may use, for the campaign's description.
    package var features = ""
    /// What a seed gives.
    package var draw: @Sendable (UInt64) -> Drawn

    package struct Drawn: Sendable {
        package var test: DifferentialCase
        /// The modules of the case as they were before they became bytes.
        package var modules: [Module]
        package init(test: DifferentialCase, modules: [Module]) {
            self.test = test
            self.modules = modules
        }
    }

    package init(profile: String, generatorVersion: Int, draw: @escaping @Sendable (UInt64) -> Drawn) {
        self.profile = profile
        self.generatorVersion = generatorVersion
        self.draw = draw
    }

    package func make(_ seed: UInt64) -> DifferentialCase { draw(seed).test }
}

/// What a campaign does.
package struct CampaignConfiguration: Sendable {
    package var seed: UInt64
    /// Cases to run; `nil` for no bound.
    package var count: Int?
    /// Wall time after which no further case is begun; `nil` for no bound.
    package var seconds: Double?
    package var jobs: Int
    package var engines: [any Engine]
    package var source: CaseSource
    package var limits: ExecutionLimits
    /// Where buckets are written; `nil` to write none.
    package var corpus: String?
    /// The campaign's folder, where it can be taken up again; `nil` to keep nothing but buckets.
    package var folder: String?
    /// Whether to go on where the campaign in the folder stopped.
    package var resumes = false
    /// Keeps known bugs quiet.
    package var suppressions = SuppressionList()
    /// Whether findings are shrunk before they are named.
    package var reduces: Bool
    /// Nanoseconds of work of the calling thread, from any beginning: what the times of the stages are read from.
    package var clock: @Sendable () -> UInt64 = CampaignConfiguration.wallClock
    /// Other configurations of an engine, as in ``Investigation/variants``.
    package var variants: @Sendable (String) -> [any Engine] = { _ in [] }
    /// The engines, each time in new processes of their own: what a finding is confirmed in, and what runs a batch in
    /// which this process died before. `nil` where there are no such.
    package var isolated: @Sendable () -> [any Engine]? = { nil }
    /// How an earlier process of this campaign ended that did not end by itself, in words.
    package var death: String?
    /// Number of this shard and of all shards.
    package var shard: (number: UInt64, of: UInt64)

    package init(
        seed: UInt64, count: Int?, seconds: Double?, jobs: Int, engines: [any Engine], source: CaseSource,
        limits: ExecutionLimits, corpus: String?, reduces: Bool = true, shard: (number: UInt64, of: UInt64) = (0, 1)
    ) {
        self.seed = seed
        self.count = count
        self.seconds = seconds
        self.jobs = max(1, jobs)
        self.engines = engines
        self.source = source
        self.limits = limits
        self.corpus = corpus
        self.reduces = reduces
        self.shard = shard
    }

    private static let start = ContinuousClock().now
    /// Time that passes whether or not anything is done.
    private static let wallClock: @Sendable () -> UInt64 = {
        let parts = start.duration(to: ContinuousClock().now).components
        return UInt64(clamping: parts.seconds &* 1_000_000_000 &+ parts.attoseconds / 1_000_000_000)
    }

    /// The seed of the case with this number: a hash of campaign, shard and counter, so that a shard can be run alone.
    package func caseSeed(_ number: UInt64) -> UInt64 { Self.seed(campaign: seed, shard: shard.number, number: number) }

    package static func seed(campaign: UInt64, shard: UInt64, number: UInt64) -> UInt64 {
        var digest = Digest()
        digest.combine(campaign)
        digest.combine(shard)
        digest.combine(number)
        digest.combine(0x6173_7361_79)
        return digest.value
    }
}
