public import WasmModel

/// Writes a script, command by command: a record of a finding that any runner of the official suites can read.
///
/// Names of instances are given without `$` and must be made of identifier characters; others are left out.
public struct ScriptWriter: Sendable {
    private var output = TextOutput()

    public init() {}

    public var text: String { output.string }

    /// One line of commentary for each line of `text`.
    public mutating func comment(_ text: String) {
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            output.append(";; \(String(line.filter { $0 != "\r" }))\n")
        }
    }

    /// `(module …)`.
    public mutating func module(_ module: Module, name: String? = nil) {
        var printer = ModulePrinter(module)
        printer.print(name: Self.identifier(name))
        output.append(printer.output.string + "\n")
    }

    /// `(module binary "…")`.
    public mutating func module(binary bytes: [UInt8], name: String? = nil) {
        output.append("(module \(Self.identifier(name).map { $0 + " " } ?? "")binary ")
        output.appendData(bytes)
        output.append(")\n")
    }

    public mutating func register(_ name: String, instance: String? = nil) {
        output.append("(register ")
        output.appendString(name.utf8)
        output.append(Self.identifier(instance).map { " " + $0 } ?? "")
        output.append(")\n")
    }

    /// A call or a look at a global.
    public enum Access: Sendable {
        case invoke(String, [Value])
        case get(String)
    }

    public mutating func action(_ access: Access, instance: String? = nil) {
        write(access, instance)
        output.append("\n")
    }

    public mutating func assertReturn(_ access: Access, instance: String? = nil, _ expected: [ExpectedValue]) {
        output.append("(assert_return ")
        write(access, instance)
        for value in expected { output.append(" " + value.text) }
        output.append(")\n")
    }

    public mutating func assertTrap(_ access: Access, instance: String? = nil, message: String) {
        assert("assert_trap", access, instance, message)
    }

    public mutating func assertExhaustion(_ access: Access, instance: String? = nil, message: String) {
        assert("assert_exhaustion", access, instance, message)
    }

    public mutating func assertException(_ access: Access, instance: String? = nil) {
        assert("assert_exception", access, instance, nil)
    }

    private mutating func assert(_ keyword: String, _ access: Access, _ instance: String?, _ message: String?) {
        output.append("(\(keyword) ")
        write(access, instance)
        if let message {
            output.append(" ")
            output.appendString(message.utf8)
        }
        output.append(")\n")
    }

    private mutating func write(_ access: Access, _ instance: String?) {
        let name = Self.identifier(instance).map { $0 + " " } ?? ""
        switch access {
        case .invoke(let export, let arguments):
            output.append("(invoke \(name)")
            output.appendString(export.utf8)
            for argument in arguments { output.append(" " + argument.text) }
        case .get(let export):
            output.append("(get \(name)")
            output.appendString(export.utf8)
        }
        output.append(")")
    }

    private static func identifier(_ name: String?) -> String? {
        guard let name, !name.isEmpty, name.utf8.allSatisfy(CharacterClass.isIdentifier) else { return nil }
        return "$" + name
    }
}

extension Value {
    /// As a constant of a script: `(i32.const 7)`. A reference that cannot be written down is its pattern:
    /// `(ref.func)`.
    public var text: String {
        switch self {
        case .i32(let bits): "(i32.const \(Int32(bitPattern: bits)))"
        case .i64(let bits): "(i64.const \(Int64(bitPattern: bits)))"
        case .f32(let bits): "(f32.const \(NumberText.f32(bits: bits)))"
        case .f64(let bits): "(f64.const \(NumberText.f64(bits: bits)))"
        case .v128(let low, let high): "(v128.const \(NumberText.vector(.i32x4, low: low, high: high)))"
        case .reference(let reference): reference.text
        }
    }
}

extension Reference {
    fileprivate var text: String {
        switch self {
        case .null(let type): type == .bottom ? "(ref.null)" : "(ref.null \(type))"
        case .function: "(ref.func)"
        case .extern(let number): "(ref.extern \(number))"
        case .host(let number): "(ref.host \(number))"
        case .i31: "(ref.i31)"
        case .structure: "(ref.struct)"
        case .array: "(ref.array)"
        case .exception: "(ref.exn)"
        case .externalized: "(ref.extern)"
        }
    }
}

extension ExpectedValue {
    /// As a result of an assertion. Alternatives stand in a script; ``text(in:)`` finds them.
    public var text: String { text(in: Script()) }

    public func text(in script: Script) -> String {
        switch self {
        case .value(let value): value.text
        case .f32(let pattern): "(f32.const nan:\(pattern))"
        case .f64(let pattern): "(f64.const nan:\(pattern))"
        case .vector(let pattern): pattern.text
        case .anyNull: "(ref.null)"
        case .null(let type): "(ref.null \(type))"
        case .reference(let type): "(ref.\(type))"
        case .either(let run):
            "(either"
                + (run.range.upperBound <= script.expectations.count ? script.expectations(run) : [])
                .map { " " + $0.text(in: script) }.joined() + ")"
        }
    }
}

extension VectorPattern {
    fileprivate var text: String {
        let lanes = (0..<shape.laneCount).map { lane in
            pattern(ofLane: lane).map { "nan:\($0)" } ?? NumberText.lane(shape, shape.lane(lane, low: low, high: high))
        }
        return "(v128.const \(shape) \(lanes.joined(separator: " ")))"
    }
}
