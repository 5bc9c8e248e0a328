/// Text with tags, as XML and HTML have them. Everything that comes from outside goes through ``text(_:)`` or an
/// attribute.
struct Markup {
    private(set) var output = ""

    /// What stands between two tags.
    mutating func text(_ text: String) { output += Self.escaped(text) }

    /// An element with content.
    mutating func element(
        _ name: String, _ attributes: KeyValuePairs<String, String> = [:], _ content: (inout Markup) -> Void
    ) {
        open(name, attributes)
        output += ">"
        content(&self)
        output += "</\(name)>"
    }

    /// An element that holds nothing but text.
    mutating func element(_ name: String, _ attributes: KeyValuePairs<String, String>, _ content: String) {
        element(name, attributes) { $0.text(content) }
    }
    mutating func element(_ name: String, _ content: String) { element(name, [:], content) }

    /// An element without content, as XML writes it.
    mutating func emptyElement(_ name: String, _ attributes: KeyValuePairs<String, String> = [:]) {
        open(name, attributes)
        output += "/>"
    }

    /// A line break in the output, for people who read it; without meaning.
    mutating func line() { output += "\n" }

    /// Markup that is our own, as it stands.
    mutating func verbatim(_ markup: String) { output += markup }

    private mutating func open(_ name: String, _ attributes: KeyValuePairs<String, String>) {
        output += "<\(name)"
        for (key, value) in attributes { output += " \(key)=\"\(Self.escaped(value))\"" }
    }

    /// Characters that XML 1.0 has no way to write become U+FFFD.
    static func escaped(_ text: String) -> String {
        var result = ""
        result.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            case "\n": result += "&#10;"
            case "\t": result += "&#9;"
            case "\r": result += "&#13;"
            case "\u{0}"..."\u{1F}", "\u{FFFE}", "\u{FFFF}": result += "\u{FFFD}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}

/// Numbers as pages show them, the same in every locale.
enum Figures {
    /// With so many digits after the point.
    static func decimal(_ number: Double, places: Int) -> String {
        guard number.isFinite, abs(number) < 1e12 else { return "-" }
        var scale = 1.0
        for _ in 0..<places { scale *= 10 }
        let scaled = Int64((abs(number) * scale).rounded())
        let digits = String(scaled)
        let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
        let sign = number < 0 && scaled != 0 ? "-" : ""
        return places == 0 ? sign + padded : sign + padded.dropLast(places) + "." + padded.suffix(places)
    }

    /// With a comma at every thousand.
    static func count(_ number: Int) -> String {
        var groups: [Substring] = []
        var rest = Substring(String(number.magnitude))
        while rest.count > 3 {
            groups.insert(rest.suffix(3), at: 0)
            rest = rest.dropLast(3)
        }
        return (number < 0 ? "-" : "") + ([rest] + groups).joined(separator: ",")
    }

    /// `1 failure`, `2 failures`.
    static func count(_ number: Int, _ noun: String) -> String { "\(count(number)) \(noun)\(number == 1 ? "" : "s")" }
}
