import EngineInterface
import WasmModel
import WasmText

/// The words of a command line as arguments of a function.
enum CallArguments {
    /// - Throws: ``CommandFailure`` with status 64.
    static func values(
        _ words: [String], for export: String, of instance: InstanceHandle, in store: any EngineStore
    ) throws -> [Value] {
        let functions = try store.exports(of: instance).filter { $0.kind == .function }
        guard let function = functions.first(where: { $0.name == export }) else {
            let known = functions.map { "'\($0.name)'" }.joined(separator: ", ")
            throw CommandFailure(
                .usage, "error: no exported function '\(export)'; exported functions: \(known.isEmpty ? "none" : known)"
            )
        }
        guard let type = function.functionType else {
            throw CommandFailure(.usage, "error: the parameters of '\(export)' cannot be given on a command line")
        }
        guard type.parameters.count == words.count else {
            throw CommandFailure(
                .usage, "error: '\(export)' takes \(type.parameters.count) arguments, not \(words.count)")
        }
        return try zip(type.parameters, words).map { try value($1, of: $0) }
    }

    /// Reads `word` as the text format would read it in a constant of the type.
    private static func value(_ word: String, of type: ValueType) throws(CommandFailure) -> Value {
        let isPlain = word.utf8.allSatisfy {
            $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "(") && $0 != UInt8(ascii: ")") && $0 != UInt8(ascii: ";")
                && $0 != UInt8(ascii: "\"")
        }
        let constant: String
        switch type {
        case .i32, .i64, .f32, .f64: constant = "(\(type).const \(word))"
        case .externref: constant = word == "null" ? "(ref.null extern)" : "(ref.extern \(word))"
        case .funcref where word == "null": constant = "(ref.null func)"
        default: throw CommandFailure(.usage, "error: an argument of type \(type) cannot be given on a command line")
        }
        guard isPlain, let script = try? Script(parsing: "(invoke \"f\" \(constant))"), let value = script.values.first,
            script.values.count == 1
        else { throw CommandFailure(.usage, "error: '\(word)' is no \(type)") }
        return value
    }
}
