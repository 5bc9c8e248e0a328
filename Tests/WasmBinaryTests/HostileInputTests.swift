import Testing
import WasmBinary
import WasmModel

@Suite struct HostileInputTests {
    /// A prefix of a module is malformed unless a section ends there; then it may be a module of its own.
    @Test(arguments: SampleModules.all)
    func aTruncatedModuleIsRejectedWithinItsBounds(name: String, bytes: [UInt8]) {
        var accepted = 0
        for length in 0..<bytes.count {
            do throws(BinaryError) {
                _ = try Module(decoding: Array(bytes[..<length]))
                accepted += 1
            } catch {
                #expect(error.offset <= length)
            }
        }
        #expect(accepted <= Section.allCases.count + 3)
    }

    @Test(arguments: SampleModules.all)
    func aFlippedByteIsDecodedOrRejectedAndNeverGrows(name: String, bytes: [UInt8]) throws {
        for position in bytes.indices {
            for value in UInt8.min...UInt8.max {
                var copy = bytes
                copy[position] = value
                guard let module = try? Module(decoding: copy) else { continue }
                let again = module.encoded()
                #expect(again.count <= copy.count + 1)
                #expect(try Module(decoding: again).encoded() == again)
            }
        }
    }

    @Test func manyRandomChangesDoNotCrash() {
        var state: UInt64 = 0x9E37_79B9_7F4A_7C15
        func next() -> UInt64 {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return state
        }
        var decoded = 0
        for _ in 0..<20_000 {
            var bytes = SampleModules.all[Int(next() % UInt64(SampleModules.all.count))].bytes
            for _ in 0...(next() % 4) {
                let position = Int(next() % UInt64(bytes.count))
                switch next() % 3 {
                case 0: bytes[position] = UInt8(truncatingIfNeeded: next())
                case 1: bytes.insert(UInt8(truncatingIfNeeded: next()), at: position)
                default: if bytes.count > 9 { bytes.remove(at: position) }
                }
            }
            if let module = try? Module(decoding: bytes) {
                decoded += 1
                _ = module.encoded()
            }
        }
        #expect(decoded > 100)
    }

    @Test func nestingCostsNoStack() throws {
        let depth = 500_000
        var body: [UInt8] = [0]
        for _ in 0..<depth { body += [0x02, 0x40] }
        body += [UInt8](repeating: 0x0B, count: depth + 1)
        var writer = SampleModules.header + SampleModules.section(1, [1, 0x60, 0, 0]) + SampleModules.section(3, [1, 0])
        func number(_ value: Int) -> [UInt8] {
            var value = value
            var bytes: [UInt8] = []
            while value >= 0x80 {
                bytes.append(UInt8(value & 0x7F) | 0x80)
                value >>= 7
            }
            return bytes + [UInt8(value)]
        }
        let code = [1] + number(body.count) + body
        writer += [10] + number(code.count) + code
        let module = try Module(decoding: writer)
        #expect(module.functions[0].body.instructions.count == 2 * depth + 1)
        #expect(module.encoded() == writer)
    }

    /// Counts that promise four thousand million items, in every place that has a count.
    @Test(arguments: [1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 13] as [UInt8])
    func aCountIsNotBelieved(section: UInt8) {
        let bytes = SampleModules.header + SampleModules.section(section, [0xFF, 0xFF, 0xFF, 0xFF, 0x0F, 0, 0, 0])
        #expect(throws: BinaryError.self) { try Module(decoding: bytes) }
    }
}
