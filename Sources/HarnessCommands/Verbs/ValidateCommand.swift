import ArgumentParser
import WasmBinary
import WasmModel
import WasmText
import WasmValidation

struct ValidateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate",
        abstract: "Say whether modules, in either format, are well formed and valid.",
        discussion:
            "Prints 'FILE: valid' for each; a module that is not is an error with its place, and exit status 66.")

    @Argument(help: ArgumentHelp("Modules (.wat or .wasm); '-' is standard input.", valueName: "file"))
    var files: [String]

    @OptionGroup var featureOptions: FeatureOptions

    @Flag(help: "Print nothing for valid modules.")
    var quiet = false

    func run() async throws {
        let features = try featureOptions.features() ?? .wasm3
        var isSound = true
        for file in files {
            do {
                try check(file, features)
                if !quiet { try StandardOutput.write("\(file): valid\n") }
            } catch let error as CommandFailure where error.status == .unreadableInput {
                isSound = false
                StandardError.write(error.message + "\n")
            }
        }
        if !isSound { throw CommandFailure(.unreadableInput) }
    }

    private func check(_ file: String, _ features: FeatureSet) throws(CommandFailure) {
        let bytes = try Source.read(file)
        let isBinary = ModuleSourceFile.isBinary(bytes)
        let module =
            isBinary
            ? try ModuleSourceFile.binary(bytes, file, features: features) : try ModuleSourceFile.text(bytes, file)
        do throws(WasmValidation.ValidationError) {
            _ = try ValidatedModule(validating: module, features: features)
        } catch {
            throw CommandFailure(
                .unreadableInput, Self.place(of: error, file, bytes, isBinary: isBinary) + ": error: \(error)")
        }
    }

    private static func place(
        of error: WasmValidation.ValidationError, _ file: String, _ bytes: [UInt8], isBinary: Bool
    ) -> String {
        guard let position = error.position else { return file }
        if isBinary { return "\(file): offset 0x\(String(position, radix: 16))" }
        let place = TextPosition(of: Int(position), in: bytes)
        return "\(file):\(place.line):\(place.column)"
    }
}
