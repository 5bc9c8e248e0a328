import Divergence
import EngineInterface
import ModuleGeneration
package import Persistence
package import WasmModel

/// What an ``Assessment`` found.
package struct AssessmentReport: Sendable {
    package let profile: String
    package let modules, valid, instantiated, linked: Int
    package let calls, returned, trapped, threw, exhausted, hostCalls: Int
    package let sites, sitesExecuted, sitesDead: Int
    package let opcodesEnabled, opcodesExecuted: Int
    /// Enabled opcodes with the fewest executed sites, ascending.
    package let rarest: [(opcode: Opcode, sites: Int)]
    package let pairsAt300, pairs: Int
    package let faultsInjected, faultsDetected: Int
    package let bytesPerModule, modulesPerSecond: Double
    package let traps: [(kind: TrapKind, count: Int)]
    /// Operations whose faults were least often seen, among those that had several.
    package let silent: [(opcode: Opcode, injected: Int, detected: Int)]
    package let troubles: [String]

    init(
        generator: ModuleGenerator, tally: AssessmentTally, faultsInjected: Int, faultsDetected: Int,
        silent: [Opcode: (injected: Int, detected: Int)], modulesPerSecond: Double
    ) {
        profile = generator.profile.name
        modules = tally.modules
        valid = tally.valid
        instantiated = tally.instantiated
        linked = tally.linked
        calls = tally.calls
        returned = tally.returned
        trapped = tally.trapped
        threw = tally.threw
        exhausted = tally.exhausted
        hostCalls = tally.hostCalls
        sites = tally.sites
        sitesExecuted = tally.sitesExecuted
        sitesDead = tally.sitesDead
        let enabled = generator.opcodes
        opcodesEnabled = enabled.count
        opcodesExecuted = enabled.count { tally.executedSites[Int($0.rawValue)] > 0 }
        rarest = enabled.map { ($0, tally.executedSites[Int($0.rawValue)]) }.sorted { $0.1 < $1.1 }
        pairsAt300 = tally.earlyPairs.count
        pairs = tally.pairs.count
        self.faultsInjected = faultsInjected
        self.faultsDetected = faultsDetected
        self.modulesPerSecond = modulesPerSecond
        bytesPerModule = Self.share(tally.bytes, tally.modules)
        traps = TrapKind.allCases.compactMap { kind in tally.traps[kind].map { (kind, $0) } }
        self.silent = silent.map { ($0.key, $0.value.injected, $0.value.detected) }.filter { $0.1 >= 4 }
            .sorted { Self.share($0.2, $0.1) < Self.share($1.2, $1.1) }
        troubles = tally.troubles
    }

    private static func share(_ part: Int, _ whole: Int) -> Double { whole > 0 ? Double(part) / Double(whole) : 0 }

    /// The 95 % confidence interval of P(detected), by Wilson's score.
    package var detectionInterval: ClosedRange<Double> {
        guard faultsInjected > 0 else { return 0...1 }
        let n = Double(faultsInjected)
        let p = Double(faultsDetected) / n
        let z = 1.96
        let centre = (p + z * z / (2 * n)) / (1 + z * z / n)
        let half = z * (p * (1 - p) / n + z * z / (4 * n * n)).squareRoot() / (1 + z * z / n)
        return max(0, centre - half)...min(1, centre + half)
    }

    /// The document of `assay assess --json`.
    package var json: JSON {
        [
            "kind": "assess", "version": 1, "profile": JSON(profile), "generatorVersion": JSON(Int(generatorVersion)),
            "modules": JSON(modules), "valid": JSON(valid), "instantiated": JSON(instantiated), "calls": JSON(calls),
            "returned": JSON(returned), "trapped": JSON(trapped), "exhausted": JSON(exhausted), "sites": JSON(sites),
            "sitesExecuted": JSON(sitesExecuted), "sitesDead": JSON(sitesDead), "opcodesEnabled": JSON(opcodesEnabled),
            "opcodesExecuted": JSON(opcodesExecuted), "pairsAt300": JSON(pairsAt300), "faultsInjected": JSON(faultsInjected),
            "faultsDetected": JSON(faultsDetected), "bytesPerModule": JSON(bytesPerModule),
            "modulesPerSecond": JSON(modulesPerSecond), "threw": JSON(threw), "linked": JSON(linked), "pairs": JSON(pairs),
            "hostCalls": JSON(hostCalls), "detectionLow": JSON(detectionInterval.lowerBound),
            "detectionHigh": JSON(detectionInterval.upperBound),
            "traps": .object(JSONObject(traps.map { ("\($0.kind)", JSON($0.count)) })),
            "rarest": JSON(rarest.prefix(40).map { row in
                ["opcode": JSON("\(row.opcode.definition.mnemonic)"), "sites": JSON(row.sites)] as JSON
            }),
        ]
    }
}
