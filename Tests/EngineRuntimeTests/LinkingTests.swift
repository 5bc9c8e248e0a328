import EngineInterface
import EngineRuntime
import Testing
import WasmModel

@Suite struct LinkingTests {
    /// What one module exports as "x", what another imports, and whether that links (§3.3.10).
    struct Case: Sendable, CustomTestStringConvertible {
        var exported: String
        var imported: String
        var links: Bool
        var testDescription: String { "\(exported) as \(imported)" }
        init(_ exported: String, _ imported: String, _ links: Bool) {
            self.exported = exported
            self.imported = imported
            self.links = links
        }
    }

    static let cases: [Case] = [
        Case("(memory (export \"x\") 2 4)", "(memory 2 4)", true),
        Case("(memory (export \"x\") 2 4)", "(memory 1 5)", true),
        Case("(memory (export \"x\") 2 4)", "(memory 0)", true),
        Case("(memory (export \"x\") 2 4)", "(memory 3)", false),
        Case("(memory (export \"x\") 2 4)", "(memory 2 3)", false),
        Case("(memory (export \"x\") 2)", "(memory 2 9)", false),
        Case("(memory (export \"x\") i64 2)", "(memory i64 2)", true),
        Case("(memory (export \"x\") i64 2)", "(memory 2)", false),
        Case("(memory (export \"x\") 2)", "(memory i64 2)", false),
        Case("(memory (export \"x\") 2 4 shared)", "(memory 2 4 shared)", true),
        Case("(memory (export \"x\") 2 4 shared)", "(memory 2 4)", false),
        Case("(memory (export \"x\") 2 4)", "(memory 2 4 shared)", false),
        Case("(memory (export \"x\") 2 (pagesize 1))", "(memory 2 (pagesize 1))", true),
        Case("(memory (export \"x\") 2 (pagesize 1))", "(memory 0)", false),
        Case("(memory (export \"x\") 2 (pagesize 65536))", "(memory 2)", true),
        Case("(table (export \"x\") 3 funcref)", "(table 3 funcref)", true),
        Case("(table (export \"x\") 3 funcref)", "(table 4 funcref)", false),
        Case("(table (export \"x\") 3 5 funcref)", "(table 3 6 funcref)", true),
        Case("(table (export \"x\") 3 5 funcref)", "(table 3 4 funcref)", false),
        Case("(table (export \"x\") 3 funcref)", "(table 3 externref)", false),
        Case("(table (export \"x\") 3 (ref null $ft))", "(table 3 funcref)", false),
        Case("(table (export \"x\") 3 (ref null $ft))", "(table 3 (ref null $ft))", true),
        Case("(table (export \"x\") i64 3 funcref)", "(table i64 3 funcref)", true),
        Case("(table (export \"x\") i64 3 funcref)", "(table 3 funcref)", false),
        Case("(global (export \"x\") i32 (i32.const 0))", "(global i32)", true),
        Case("(global (export \"x\") i32 (i32.const 0))", "(global (mut i32))", false),
        Case("(global (export \"x\") (mut i32) (i32.const 0))", "(global i32)", false),
        Case("(global (export \"x\") (ref null $ft) (ref.null $ft))", "(global funcref)", true),
        Case("(global (export \"x\") (mut (ref null $ft)) (ref.null $ft))", "(global (mut funcref))", false),
        Case("(global (export \"x\") (mut (ref null $ft)) (ref.null $ft))", "(global (mut (ref null $ft)))", true),
        Case("(global (export \"x\") funcref (ref.null func))", "(global (ref null $ft))", false),
        Case("(global (export \"x\") anyref (ref.null any))", "(global eqref)", false),
        Case("(global (export \"x\") (ref i31) (ref.i31 (i32.const 1)))", "(global eqref)", true),
        Case("(func (export \"x\") (param i32))", "(func (param i32))", true),
        Case("(func (export \"x\") (param i32))", "(func (param i64))", false),
        Case("(func (export \"x\") (param i32))", "(func (param i32) (result i32))", false),
        Case("(func (export \"x\") (type $ft))", "(func (type $ft))", true),
        Case("(func (export \"x\") (type $sub) unreachable)", "(func (type $super))", true),
        Case("(func (export \"x\") (type $super) unreachable)", "(func (type $sub))", false),
        Case("(func (export \"x\") (type $twin) unreachable)", "(func (type $super))", false),
        Case("(func (export \"x\") (type $rec))", "(func (type $rec))", true),
        Case("(func (export \"x\") (type $rec))", "(func (type $rec2))", false),
        Case("(tag (export \"x\") (param i32))", "(tag (param i32))", true),
        Case("(tag (export \"x\") (param i32))", "(tag (param i64))", false),
        Case("(tag (export \"x\") (param i32))", "(func (param i32))", false),
        Case("(func (export \"x\"))", "(memory 0)", false),
    ]

    /// Types of both sides. The importer has others before them, so that indices do not agree by accident.
    static let types = """
        (type $ft (func (param i32) (result i32)))
        (type $super (sub (func (result anyref))))
        (type $sub (sub $super (func (result (ref null struct)))))
        (type $twin (sub (func (result eqref))))
        (rec (type $rec (func (param i32))) (type $rec2 (func (param i32))))
        """

    @Test(arguments: cases) func importsMatchByTheRules(_ example: Case) throws {
        var session = try Session()
        // `$ft` needs a body that returns, which the others do not.
        let exported = example.exported.replacing("(func (export \"x\") (type $ft))", with: "(func (export \"x\") (type $ft) unreachable)")
        try session.make("(module \(Self.types) \(exported))", as: "a")
        let made = try session.instantiation(
            "(module (type (func (param f32 f32))) (type (struct)) \(Self.types) (import \"a\" \"x\" \(example.imported)))")
        switch made {
        case .instance: #expect(example.links)
        case .unlinkable(let reason):
            #expect(!example.links)
            #expect(reason.hasPrefix("incompatible import type"))
        default: Issue.record("\(made)")
        }
    }

    @Test func anUnknownNameIsUnknown() throws {
        var session = try Session()
        try session.make("(module (func (export \"f\")))", as: "a")
        for text in ["(import \"a\" \"g\" (func))", "(import \"b\" \"f\" (func))"] {
            guard case .unlinkable(let reason) = try session.instantiation("(module \(text))") else {
                Issue.record("\(text) links")
                continue
            }
            #expect(reason.hasPrefix("unknown import"))
        }
    }

    @Test func aGrownMemoryMatchesItsSizeOfNow() throws {
        var session = try Session()
        try session.make(
            "(module (memory (export \"m\") 1 5) (func (export \"grow\") (result i32) (memory.grow (i32.const 2))))", as: "a")
        #expect(try session.call("grow") == .returned([.i32(1)]))
        try session.make("(module (import \"a\" \"m\" (memory 3 5)))")
    }

    @Test func aLaterRegistrationReplacesAnEarlierOne() throws {
        var session = try Session()
        try session.make("(module (global (export \"g\") i32 (i32.const 1)))", as: "a")
        try session.make("(module (global (export \"g\") i32 (i32.const 2)))", as: "a")
        try session.make("(module (import \"a\" \"g\" (global i32)) (export \"g\" (global 0)))")
        #expect(try session.global("g") == .i32(2))
    }

    @Test func aFunctionOfAnotherInstanceHasTheIndexItWasImportedAt() throws {
        var session = try Session()
        try session.make("(module (func) (func (export \"f\")))", as: "a")
        try session.make(
            """
            (module (import "a" "f" (func $f)) (elem declare func $f $g) (func $g)
              (func (export "f") (result funcref) (ref.func $f)) (func (export "g") (result funcref) (ref.func $g)))
            """)
        #expect(try session.call("f") == .returned([.reference(.function(index: 0))]))
        #expect(try session.call("g") == .returned([.reference(.function(index: 1))]))
    }

    @Test func manyExportsAreFoundByName() throws {
        var session = try Session()
        let functions = (0..<40).map { "(func (export \"f\($0)\") (result i32) (i32.const \($0)))" }.joined(separator: " ")
        try session.make("(module \(functions))")
        for number: UInt32 in [0, 16, 39] { #expect(try session.call("f\(number)") == .returned([.i32(number)])) }
        #expect(try session.store.exports(of: session.instance).count == 40)
    }
}
