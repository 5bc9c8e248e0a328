import EngineInterface
import EngineRuntime
import Testing
import WasmModel

@Suite struct OperationTests {
    @Test func memoriesGrowUpToTheirMaximum() throws {
        var session = try Session()
        try session.make(
            """
            (module (memory $a 1 3) (memory $b i64 1 2) (memory $c 5 10 (pagesize 1))
              (func (export "a") (param i32) (result i32) (memory.grow $a (local.get 0)))
              (func (export "b") (param i64) (result i64) (memory.grow $b (local.get 0)))
              (func (export "c") (param i32) (result i32) (memory.grow $c (local.get 0)))
              (func (export "size") (result i32) (memory.size $c)))
            """)
        #expect(try session.call("a", .i32(3)) == .returned([.i32(.max)]))
        #expect(try session.call("a", .i32(2)) == .returned([.i32(1)]))
        #expect(try session.call("a", .i32(.max)) == .returned([.i32(.max)]))
        #expect(try session.call("a", .i32(0)) == .returned([.i32(3)]))
        #expect(try session.call("b", .i64(.max)) == .returned([.i64(.max)]))
        #expect(try session.call("b", .i64(1 << 48)) == .returned([.i64(.max)]))
        #expect(try session.call("b", .i64(1)) == .returned([.i64(1)]))
        #expect(try session.call("c", .i32(6)) == .returned([.i32(.max)]))
        #expect(try session.call("c", .i32(5)) == .returned([.i32(5)]))
        #expect(try session.call("size") == .returned([.i32(10)]))
    }

    @Test func bulkMemoryInstructionsCheckBeforeTheyWrite() throws {
        var session = try Session()
        try session.make(
            """
            (module (memory $a (export "a") 1) (memory $b (export "b") 1) (data (memory $b) (i32.const 0) "12345") (data $d "xyz")
              (func (export "fill") (param i32 i32) (memory.fill $a (local.get 0) (i32.const 7) (local.get 1)))
              (func (export "copy") (param i32 i32 i32) (memory.copy $a $b (local.get 0) (local.get 1) (local.get 2)))
              (func (export "slide") (memory.copy $b $b (i32.const 1) (i32.const 0) (i32.const 4)))
              (func (export "init") (param i32 i32 i32) (memory.init $a $d (local.get 0) (local.get 1) (local.get 2))))
            """)
        #expect(try session.call("fill", .i32(65530), .i32(7)) == .trapped(.memoryOutOfBounds))
        #expect(try session.store.memory(session.instance, "a", from: 65530, count: 2) == [0, 0])
        #expect(try session.call("fill", .i32(65530), .i32(6)) == .returned([]))
        #expect(try session.call("fill", .i32(65536), .i32(0)) == .returned([]))
        #expect(try session.call("fill", .i32(65537), .i32(0)) == .trapped(.memoryOutOfBounds))
        #expect(try session.call("copy", .i32(2), .i32(0), .i32(5)) == .returned([]))
        #expect(try session.call("copy", .i32(0), .i32(65535), .i32(2)) == .trapped(.memoryOutOfBounds))
        #expect(try session.call("copy", .i32(65535), .i32(0), .i32(2)) == .trapped(.memoryOutOfBounds))
        #expect(try session.store.memory(session.instance, "a", from: 0, count: 8) == [0, 0, 49, 50, 51, 52, 53, 0])
        #expect(try session.call("slide") == .returned([]))
        #expect(try session.store.memory(session.instance, "b", from: 0, count: 6) == [49, 49, 50, 51, 52, 0])
        #expect(try session.call("init", .i32(0), .i32(1), .i32(2)) == .returned([]))
        #expect(try session.call("init", .i32(0), .i32(2), .i32(2)) == .trapped(.memoryOutOfBounds))
        #expect(try session.call("init", .i32(0), .i32(3), .i32(0)) == .returned([]))
        #expect(try session.store.memory(session.instance, "a", from: 0, count: 3) == [121, 122, 49])
    }

    @Test func tableInstructionsCheckBeforeTheyWrite() throws {
        var session = try Session()
        try session.make(
            """
            (module (table $a (export "a") 2 1000 externref) (table $b (export "b") 3 externref) (table $f 2 funcref) (elem $e func $g $g) (func $g)
              (func (export "grow") (param i32 externref) (result i32) (table.grow $a (local.get 1) (local.get 0)))
              (func (export "fill") (param i32 externref i32) (table.fill $b (local.get 0) (local.get 1) (local.get 2)))
              (func (export "copy") (param i32 i32 i32) (table.copy $a $b (local.get 0) (local.get 1) (local.get 2)))
              (func (export "init") (param i32 i32 i32) (table.init $f $e (local.get 0) (local.get 1) (local.get 2)))
              (func (export "drop") (elem.drop $e)) (func (export "size") (result i32) (table.size $a)))
            """)
        #expect(try session.call("grow", .i32(999), .reference(.null(.extern))) == .returned([.i32(.max)]))
        #expect(try session.call("grow", .i32(2), .reference(.extern(8))) == .returned([.i32(2)]))
        #expect(try session.store.observe(session.instance, "a") == .table(size: 4, digest: digest([2: 34, 3: 34], size: 4)))
        #expect(try session.call("fill", .i32(2), .reference(.extern(1)), .i32(2)) == .trapped(.tableOutOfBounds))
        #expect(try session.call("fill", .i32(1), .reference(.extern(1)), .i32(2)) == .returned([]))
        #expect(try session.call("copy", .i32(0), .i32(1), .i32(2)) == .returned([]))
        #expect(try session.call("copy", .i32(3), .i32(1), .i32(2)) == .trapped(.tableOutOfBounds))
        #expect(
            try session.store.observe(session.instance, "a")
                == .table(size: 4, digest: digest([0: 6, 1: 6, 2: 34, 3: 34], size: 4)))
        #expect(try session.call("grow", .i32(996), .reference(.null(.extern))) == .returned([.i32(4)]))
        #expect(try session.call("size") == .returned([.i32(1000)]))
        #expect(try session.call("grow", .i32(1), .reference(.null(.extern))) == .returned([.i32(.max)]))
        #expect(try session.call("init", .i32(0), .i32(0), .i32(3)) == .trapped(.tableOutOfBounds))
        #expect(try session.call("init", .i32(1), .i32(0), .i32(2)) == .trapped(.tableOutOfBounds))
        #expect(try session.call("init", .i32(0), .i32(0), .i32(2)) == .returned([]))
        #expect(try session.call("drop") == .returned([]))
        #expect(try session.call("init", .i32(0), .i32(0), .i32(1)) == .trapped(.tableOutOfBounds))
    }

    @Test func anI31BehindExternIsNoNumberFromOutside() throws {
        var session = try Session()
        try session.make(
            """
            (module (table (export "e") 2 externref) (table (export "a") 2 anyref)
              (elem (table 0) (offset i32.const 1) externref (item i32.const 5 ref.i31 extern.convert_any))
              (elem (table 1) (offset i32.const 1) anyref (item i32.const 5 ref.i31)))
            """)
        #expect(try session.store.observe(session.instance, "e") == .table(size: 2, digest: digest([1: 4], size: 2)))
        #expect(try session.store.observe(session.instance, "a") == .table(size: 2, digest: digest([1: 11], size: 2)))
    }

    private func digest(_ elements: [UInt64: UInt64], size: UInt64) -> UInt64 {
        var digest = Digest()
        for (index, word) in elements.sorted(by: { $0.key < $1.key }) {
            digest.combine(index)
            digest.combine(word)
        }
        digest.combine(size)
        return digest.value
    }

    static let arrays = """
        (module (type $b (array (mut i8))) (type $l (array (mut i64))) (type $r (array (mut funcref))) (func $f) (elem $e func $f $f) (data $d "\\01\\02\\03\\04\\05\\06\\07\\08\\09")
          (global $x (ref $b) (array.new $b (i32.const 1) (i32.const 5))) (global $n (mut (ref null $b)) (ref.null $b))
          (func (export "data") (param i32 i32) (result i32) (array.get_u $b (array.new_data $b $d (local.get 0) (local.get 1)) (i32.const 0)))
          (func (export "long") (param i32) (result i64) (array.get $l (array.new_data $l $d (local.get 0) (i32.const 1)) (i32.const 0)))
          (func (export "elem") (param i32 i32) (result i32) (array.len (array.new_elem $r $e (local.get 0) (local.get 1))))
          (func (export "fill") (param i32 i32) (array.fill $b (global.get $x) (local.get 0) (i32.const 9) (local.get 1)))
          (func (export "copy") (param i32 i32 i32) (array.copy $b $b (global.get $x) (local.get 0) (global.get $x) (local.get 1) (local.get 2)))
          (func (export "get") (param i32) (result i32) (array.get_u $b (global.get $x) (local.get 0)))
          (func (export "null") (array.fill $b (global.get $n) (i32.const 0) (i32.const 0) (i32.const 0))))
        """

    @Test func arrayInstructionsCheckTheirRanges() throws {
        var session = try Session()
        try session.make(Self.arrays)
        #expect(try session.call("data", .i32(1), .i32(8)) == .returned([.i32(2)]))
        #expect(try session.call("data", .i32(1), .i32(9)) == .trapped(.memoryOutOfBounds))
        #expect(try session.call("long", .i32(1)) == .returned([.i64(0x0908_0706_0504_0302)]))
        #expect(try session.call("long", .i32(2)) == .trapped(.memoryOutOfBounds))
        #expect(try session.call("elem", .i32(0), .i32(2)) == .returned([.i32(2)]))
        #expect(try session.call("elem", .i32(1), .i32(2)) == .trapped(.tableOutOfBounds))
        #expect(try session.call("fill", .i32(4), .i32(2)) == .trapped(.arrayOutOfBounds))
        #expect(try session.call("fill", .i32(.max), .i32(1)) == .trapped(.arrayOutOfBounds))
        #expect(try session.call("fill", .i32(3), .i32(2)) == .returned([]))
        #expect(try session.call("copy", .i32(2), .i32(1), .i32(3)) == .returned([]))
        #expect(try session.call("copy", .i32(3), .i32(0), .i32(3)) == .trapped(.arrayOutOfBounds))
        #expect(try (0..<5).map { try session.call("get", .i32($0)) } == [1, 1, 1, 1, 9].map { .returned([.i32($0)]) })
        #expect(try session.call("get", .i32(5)) == .trapped(.arrayOutOfBounds))
        #expect(try session.call("null") == .trapped(.nullReference))
    }

    @Test(arguments: [
        ("(ref.null any)", "anyref", 1), ("(ref.null any)", "(ref any)", 0), ("(ref.i31 (i32.const 1))", "i31ref", 1),
        ("(ref.i31 (i32.const 1))", "eqref", 1), ("(ref.i31 (i32.const 1))", "structref", 0),
        ("(struct.new_default $s)", "structref", 1), ("(struct.new_default $s)", "arrayref", 0),
        ("(struct.new_default $s)", "(ref $s)", 1), ("(struct.new_default $s)", "(ref $sub)", 0),
        ("(struct.new_default $sub)", "(ref $s)", 1), ("(struct.new_default $sub)", "(ref null $sub)", 1),
        ("(struct.new_default $sub)", "eqref", 1), ("(struct.new_default $other)", "(ref $s)", 0),
        ("(array.new_default $a (i32.const 0))", "arrayref", 1), ("(array.new_default $a (i32.const 0))", "nullref", 0),
        ("(any.convert_extern (global.get $host))", "(ref any)", 0),
    ])
    func referencesAreTestedByTheRules(_ made: String, _ type: String, _ expected: UInt32) throws {
        var session = try Session()
        try session.make(
            """
            (module (type $s (sub (struct (field i32)))) (type $sub (sub $s (struct (field i32 i64))))
              (type $other (sub (struct (field i64)))) (type $a (array i8)) (global $host externref (ref.null extern))
              (func (export "test") (result i32) (ref.test \(type) \(made))))
            """)
        #expect(try session.call("test") == .returned([.i32(expected)]))
    }

    @Test func hostReferencesAreNeitherEqNorObjects() throws {
        var session = try Session()
        try session.make(
            """
            (module
              (func (export "any") (param externref) (result i32) (ref.test (ref any) (any.convert_extern (local.get 0))))
              (func (export "eq") (param externref) (result i32) (ref.test (ref eq) (any.convert_extern (local.get 0))))
              (func (export "struct") (param externref) (result i32) (ref.test (ref struct) (any.convert_extern (local.get 0)))))
            """)
        for (name, expected) in [("any", UInt32(1)), ("eq", 0), ("struct", 0)] {
            #expect(try session.call(name, .reference(.extern(0xFFFF_FFFF))) == .returned([.i32(expected)]))
        }
    }

    @Test func waitingEndsAtOnce() throws {
        var session = try Session(limits: ExecutionLimits(nanoseconds: 1_000_000_000))
        try session.make(
            """
            (module (memory $s 1 1 shared) (memory $u 1)
              (func (export "wait") (param i32 i32 i64) (result i32) (memory.atomic.wait32 $s (local.get 0) (local.get 1) (local.get 2)))
              (func (export "wait64") (param i32) (result i32) (memory.atomic.wait64 $s (local.get 0) (i64.const 0) (i64.const 5)))
              (func (export "unshared") (result i32) (memory.atomic.wait32 $u (i32.const 0) (i32.const 0) (i64.const 0)))
              (func (export "notify") (param i32) (result i32) (memory.atomic.notify $s (local.get 0) (i32.const 9))))
            """)
        #expect(try session.call("wait", .i32(0), .i32(1), .i64(.max)) == .returned([.i32(1)]))
        #expect(try session.call("wait", .i32(0), .i32(0), .i64(1000)) == .returned([.i32(2)]))
        #expect(try session.call("wait", .i32(0), .i32(0), .i64(.max)) == .exhausted(.time))
        #expect(try session.call("wait", .i32(0), .i32(0), .i64(60_000_000_000)) == .exhausted(.time))
        #expect(try session.call("wait", .i32(2), .i32(0), .i64(0)) == .trapped(.unalignedAtomic))
        #expect(try session.call("wait", .i32(65536), .i32(0), .i64(0)) == .trapped(.memoryOutOfBounds))
        #expect(try session.call("wait64", .i32(4)) == .trapped(.unalignedAtomic))
        #expect(try session.call("wait64", .i32(8)) == .returned([.i32(2)]))
        #expect(try session.call("unshared") == .trapped(.expectedSharedMemory))
        #expect(try session.call("notify", .i32(4)) == .returned([.i32(0)]))
        #expect(try session.call("notify", .i32(5)) == .trapped(.unalignedAtomic))
    }
}
