package import EngineInterface
package import WasmModel

/// Runs prepared scripts on one engine. One store for each script, gone when the script ends.
package struct ScriptRunner: Sendable {
    package var engine: any Engine
    package var limits: ExecutionLimits
    /// Instead of what the script's folder says.
    package var features: FeatureSet?
    /// Ask the judge again about each assertion that passed, with requirements that are wrong.
    package var falsifies: Bool

    package init(
        engine: any Engine, limits: ExecutionLimits = ExecutionLimits(), features: FeatureSet? = nil,
        falsifies: Bool = false
    ) {
        self.engine = engine
        self.limits = limits
        self.features = features
        self.falsifies = falsifies
    }

    /// Every command once. `nil` if `isCancelled` said so before the end.
    package func run(_ script: PreparedScript, isCancelled: () -> Bool = { false }) -> FileResult? {
        let clock = ContinuousClock()
        let start = clock.now
        var score = falsifies ? FalsificationScore() : nil
        guard let records = records(of: script, score: &score, isCancelled: isCancelled) else { return nil }
        let seconds = start.duration(to: clock.now) / .seconds(1)
        return FileResult(
            path: script.path, engine: engine.identity.name, records: records, seconds: seconds, falsification: score)
    }

    private func records(
        of script: PreparedScript, score: inout FalsificationScore?, isCancelled: () -> Bool
    ) -> [CommandRecord]? {
        let language = features ?? script.language.features
        if let lacking = lackingProposal(in: language) {
            return all(script) { _ in .unanswerable("the engine does not have \(lacking.name)") }
        }
        var session: ScriptSession
        do throws(EngineFailure) {
            session = try ScriptSession(script, engine, features: language, limits: limits)
        } catch {
            return all(script) { _ in .broken(error.detail) }
        }
        var records: [CommandRecord] = []
        records.reserveCapacity(script.commands.count)
        for (index, command) in script.commands.enumerated() {
            if isCancelled() { return nil }
            let evidence = session.evidence(of: command)
            var verdict = Judge.verdict(on: evidence, requiring: command.requirement)
            if let missing = script.language.missing { verdict = Self.verdict(verdict, command.kind, missing: missing) }
            if score != nil, verdict == .passed, command.kind.isAssertion {
                score?.test(command.kind, line: command.line, evidence: evidence, requirement: command.requirement)
            }
            records.append(CommandRecord(index: index, line: command.line, kind: command.kind, verdict: verdict))
        }
        return records
    }

    /// A proposal that the scripts of a folder are about and the engine does not have. What belongs to the language
    /// proper is found out module by module.
    private func lackingProposal(in language: FeatureSet) -> Feature? {
        language.features.first { !FeatureSet.wasm3.contains($0) && !engine.capabilities.features.contains($0) }
    }

    /// Where a proposal is missing, what fails may need it, and what is rejected may be rejected for the wrong reason.
    private static func verdict(_ verdict: Verdict, _ kind: CommandKind, missing: String) -> Verdict {
        switch (verdict, kind) {
        case (.passed, .assertMalformed), (.passed, .assertInvalid), (.passed, .assertUnlinkable):
            .skipped(reason: SkipReason.text(missing, because: "it is rejected, maybe for not knowing it"))
        case (.failed(let expected, let actual), _):
            .skipped(reason: SkipReason.text(missing, because: "expected \(expected), got \(actual)"))
        case (.passed, _), (.skipped, _): verdict
        }
    }

    private func all(_ script: PreparedScript, _ evidence: (PreparedCommand) -> Evidence) -> [CommandRecord] {
        script.commands.enumerated().map { index, command in
            let verdict = Judge.verdict(on: evidence(command), requiring: command.requirement)
            return CommandRecord(index: index, line: command.line, kind: command.kind, verdict: verdict)
        }
    }
}
