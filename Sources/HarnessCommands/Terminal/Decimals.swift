/// Numbers with a fixed number of decimals, the same on every machine and in every locale.
enum Decimals {
    static func text(_ value: Double, places: Int) -> String {
        guard value.isFinite, value.magnitude < 1e15 else { return "\(value)" }
        let scale = (0..<places).reduce(1) { scale, _ in scale * 10 }
        let scaled = (value.magnitude * Double(scale)).rounded()
        let whole = UInt64(scaled)
        let sign = value < 0 && whole > 0 ? "-" : ""
        guard places > 0 else { return "\(sign)\(whole)" }
        let fraction = String(whole % UInt64(scale))
        let padding = String(repeating: "0", count: places - fraction.count)
        return "\(sign)\(whole / UInt64(scale)).\(padding)\(fraction)"
    }
}
