import ArgumentParser
import WasmBinary
import WasmModel
import WasmText

struct ParseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "parse",
        abstract: "Read a module in the text format and write it in the binary format.",
        discussion:
            "Without --output the module goes to FILE with the extension .wasm. Exit status 66 if FILE is malformed.")

    @Argument(help: ArgumentHelp("A module (.wat); '-' is standard input.", valueName: "file"))
    var file: String

    @Option(
        name: .shortAndLong, help: ArgumentHelp("Where the module goes; '-' is standard output.", valueName: "file"))
    var output: String?

    func run() async throws {
        let module = try ModuleSourceFile.text(file)
        try Destination.write(module.encoded(), to: output ?? ModuleSourceFile.name(file, extension: "wasm"))
    }
}
