package import Foundation

/// A script on disk.
package struct SuiteFile: Hashable, Sendable {
    package var url: URL
    /// As ``SuiteName`` has it.
    package var name: String

    package init(url: URL, name: String) {
        self.url = url
        self.name = name
    }

    /// The scripts at `paths` (files, and folders with everything below them), each once, in the order of their names.
    /// - Throws: ``InputError`` if a path is not there, cannot be listed, or is a folder without scripts.
    package static func all(at paths: [String]) throws(InputError) -> [SuiteFile] {
        var files: [String: SuiteFile] = [:]
        for path in paths {
            let found = try all(at: path)
            if found.isEmpty { throw InputError(file: path, message: "no scripts (*.wast) in this folder") }
            for file in found { files[file.url.path] = file }
        }
        // Names decide, so that the order is the same wherever the suite lies; files of one name are told apart by place.
        return files.values.sorted { ($0.name, $0.url.path) < ($1.name, $1.url.path) }
    }

    private static func all(at path: String) throws(InputError) -> [SuiteFile] {
        let root = URL(fileURLWithPath: path).standardizedFileURL
        guard let attributes = try? FileManager.default.attributesOfItem(atPath: root.resolvingSymlinksInPath().path)
        else {
            throw InputError(file: path, message: "no such file or folder")
        }
        if attributes[.type] as? FileAttributeType != .typeDirectory {
            let components = root.pathComponents
            return [SuiteFile(url: root, name: SuiteName.name(of: components, root: components.count - 1))]
        }
        let subpaths: [String]
        do {
            subpaths = try FileManager.default.subpathsOfDirectory(atPath: root.path)
        } catch {
            throw InputError(file: path, message: "cannot be listed: \(error.localizedDescription)")
        }
        return subpaths.filter { $0.hasSuffix(".wast") }.map { subpath in
            let url = root.appendingPathComponent(subpath)
            return SuiteFile(url: url, name: SuiteName.name(of: url.pathComponents, root: root.pathComponents.count))
        }
    }

    package func bytes() throws(InputError) -> [UInt8] {
        do {
            return [UInt8](try Data(contentsOf: url))
        } catch {
            throw InputError(file: url.path, message: "cannot be read: \(error.localizedDescription)")
        }
    }
}

/// An input that cannot be read, or is not what it should be.
package struct InputError: Error, Hashable, Sendable, CustomStringConvertible {
    package var file: String
    /// `line:column` from one, or `offset 0x…`; empty where the file as a whole is meant.
    package var place: String
    package var message: String

    package init(file: String, place: String = "", message: String) {
        self.file = file
        self.place = place
        self.message = message
    }

    /// `file:line:column: error: …` for texts, `file: offset 0x…: error: …` for binaries.
    package var description: String {
        if place.isEmpty { return "\(file): error: \(message)" }
        return place.hasPrefix("offset")
            ? "\(file): \(place): error: \(message)" : "\(file):\(place): error: \(message)"
    }
}
