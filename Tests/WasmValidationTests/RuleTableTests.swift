import Testing
import WasmModel
import WasmText
import WasmValidation

/// Small modules and what the rules say of them. The words are those of our own messages.
@Suite struct RuleTableTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var text: String
        /// `nil` for a valid module, else how the message begins.
        var flaw: String?
        init(_ text: String, _ flaw: String? = nil) {
            self.text = text
            self.flaw = flaw
        }
        var testDescription: String { text }
    }

    // swift-format-ignore
    static let cases = [
        // Label types of `if` without `else`, and what a branch leaves.
        Case("(func (param i32 i32) (result i32) local.get 0 local.get 1 if (param i32) (result i32) i32.clz end)"),
        Case("(func (result i32) i32.const 0 if (result i32) i32.const 1 end)", "type mismatch: if without else"),
        Case("(func (result i32) block (result i32) i32.const 1 i32.const 2 br 0 end)"),
        Case("(func block i32.const 1 end)", "type mismatch: block ends with 1 operand too many"),
        Case("(func block (result i32) i64.const 1 end drop)", "type mismatch: instruction requires i32 but stack has i64"),
        // Unreachable code keeps what it knows.
        Case("(func (result i32) unreachable i64.const 0 i32.add)", "type mismatch: instruction requires i32 but stack has i64"),
        Case("(func (result i32) unreachable select)"),
        Case("(func (result funcref) unreachable ref.as_non_null)"),
        Case("(func (param i32) unreachable br_table 0 0)"),
        Case("(func (result i32) block (result i64) unreachable i64.const 0 i32.const 0 br_table 0 1 end unreachable)", "type mismatch"),
        Case("(func (result i32) block (result i64) unreachable i32.const 0 br_table 0 1 end unreachable)"),
        // A branch that may be taken leaves what the label takes, not what stood there.
        Case("(func (param (ref func)) (result funcref) local.get 0 i32.const 0 br_if 0)"),
        Case(
            "(func (param (ref func)) (result funcref) block (result funcref) local.get 0 i32.const 0 br_if 0 ref.as_non_null drop ref.null func end)"),
        Case(
            "(func (param (ref func)) block (result funcref) local.get 0 i32.const 0 br_if 0 call $f ref.null func end drop) (func $f (param (ref func)))",
            "type mismatch: instruction requires (ref func) but stack has funcref"),
        // Casts
        Case("(func (param anyref) (result i31ref) local.get 0 br_on_cast 0 anyref i31ref drop ref.null i31)"),
        Case("(func (param anyref) (result (ref any)) block (result i31ref) local.get 0 br_on_cast 0 anyref i31ref return end unreachable)"),
        Case("(func (param anyref) (result (ref any)) block (result (ref i31)) local.get 0 br_on_cast 0 anyref (ref i31) return end)",
            "type mismatch: instruction requires (ref any) but stack has anyref"),
        Case("(func (param eqref) local.get 0 br_on_cast 0 eqref anyref)", "type mismatch: cast target anyref does not match eqref"),
        // Initialisation is forgotten at the end of a block, and at `else`.
        Case("(func (param (ref any)) (local (ref any)) local.get 0 local.set 1 block local.get 1 drop end)"),
        Case("(func (param (ref any)) (local (ref any)) block local.get 0 local.set 1 end local.get 1 drop)", "uninitialized local 1"),
        Case("(func (param (ref any) i32) (local (ref any)) local.get 1 if local.get 0 local.set 2 else local.get 2 drop end)", "uninitialized local 2"),
        Case("(func (param (ref any)) (local (ref any)) local.get 0 local.tee 1 drop loop local.get 1 drop end)"),
        Case("(func (local (ref any)) unreachable local.get 0 drop)", "uninitialized local 0"),
        // Constant expressions
        Case("(global $a i32 (i32.const 1)) (global i32 (i32.add (global.get $a) (i32.const 2)))"),
        Case("(global i32 (global.get $b)) (global $b i32 (i32.const 0))", "unknown global 1"),
        Case("(global $a (mut i32) (i32.const 1)) (global i32 (global.get $a))", "constant expression required"),
        Case("(global funcref (block (result funcref) (ref.null func)))", "constant expression required"),
        Case("(type $s (struct (field i32))) (global (ref $s) (struct.new $s (i32.const 1)))"),
        Case("(type $s (struct (field (mut i32)))) (global i32 (struct.get $s 0 (struct.new $s (i32.const 1))))", "constant expression required"),
        Case("(global externref (extern.convert_any (ref.i31 (i32.const 1))))"),
        Case("(memory 1) (global $g i32 (i32.const 4)) (data (global.get $g) \"x\")"),
        Case("(global $g i32 (i32.const 4)) (table 1 (ref null any) (ref.i31 (global.get $g)))", "unknown global 0"),
        // References to functions
        Case("(func $f ref.func $f drop)", "undeclared function reference 0"),
        Case("(func $f ref.func $f drop) (elem declare func $f)"),
        Case("(func $f) (start $f) (func ref.func $f drop)", "undeclared function reference 0"),
        // Tables and segments
        Case("(table 1 (ref func))", "type mismatch: table of non-nullable references"),
        Case("(func $f) (table 1 (ref func) (ref.func $f))"),
        Case("(table 1 externref) (elem (i32.const 0) funcref)", "type mismatch: element segment type"),
        Case("(table i64 1 funcref) (elem (i64.const 0) func)"),
        Case("(memory 1) (data (memory 1) (i32.const 0) \"\")", "unknown memory 1"),
        // Tail calls match results, not only arities.
        Case("(func (result anyref) return_call $f) (func $f (result i31ref) ref.null i31)"),
        Case("(func (result i31ref) return_call $f) (func $f (result anyref) ref.null any)", "type mismatch: results of the callee"),
        // try_table
        Case("(tag $t (param i32)) (func (result i32) try_table (result i32) (catch $t 0) i32.const 0 end)"),
        Case("(tag $t (param i32)) (func (result i32 exnref) block (result i32 exnref) try_table (catch_ref $t 0) end unreachable end)"),
        Case("(tag $t (param i32)) (func try_table (catch $t 0) end)", "type mismatch: catch clause brings 1 operands"),
        Case("(func (result (ref null noexn)) try_table (catch_all_ref 0) end unreachable)", "type mismatch: catch clause brings (ref exn)"),
        // Lanes
        Case("(func (param v128) (result i32) local.get 0 i8x16.extract_lane_u 15)"),
        Case("(func (param v128) (result i32) local.get 0 i8x16.extract_lane_u 16)", "invalid lane index"),
        Case("(func (param v128) (result f64) local.get 0 f64x2.extract_lane 2)", "invalid lane index"),
        Case("(memory 1) (func (param v128) i32.const 0 local.get 0 v128.store64_lane 2)", "invalid lane index"),
        Case("(func (param v128) (result v128) local.get 0 local.get 0 i8x16.shuffle 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 32)", "invalid lane index"),
        // Memories
        Case("(memory 65536 65536) (memory i64 0 0x1000000000000)"),
        Case("(memory i64 0x1000000000001)", "memory size must be at most 281474976710656 pages"),
        Case("(memory 1 2 shared)"),
        Case("(memory 1 shared)", "shared memory must have maximum"),
        Case("(memory 0xffffffff (pagesize 1))"),
        Case("(memory 1 (pagesize 4))", "invalid custom page size"),
        Case("(memory 1) (memory i64 1) (func i32.const 0 i64.const 0 i32.const 0 memory.copy 0 1)"),
        Case("(table 1 funcref) (table i64 1 funcref) (func i64.const 0 i32.const 0 i64.const 0 table.copy 1 0)", "type mismatch"),
        // Types
        Case("(rec (type $a (sub (struct (field (ref null $b))))) (type $b (sub $a (struct (field (ref $b))))))"),
        Case("(type $a (sub final (struct))) (type (sub $a (struct)))", "sub type 1 has final super type 0"),
        Case("(type $a (sub (func (result anyref)))) (type (sub $a (func (result externref))))", "sub type 1 does not match super type 0"),
        Case("(type $s (struct)) (tag (type $s))", "non-function type 0"),
        Case("(tag (result i32))", "non-empty tag result type"),
        // Legacy exceptions
        Case("(tag $t) (func try catch $t rethrow 0 end)"),
        Case("(tag $t) (func try catch $t block rethrow 1 end end)"),
        Case("(func try rethrow 0 catch_all end)", "invalid rethrow label"),
        Case("(func try try delegate 1 catch_all end)"),
        Case("(func try delegate 1)", "unknown label 1"),
    ]

    @Test(arguments: cases) func aModuleIsJudgedByTheRules(_ example: Case) throws {
        let found = flaw(of: try Module(parsing: example.text))?.message
        if let expected = example.flaw {
            #expect(found?.hasPrefix(expected) == true, "\(found ?? "valid")")
        } else {
            #expect(found == nil)
        }
    }

    /// What each feature added besides instructions: valid with it, invalid without.
    // swift-format-ignore
    static let features: [(Feature, String)] = [
        (.multiValue, "(func (result i32 i32) i32.const 0 i32.const 0)"),
        (.multiValue, "(type $t (func (param i32) (result i32))) (func i32.const 0 block (type $t) end drop)"),
        (.bulkMemory, "(data \"\")"),
        (.bulkMemory, "(elem func)"),
        (.referenceTypes, "(table 1 funcref) (table 1 funcref)"),
        (.referenceTypes, "(table 1 externref)"),
        (.referenceTypes, "(func (param externref))"),
        (.referenceTypes, "(elem declare func)"),
        (.simd, "(func (param v128))"),
        (.simd, "(global (import \"\" \"\") v128)"),
        (.extendedConst, "(global i32 (i32.add (i32.const 1) (i32.const 2)))"),
        (.multiMemory, "(memory 1) (memory 1)"),
        (.multiMemory, "(import \"\" \"\" (memory 1)) (memory 1)"),
        (.memory64, "(memory i64 1)"),
        (.memory64, "(table i64 1 funcref)"),
        (.gc, "(type (struct))"),
        (.gc, "(rec (type (func)) (type (func)))"),
        (.gc, "(type (sub (func)))"),
        (.gc, "(func (param i31ref))"),
        (.gc, "(global $a i32 (i32.const 0)) (global i32 (global.get $a))"),
        (.functionReferences, "(func $f) (table 1 funcref (ref.func $f))"),
        (.exceptions, "(func (param exnref))"),
        (.threads, "(memory 1 1 shared)"),
        (.customPageSizes, "(memory 1 (pagesize 65536))"),
    ]

    @Test(arguments: features) func aFeatureThatIsOffMakesItsModulesInvalid(_ feature: Feature, _ text: String) throws {
        let module = try Module(parsing: text)
        #expect(flaw(of: module, .all) == nil)
        var without = FeatureSet.all
        without.remove(feature)
        #expect(flaw(of: module, without) != nil)
    }

    @Test func tagsNeedEitherKindOfExceptions() throws {
        let module = try Module(parsing: "(tag)")
        #expect(flaw(of: module, .wasm3) == nil)
        #expect(flaw(of: module, .wasm2.union(FeatureSet([.legacyExceptions]))) == nil)
        #expect(flaw(of: module, .wasm2) != nil)
    }

    @Test func exportNamesAreComparedByTheirBytes() throws {
        // é as one scalar and as two: equal strings in Swift, different names.
        let both = "(func (export \"\\u{e9}\")) (func (export \"e\\u{301}\"))"
        #expect(flaw(of: try Module(parsing: both)) == nil)
        let many = both + (0..<20).map { "(func (export \"\($0)\"))" }.joined()
        #expect(flaw(of: try Module(parsing: many)) == nil)
        #expect(flaw(of: try Module(parsing: many + "(func (export \"7\"))"))?.message == "duplicate export name \"7\"")
        #expect(
            flaw(of: try Module(parsing: "(func (export \"a\")) (memory (export \"a\") 1)"))?.message
                == "duplicate export name \"a\"")
    }

    @Test func branchHintsBelongToConditions() throws {
        var module = try Module(parsing: "(func block i32.const 0 br_if 0 end)")
        module.functions[0].branchHints = [BranchHint(instruction: 2, isLikely: true)]
        try ValidatedModule(validating: module).checkBranchHints()
        for target in [UInt32(0), 4, 5, .max] {
            module.functions[0].branchHints = [BranchHint(instruction: target, isLikely: true)]
            #expect(throws: ValidationError.self) { try ValidatedModule(validating: module).checkBranchHints() }
        }
    }

    @Test func aValidatedModuleKnowsItsIndexSpacesAndBodies() throws {
        let validated = try ValidatedModule(
            validating: Module(
                parsing: """
                    (type $f (func (param i32 v128) (result i64)))
                    (import "" "" (func (param f32)))
                    (import "" "" (memory i64 1))
                    (memory 2)
                    (func (type $f) (local i32 i32 (ref null $f))
                      (drop (i32.add (local.get 0) (i32.const 1)))
                      (block (loop (drop (local.get 1))))
                      (i64.const 0))
                    """))
        #expect(validated.spaces.functions == [1, 0])
        #expect(validated.spaces.importedFunctions == 1)
        #expect(validated.spaces.memories.map(\.addressType) == [.i64, .i32])
        #expect(validated.functionType(1) == FunctionType([.i32, .v128], [.i64]))
        #expect(validated.signature(1).parameterSlots == 3)
        #expect(
            validated.localTypes(ofDefinedFunction: 0) == [
                .i32, .v128, .i32, .i32, .reference(.type(0), nullable: true),
            ])
        let body = validated.bodies[0]
        #expect(body.localCount == 5 && body.localSlots == 6)
        #expect(body.operandHeight == 2 && body.operandSlots >= 2)
        #expect(body.controlDepth == 3)
    }
}
