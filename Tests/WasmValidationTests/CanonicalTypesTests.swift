import Testing
import WasmModel
import WasmValidation

@Suite struct CanonicalTypesTests {
    static func function(_ parameters: ValueType...) -> SubType { SubType(.function(FunctionType(parameters))) }
    static func structure(
        _ fields: ValueType..., isFinal: Bool = true, supertypes: [UInt32] = []
    ) -> SubType {
        SubType(
            .structure(fields.map { FieldType(.value($0), isMutable: false) }), isFinal: isFinal, supertypes: supertypes
        )
    }
    static func to(_ index: UInt32) -> ValueType { .reference(.type(index), nullable: true) }

    @Test func equalGroupsGetOneNumber() {
        var types = CanonicalTypes()
        let numbers = types.intern([
            RecursionGroup([Self.function(.i32)]), RecursionGroup([Self.function(.i64)]),
            RecursionGroup([Self.function(.i32)], isExplicit: true),
        ])
        #expect(numbers == [0, 1, 0])
        #expect(types.count == 2)
    }

    @Test func referencesToEqualTypesAreEqual() {
        var types = CanonicalTypes()
        let numbers = types.intern([
            RecursionGroup([Self.function(.i32)]), RecursionGroup([Self.function(.i32)]),
            RecursionGroup([Self.structure(Self.to(0))]), RecursionGroup([Self.structure(Self.to(1))]),
        ])
        #expect(numbers[2] == numbers[3])
    }

    /// `(rec (type (struct (ref null 0))))` written twice is one type; its unrolling is another.
    @Test func recursionIsComparedByPositionInTheGroup() {
        var types = CanonicalTypes()
        let numbers = types.intern([
            RecursionGroup([Self.structure(Self.to(0))]), RecursionGroup([Self.structure(Self.to(1))]),
            RecursionGroup([Self.structure(Self.to(0))]),
        ])
        #expect(numbers[0] == numbers[1])
        #expect(numbers[2] != numbers[0])
    }

    @Test func aTypeInALargerGroupIsAnotherType() {
        var types = CanonicalTypes()
        let numbers = types.intern([
            RecursionGroup([Self.function(.i32)]), RecursionGroup([Self.function(.i32), Self.function(.i32)]),
            RecursionGroup([Self.function(.i32), Self.function(.i32)]),
        ])
        #expect(numbers == [0, 1, 2, 1, 2])
    }

    @Test func finalityMutabilityPackingAndSupertypesTellTypesApart() {
        func field(_ storage: StorageType, _ isMutable: Bool) -> SubType {
            SubType(.structure([FieldType(storage, isMutable: isMutable)]))
        }
        var types = CanonicalTypes()
        let numbers = types.intern(
            [
                Self.structure(.i32), Self.structure(.i32, isFinal: false), field(.value(.i32), true),
                field(.i8, false),
                field(.i16, false), SubType(.array(FieldType(.i8, isMutable: false))),
                Self.structure(.i32, supertypes: [1]), Self.structure(.reference(.any, nullable: false)),
                Self.structure(.anyref), Self.function(), Self.function(.i32),
            ].map { RecursionGroup([$0]) })
        #expect(Set(numbers).count == numbers.count)
    }

    @Test func subtypesAreFoundAtEveryDepth() {
        var types = CanonicalTypes()
        let chain = (0..<20).map {
            RecursionGroup([Self.structure(isFinal: false, supertypes: $0 == 0 ? [] : [UInt32($0 - 1)])])
        }
        let branch = RecursionGroup([Self.structure(.i32, isFinal: false, supertypes: [5])])
        let numbers = types.intern(chain + [branch])
        for a in 0..<20 {
            for b in 0..<20 { #expect(types.isSubtype(numbers[a], of: numbers[b]) == (b <= a)) }
            #expect(types.isSubtype(numbers[20], of: numbers[a]) == (a <= 5))
            #expect(!types.isSubtype(numbers[a], of: numbers[20]))
        }
    }

    @Test func manyModulesShareOneNumbering() {
        var types = CanonicalTypes()
        let first = (0..<500).map {
            RecursionGroup([SubType(.function(FunctionType(Array(repeating: .i32, count: $0))))])
        }
        let numbers = types.intern(first)
        #expect(Set(numbers).count == 500)
        #expect(types.intern(first.reversed()) == numbers.reversed())
        #expect(types.count == 500)
    }

    @Test func aCanonicalTypeCanBeReadBack() {
        let group = RecursionGroup([
            Self.structure(Self.to(2), .i64, isFinal: false),
            SubType(.array(FieldType(.i16, isMutable: true)), isFinal: false),
            Self.structure(Self.to(1), .i64, .v128, supertypes: [1]),
            SubType(.function(FunctionType([Self.to(0), .f32], [Self.to(3)]))),
        ])
        var types = CanonicalTypes()
        _ = types.intern([
            RecursionGroup([Self.function(.i32)]), RecursionGroup([Self.function(.i32)]),
            RecursionGroup([Self.function(.i64)]),
        ])
        // Type indices 0 and 1 are one canonical type, so that positions of the group and numbers differ.
        var numbers: [UInt32] = [0]
        types.intern(group, appendingTo: &numbers)
        #expect(numbers == [0, 2, 3, 4, 5])
        guard case .structure(let fields) = types.subType(4).composite else {
            Issue.record("not a structure")
            return
        }
        #expect(fields.map(\.storage) == [.value(Self.to(2)), .value(.i64), .value(.v128)])
        #expect(types.subType(4).supertypes == [2])
        #expect(types.subType(3) == SubType(.array(FieldType(.i16, isMutable: true)), isFinal: false))
        #expect(types.subType(5).composite == .function(FunctionType([Self.to(0), .f32], [Self.to(4)])))
    }

    /// The lattice of §3.3.3 in full: each row names everything that the type is below.
    @Test func abstractHeapTypesFormTheLatticeOfTheSpecification() {
        let above: [(HeapType, [HeapType])] = [
            (.any, [.any]), (.eq, [.eq, .any]), (.i31, [.i31, .eq, .any]), (.struct, [.struct, .eq, .any]),
            (.array, [.array, .eq, .any]), (.none, [.none, .i31, .struct, .array, .eq, .any]), (.func, [.func]),
            (.nofunc, [.nofunc, .func]), (.exn, [.exn]), (.noexn, [.noexn, .exn]), (.extern, [.extern]),
            (.noextern, [.noextern, .extern]),
        ]
        let types = CanonicalTypes()
        for (type, supertypes) in above {
            for (other, _) in above {
                #expect(types.matches(type, other) == supertypes.contains(other), "\(type) <: \(other)")
            }
            #expect(types.matches(HeapType.bottom, type))
        }
    }

    @Test func concreteTypesStandBetweenTheirAbstractOnes() {
        var types = CanonicalTypes()
        let numbers = types.intern(
            [Self.function(), Self.structure(), SubType(.array(FieldType(.i8, isMutable: true)))].map {
                RecursionGroup([$0])
            })
        let (function, structure, array) = (
            HeapType.type(numbers[0]), HeapType.type(numbers[1]), HeapType.type(numbers[2])
        )
        #expect(types.matches(function, .func) && !types.matches(function, .any))
        #expect(types.matches(HeapType.nofunc, function) && !types.matches(HeapType.none, function))
        for (type, abstract, other) in [(structure, HeapType.struct, HeapType.array), (array, .array, .struct)] {
            #expect(types.matches(type, abstract) && types.matches(type, .eq) && types.matches(type, .any))
            #expect(!types.matches(type, other) && !types.matches(type, .i31) && !types.matches(type, .func))
            #expect(types.matches(HeapType.none, type) && !types.matches(HeapType.nofunc, type))
            #expect(!types.matches(abstract, type))
        }
    }
}
