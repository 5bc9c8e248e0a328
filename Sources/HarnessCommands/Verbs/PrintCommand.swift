import ArgumentParser
import WasmBinary
import WasmModel
import WasmText

struct PrintCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "print",
        abstract: "Write a module, in either format, in the text format.",
        discussion: "Reading what is printed gives the same module again. Exit status 66 if FILE is malformed.")

    @Argument(help: ArgumentHelp("A module (.wasm or .wat); '-' is standard input.", valueName: "file"))
    var file: String

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("Where the text goes; '-', the default, is standard output.", valueName: "file"))
    var output = "-"

    func run() async throws {
        let bytes = try Source.read(file)
        let module =
            ModuleSourceFile.isBinary(bytes)
            ? try ModuleSourceFile.binary(bytes, file) : try ModuleSourceFile.text(bytes, file)
        try Destination.write(Array(module.text().utf8), to: output)
    }
}
