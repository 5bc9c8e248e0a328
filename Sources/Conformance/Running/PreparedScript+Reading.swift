package import WasmModel

extension PreparedScript {
    /// Reads a script from disk and makes it ready.
    /// - Throws: ``InputError`` if it cannot be read, or is not a script.
    package init(reading file: SuiteFile, features: FeatureSet?) throws(InputError) {
        _ = try file.bytes()
        self.init(path: file.name, language: SuiteLanguage.of(folder: SuiteName.folder(of: file.name)))
    }
}
