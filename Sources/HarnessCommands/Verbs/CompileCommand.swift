import ArgumentParser
import OptimizingAOT
import WasmBinary
import WasmModel
import WasmValidation

struct CompileCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compile",
        abstract: "Compile a module ahead of time into a native shared object.",
        discussion: """
            The artifact carries the module, symbols and section headers, so objdump, gdb and perf read it. It names the \
            compiler and what the processor must have, and is refused where something of that is missing.

            Exit status: 0; 1 if the compiler does not have what the module uses; 66 if the module cannot be read or is \
            not valid; 74 if the artifact cannot be written.
            """)

    @Argument(help: ArgumentHelp("A module (.wat or .wasm); '-' is standard input.", valueName: "file"))
    var file: String

    @Option(name: .shortAndLong, help: ArgumentHelp("The artifact (default: the file's name with .so).", valueName: "file"))
    var output: String?

    @Option(
        name: [.customShort("O", allowingJoined: true), .customLong("level")],
        help: ArgumentHelp("How much to optimise: 0, 1 or 2.", valueName: "n"))
    var level: UInt8 = 2

    @Option(name: .customLong("no-pass"), help: ArgumentHelp("Leave a pass out; may be repeated.", valueName: "pass"))
    var disabledPasses: [String] = []

    @Option(
        help: ArgumentHelp(
            "What the processor has, separated by commas: \(Self.featureNames). All of x86-64-v2 is taken for granted.",
            valueName: "features"))
    var targetFeatures = TargetFeatures.level3.name

    @Option(
        name: .customLong("print-ir"), defaultAsFlag: "all",
        help: ArgumentHelp(
            "Print the intermediate representation after every pass, or after one: build, \(Self.passNames).", valueName: "pass"))
    var printedPass: String?

    private static let featureNames = TargetFeatures.names.joined(separator: ", ")
    private static let passNames = PassPipeline.all.map { $0.name }.joined(separator: ", ")

    func validate() throws {
        if level > 2 { throw ArgumentParser.ValidationError("-O takes 0, 1 or 2") }
        let names = PassPipeline.all.map { $0.name }
        for pass in disabledPasses where !PassPipeline.switches.contains(pass) {
            throw ArgumentParser.ValidationError("--no-pass takes one of \(PassPipeline.switches.joined(separator: ", "))")
        }
        if let printedPass, printedPass != "all", printedPass != "build", !names.contains(printedPass) {
            throw ArgumentParser.ValidationError("--print-ir takes build, \(Self.passNames), or nothing for all")
        }
        if TargetFeatures(targetFeatures) == nil {
            throw ArgumentParser.ValidationError("--target-features takes some of \(Self.featureNames)")
        }
    }

    func run() async throws {
        let bytes = try ModuleSourceFile.encoded(file)
        let module = try ModuleSourceFile.binary(bytes, file)
        do {
            _ = try ValidatedModule(validating: module, features: .all)
        } catch {
            throw CommandFailure(.unreadableInput, "\(file): error: \(error)")
        }
        let options = CompileOptions(
            level: CompileOptions.Level(rawValue: level) ?? .full, disabledPasses: Set(disabledPasses),
            target: TargetFeatures(targetFeatures) ?? .level3)
        var listing = ""
        let artifact: [UInt8]
        do throws(ModuleCompiler.Unsupported) {
            artifact = try Artifact.compile(bytes, module, options) { pass, function in
                if printedPass == "all" || printedPass == pass { listing += ";; \(pass)\n\(function.text)\n" }
            }
        } catch {
            throw CommandFailure(.failed, "\(file): error: the compiler does not have \(error.name)")
        }
        if printedPass != nil { try Destination.write(Array(listing.utf8), to: "-") }
        try Destination.write(artifact, to: output ?? ModuleSourceFile.name(file, extension: "so"))
    }
}
