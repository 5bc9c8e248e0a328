public import WasmModel

extension Module {
    /// The instructions of a function that the module defines, each as in the text format, indented by the blocks around
    /// it; as many lines as ``Expression/instructions``, the last `end` included.
    public func lines(ofDefinedFunction number: Int) -> [String] {
        var printer = ModulePrinter(self)
        let body = functions[number].body
        let imported = imports.count { $0.type.kind == .function }
        printer.print(body, function: UInt32(imported + number), onLines: true)
        let lines = printer.output.string.split(separator: "\n", omittingEmptySubsequences: false).dropFirst()
        return lines.prefix(body.instructions.count - 1).map(String.init) + ["end"]
    }
}
