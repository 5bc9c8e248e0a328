package import Persistence

extension ConformanceDocument {
    private static let kind = "conformance"
    private static let documentVersion = 1

    package var json: JSON {
        [
            "kind": .string(Self.kind), "version": JSON(Self.documentVersion), "assay": JSON(version),
            "engines": JSON(engines.map(\.json)),
            "files": JSON(files.map(\.json)),
            "failures": JSON(failures.map(\.json)),
            "skips": JSON(skips.map(\.json)),
            "ledger": JSON(ledger.map(\.json)),
        ]
    }

    /// A value that is no such document; the words say what is missing.
    package struct FormatError: Error, Hashable, Sendable {
        package var message: String
    }

    package init(_ json: JSON) throws(FormatError) {
        guard json["kind"]?.string == Self.kind else { throw FormatError(message: "not a conformance result") }
        guard json["version"]?.int == Self.documentVersion else {
            throw FormatError(message: "a version this program does not know")
        }
        version = try json.text("assay")
        engines = try json.rows("engines", Engine.init)
        files = try json.rows("files", File.init)
        failures = try json.rows("failures", Failure.init)
        skips = try json.rows("skips", Skip.init)
        ledger = try json.rows("ledger", Finding.init)
    }
}

extension JSON {
    fileprivate typealias FormatError = ConformanceDocument.FormatError

    fileprivate func text(_ key: String) throws(FormatError) -> String {
        guard let text = self[key]?.string else { throw FormatError(message: "no text \"\(key)\"") }
        return text
    }
    /// A count or a line.
    fileprivate func number(_ key: String) throws(FormatError) -> Int {
        guard let number = self[key]?.int, (0...Int(Int32.max)).contains(number) else {
            throw FormatError(message: "no number \"\(key)\"")
        }
        return number
    }
    fileprivate func rows<Row>(_ key: String, _ read: (JSON) throws(FormatError) -> Row) throws(FormatError) -> [Row] {
        guard let array = self[key]?.array else { throw FormatError(message: "no list \"\(key)\"") }
        var rows: [Row] = []
        for element in array { rows.append(try read(element)) }
        return rows
    }
}

extension ConformanceDocument.Engine {
    fileprivate var json: JSON {
        var object = JSONObject([
            ("name", JSON(name)), ("version", JSON(version)), ("passed", JSON(counts.passed)),
            ("failed", JSON(counts.failed)),
            ("skipped", JSON(counts.skipped)), ("expectedFailures", JSON(counts.expectedFailures)),
            ("unexpectedPasses", JSON(counts.unexpectedPasses)), ("seconds", JSON(seconds)),
        ])
        if let falsification { object["falsification"] = falsification.json }
        return .object(object)
    }

    fileprivate init(_ json: JSON) throws(ConformanceDocument.FormatError) {
        name = try json.text("name")
        version = try json.text("version")
        counts = Counts()
        counts.passed = try json.number("passed")
        counts.failed = try json.number("failed")
        counts.skipped = try json.number("skipped")
        counts.expectedFailures = try json.number("expectedFailures")
        counts.unexpectedPasses = try json.number("unexpectedPasses")
        guard let seconds = json["seconds"]?.double, seconds.isFinite else {
            throw .init(message: "no number \"seconds\"")
        }
        self.seconds = seconds
        if let score = json["falsification"] { falsification = try ConformanceDocument.Falsified(score) }
    }
}

extension ConformanceDocument.Falsified {
    fileprivate var json: JSON { ["assertions": JSON(assertions), "caught": JSON(caught), "forms": JSON(forms)] }

    fileprivate init(_ json: JSON) throws(ConformanceDocument.FormatError) {
        assertions = try json.number("assertions")
        caught = try json.number("caught")
        forms = try json.number("forms")
    }
}

extension ConformanceDocument.File {
    fileprivate var json: JSON {
        [
            "path": JSON(path), "engine": JSON(engine), "passed": JSON(passed), "failed": JSON(failed),
            "skipped": JSON(skipped),
        ]
    }

    fileprivate init(_ json: JSON) throws(ConformanceDocument.FormatError) {
        path = try json.text("path")
        engine = try json.text("engine")
        passed = try json.number("passed")
        failed = try json.number("failed")
        skipped = try json.number("skipped")
    }
}

extension ConformanceDocument.Failure {
    fileprivate var json: JSON {
        [
            "path": JSON(path), "line": JSON(line), "command": JSON(command), "engine": JSON(engine),
            "expected": JSON(expected), "actual": JSON(actual), "isExpected": JSON(isExpected),
        ]
    }

    fileprivate init(_ json: JSON) throws(ConformanceDocument.FormatError) {
        path = try json.text("path")
        line = try json.number("line")
        command = try json.text("command")
        engine = try json.text("engine")
        expected = try json.text("expected")
        actual = try json.text("actual")
        isExpected = json["isExpected"]?.bool ?? false
    }
}

extension ConformanceDocument.Skip {
    fileprivate var json: JSON {
        ["path": JSON(path), "engine": JSON(engine), "reason": JSON(reason), "lines": JSON(lines.map { JSON($0) })]
    }

    fileprivate init(_ json: JSON) throws(ConformanceDocument.FormatError) {
        path = try json.text("path")
        engine = try json.text("engine")
        reason = try json.text("reason")
        lines = (json["lines"]?.array ?? []).compactMap(\.int)
    }
}

extension ConformanceDocument.Finding {
    fileprivate var json: JSON {
        ["path": JSON(path), "line": JSON(line), "engine": JSON(engine), "problem": JSON(problem)]
    }

    fileprivate init(_ json: JSON) throws(ConformanceDocument.FormatError) {
        path = try json.text("path")
        line = try json.number("line")
        engine = try json.text("engine")
        problem = try json.text("problem")
    }
}
