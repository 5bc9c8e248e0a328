import Foundation

/// A folder whose files are named by others: by a record, an archive, a module. No name leads out of it.
package struct Folder: Hashable, Sendable {
    package let path: String

    package init(_ path: String) { self.path = path }

    /// The path of the file or folder with this name, which may have several parts joined by `/`.
    ///
    /// Refused are absolute names, `..`, empty names and parts, a zero byte, and names that a symbolic link which is
    /// there now would lead outside. The link could be made later: this is no guard against someone who can write
    /// to the folder.
    package func path(of name: String) throws(PersistenceError) -> String {
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.allSatisfy({ !$0.isEmpty && $0 != "." && $0 != ".." && !$0.utf8.contains(0) }) else {
            throw .outsideFolder(name: name)
        }
        let here = URL(filePath: path).resolvingSymlinksInPath().path()
        var place = URL(filePath: path)
        for part in parts {
            place.append(component: String(part))
            let resolved = place.resolvingSymlinksInPath().path()
            guard resolved.hasPrefix(here.hasSuffix("/") ? here : here + "/") else { throw .outsideFolder(name: name) }
        }
        return place.path(percentEncoded: false)
    }
}

/// Files named by the SHA-256 of what they contain: equal contents are kept once, and a name can be checked.
package struct ContentStore: Hashable, Sendable {
    private let folder: Folder

    /// Makes the folder if it is not there.
    package init(folder path: String) throws(PersistenceError) {
        try Files.createFolder(path)
        folder = Folder(path)
    }

    /// The name that these bytes have: 64 hexadecimal digits.
    package static func name(of bytes: [UInt8]) -> String { SHA256.hexadecimal(of: bytes) }

    /// Where the contents with this name stand, or would stand.
    ///
    /// - Parameter suffix: of the file, with its point: `.wasm`.
    package func path(of name: String, suffix: String = "") throws(PersistenceError) -> String {
        try folder.path(of: name + suffix)
    }

    /// Writes the file unless it is there, and tells its name.
    @discardableResult
    package func put(_ bytes: [UInt8], suffix: String = "") throws(PersistenceError) -> String {
        let name = Self.name(of: bytes)
        let path = try path(of: name, suffix: suffix)
        if !Files.exists(path) { try AtomicFile.replace(path, with: bytes) }
        return name
    }

    /// - Throws: ``PersistenceError/unreadable(path:reason:)`` also if the contents are not those of the name.
    package func get(_ name: String, suffix: String = "", limit: Int = 64 << 20) throws(PersistenceError) -> [UInt8] {
        let path = try path(of: name, suffix: suffix)
        let bytes = try Files.read(path, limit: limit)
        guard Self.name(of: bytes) == name else {
            throw .unreadable(path: path, reason: "its contents are not those that it is named by")
        }
        return bytes
    }
}
