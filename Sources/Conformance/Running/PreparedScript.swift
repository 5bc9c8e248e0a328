package import WasmModel

/// A script made ready for engines: its modules as bytes, its requirements as the judge has them. Made once, run on
/// any number of engines.
package struct PreparedScript: Sendable {
    /// As ``SuiteName`` has it.
    package var path: String
    package var language: SuiteLanguage
    package var modules: [PreparedModule]
    package var commands: [PreparedCommand]

    package init(
        path: String, language: SuiteLanguage, modules: [PreparedModule] = [], commands: [PreparedCommand] = []
    ) {
        self.path = path
        self.language = language
        self.modules = modules
        self.commands = commands
    }
}

/// A module of a script.
package struct PreparedModule: Sendable {
    package enum Form: Sendable {
        /// What an engine gets.
        case bytes([UInt8])
        /// What the reader of texts found before any engine saw it.
        case rejected(Evidence)
    }
    package var form: Form
    /// Whose state the module can reach once it is instantiated: names it imports from, each once, without what has no
    /// state.
    package var importedNames: [String]
    /// It asks for the shared memory of `spectest` (see ``Spectest/Memories``).
    package var wantsSharedSpectest: Bool

    package init(_ form: Form, importedNames: [String] = [], wantsSharedSpectest: Bool = false) {
        self.form = form
        self.importedNames = importedNames
        self.wantsSharedSpectest = wantsSharedSpectest
    }
}

/// A command of a script.
package struct PreparedCommand: Sendable {
    package enum Operation: Sendable {
        /// Decode, validate, link, instantiate; the instance becomes the current one, and goes by `name` if it has one.
        case module(Int, name: String?)
        /// Decode and validate.
        case definition(Int, name: String?)
        /// Instantiate a definition.
        case instance(name: String?, of: String?)
        case register(name: String, instance: String?)
        case invoke(instance: String?, export: String, arguments: [Value])
        case get(instance: String?, export: String)
        /// An assertion about decoding and validating.
        case load(Int)
        /// An assertion about linking and instantiating.
        case instantiate(Int)
        /// The same, of a definition.
        case instantiateDefinition(name: String?)
        /// What the reader of texts found, which no engine can change.
        case decided(Evidence)
    }
    /// From one.
    package var line: Int
    package var kind: CommandKind
    package var operation: Operation
    package var requirement: Requirement

    package init(line: Int, kind: CommandKind, operation: Operation, requirement: Requirement) {
        self.line = line
        self.kind = kind
        self.operation = operation
        self.requirement = requirement
    }
}
