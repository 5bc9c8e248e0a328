import Foundation
package import WasmModel
package import WasmText

extension PreparedScript {
    /// Reads a script from disk and makes it ready. `features` is the language instead of the one the folder says.
    /// - Throws: ``InputError`` if it cannot be read, or is not a script.
    package init(reading file: SuiteFile, features: FeatureSet? = nil) throws(InputError) {
        let text = try file.bytes()
        var language = SuiteLanguage.of(script: file.name)
        if let features { language.features = features }
        do throws(TextError) {
            try self.init(path: file.name, text: text, language: language)
        } catch {
            throw InputError(file: file.url.path, place: "\(error.line):\(error.column)", message: error.message)
        }
    }

    /// Makes the text of a script ready. In the language of a proposal that is missing, a command that cannot be read
    /// is one that is skipped; anywhere else it is an error.
    package init(path: String, text: [UInt8], language: SuiteLanguage) throws(TextError) {
        self.init(path: path, language: language)
        guard let missing = language.missing else {
            // The grammar of some forms depends on the language's time.
            let options = TextOptions(features: language.features)
            var preparation = ScriptPreparation(try Script(parsing: text, options: options))
            preparation.prepareAll()
            modules = preparation.modules
            commands = preparation.commands
            return
        }
        for fragment in ScriptFragment.all(in: text) { append(fragment, missing: missing) }
    }

    private mutating func append(_ fragment: ScriptFragment, missing: String) {
        var preparation: ScriptPreparation
        do throws(TextError) {
            preparation = ScriptPreparation(try Script(parsing: fragment.text))
        } catch {
            let reason = SkipReason.text(missing, because: "line \(fragment.line + error.line - 1): \(error.message)")
            let kind = fragment.commandKind
            var operation = PreparedCommand.Operation.decided(.unanswerable(reason))
            if kind == .module {
                operation = .module(modules.count, name: fragment.moduleName)
                modules.append(PreparedModule(.rejected(.unanswerable(reason))))
            }
            commands.append(
                PreparedCommand(line: fragment.line, kind: kind, operation: operation, requirement: .accepted))
            return
        }
        preparation.prepareAll(firstModule: modules.count, linesBefore: fragment.line - 1)
        modules += preparation.modules
        commands += preparation.commands
    }
}
