import Foundation
import MachineCode
import NativeCode
import Testing

@Suite(.enabled(if: NativeMachine.isAvailable, "code cannot run here"))
struct ExecutablePagesTests {
    @Test func pagesAreNeverWritableAndExecutableAtOnce() throws {
        func faults(_ ending: NativeEnding) -> Bool { NativeContextTests().fault(ending) != nil }
        let writer = try NativeContextTests.code {
            $0.store(.qword, Address(.rdi), .rsi)
            $0.return()
        }
        let answer: [UInt8] = [0xB8, 42, 0, 0, 0, 0xC3]
        var pages = try required(ExecutablePages(bytes: answer.count))
        pages.write(answer.span)
        if pages.writableAddress == pages.address {
            let whileWritten = NativeContext(extraBytes: 0).enter(pages.address, 0, 0)
            #expect(faults(whileWritten))
        } else {
            // Mapped twice: written where it does not run.
            let whileWritten = NativeContext(extraBytes: 0).enter(writer.address, pages.address, 0)
            #expect(faults(whileWritten))
            let permissions = try Self.permissions(at: pages.writableAddress)
            #expect(permissions == "rw-")
        }
        let sealed = pages.sealed()
        let code = try required(sealed)
        let whenSealed = NativeContext(extraBytes: 0).enter(code.address, 0, 0)
        #expect(NativeContextTests().result(whenSealed) == 42)
        let overwriting = NativeContext(extraBytes: 0).enter(writer.address, code.address, 0)
        #expect(faults(overwriting))
    }

    /// What the system allows at an address. Other tests map and unmap meanwhile, and a list of many pieces may lack one:
    /// it is read until it has the address.
    private static func permissions(at address: UInt64) throws -> String? {
        for _ in 0..<100 {
            // Piece by piece: the file says that it is empty, and each piece ends where the system likes.
            let file = try FileHandle(forReadingFrom: URL(filePath: "/proc/self/maps"))
            var list = Data()
            while let piece = try file.read(upToCount: 1 << 16), !piece.isEmpty { list += piece }
            try file.close()
            for line in String(decoding: list, as: UTF8.self).split(separator: "\n") {
                let words = line.split(separator: " ")
                let range = words.first?.split(separator: "-").compactMap { UInt64($0, radix: 16) } ?? []
                if range.count == 2, words.count > 1, (range[0]..<range[1]).contains(address) { return String(words[1].prefix(3)) }
            }
        }
        return nil
    }

    @Test func pagesAreUsedAgain() throws {
        var seen: Set<UInt64> = []
        for _ in 0..<200 {
            let first = try required(ExecutablePages(bytes: 5000))
            let second = try required(ExecutablePages(bytes: 1))
            let (size, low, high) = (first.count, first.address, second.address)
            #expect(size == 8192)
            #expect(low != high)
            seen.formUnion([first.address, second.address])
        }
        #expect(seen.count < 40)
    }

    @Test func moreThanTheRegionIsRefused() {
        let refused1 = isRefused(ExecutablePages(bytes: 2 << 30))
        #expect(refused1)
        let refused2 = isRefused(ExecutablePages(bytes: .max))
        #expect(refused2)
    }

    @Test func codeIsMappedFromAFileAtAPage() throws {
        let page = SealedCode.pageBytes
        let answer: [UInt8] = [0xB8, 42, 0, 0, 0, 0xC3]
        let file = [UInt8](repeating: 0, count: page) + answer
        let scratch = try required(ScratchFile(file, in: FileManager.default.temporaryDirectory.path()))
        for _ in 0..<3 {
            let code = try required(SealedCode(mapping: scratch.path, at: page, count: answer.count))
            let ending = NativeContext(extraBytes: 0).enter(code.address, 0, 0)
            #expect(NativeContextTests().result(ending) == 42)
        }
        let refusals = [
            isRefused(SealedCode(mapping: scratch.path, at: page, count: answer.count + 1)),
            isRefused(SealedCode(mapping: scratch.path, at: 1, count: 1)),
            isRefused(SealedCode(mapping: "./no-such-file.so", at: 0, count: 1)),
        ]
        #expect(refusals == [true, true, true])
    }
}
