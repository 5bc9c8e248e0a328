// swift-tools-version: 6.3
import PackageDescription

/// Every Swift target is built with these. A warning is an error; an unmarked unsafe
/// expression is a warning, so unsafe code cannot enter a target unseen.
let house: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
    .strictMemorySafety(),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

/// The interpreter's handlers end in a sibling call, which only an optimising build turns into a jump, and only one that
/// sees the whole target. A frame pointer would be three of the ten instructions of most handlers.
let optimisedAlways: [SwiftSetting] =
    house + [
        .unsafeFlags(["-O", "-whole-module-optimization", "-num-threads", "2"], .when(configuration: .debug)),
        .unsafeFlags(["-Xcc", "-momit-leaf-frame-pointer"]),
        // Two handlers that differ in a constant must not become one: it would be called.
        .unsafeFlags(["-Xllvm", "-swiftmergefunc-threshold=0"]),
    ]

func library(
    _ name: String, uses dependencies: [Target.Dependency] = [], settings: [SwiftSetting] = house
) -> Target {
    .target(name: name, dependencies: dependencies, exclude: documents[name] ?? [], swiftSettings: settings)
}

/// Pages that stand beside the code they describe.
let documents: [String: [String]] = [
    "BaselineJITTests": ["Goldens"],
    "ExternalEngines": ["PROTOCOL.md"],
    "ExternalEnginesTests": ["example-worker.py"],
]

func tests(of name: String, uses extra: [Target.Dependency] = []) -> Target {
    .testTarget(
        name: name + "Tests",
        dependencies: [.target(name: name), "TestSupport", "EngineContracts"] + extra,
        exclude: documents[name + "Tests"] ?? [],
        swiftSettings: house
    )
}

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let subprocess = Target.Dependency.product(name: "Subprocess", package: "swift-subprocess")

/// What a test of an engine needs: text in, bytes out, and the engine.
let workbench: [Target.Dependency] = ["WasmModel", "WasmText", "WasmBinary", "WasmValidation", "EngineInterface"]

// Read the floors from the ground up. A target may use only what stands on a lower floor.
let package = Package(
    name: "assay",
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
    ],
    targets: [
        // 1. Ground: the vocabulary, the only C of our own, and the two system libraries.
        library("WasmModel"),
        .target(name: "CTrapGuard"),
        .target(name: "CWasmCAPI"),
        .target(name: "CChildProcess"),
        .systemLibrary(name: "CJSONC", pkgConfig: "json-c", providers: [.apt(["libjson-c-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["libz-dev"])]),

        // 2. Formats and rules, side by side; none knows another.
        library("WasmBinary", uses: ["WasmModel"]),
        library("WasmText", uses: ["WasmModel"]),
        library("WasmValidation", uses: ["WasmModel"]),
        library("NumericSemantics", uses: ["WasmModel"]),
        library("ModuleGeneration", uses: ["WasmModel"]),
        library("EngineInterface", uses: ["WasmModel"]),
        library("MachineCode"),
        library("NativeCode", uses: ["CTrapGuard"]),
        library("Persistence", uses: ["CJSONC", "CZlib"]),

        // 3. What engines and judges are made of.
        library("EngineRuntime", uses: ["WasmModel", "WasmBinary", "WasmValidation", "NumericSemantics", "EngineInterface", "NativeCode"]),
        library("ExternalEngines", uses: ["WasmModel", "EngineInterface", "WasmBinary", "CWasmCAPI", "CChildProcess"]),
        library("EngineContracts", uses: ["WasmModel", "WasmText", "WasmBinary", "EngineInterface"]),
        library("Conformance", uses: ["WasmModel", "EngineInterface", "WasmText", "WasmBinary", "WasmValidation", "Persistence"]),
        library("Divergence", uses: ["WasmModel", "EngineInterface", "WasmBinary", "WasmText", "Persistence"]),

        // 4. Engines; what is done with a divergence. The two compilers share `MachineCode` and no code
        //    generator, so a bug in one shows against the other.
        library("Interpreter", uses: ["WasmModel", "WasmValidation", "EngineRuntime", "NumericSemantics", "EngineInterface"], settings: optimisedAlways),
        library("BaselineJIT", uses: ["WasmModel", "WasmValidation", "EngineRuntime", "EngineInterface", "MachineCode", "NativeCode"]),
        library("OptimizingAOT", uses: ["WasmModel", "WasmValidation", "NumericSemantics", "EngineRuntime", "EngineInterface", "MachineCode", "NativeCode", "Persistence"]),
        library("Reduction", uses: ["WasmModel", "WasmBinary", "WasmValidation", "EngineInterface", "Divergence"]),
        library("Triage", uses: ["WasmModel", "WasmBinary", "WasmText", "EngineInterface", "Conformance", "Divergence", "Persistence"]),

        library("GeneratorAssessment", uses: ["WasmModel", "WasmBinary", "WasmValidation", "ModuleGeneration", "EngineInterface", "NativeCode", "Divergence", "Persistence"]),

        // 5. The loop and the pages.
        library("Campaign", uses: ["WasmModel", "ModuleGeneration", "WasmBinary", "EngineInterface", "Divergence", "GeneratorAssessment", "Reduction", "Triage", "Persistence"]),
        library("Reporting", uses: ["Conformance", "Divergence", "Triage", "Persistence"]),

        // 6 and 7. The one place that names concrete engines, and its door.
        library("HarnessCommands", uses: [
            "WasmModel", "WasmText", "WasmBinary", "WasmValidation", "EngineInterface", "EngineRuntime", "ModuleGeneration", "Persistence", "NativeCode",
            "GeneratorAssessment", "Campaign", "Conformance", "Divergence", "Reduction", "Triage", "Reporting",
            "Interpreter", "BaselineJIT", "OptimizingAOT", "ExternalEngines", "EngineContracts", argumentParser, subprocess,
        ]),
        .executableTarget(name: "assay", dependencies: ["HarnessCommands"], swiftSettings: house),

        .target(name: "TestSupport", dependencies: ["EngineContracts"], path: "Tests/TestSupport", swiftSettings: house),
        .testTarget(name: "ArchitectureTests", swiftSettings: house),
        tests(of: "WasmModel"),
        tests(of: "WasmBinary", uses: ["WasmModel", "WasmText"]),
        tests(of: "WasmText", uses: ["WasmModel", "WasmBinary"]),
        tests(of: "WasmValidation", uses: ["WasmModel", "WasmText", "WasmBinary"]),
        tests(of: "NumericSemantics", uses: ["WasmModel"]),
        tests(of: "ModuleGeneration", uses: workbench),
        tests(of: "GeneratorAssessment", uses: workbench + ["EngineRuntime", "Interpreter", "ModuleGeneration", "Divergence", "Persistence"]),
        tests(of: "MachineCode"),
        tests(of: "NativeCode", uses: ["MachineCode"]),
        tests(of: "Persistence"),
        tests(of: "EngineRuntime", uses: workbench),
        tests(of: "ExternalEngines", uses: workbench),
        tests(of: "Conformance", uses: workbench + ["Interpreter", "EngineRuntime"]),
        tests(of: "Divergence", uses: workbench + ["Interpreter", "EngineRuntime"]),
        tests(of: "Interpreter", uses: workbench + ["EngineRuntime", "Conformance"]),
        tests(of: "BaselineJIT", uses: workbench + ["EngineRuntime", "Conformance", "MachineCode", "NativeCode", "Interpreter", "ModuleGeneration", "NumericSemantics"]),
        tests(of: "OptimizingAOT", uses: workbench + ["EngineRuntime", "Conformance", "MachineCode", "NativeCode", "NumericSemantics"]),
        tests(of: "Reduction", uses: workbench + ["Divergence", "Interpreter"]),
        tests(of: "Triage", uses: workbench + ["Divergence", "Interpreter", "BaselineJIT", "OptimizingAOT", "EngineRuntime"]),
        tests(of: "Campaign", uses: workbench + ["Interpreter", "EngineRuntime", "ModuleGeneration", "GeneratorAssessment", "Divergence", "Triage"]),
        tests(of: "Reporting"),
        // Every execution test runs on every engine: these see them all.
        tests(of: "HarnessCommands", uses: workbench + ["EngineRuntime", "Interpreter", "BaselineJIT", "OptimizingAOT", "Conformance", "Divergence", "Campaign", "ExternalEngines"]),
    ]
)
