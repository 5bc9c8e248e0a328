/// Limits that the specification leaves to the implementation (§A.2). They are those that web engines agreed on,
/// except where one is missing because nothing here grows with it.
public enum ImplementationLimits {
    public static let types = 1_000_000
    public static let parameters = 1000
    public static let results = 1000
    public static let structureFields = 10_000
    public static let subtypingDepth = 63
    /// Parameters included.
    public static let locals = 50_000
    /// Operands of one `array.new_fixed`.
    public static let fixedArrayLength = 10_000
    /// Operands on the stack at once. A call of two bytes can push a thousand.
    public static let operandHeight = 1_000_000
}
