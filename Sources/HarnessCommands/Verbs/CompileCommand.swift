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
            The artifact carries the module, symbols and section headers, so objdump, gdb and perf read it.

            Exit status: 0; 1 if the compiler does not have what the module uses; 66 if the module cannot be read or is \
            not valid; 74 if the artifact cannot be written.
            """)

    @Argument(help: ArgumentHelp("A module (.wat or .wasm); '-' is standard input.", valueName: "file"))
    var file: String

    @Option(name: .shortAndLong, help: ArgumentHelp("The artifact (default: the file's name with .so).", valueName: "file"))
    var output: String?

    @Option(name: [.customShort("O"), .customLong("level")], help: ArgumentHelp("How much to optimise: 0, 1 or 2.", valueName: "n"))
    var level: UInt8 = 2

    @Flag(name: .customLong("print-ir"), help: "Print the intermediate representation before and after every pass.")
    var printsIR = false

    func validate() throws {
        if level > 2 { throw ArgumentParser.ValidationError("-O takes 0, 1 or 2") }
    }

    func run() async throws {
        let bytes = try ModuleSourceFile.encoded(file)
        let module = try ModuleSourceFile.binary(bytes, file)
        do {
            _ = try ValidatedModule(validating: module, features: .all)
        } catch {
            throw CommandFailure(.unreadableInput, "\(file): error: \(error)")
        }
        let options = CompileOptions(level: CompileOptions.Level(rawValue: level) ?? .full)
        var listing = ""
        let artifact: [UInt8]
        do throws(ModuleCompiler.Unsupported) {
            artifact = try Artifact.compile(bytes, module, options) { pass, function in
                if printsIR { listing += ";; \(pass)\n\(function)\n" }
            }
        } catch {
            throw CommandFailure(.failed, "\(file): error: the compiler does not have \(error.name)")
        }
        if printsIR { try Destination.write(Array(listing.utf8), to: "-") }
        try Destination.write(artifact, to: output ?? ModuleSourceFile.name(file, extension: "so"))
    }
}
