import Foundation
import Testing
import WasmBinary
import WasmModel
import WasmText

/// `spec/core` stands in for the official suite where there is no network, so it must leave no instruction out.
@Suite struct OwnSuiteCoverageTests {
    @Test func everyInstructionIsRunByAnAssertion() throws {
        var seen = Set<Opcode>()
        for file in try Self.scripts() { seen.formUnion(try Self.opcodesRun(by: file)) }
        let missing = Opcode.allCases.filter { !seen.contains($0) }
        #expect(missing.isEmpty, "not run: \(missing.map { "\($0.definition.mnemonic)" })")
    }

    @Test func everyKindOfAssertionOccurs() throws {
        var kinds = Set<String>()
        for file in try Self.scripts() {
            let text = try String(contentsOf: file, encoding: .utf8)
            for match in text.matches(
                of:
                    /\((assert_[a-z_]+|either|register|get|module definition|module instance|module quote|module binary)/
            ) {
                kinds.insert(String(match.1))
            }
        }
        let expected: Set = [
            "assert_return", "assert_trap", "assert_exception", "assert_exhaustion", "assert_invalid",
            "assert_malformed",
            "assert_unlinkable", "either", "register", "get", "module definition", "module instance", "module quote",
            "module binary",
        ]
        #expect(expected.subtracting(kinds).isEmpty)
    }

    @Test func everyScriptSaysWhatItCoversAndStaysReadable() throws {
        for file in try Self.scripts() {
            let text = try Data(contentsOf: file)
            #expect(text.starts(with: Array(";; ".utf8)), "\(file.lastPathComponent)")
            #expect(text.count < 250_000, "\(file.lastPathComponent)")
        }
    }

    static func scripts() throws -> [URL] {
        let root = ScriptValidityTests.own
        return try FileManager.default.subpathsOfDirectory(atPath: root.path()).sorted()
            .filter { $0.hasSuffix(".wast") }.map { root.appending(path: $0) }
    }

    /// Opcodes of the functions that assertions of the script call, and of what those call in their module.
    static func opcodesRun(by file: URL) throws -> Set<Opcode> {
        let script = try Script(parsing: [UInt8](try Data(contentsOf: file)))
        var named: [String: Module] = [:]
        var last: Module?
        var seen = Set<Opcode>()
        func run(_ action: Action) {
            guard case .invoke(let instance, let export, _) = action else { return }
            guard let module = instance.map({ named[script[$0]] }) ?? last else { return }
            let name = script[export]
            if let entry = module.exports.first(where: { $0.kind == .function && $0.name.utf8.elementsEqual(name.utf8) }
            ) {
                seen.formUnion(opcodes(reachableFrom: entry.index, in: module))
            }
        }
        for command in script.commands {
            switch command.kind {
            case .module(let id, let name, _):
                let module = try Self.module(script[id])
                if let name { named[script[name]] = module }
                last = module
                if let start = module.start { seen.formUnion(opcodes(reachableFrom: start, in: module)) }
            case .instance(let name, let definition):
                let module = definition.map { named[script[$0]] } ?? last
                if let name { named[script[name]] = module }
                last = module
            case .assertReturn(let action, _), .assertTrap(let action, _), .assertException(let action),
                .assertExhaustion(let action, _), .assertSuspension(let action, _):
                run(action)
            case .action, .register, .assertInstantiationTrap, .assertUnlinkable, .assertMalformed, .assertInvalid,
                .assertMalformedCustom, .assertInvalidCustom, .thread, .wait:
                break
            }
        }
        return seen
    }

    static func module(_ source: ModuleSource) throws -> Module {
        switch source {
        case .text(let module): module
        case .binary(let bytes): try Module(decoding: bytes)
        case .quote(let text): try Module(parsing: text)
        }
    }

    static func opcodes(reachableFrom function: UInt32, in module: Module) -> Set<Opcode> {
        let imported = module.importCount(of: .function)
        var opcodes = Set<Opcode>()
        var visited = Set<UInt32>()
        var pending = [function]
        while let next = pending.popLast() {
            guard visited.insert(next).inserted, Int(next) >= imported else { continue }
            for instruction in module.functions[Int(next) - imported].body.instructions {
                opcodes.insert(instruction.opcode)
                switch instruction.opcode {
                case .call, .returnCall, .refFunc: pending.append(instruction.index)
                case .callIndirect, .returnCallIndirect, .callRef, .returnCallRef:
                    for element in module.elements {
                        if case .functions(let indices) = element.items { pending.append(contentsOf: indices) }
                    }
                default: break
                }
            }
        }
        return opcodes
    }
}
