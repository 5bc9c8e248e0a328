import EngineInterface
package import Persistence
import WasmModel

/// Everything that is kept of a divergence (`record.json`).
package struct DivergenceRecord: Sendable {
    package var signature: String
    package var test: DifferentialCase
    package var runs: [CaseRun]
    package var vote: Vote
    /// Where the module came from, if it was generated.
    package var origin: Origin?
    /// How often it showed again when it was tried three times, each time in fresh processes. Fewer: it is
    /// flaky.
    package var confirmations = 3
    /// The case as it was found, where it was made smaller.
    package var original: DifferentialCase?
    /// How often the engines were asked while it was made smaller.
    package var predicateRuns: Int?
    /// Where inside the blamed engine the bug probably is.
    package var inside: Inside?

    /// Of a memory that differs, where.
    package var state: StateDifference?

    /// A place inside one of our compilers.
    package struct Inside: Hashable, Sendable {
        /// As the module's exports or its index name it.
        package var function: String
        /// The configurations of the same engine in which the difference is gone: `aot:no-gvn`.
        package var curedBy: [String]
        package init(function: String, curedBy: [String]) {
            self.function = function
            self.curedBy = curedBy
        }
    }

    package var isFlaky: Bool { confirmations < 3 }

    package struct Origin: Hashable, Sendable {
        package var seed: UInt64
        package var profile: String
        package var generatorVersion: Int
        package init(seed: UInt64, profile: String, generatorVersion: Int) {
            self.seed = seed
            self.profile = profile
            self.generatorVersion = generatorVersion
        }
    }

    package init(signature: String, test: DifferentialCase, runs: [CaseRun], vote: Vote, origin: Origin?) {
        self.signature = signature
        self.test = test
        self.runs = runs
        self.vote = vote
        self.origin = origin
    }

    package var blamed: String { vote.blamed.map { runs[$0].engine.implementation } ?? "ambiguous" }

    /// Parts that engines of the agreeing majority share: a bug there could not show between them.
    package var sharedByMajority: [String] {
        let engines = vote.groups[0].map { Set(runs[$0].engine.sharedParts) }
        guard let first = engines.first else { return [] }
        return engines.dropFirst().reduce(first) { $0.intersection($1) }.sorted()
    }
}

extension DivergenceRecord {
    package var json: JSON {
        let module = ContentStore.name(of: test.module)
        var members: [(String, JSON)] = [
            ("kind", "divergence"), ("version", 1), ("signature", JSON(signature)), ("blamed", JSON(blamed)),
            ("step", JSON(vote.difference.step)), ("difference", JSON(vote.difference.kind.name)),
            ("vote", JSON(vote.groups.map { group in JSON(group.map { JSON(runs[$0].engine.name) }) })),
            ("abstained", JSON(vote.abstentions.map { JSON(runs[$0].engine.name) })),
            ("sharedByMajority", JSON(sharedByMajority.map { JSON($0) })),
            ("module", JSON(module)),
            ("features", JSON(test.features.features.map { JSON($0.name) })),
            ("hosts", JSON(test.hosts.map(Self.json))),
            (
                "calls",
                JSON(
                    test.calls.map { call in
                        [
                            "export": JSON(call.export),
                            "arguments": JSON(call.arguments.map { JSON(ValueText.text($0)) }),
                        ] as JSON
                    })
            ),
            ("engines", JSON(runs.map(Self.json))),
        ]
        if !test.libraries.isEmpty {
            members.append(("libraries", JSON(test.libraries.map(LibraryText.json))))
        }
        members.append(("confirmations", JSON(confirmations)))
        members.append(("flaky", JSON(isFlaky)))
        if let inside {
            members.append(("function", JSON(inside.function)))
            members.append(("curedBy", JSON(inside.curedBy.map { JSON($0) })))
        }
        if let state {
            members.append(
                (
                    "memory",
                    [
                        "export": JSON(state.export), "address": .unsigned(state.address),
                        "expected": .unsigned(state.expected),
                        "actual": .unsigned(state.actual),
                    ]
                ))
        }
        if let original { members.append(("bytesBeforeReduction", JSON(original.byteCount))) }
        if let predicateRuns { members.append(("predicateRuns", JSON(predicateRuns))) }
        if let origin {
            members.append(("seed", .unsigned(origin.seed)))
            members.append(("profile", JSON(origin.profile)))
            members.append(("generatorVersion", JSON(origin.generatorVersion)))
        }
        return .object(JSONObject(members))
    }

    private static func json(_ host: HostFunction) -> JSON {
        [
            "module": JSON(host.module), "name": JSON(host.name),
            "parameters": JSON(host.type.parameters.map { JSON("\($0)") }),
            "results": JSON(host.type.results.map { JSON("\($0)") }), "seed": .unsigned(host.seed),
        ]
    }

    private static func json(_ run: CaseRun) -> JSON {
        [
            "name": JSON(run.engine.name), "version": JSON(run.engine.version),
            "configuration": JSON(run.engine.configuration),
            "shares": JSON(run.engine.sharedParts.map { JSON($0) }),
            "steps": JSON(run.steps.map { JSON(ObservationText.line($0)) }),
        ]
    }
}

/// Libraries as they stand in a record: with their bytes, because a bucket has one module file.
package enum LibraryText {
    static func json(_ library: DifferentialCase.Library) -> JSON {
        let digits = Array("0123456789abcdef".utf8)
        let text = library.module.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
        return ["name": JSON(library.name), "module": JSON(String(decoding: text, as: UTF8.self))]
    }

    /// The library of a record's member; `nil` if it is not one.
    package static func library(_ json: JSON) -> DifferentialCase.Library? {
        guard let name = json["name"]?.string, let text = json["module"]?.string, text.utf8.count.isMultiple(of: 2)
        else { return nil }
        let digits = text.utf8.compactMap { Character(UnicodeScalar($0)).hexDigitValue }
        guard digits.count == text.utf8.count else { return nil }
        let bytes = stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
        return DifferentialCase.Library(name: name, module: bytes)
    }
}
