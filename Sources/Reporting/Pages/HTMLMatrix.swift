/// The table of scripts against engines.
struct HTMLMatrix {
    private let engines: [String]
    /// Scripts by folder, in the order of the run.
    private var folders: [(name: String, rows: [Row])] = []

    private struct Row {
        var path: String
        /// By engine; the number is the position in the list of files.
        var cells: [String: (file: RecordedConformance.File, position: Int)]

        var isClean: Bool {
            cells.values.allSatisfy { $0.file.surprises == 0 && $0.file.failed == 0 && $0.file.skipped == 0 }
        }
    }

    init(_ conformance: RecordedConformance) {
        engines = conformance.engines.map(\.name)
        for (position, file) in conformance.files.enumerated() {
            let folder = file.path.split(separator: "/").dropLast().joined(separator: "/")
            if folders.last?.name != folder { folders.append((folder, [])) }
            let last = folders.count - 1
            if folders[last].rows.last?.path != file.path {
                folders[last].rows.append(Row(path: file.path, cells: [:]))
            }
            folders[last].rows[folders[last].rows.count - 1].cells[file.engine] = (file, position)
        }
    }

    /// Where the failures of a script and engine stand in the page.
    static func anchor(_ position: Int) -> String { "f\(position)" }

    func write(to page: inout Markup) {
        guard !folders.isEmpty else { return }
        let rows = folders.flatMap(\.rows)
        let clean = rows.count { $0.isClean }
        page.element("h3", "Scripts")
        page.element(
            "p", ["class": "quiet legend"],
            "✓ passed   ✗ not as expected   ≈ failed as expected   ○ skipped   · not run; numbers are commands")
        page.verbatim("<input type=\"checkbox\" id=\"all\"\(clean == rows.count ? " checked" : "")>")
        page.element(
            "label", ["for": "all"],
            " show the \(Figures.count(clean)) of \(Figures.count(rows.count, "script")) where everything passed")
        page.element("table", ["class": "matrix"]) { page in
            page.element("thead") { page in
                page.element("tr") { page in
                    page.element("th", ["scope": "col"], "script")
                    for engine in engines { page.element("th", ["scope": "col"], engine) }
                }
            }
            for folder in folders {
                page.element("tbody", ["class": folder.rows.allSatisfy(\.isClean) ? "clean" : ""]) { page in
                    if !folder.name.isEmpty {
                        page.element("tr", ["class": "folder"]) { page in
                            page.element("th", ["colspan": "\(engines.count + 1)", "scope": "rowgroup"], folder.name)
                        }
                    }
                    for row in folder.rows { write(row, in: folder.name, to: &page) }
                }
                page.line()
            }
        }
        page.line()
    }

    private func write(_ row: Row, in folder: String, to page: inout Markup) {
        page.element("tr", ["class": row.isClean ? "clean" : ""]) { page in
            let name = folder.isEmpty ? row.path : String(row.path.dropFirst(folder.count + 1))
            page.element("th", ["scope": "row"], name)
            for engine in engines {
                guard let (file, position) = row.cells[engine] else {
                    page.element("td", ["class": "none", "title": "not run"], "·")
                    continue
                }
                write(file, position, to: &page)
            }
        }
    }

    private func write(_ file: RecordedConformance.File, _ position: Int, to page: inout Markup) {
        let title = "\(file.passed) passed, \(file.failed) failed, \(file.skipped) skipped"
        let wrong = file.surprises
        if wrong > 0 || file.failed > 0 {
            page.element("td", ["class": wrong > 0 ? "fail" : "known", "title": title]) { page in
                let text = wrong > 0 ? "✗ \(Figures.count(wrong))" : "≈ \(Figures.count(file.failed))"
                page.element("a", ["href": "#" + Self.anchor(position)], text)
            }
        } else if file.skipped > 0 {
            page.element(
                "td", ["class": "skip", "title": title],
                file.passed == 0
                    ? "○ \(Figures.count(file.skipped))"
                    : "✓ \(Figures.count(file.passed)) ○ \(Figures.count(file.skipped))")
        } else {
            page.element("td", ["class": "pass", "title": title], "✓ \(Figures.count(file.passed))")
        }
    }
}
