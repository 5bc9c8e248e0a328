import Foundation
import Persistence
import WasmModel

/// A module that is timed: `run` takes a number that says how much work, and returns a number that shows it was done.
struct Kernel {
    var name: String
    var bytes: [UInt8]
    var argument: UInt32
    /// What `run` returns; a time is reported only if it did.
    var result: UInt32

    /// The bytes with a custom section that makes them different from every other copy, so that no cache of compiled
    /// code can answer.
    func unique(_ number: UInt32) -> [UInt8] {
        bytes + [0x00, 0x06, 0x01, UInt8(ascii: "x")] + (0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
    }
}

/// The kernels of one folder.
struct KernelFolder {
    var kernels: [Kernel]
    /// The module whose whole life is timed, if there is one.
    var small: Kernel?

    /// `folder` has `kernels.json`, or modules with the names of well-known kernels.
    /// - Throws: ``CommandFailure`` with status 66.
    init(at folder: URL) throws(CommandFailure) {
        let list = folder.appendingPathComponent("kernels.json")
        guard FileManager.default.fileExists(atPath: list.path) else {
            kernels = []
            for known in Self.known {
                if let kernel = try Self.kernel(known.name, known.argument, known.result, in: folder) {
                    kernels.append(kernel)
                }
            }
            let (name, argument, result) = Self.knownSmall
            small = try Self.kernel(name, argument, result, in: folder)
            if kernels.isEmpty, small == nil {
                throw CommandFailure(.unreadableInput, "\(folder.path): error: no kernels here")
            }
            return
        }
        let json = try JSONDocument.read(list.path)
        guard json["kind"]?.string == "kernels", json["version"]?.int == 1, let rows = json["kernels"]?.array else {
            throw CommandFailure(.unreadableInput, "\(list.path): error: not a list of kernels of version 1")
        }
        kernels = []
        for row in rows { kernels.append(try Self.kernel(row, list, in: folder)) }
        if let row = json["small"] { small = try Self.kernel(row, list, in: folder) }
    }

    private static func kernel(_ row: JSON, _ list: URL, in folder: URL) throws(CommandFailure) -> Kernel {
        guard let name = row["name"]?.string, let argument = row["argument"]?.int, let result = row["result"]?.int
        else {
            throw CommandFailure(.unreadableInput, "\(list.path): error: a kernel needs name, argument and result")
        }
        guard let kernel = try kernel(name, argument, result, in: folder) else {
            throw CommandFailure(
                .unreadableInput, "\(list.path): error: no module \(name).wasm or \(name).wat beside it")
        }
        return kernel
    }

    private static func kernel(_ name: String, _ argument: Int, _ result: Int, in folder: URL) throws(CommandFailure)
        -> Kernel?
    {
        for file in ["\(name).wasm", "\(name).wat"] {
            let path = folder.appendingPathComponent(file).path
            guard FileManager.default.fileExists(atPath: path) else { continue }
            return Kernel(
                name: name, bytes: try ModuleSourceFile.encoded(path), argument: UInt32(truncatingIfNeeded: argument),
                result: UInt32(truncatingIfNeeded: result))
        }
        return nil
    }

    /// Kernels that are known by their names, with what they return.
    // swift-format-ignore
    private static let known: [(name: String, argument: Int, result: Int)] = [
        ("fib",            37,   24_157_817),
        ("sieve",          40,       82_025),
        ("matmul",         60,           93),
        ("mix",       250_000,   60_823_876),
        ("nbody",   1_000_000, -292_647_069),
        ("memcpyk",    20_000, -456_987_168),
        ("dispatch",  200_000, -457_643_927),
    ]
    private static let knownSmall = (name: "small", argument: 10, result: 2_004_988_989)
}
