/// Why a module is invalid, and where.
public struct ValidationError: Error, Hashable, Sendable {
    /// What rule was broken, in the specification's words, with the types that were expected and found.
    public var message: String
    /// The function whose body broke it, in the function index space; `nil` outside function bodies.
    public var functionIndex: UInt32?
    /// The number of the instruction in its expression; `nil` where the fault is not in one.
    public var instruction: Int?
    /// Where that instruction stands in the module or text, if the expression recorded ``Expression/positions``.
    public var position: UInt32?

    public init(_ message: String, functionIndex: UInt32? = nil, instruction: Int? = nil, position: UInt32? = nil) {
        self.message = message
        self.functionIndex = functionIndex
        self.instruction = instruction
        self.position = position
    }
}

extension ValidationError: CustomStringConvertible {
    public var description: String {
        var text = ""
        if let functionIndex { text += "function \(functionIndex): " }
        if let instruction { text += "instruction \(instruction): " }
        return text + message
    }
}
