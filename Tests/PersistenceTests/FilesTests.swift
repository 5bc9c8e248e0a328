import Foundation
import Persistence
import Testing

@Suite struct FilesTests {
    @Test func replacingLeavesOnlyTheNewFile() throws {
        try withTemporaryFolder { folder in
            let path = folder + "/result.json"
            try AtomicFile.replace(path, with: Array("old".utf8))
            try AtomicFile.replace(path, with: ["a": 1])
            #expect(try Files.read(path, limit: 100) == Array("{\n  \"a\": 1\n}\n".utf8))
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["result.json"])
        }
    }

    @Test func aReplacementThatFailsLeavesTheOldFile() throws {
        try withTemporaryFolder { folder in
            try Files.createFolder(folder + "/taken")
            #expect(throws: PersistenceError.unwritable(path: folder + "/taken", reason: "Is a directory")) {
                try AtomicFile.replace(folder + "/taken", with: [1])
            }
            #expect(throws: PersistenceError.unwritable(path: folder + "/none/x", reason: "No such file or directory"))
            {
                try AtomicFile.replace(folder + "/none/x", with: [1])
            }
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["taken"])
        }
    }

    @Test func readingSaysWhatIsWrong() throws {
        try withTemporaryFolder { folder in
            #expect(throws: PersistenceError.unreadable(path: folder + "/none", reason: "No such file or directory")) {
                try Files.read(folder + "/none", limit: 1)
            }
            #expect(throws: PersistenceError.unreadable(path: folder, reason: "Is a directory")) {
                try Files.read(folder, limit: 1)
            }
            try AtomicFile.replace(folder + "/four", with: [1, 2, 3, 4])
            #expect(throws: PersistenceError.tooLarge(limit: 3)) { try Files.read(folder + "/four", limit: 3) }
        }
        #expect(throws: PersistenceError.tooLarge(limit: 5000)) { try Files.read("/dev/zero", limit: 5000) }
    }

    @Test func linesSurviveADeathInTheMiddleOfAWrite() throws {
        try withTemporaryFolder { folder in
            let path = folder + "/log.jsonl"
            do {
                let file = try JSONLinesFile(path: path)
                try file.append(["n": 1])
                try file.append(["n": 2])
                #expect(try JSONLines(path: path).values.count == 2)
            }
            try AtomicFile.replace(path, with: try Files.read(path, limit: 100) + Array("{\"n\":".utf8))
            #expect(try JSONLines(path: path) == JSONLines(parsing: Array("{\"n\":1}\n{\"n\":2}\n{".utf8)))
            #expect(try JSONLines(path: path).isTorn)
            let file = try JSONLinesFile(path: path)
            try file.append(["n": 3])
            try file.synchronize()
            let lines = try JSONLines(path: path)
            #expect(lines.values == [["n": 1], ["n": 2], ["n": 3]] && !lines.isTorn)
        }
    }

    @Test func aBadLineIsNamed() {
        let error = #expect(throws: PersistenceError.self) { try JSONLines(parsing: Array("1\n\n[1,\n2\n".utf8)) }
        #expect(error?.description == "3:4: error: unexpected end")
    }

    @Test(arguments: ["", "/etc/passwd", "..", "a/../b", "a//b", "./a", "a/", "a\u{0}b", "link/x", "link"])
    func noNameLeadsOutOfTheFolder(_ name: String) throws {
        try withTemporaryFolder { folder in
            try FileManager.default.createSymbolicLink(atPath: folder + "/link", withDestinationPath: "/etc")
            #expect(throws: PersistenceError.outsideFolder(name: name)) { try Folder(folder).path(of: name) }
        }
    }

    @Test(arguments: ["a", "a/b.wasm", "..a", "a b%20", "ü"]) func otherNamesStayInside(_ name: String) throws {
        try withTemporaryFolder { folder in
            let path = try Folder(folder).path(of: name)
            #expect(path.hasSuffix("/" + name))
        }
    }

    @Test func contentsAreKeptOnceAndChecked() throws {
        try withTemporaryFolder { folder in
            let store = try ContentStore(folder: folder + "/store")
            let name = try store.put([1, 2, 3], suffix: ".wasm")
            #expect(try store.put([1, 2, 3], suffix: ".wasm") == name)
            #expect(try store.get(name, suffix: ".wasm") == [1, 2, 3])
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder + "/store") == [name + ".wasm"])
            try AtomicFile.replace(try store.path(of: name, suffix: ".wasm"), with: [4])
            #expect(throws: PersistenceError.self) { try store.get(name, suffix: ".wasm") }
            #expect(throws: PersistenceError.outsideFolder(name: "../x")) { try store.get("../x") }
        }
    }
}
