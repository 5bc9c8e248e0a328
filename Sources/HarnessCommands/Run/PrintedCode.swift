import BaselineJIT
import EngineRuntime
import WasmBinary
import WasmModel
import WasmText
import WasmValidation

/// The machine code of a module's functions, for `assay run --print-code`.
struct PrintedCode {
    private let module: ValidatedModule
    private let options: CompilerOptions

    /// - Throws: ``CommandFailure`` with status 64 if the engine makes no code that can be shown, 66 if the module is no
    ///   valid module.
    init(_ engine: String, _ bytes: [UInt8], _ features: FeatureSet, _ file: String) throws(CommandFailure) {
        guard let options = Self.options(engine) else {
            throw CommandFailure(.usage, "error: --print-code shows the code of the engine 'jit'; add --engine jit")
        }
        self.options = options
        do {
            module = try ValidatedModule(validating: Module(decoding: bytes, features: features), features: features)
        } catch {
            throw CommandFailure(.unreadableInput, "\(file): error: \(error)")
        }
    }

    private static func options(_ engine: String) -> CompilerOptions? {
        if engine == "jit" { return CompilerOptions() }
        return engine.hasPrefix("jit:") ? CompilerOptions(names: engine.dropFirst(4)) : nil
    }

    /// Writes the code of all functions that the module defines, or of the one with this index, to standard output.
    func write(function index: UInt32?) throws {
        let imported = module.spaces.importedFunctions
        var numbers = module.module.functions.indices
        if let index {
            guard Int(index) >= imported, Int(index) - imported < numbers.count else {
                throw CommandFailure(.usage, "error: the module defines no function \(index)")
            }
            numbers = (Int(index) - imported)..<(Int(index) - imported + 1)
        }
        for number in numbers {
            try StandardOutput.write(text(number, index: number + imported).joined(separator: "\n") + "\n")
        }
    }

    private func text(_ number: Int, index: Int) throws(CommandFailure) -> [String] {
        let listing: CodeListing
        do throws(UnsupportedFeature) {
            listing = try CodeListing(ofDefinedFunction: number, in: module, options)
        } catch {
            throw CommandFailure(.failed, "error: the engine does not have \(error.name)")
        }
        let instructions = module.module.lines(ofDefinedFunction: number)
        let code = Disassembler.rows(of: listing.bytes)
        var lines = ["function \(index): \(instructions.count) instructions, \(listing.bytes.count) bytes"]
        for stretch in listing.stretches {
            if stretch.instructions.isEmpty { lines.append("  ;; entry") }
            lines += instructions[stretch.instructions].map { "  " + $0 }
            if let code {
                lines += code.filter { stretch.bytes.contains($0.offset) }.map(\.text)
            } else {
                lines += Disassembler.plainRows(of: listing.bytes, in: stretch.bytes)
            }
        }
        return lines
    }
}
