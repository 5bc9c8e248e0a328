import EngineInterface
import EngineRuntime
import Foundation
import NativeCode
import OptimizingAOT
import Testing
import WasmBinary
import WasmModel
import WasmText

@Suite(.enabled(if: NativeMachine.isAvailable, "code cannot run here"))
struct ArtifactTests {
    /// A folder of its own that goes with the test.
    final class Scratch {
        let path = FileManager.default.temporaryDirectory.path() + "/assay-artifacts-\(UUID().uuidString)"
        init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }
        deinit { try? FileManager.default.removeItem(atPath: path) }
        var files: [String] { ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted() }
        func write(_ bytes: [UInt8], _ name: String) throws -> String {
            try Data(bytes).write(to: URL(filePath: "\(path)/\(name)"))
            return "\(path)/\(name)"
        }
    }

    static let artifact = try? Artifact.compile(factorial.encoded(), factorial, CompileOptions())

    private func run(_ bytes: [UInt8], on tier: AOTTier) throws -> Outcome? {
        let store = try AOTEngine(tier).makeStore(StoreConfiguration())
        guard case .module(let handle) = try store.load(bytes), case .instance(let instance) = try store.instantiate(handle) else {
            return nil
        }
        return try store.invoke(instance, "run", with: [.i32(5)])
    }

    @Test func anArtifactRunsAsItsModuleDoes() throws {
        let artifact = try #require(Self.artifact)
        let scratch = try Scratch()
        let path = try scratch.write(artifact, "f.so")
        #expect(try Artifact.module(in: artifact) == factorial.encoded())
        #expect(try run(factorial.encoded(), on: AOTTier(artifactAt: path)) == .returned([.i32(120)]))
    }

    @Test func everyFlippedByteIsRefused() throws {
        var artifact = try #require(Self.artifact)
        for index in artifact.indices {
            artifact[index] ^= UInt8(1 << (index % 8))
            #expect(throws: ArtifactManifest.Refusal.self, "byte \(index)") { _ = try Artifact.module(in: artifact) }
            artifact[index] ^= UInt8(1 << (index % 8))
        }
        #expect(throws: Never.self) { _ = try Artifact.module(in: artifact) }
    }

    @Test func everyShorterFileIsRefused() throws {
        let artifact = try #require(Self.artifact)
        for count in stride(from: 0, to: artifact.count, by: 7) {
            #expect(throws: ArtifactManifest.Refusal.self, "\(count) bytes") { _ = try Artifact.module(in: Array(artifact.prefix(count))) }
        }
    }

    @Test(arguments: [512, 600, 4096, 4100]) func aDamagedFileIsNotRun(_ index: Int) throws {
        var artifact = try #require(Self.artifact)
        try #require(index < artifact.count)
        artifact[index] ^= 0x10
        let scratch = try Scratch()
        let path = try scratch.write(artifact, "f.so")
        #expect(try run(factorial.encoded(), on: AOTTier(artifactAt: path)) == nil)
    }

    @Test func anArtifactOfAnotherModuleIsNotRun() throws {
        let scratch = try Scratch()
        let path = try scratch.write(try #require(Self.artifact), "f.so")
        var other = factorial
        other.functions.append(other.functions[0])
        #expect(try run(other.encoded(), on: AOTTier(artifactAt: path)) == nil)
    }

    // MARK: The cache

    /// The factorial with so much data that it is worth keeping.
    static let large: [UInt8] = {
        var module = factorial
        module.customSections = [CustomSection(name: "ballast", content: .raw([UInt8](repeating: 7, count: ArtifactCache.smallestModule)), after: .code)]
        return module.encoded()
    }()

    @Test func aLargeModuleIsCompiledOnce() throws {
        let scratch = try Scratch()
        let tier = AOTTier(cache: ArtifactCache(folder: scratch.path))
        #expect(try run(factorial.encoded(), on: tier) == .returned([.i32(120)]))
        #expect(scratch.files.isEmpty)
        #expect(try run(Self.large, on: tier) == .returned([.i32(120)]))
        let kept = scratch.files
        #expect(kept.count == 1)
        let name = try #require(kept.first)
        let first = try Data(contentsOf: URL(filePath: "\(scratch.path)/\(name)"))
        #expect(try run(Self.large, on: tier) == .returned([.i32(120)]))
        #expect(scratch.files == kept)
        // Other options make other code.
        #expect(try run(Self.large, on: #require(AOTTier(tier: "O0", cache: ArtifactCache(folder: scratch.path)))) == .returned([.i32(120)]))
        #expect(scratch.files.count == 2)
        // A damaged file is made again.
        _ = try scratch.write([UInt8](first.dropLast(9)), name)
        #expect(try run(Self.large, on: tier) == .returned([.i32(120)]))
        #expect(try Data(contentsOf: URL(filePath: "\(scratch.path)/\(name)")) == first)
    }

    @Test func theCacheKeepsItsSize() throws {
        let scratch = try Scratch()
        for number in 0..<10 { _ = try scratch.write([UInt8](repeating: 0, count: 1000), "\(number).so") }
        _ = try scratch.write([UInt8](repeating: 0, count: 9000), "not-ours.txt")
        try FileManager.default.setAttributes([.modificationDate: Date.distantPast], ofItemAtPath: "\(scratch.path)/7.so")
        ArtifactCache(folder: scratch.path, limit: 9_500).trim()
        let left = scratch.files
        #expect(left.count == 8)
        #expect(!left.contains("7.so"))
        #expect(left.contains("not-ours.txt"))
    }

    @Test func manyUseTheCacheAtOnce() async throws {
        let scratch = try Scratch()
        let tier = AOTTier(cache: ArtifactCache(folder: scratch.path))
        try await withThrowingTaskGroup(of: Outcome?.self) { group in
            for _ in 0..<16 { group.addTask { try run(Self.large, on: tier) } }
            for try await outcome in group { #expect(outcome == .returned([.i32(120)])) }
        }
        #expect(scratch.files.count == 1)
    }

    @Test func aFolderThatCannotBeWrittenKeepsNothingAndHarmsNothing() throws {
        let tier = AOTTier(cache: ArtifactCache(folder: "/proc/no-such-folder"))
        #expect(try run(Self.large, on: tier) == .returned([.i32(120)]))
    }

    private static let objdump = "/usr/bin/objdump"

    /// Symbols and section headers are there for tools to read: a disassembler names the functions, each once.
    @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: objdump), "no binutils here"))
    func aDisassemblerNamesTheFunctions() throws {
        let scratch = try Scratch()
        let module = try Module(parsing: "(module (import \"m\" \"f\" (func)) (func (call 0)) (func (result i32) (i32.const 7)))")
        let path = try scratch.write(try Artifact.compile(module.encoded(), module, CompileOptions()), "f.so")
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(filePath: Self.objdump)
        process.arguments = ["-d", path]
        process.standardOutput = output
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        #expect(text.contains("file format elf64-x86-64"))
        for function in 1...2 {
            #expect(text.components(separatedBy: "<wasm_function_\(function)>:").count == 2, "function \(function)")
        }
        // The constant that the second one returns.
        #expect(text.contains("$0x7,%eax"))
    }
}
