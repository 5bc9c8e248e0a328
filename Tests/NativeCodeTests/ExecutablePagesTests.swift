import Foundation
import MachineCode
import NativeCode
import Testing

@Suite(.enabled(if: NativeMachine.isAvailable, "code cannot run here"))
struct ExecutablePagesTests {
    @Test func pagesAreNeverWritableAndExecutableAtOnce() throws {
        // Other tests map and unmap meanwhile, and the system lists its mappings piece by piece.
        func protection(of address: UInt64) throws -> Substring? {
            for _ in 0..<100 { if let found = try listedProtection(of: address) { return found } }
            return nil
        }
        func listedProtection(of address: UInt64) throws -> Substring? {
            let maps = try String(contentsOfFile: "/proc/self/maps", encoding: .utf8)
            for line in maps.split(separator: "\n") {
                let words = line.split(separator: " ")
                let range = words[0].split(separator: "-")
                guard let low = UInt64(range[0], radix: 16), let high = UInt64(range[1], radix: 16) else { continue }
                if low <= address, address < high { return words[1] }
            }
            return nil
        }
        let pages = try required(ExecutablePages(bytes: 1))
        let address = pages.address
        #expect(try protection(of: address) == "rw-p")
        let code = pages.sealed()
        let sealed = try required(code).address
        #expect(sealed == address)
        #expect(try protection(of: address) == "r-xp")
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
