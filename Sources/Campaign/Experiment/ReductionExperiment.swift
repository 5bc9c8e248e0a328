package import Divergence
package import EngineInterface
package import Persistence
import WasmBinary
import WasmModel

/// Measures detection, reduction and naming: engines that are wrong on purpose, one fault at a time, in the vote of two
/// that are right.
package struct ReductionExperiment: Sendable {
    package var faults: [InjectedFault]
    /// The engines that are right; the first also runs behind the fault.
    package var engines: [any Engine]
    package var sources: [CaseSource]
    package var limits: ExecutionLimits
    /// Modules that are tried for each fault at most.
    package var modules: Int
    /// Divergences of each fault that are reduced and named.
    package var findings: Int
    package var seed: UInt64

    package init(
        faults: [InjectedFault] = InjectedFault.catalogue, engines: [any Engine], sources: [CaseSource],
        limits: ExecutionLimits,
        modules: Int, findings: Int, seed: UInt64
    ) {
        self.faults = faults
        self.engines = engines
        self.sources = sources
        self.limits = limits
        self.modules = modules
        self.findings = findings
        self.seed = seed
    }

    /// What became of one fault.
    package struct Row: Sendable {
        package var fault: InjectedFault
        /// Modules that were run until the first divergence; `nil` if there was none.
        package var modulesUntilFound: Int?
        package var signatures: [String] = []
        package var bytes: [Int] = []
        package var questions: [Int] = []
        package var blamesRight = 0
    }

    package struct Outcome: Sendable {
        package var rows: [Row]
    }

    /// - Parameters:
    ///   - report: is told each row when it is known.
    ///   - keep: is given each finding.
    package func run(report: (Row) -> Void = { _ in }, keep: (DivergenceRecord) -> Void = { _ in }) -> Outcome {
        var rows = faults.map { Row(fault: $0) }
        var open = Set(faults.indices)
        var tested = [Int](repeating: 0, count: faults.count)
        for number in 0..<modules where !open.isEmpty {
            var digest = Digest()
            digest.combine(seed)
            digest.combine(UInt64(number))
            let test = sources[number % sources.count].make(digest.value)
            let used = Self.opcodes(of: test)
            let concerned = open.filter { used.contains(faults[$0].needs) }.sorted()
            guard !concerned.isEmpty else { continue }
            let right = CaseRunner.run(test, on: engines, limits: limits)
            for index in concerned {
                tested[index] += 1
                let faulty = FaultyEngine(engines[0], faults[index])
                let runs = right + [CaseRunner.run(test, on: faulty, limits: limits)]
                guard let vote = Vote(runs), vote.blamed == right.count else { continue }
                var investigation = Investigation(engines: engines + [faulty], limits: limits)
                investigation.budget = 1000
                guard case .found(let record, let effort) = investigation.conclusion(on: test, runs, origin: nil) else {
                    continue
                }
                keep(record)
                rows[index].modulesUntilFound = rows[index].modulesUntilFound ?? tested[index]
                rows[index].signatures.append(record.signature)
                rows[index].bytes.append(effort.bytesAfter - 8)
                rows[index].questions.append(effort.questions)
                if record.blamed == FaultyEngine.name { rows[index].blamesRight += 1 }
                if rows[index].signatures.count >= findings {
                    open.remove(index)
                    report(rows[index])
                }
            }
        }
        for index in open.sorted() { report(rows[index]) }
        return Outcome(rows: rows)
    }

    private static func opcodes(of test: DifferentialCase) -> Set<Opcode> {
        var found: Set<Opcode> = []
        for bytes in test.modules {
            guard let module = try? Module(decoding: bytes, features: .all) else { continue }
            for function in module.functions {
                for instruction in function.body.instructions { found.insert(instruction.opcode) }
            }
        }
        return found
    }
}

extension ReductionExperiment.Outcome {
    package var detected: [ReductionExperiment.Row] { rows.filter { !$0.signatures.isEmpty } }

    /// Of the faults found more than once, those all of whose findings have one name.
    package var oneBucketShare: Double {
        let several = rows.filter { $0.signatures.count > 1 }
        guard !several.isEmpty else { return 0 }
        return Double(several.count { Set($0.signatures).count == 1 }) / Double(several.count)
    }

    /// Of all findings, those in the bucket that most findings of their fault are in.
    package var mainBucketShare: Double {
        var inMain = 0
        var all = 0
        for row in detected {
            all += row.signatures.count
            inMain += Dictionary(grouping: row.signatures) { $0 }.values.map(\.count).max() ?? 0
        }
        return all == 0 ? 0 : Double(inMain) / Double(all)
    }

    /// Of the faults found, those that share a name with another fault.
    package var sharedBucketShare: Double {
        var owners: [String: Set<String>] = [:]
        for row in detected {
            for signature in row.signatures { owners[signature, default: []].insert(row.fault.name) }
        }
        guard !detected.isEmpty else { return 0 }
        let sharing = detected.count { row in row.signatures.contains { owners[$0, default: []].count > 1 } }
        return Double(sharing) / Double(detected.count)
    }

    package var medianBytes: Int { Self.median(detected.flatMap(\.bytes)) }
    package var medianQuestions: Int { Self.median(detected.flatMap(\.questions)) }

    private static func median(_ numbers: [Int]) -> Int {
        numbers.isEmpty ? 0 : numbers.sorted()[numbers.count / 2]
    }

    package var json: JSON {
        [
            "kind": "reduction-experiment", "version": 1, "faults": JSON(rows.count), "detected": JSON(detected.count),
            "oneFaultOneBucket": JSON(oneBucketShare), "findingsInMainBucket": JSON(mainBucketShare),
            "twoFaultsOneBucket": JSON(sharedBucketShare), "medianBytes": JSON(medianBytes),
            "medianQuestions": JSON(medianQuestions),
            "rows": JSON(
                rows.map { row in
                    [
                        "fault": JSON(row.fault.name), "family": JSON(row.fault.family.rawValue),
                        "modulesUntilFound": row.modulesUntilFound.map { JSON($0) } ?? .null,
                        "signatures": JSON(row.signatures.map { JSON($0) }), "bytes": JSON(row.bytes.map { JSON($0) }),
                        "questions": JSON(row.questions.map { JSON($0) }), "blamedRight": JSON(row.blamesRight),
                    ] as JSON
                }),
        ]
    }
}
