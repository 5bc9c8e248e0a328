package import ModuleGeneration
package import Persistence

/// A profile as a user writes it: a JSON object with the name of a profile to start from under `base`, and any of the
/// names of ``GeneratorProfile/keys``. Ranges are arrays of two numbers; `foldChances` is an array from which each function
/// draws one.
///
///     {"base": "gc", "name": "mine", "statements": [2, 4], "features.simd": 0, "expressions.operation": 300}
package struct ProfileError: Error, Hashable, Sendable, CustomStringConvertible {
    package var description: String
}

extension GeneratorProfile {
    package init(_ json: JSON) throws(ProfileError) {
        guard let object = json.object else { throw ProfileError(description: "a profile is a JSON object") }
        let base = json["base"]?.string ?? GeneratorProfile.default.name
        guard var profile = GeneratorProfile.named(base) else {
            throw ProfileError(description: "'base' names no profile: '\(base)'")
        }
        profile.name = json["name"]?.string ?? profile.name + "*"
        for member in object.members where member.key != "base" && member.key != "name" {
            if let path = Self.numbers[member.key] {
                guard let number = member.value.int, (0...1_000_000).contains(number) else {
                    throw ProfileError(description: "'\(member.key)' must be a number from 0 to 1000000")
                }
                profile[keyPath: path] = number
            } else if let path = Self.ranges[member.key] {
                guard let low = member.value[0]?.int, let high = member.value[1]?.int, low >= 0, low <= high, high <= 1000 else {
                    throw ProfileError(description: "'\(member.key)' must be two numbers, the smaller first, from 0 to 1000")
                }
                profile[keyPath: path] = low...high
            } else if member.key == Self.foldKey {
                let chances = member.value.array?.compactMap(\.int) ?? []
                guard !chances.isEmpty, chances.count <= 100, chances.allSatisfy((0...1000).contains) else {
                    throw ProfileError(description: "'\(member.key)' must be a list of numbers from 0 to 1000")
                }
                profile.foldChances = chances
            } else {
                throw ProfileError(description: "unknown key '\(member.key)'; known keys: \(Self.keys.joined(separator: ", "))")
            }
        }
        // What the generator divides by, draws from, or goes down by.
        let deepest = min(profile.expressionDepth.upperBound, 64)
        profile.expressionDepth = min(profile.expressionDepth.lowerBound, deepest)...deepest
        profile.functions = max(1, profile.functions.lowerBound)...max(1, profile.functions.upperBound)
        profile.callsPerExport = max(1, profile.callsPerExport.lowerBound)...max(1, profile.callsPerExport.upperBound)
        self = profile
    }

    /// What a profile file may set.
    package static var keys: [String] { (Array(numbers.keys) + Array(ranges.keys) + [foldKey]).sorted() }

    private static let foldKey = "foldChances"

    private static var ranges: [String: WritableKeyPath<GeneratorProfile, ClosedRange<Int>>] {
        [
            "functions": \.functions, "parameters": \.parameters, "results": \.results, "statements": \.statements,
            "expressionDepth": \.expressionDepth, "callsPerExport": \.callsPerExport,
        ]
    }

    private static var numbers: [String: WritableKeyPath<GeneratorProfile, Int>] {
        [
            "instructionsPerFunction": \.instructionsPerFunction, "costLimit": \.costLimit, "blockNesting": \.blockNesting,
            "plainChance": \.plainChance, "memoryChance": \.memoryChance, "tableChance": \.tableChance,
            "startChance": \.startChance, "hostChance": \.hostChance, "linkingChance": \.linkingChance,
            "recursionChance": \.recursionChance, "stackyChance": \.stackyChance, "operationsKept": \.operationsKept,
            "unguardedChance": \.unguardedChance, "tellingChance": \.tellingChance, "alternatingChance": \.alternatingChance,
            "vectorWeight": \.vectorWeight,
            "features.simd": \.features.simd, "features.relaxedSIMD": \.features.relaxedSIMD,
            "features.referenceTypes": \.features.referenceTypes, "features.tailCall": \.features.tailCall,
            "features.extendedConst": \.features.extendedConst, "features.multiMemory": \.features.multiMemory,
            "features.memory64": \.features.memory64, "features.gc": \.features.gc, "features.exceptions": \.features.exceptions, "features.legacyExceptions": \.features.legacyExceptions,
            "features.threads": \.features.threads, "features.wideArithmetic": \.features.wideArithmetic,
            "features.customPageSizes": \.features.customPageSizes,
            "expressions.constant": \.expressions.constant, "expressions.local": \.expressions.local,
            "expressions.tee": \.expressions.tee, "expressions.global": \.expressions.global,
            "expressions.operation": \.expressions.operation, "expressions.select": \.expressions.select,
            "expressions.conditional": \.expressions.conditional, "expressions.block": \.expressions.block,
            "expressions.call": \.expressions.call, "expressions.indirectCall": \.expressions.indirectCall,
            "expressions.size": \.expressions.size, "expressions.reference": \.expressions.reference,
            "expressions.scaled": \.expressions.scaled,
            "statements.assignLocal": \.statementWeights.assignLocal, "statements.assignGlobal": \.statementWeights.assignGlobal,
            "statements.store": \.statementWeights.store, "statements.fold": \.statementWeights.fold,
            "statements.conditional": \.statementWeights.conditional, "statements.loop": \.statementWeights.loop,
            "statements.block": \.statementWeights.block, "statements.switching": \.statementWeights.switching,
            "statements.call": \.statementWeights.call, "statements.indirectCall": \.statementWeights.indirectCall,
            "statements.bulk": \.statementWeights.bulk, "statements.effect": \.statementWeights.effect,
            "statements.exit": \.statementWeights.exit, "statements.drop": \.statementWeights.drop,
            "statements.table": \.statementWeights.table, "statements.object": \.statementWeights.object,
            "statements.reference": \.statementWeights.reference, "statements.exception": \.statementWeights.exception,
            "statements.recursion": \.statementWeights.recursion,
        ]
    }
}
