import Testing
import WasmModel
import WasmValidation

/// Modules made to hurt: each must be judged, quickly and without a crash.
@Suite(.timeLimit(.minutes(1))) struct HostileModuleTests {
    @Test func nestingIsOnlyLimitedByTheModule() {
        let depth = 1_000_000
        let body =
            Array(repeating: Instruction.block(.block, .empty), count: depth) + Array(repeating: .end, count: depth + 1)
        #expect(flaw(of: .function(body)) == nil)
        #expect(flaw(of: .function(body + [.end])) != nil)
        #expect(flaw(of: .function(Array(body.dropLast())))?.message == "END opcode expected")
    }

    @Test func thereIsALimitOnLocals() {
        func verdict(_ groups: [UInt32]) -> String? {
            flaw(of: .function(FunctionType([.i64]), locals: groups.map { LocalGroup(count: $0, type: .i32) }, [.end]))?
                .message
        }
        #expect(verdict([49_998, 1]) == nil)
        #expect(verdict([50_000])?.contains("at most 50000 locals") == true)
        #expect(verdict([.max, .max, 2])?.contains("at most 50000 locals") == true)
    }

    @Test func everyOneOfManyLocalsHasItsType() {
        let groups = (0..<50).map { LocalGroup(count: 999, type: $0 % 2 == 0 ? .i64 : .f32) }
        for (index, type) in [
            (0, ValueType.i32), (1, .i64), (999, .i64), (1000, .f32), (4095, .i64), (4995, .i64), (4996, .f32),
            (49_950, .f32),
        ] {
            let body: [Instruction] = [
                .localGet(UInt32(index)), Instruction(.localSet, index: UInt32(index)), .localGet(UInt32(index)), .end,
            ]
            #expect(flaw(of: .function(FunctionType([.i32], [type]), locals: groups, body)) == nil, "local \(index)")
        }
        #expect(
            flaw(of: .function(FunctionType([.i32], [.f32]), locals: groups, [.localGet(49_951), .end]))?.message
                == "unknown local 49951")
    }

    @Test func manyFunctionsWithManyLocalsAreCheap() {
        var module = Module.function([.end])
        let function = Function(
            typeIndex: 0, locals: [LocalGroup(count: 50_000, type: .reference(.any, nullable: false))],
            body: Expression([.end]))
        module.functions = Array(repeating: function, count: 100_000)
        #expect(flaw(of: module) == nil)
    }

    @Test func instructionsWithManyOperandsAreCheapWhereNothingIsReached() {
        let fields = (0..<10_000).map { _ in FieldType(.value(.i32), isMutable: false) }
        var body = [Instruction(.unreachable)]
        for _ in 0..<100_000 {
            body += [
                Instruction(.structNew, index: 1), Instruction(.drop), Instruction(.structNewDefault, index: 1),
                Instruction(.drop),
                Instruction(.arrayNewFixed, index: 2, bits: 10_000), Instruction(.drop),
            ]
        }
        let types = [SubType(.structure(fields)), SubType(.array(FieldType(.i8, isMutable: false)))]
        #expect(flaw(of: .function(body + [.end], types: types)) == nil)
    }

    @Test func thereIsALimitOnParametersAndResults() {
        let many = [ValueType](repeating: .i32, count: 1001)
        #expect(flaw(of: .function(FunctionType(many), [.end]))?.message.contains("parameters") == true)
        #expect(
            flaw(of: .function(FunctionType([], many), [Instruction(.unreachable), .end]))?.message.contains("results")
                == true)
    }

    @Test func theOperandStackIsLimited() {
        let thousand = FunctionType([], [ValueType](repeating: .i64, count: 1000))
        let body =
            [Instruction](repeating: Instruction(.call, index: 0), count: 2000) + [Instruction(.unreachable), .end]
        #expect(flaw(of: .function(thousand, body))?.message.contains("operands") == true)
    }

    @Test func aBranchTableLooksAtEachLabelOnce() {
        let results = [ValueType](repeating: .i32, count: 1000)
        var module = Module.function(
            FunctionType([], results), [], types: [SubType(.function(FunctionType([], results)))])
        var body = Expression([.block(.block, .type(1)), Instruction(.unreachable)])
        for _ in 0..<1000 { body.instructions.append(.i32Const(0)) }
        body.appendBranchTable(labels: (0..<1_000_000).map { $0 % 2 })
        body.instructions += [.end, .end]
        module.functions[0].body = body
        #expect(flaw(of: module) == nil)
    }

    @Test func chainsOfSupertypesAreLimited() {
        func verdict(_ count: Int, inOneGroup: Bool) -> String? {
            let types = (0..<count).map {
                SubType(.structure([]), isFinal: false, supertypes: $0 == 0 ? [] : [UInt32($0 - 1)])
            }
            var module = Module()
            module.types = inOneGroup ? [RecursionGroup(types)] : types.map { RecursionGroup([$0]) }
            return flaw(of: module)?.message
        }
        for inOneGroup in [true, false] {
            #expect(verdict(64, inOneGroup: inOneGroup) == nil)
            #expect(verdict(65, inOneGroup: inOneGroup)?.contains("implementation limit") == true)
            #expect(verdict(100_000, inOneGroup: inOneGroup)?.contains("implementation limit") == true)
        }
    }

    static let largest = UInt32.max

    /// Indices beyond every space, at every instruction.
    @Test(arguments: Opcode.allCases) func anIndexOutOfRangeIsAnErrorAndNoCrash(_ opcode: Opcode) {
        switch opcode.definition.immediates {
        case .v128, .shuffle, .labelTable, .tryTable, .valueTypes: return  // pool positions, which the reader makes itself
        default: break
        }
        for bits in [UInt64.max, UInt64(Self.largest), 0] {
            let instruction = Instruction(opcode, small: 0xFFFF, index: Self.largest, bits: bits)
            for body in [[instruction, .end], [Instruction(.unreachable), instruction, .end]] {
                _ = flaw(of: .function(body, memories: [MemoryType(limits: Limits(minimum: 0))]))
            }
        }
    }

    @Test func indicesOutOfRangeInEverySectionAreErrors() {
        func verdict(_ change: (inout Module) -> Void) -> String? {
            var module = Module.function([.end])
            change(&module)
            return flaw(of: module)?.message
        }
        let zero = Expression([.i32Const(0), .end])
        let largest = Self.largest
        #expect(
            verdict { $0.types.append(RecursionGroup([CanonicalTypesTests.structure(CanonicalTypesTests.to(7))])) }
                == "unknown type 7")
        #expect(
            verdict { $0.types.append(RecursionGroup([CanonicalTypesTests.structure(supertypes: [largest])])) }
                == "unknown type 4294967295")
        #expect(verdict { $0.functions[0].typeIndex = largest } == "unknown type 4294967295")
        #expect(verdict { $0.tags = [largest] } == "unknown type 4294967295")
        #expect(verdict { $0.start = largest } == "unknown function 4294967295")
        #expect(
            verdict { $0.imports = [Import(module: "", name: "", type: .function(typeIndex: 1))] } == "unknown type 1")
        #expect(verdict { $0.imports = [Import(module: "", name: "", type: .tag(typeIndex: 1))] } == "unknown type 1")
        for kind in ExternalKind.allCases {
            #expect(
                verdict { $0.exports = [Export(name: "", kind: kind, index: largest)] }?.hasPrefix("unknown") == true)
        }
        #expect(
            verdict { $0.data = [DataSegment(mode: .active(memory: 0, offset: zero), bytes: [])] } == "unknown memory 0"
        )
        #expect(
            verdict {
                $0.elements = [
                    ElementSegment(mode: .active(table: 0, offset: zero), type: .funcref, items: .functions([]))
                ]
            } == "unknown table 0")
        #expect(
            verdict {
                $0.elements = [ElementSegment(mode: .passive, type: .funcref, items: .functions([largest]))]
            } == "unknown function 4294967295")
        #expect(
            verdict { $0.globals = [Global(GlobalType(.i32), initializer: Expression([]))] } == "END opcode expected")
        #expect(
            verdict {
                $0.globals = [
                    Global(GlobalType(.i32), initializer: Expression([Instruction(.globalGet, index: 0), .end]))
                ]
            } == "unknown global 0")
    }
}
