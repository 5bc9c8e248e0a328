import Persistence
import Testing

@Suite struct JSONTests {
    private func parsed(_ text: String) throws -> JSON { try JSON(parsing: Array(text.utf8)) }
    private func compact(_ json: JSON) -> String { String(decoding: json.compact, as: UTF8.self) }

    // MARK: Reading

    @Test(
        arguments: [
            ("null", nil), (" true ", true), ("-0", 0), ("12", 12), ("-9223372036854775808", .integer(.min)),
            ("9223372036854775807", .integer(.max)), ("9223372036854775808", .large(1 << 63)),
            ("18446744073709551615", .large(.max)), ("1e3", 1000.0), ("-0.0", -0.0),
            ("5e-324", .double(.leastNonzeroMagnitude)),
            ("\"\"", ""), ("\"a\\u00e9\\ud83d\\ude00\\n/\\/\"", "aé😀\n//"), ("\"\\u0000\"", "\0"), ("[]", []),
            ("{}", [:]),
            ("[1,[2.5,{\"a\":null}]]\n", [1, [2.5, ["a": nil]]]),
        ] as [(String, JSON)])
    func valuesAreRead(_ text: String, _ expected: JSON) throws {
        #expect(try parsed(text) == expected)
    }

    @Test func membersKeepTheirOrderAndTheLastOfAKeyCounts() throws {
        let object = try #require(try parsed(#"{"z":1,"a":2,"m":3,"a":4}"#).object)
        #expect(object.members.map(\.key) == ["z", "a", "m"])
        #expect(object["a"] == 4)
    }

    @Test(arguments: [
        ("", 1, 1, "unexpected end"), ("[1,2", 1, 5, "unexpected end"), ("\"abc", 1, 5, "unexpected end"),
        ("{\"a\":1}x", 1, 8, "unexpected character"), ("[1,]", 1, 4, "unexpected character"),
        ("{\n \"a\": 1,\n b: 2}", 3, 2, "expected a key in double quotes"),
        ("[1 2]", 1, 4, "expected , or ] in an array"), ("[NaN]", 1, 2, "unexpected character"),
        ("[Infinity]", 1, 2, "unexpected character"), ("[-Infinity]", 1, 3, "unexpected character"),
        ("[1e999]", 1, 2, "number out of range"), ("[\n\n18446744073709551616]", 3, 1, "number out of range"),
        ("-9223372036854775809", 1, 1, "number out of range"), ("[1.]", 1, 2, "expected a digit after the point"),
        ("[01]", 1, 4, "expected a number"), ("'a'", 1, 1, "unexpected character"),
        ("[.5]", 1, 2, "unexpected character"),
        ("// c\n1", 1, 1, "unexpected character"), ("[\"a\nb\"]", 1, 4, "control character in a string"),
        ("[\"\\x\"]", 1, 4, "unknown escape in a string"), ("[tru]", 1, 5, "expected true or false"),
        ("[1,\u{0}2]", 1, 4, "unexpected character"),
    ])
    func errorsSayWhereAndWhy(_ text: String, _ line: Int, _ column: Int, _ reason: String) {
        let error = #expect(throws: PersistenceError.self) { try JSON(parsing: Array(text.utf8)) }
        guard case .malformedJSON(let position, let words) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(words == reason)
        #expect((position.line, position.column) == (line, column))
    }

    @Test func textsThatAreNotUTF8AreRejected() {
        #expect(throws: PersistenceError.self) { try JSON(parsing: [0x22, 0xFF, 0x22]) }
        #expect(throws: PersistenceError.self) { try JSON(parsing: [0x22, 0xC3, 0x22]) }
    }

    @Test func depthAndSizeAreBounded() throws {
        let nested = Array(repeating: UInt8(ascii: "["), count: 100_000)
        #expect(throws: PersistenceError.self) { try JSON(parsing: nested) }
        let two = Array("[[]]".utf8)
        #expect(throws: PersistenceError.self) { try JSON(parsing: two, limits: JSONLimits(depth: 1)) }
        #expect(try JSON(parsing: two, limits: JSONLimits(depth: 2)) == [[]])
        #expect(throws: PersistenceError.tooLarge(limit: 3)) { try JSON(parsing: two, limits: JSONLimits(bytes: 3)) }
    }

    // MARK: Writing

    @Test(
        arguments: [
            (nil, "null"), (0.1, "0.1"), (1e300, "1e+300"), (.double(.leastNonzeroMagnitude), "5e-324"), (-0.0, "-0.0"),
            (3.0, "3.0"),
            (.double(.nan), "null"), (.double(.infinity), "null"), (.large(.max), "18446744073709551615"),
            ("a/b\"\\\n\u{1}é", #""a/b\"\\\n\u0001é""#), (["z": 1, "a": [true, nil]], #"{"z":1,"a":[true,null]}"#),
        ] as [(JSON, String)])
    func valuesAreWritten(_ value: JSON, _ expected: String) {
        #expect(compact(value) == expected)
    }

    @Test func theTextForPeopleIsIndented() {
        let text = String(decoding: (["a": [1, ["b": nil]], "c": [], "d": [:]] as JSON).pretty, as: UTF8.self)
        #expect(text == "{\n  \"a\": [\n    1,\n    {\n      \"b\": null\n    }\n  ],\n  \"c\": [],\n  \"d\": {}\n}\n")
    }

    /// Doubles of every exponent, and strings of every plane, come back as they were.
    @Test func whatIsWrittenReadsBackTheSame() throws {
        var values: [JSON] = []
        for exponent in stride(from: 0 as UInt64, through: 2046, by: 1) {
            values.append(.double(Double(bitPattern: exponent << 52 | (exponent &* 0x9E37_79B9_7F4A_7C15) >> 12)))
        }
        for scalar in stride(from: 0 as UInt32, through: 0x10FFFF, by: 97) {
            if let scalar = Unicode.Scalar(scalar) { values.append(.string(String(Character(scalar)))) }
        }
        let all = JSON(values)
        #expect(try JSON(parsing: all.compact) == all)
        #expect(try JSON(parsing: all.pretty) == all)
    }

    @Test func membersAreSetAndRemovedInPlace() {
        var object = JSONObject([("a", 1), ("b", 2), ("a", 3)])
        object["c"] = 4
        object["b"] = nil
        object["a"] = 5
        #expect(JSON.object(object) == ["a": 5, "c": 4])
        #expect(object.members.map(\.key) == ["a", "c"])
        #expect(JSON.unsigned(1) == 1 && JSON.unsigned(.max).uint64 == .max)
        #expect((["a": [10, 20]] as JSON)["a"]?[1]?.int == 20)
        #expect((["a": [10, 20]] as JSON)["a"]?[2] == nil)
    }
}
