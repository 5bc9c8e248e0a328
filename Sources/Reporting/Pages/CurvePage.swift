/// The course of a campaign: memory, open files, rate and coverage over the time.
package struct CurvePage: Sendable {
    private let curve: RecordedCurve

    package init(_ curve: RecordedCurve) { self.curve = curve }

    private static let rows = 31

    /// A table, in Markdown.
    package var markdown: String {
        var lines = [
            "| minutes | modules | modules/s | resident MiB | open files | opcode pairs | buckets |",
            "|---:|---:|---:|---:|---:|---:|---:|",
        ]
        var previous: RecordedCurve.Point?
        for point in curve.thinned(to: Self.rows) {
            let span = point.seconds - (previous?.seconds ?? 0)
            let rate = span > 0 ? Double(point.modules - (previous?.modules ?? 0)) / span : 0
            lines.append(
                "| \(Figures.decimal(point.seconds / 60, places: 1)) | \(point.modules) | \(Figures.decimal(rate, places: 0)) | "
                    + "\(Figures.decimal(Self.mebibytes(point), places: 1)) | \(point.openFiles) | \(point.opcodePairs) | \(point.buckets) |")
            previous = point
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func mebibytes(_ point: RecordedCurve.Point) -> Double { Double(point.residentBytes) / 1_048_576 }

    private enum Frame {
        static let width = 720.0, height = 160.0, left = 70.0, top = 24.0, gap = 56.0
    }

    /// Two drawings below each other: resident memory and open files.
    package var svg: String {
        let (width, height) = (Frame.left + Frame.width + 20, 2 * (Frame.height + Frame.gap))
        var markup = Markup()
        markup.element(
            "svg",
            [
                "xmlns": "http://www.w3.org/2000/svg", "viewBox": "0 0 \(Int(width)) \(Int(height))", "width": "\(Int(width))",
                "height": "\(Int(height))", "font-family": "sans-serif", "font-size": "12",
            ]
        ) { markup in
            markup.line()
            draw("resident memory, MiB", at: 0, Self.mebibytes, &markup)
            draw("open files", at: Frame.height + Frame.gap, { Double($0.openFiles) }, &markup)
        }
        return markup.output + "\n"
    }

    private func draw(_ title: String, at offset: Double, _ value: (RecordedCurve.Point) -> Double, _ markup: inout Markup) {
        let points = curve.thinned(to: 360)
        let values = points.map(value)
        let most = max(values.max() ?? 0, 1), end = max(points.last?.seconds ?? 0, 1)
        let top = offset + Frame.top, bottom = top + Frame.height
        func number(_ value: Double) -> String { Figures.decimal(value, places: 1) }
        let frame: KeyValuePairs = [
            "x": number(Frame.left), "y": number(top), "width": number(Frame.width), "height": number(Frame.height),
            "fill": "none", "stroke": "#999",
        ]
        markup.emptyElement("rect", frame)
        let labels = [
            (Frame.left, top - 8, title), (8, top + 10, number(most)), (8, bottom, "0"),
            (Frame.left, bottom + 16, "0 min"), (Frame.left + Frame.width - 50, bottom + 16, "\(number(end / 60)) min"),
        ]
        for (x, y, text) in labels { markup.element("text", ["x": number(x), "y": number(y)], text) }
        let line = zip(points, values).map { point, value in
            "\(number(Frame.left + Frame.width * point.seconds / end)),\(number(bottom - Frame.height * value / most))"
        }
        markup.emptyElement(
            "polyline", ["points": line.joined(separator: " "), "fill": "none", "stroke": "#06c", "stroke-width": "1.5"])
        markup.line()
    }
}
