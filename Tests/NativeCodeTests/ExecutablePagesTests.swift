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
        let whileWritten = NativeContext(extraBytes: 0).enter(pages.writableAddress, 0, 0)
        #expect(faults(whileWritten))
        let sealed = pages.sealed()
        let code = try required(sealed)
        let whenSealed = NativeContext(extraBytes: 0).enter(code.address, 0, 0)
        #expect(NativeContextTests().result(whenSealed) == 42)
        let overwriting = NativeContext(extraBytes: 0).enter(writer.address, code.address, 0)
        #expect(faults(overwriting))
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
