import EngineInterface
import GeneratorAssessment
import Interpreter
import ModuleGeneration
import Persistence
import Testing
import WasmModel

@Suite struct AssessmentTests {
    private static func assessment(_ count: Int, faults: Int, jobs: Int) -> Assessment {
        Assessment(
            generator: ModuleGenerator(features: .all), engine: InterpreterEngine(), limits: ProbeTests.limits, count: count,
            faults: faults, jobs: jobs, seed: { UInt64($0) })
    }

    @Test func theDefaultProfileReachesItsGoals() async {
        let report = await Self.assessment(400, faults: 300, jobs: 2).report()
        #expect(report.valid == report.modules)
        #expect(Double(report.instantiated) >= 0.99 * Double(report.modules))
        #expect(Double(report.returned) >= 0.95 * Double(report.calls))
        #expect(report.trapped > 0)
        #expect(report.exhausted == 0)
        #expect(Double(report.sitesExecuted) >= 0.9 * Double(report.sites))
        #expect(report.pairsAt300 >= 15_000)
        #expect(Double(report.sitesDead) <= 0.01 * Double(report.sites))
        #expect(Double(report.opcodesExecuted) >= 0.98 * Double(report.opcodesEnabled))
        #expect(report.faultsInjected == 300)
        #expect(Double(report.faultsDetected) >= 0.25 * 300)
        #expect(report.detectionInterval.contains(Double(report.faultsDetected) / 300))
    }

    @Test(arguments: GeneratorProfile.all)
    func everyProfileRunsMostOfWhatItWrites(_ profile: GeneratorProfile) async {
        let assessment = Assessment(
            generator: ModuleGenerator(features: ModuleGenerator.defaultFeatures, profile: profile), engine: InterpreterEngine(),
            limits: ProbeTests.limits, count: 150, faults: 0, jobs: 2, seed: { UInt64($0) })
        let report = await assessment.report()
        #expect(report.valid == report.modules)
        #expect(report.exhausted == 0)
        #expect(Double(report.sitesExecuted) >= 0.8 * Double(report.sites))
    }

    @Test func validityIsCountedModuleByModule() async {
        let check = ValidityCheck(
            generator: ModuleGenerator(features: .all, profile: .linking), count: 100, jobs: 2, engine: InterpreterEngine(),
            limits: ProbeTests.limits, seed: { UInt64($0) })
        let result = await check.result()
        #expect(result.cases == 100)
        #expect(result.modules > 200)
        #expect(result.valid == result.modules)
        #expect(result.accepted == result.modules)
        #expect(result.troubles.isEmpty)
    }

    @Test func whatIsMeasuredDoesNotDependOnTheNumberOfJobs() async {
        var documents: [JSON] = []
        for jobs in [1, 3] {
            var document = await Self.assessment(70, faults: 50, jobs: jobs).report().json.object ?? JSONObject()
            document["modulesPerSecond"] = nil
            documents.append(.object(document))
        }
        #expect(documents[0] == documents[1])
    }

    @Test func theDocumentHasWhatIsPromised() async {
        let json = await Self.assessment(5, faults: 3, jobs: 1).report().json
        #expect(json["kind"]?.string == "assess")
        for key in [
            "modules", "valid", "instantiated", "calls", "returned", "trapped", "exhausted", "sites", "sitesExecuted", "sitesDead",
            "opcodesEnabled", "opcodesExecuted", "pairsAt300", "faultsInjected", "faultsDetected", "generatorVersion",
        ] { #expect(json[key]?.int != nil, "\(key)") }
        #expect(json["bytesPerModule"]?.double != nil && json["modulesPerSecond"]?.double != nil)
    }

    @Test func aProfileIsReadFromJSON() throws {
        let profile = try GeneratorProfile(JSON(parsing: Array(#"{"base": "gc", "name": "mine", "statements": [1, 2], "features.gc": 0, "foldChances": [7]}"#.utf8)))
        #expect(profile.name == "mine")
        #expect(profile.statements == 1...2)
        #expect(profile.features.gc == 0)
        #expect(profile.foldChances == [7])
        #expect(profile.expressions == GeneratorProfile.gc.expressions)
    }

    @Test(arguments: [#"[]"#, #"{"base": "none"}"#, #"{"statements": 3}"#, #"{"statements": [3, 1]}"#, #"{"nonsense": 1}"#, #"{"plainChance": -1}"#, #"{"foldChances": []}"#])
    func whatIsNoProfileIsRefused(_ text: String) throws {
        let json = try JSON(parsing: Array(text.utf8))
        #expect(throws: ProfileError.self) { try GeneratorProfile(json) }
    }
}
