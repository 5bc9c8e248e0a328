import WasmModel

/// The types of all modules of a case: function types of numbers first, then structures and arrays in recursion groups,
/// then what refers to them. All modules of a case have the same, so that they can be linked in every way.
struct TypePlan {
    private(set) var groups: [RecursionGroup] = []
    private(set) var all: [SubType] = []
    /// In step with ``all``: what a question about subtypes is answered from, without reading whole types.
    private var outlines: [Outline] = []
    private struct Outline {
        enum Shape { case function, structure, array }
        var shape: Shape
        var supertype: UInt32?

        init(_ type: SubType) {
            switch type.composite {
            case .function: shape = .function
            case .structure: shape = .structure
            case .array: shape = .array
            }
            supertype = type.supertypes.first
        }
    }
    /// Types of functions that a module may define, by index; the first is `[] -> []`.
    private(set) var functions: [UInt32] = []
    /// Function types whose values every host can pass.
    private(set) var callable: [UInt32] = []
    private(set) var structures: [UInt32] = []
    private(set) var arrays: [UInt32] = []
    /// Both of them, structures first.
    private(set) var objects: [UInt32] = []
    /// Types of tags, and for each the types of blocks that take its payload, without and with the exception.
    private(set) var tags: [(type: UInt32, payload: BlockType, withReference: BlockType)] = []
    /// A function type and one below it, where there are such.
    private(set) var subtypedFunctions: (base: UInt32, derived: UInt32)?
    /// Reference types that locals, globals and tables may have, nullable.
    private(set) var references: [ValueType] = []
    let kinds: [Kind]
    private let vectorWeight: Int

    init(features: FeatureSet, _ profile: GeneratorProfile, _ stream: RandomStream) {
        var stream = stream
        kinds = features.contains(.simd) ? [.i32, .i64, .f32, .f64, .v128] : [.i32, .i64, .f32, .f64]
        vectorWeight = profile.vectorWeight
        all.reserveCapacity(24)
        outlines.reserveCapacity(24)
        groups.reserveCapacity(16)
        functions.reserveCapacity(10)
        callable.reserveCapacity(8)
        let most = features.contains(.multiValue) ? profile.results.upperBound : 1
        functions.append(add(.function(FunctionType())))
        for number in 0..<stream.within(2...5) {
            // One type at least can be called from outside.
            let withVectors = number > 0
            let parameters = (0..<stream.within(profile.parameters)).map { _ in kind(&stream, withVectors: withVectors).valueType }
            let results = (0..<min(most, stream.within(profile.results))).map { _ in kind(&stream, withVectors: withVectors).valueType }
            let index = add(.function(FunctionType(parameters, results)))
            functions.append(index)
            if !parameters.contains(.v128), !results.contains(.v128) { callable.append(index) }
        }
        if features.contains(.referenceTypes) { references = [.funcref, .externref] }
        if features.contains(.functionReferences) {
            references.append(.reference(.type(functions[1]), nullable: true))
        }
        if features.contains(.gc) { planObjects(features, stream.split(1)) }
        if features.contains(.referenceTypes) { planReferenceFunctions(features, stream.split(2), most: most) }
        if features.contains(.exceptions) { planTags(features, stream.split(3)) }
    }

    /// One of the kinds; vectors come up as often as the profile wants them.
    func kind(_ stream: inout RandomStream, withVectors: Bool = true) -> Kind {
        if withVectors, kinds.count > 4, stream.below(400 + vectorWeight) >= 400 { return .v128 }
        return Kind(rawValue: stream.below(4)) ?? .i32
    }

    private mutating func add(_ composite: CompositeType) -> UInt32 {
        let type = SubType(composite)
        groups.append(RecursionGroup([type]))
        all.append(type)
        outlines.append(Outline(type))
        return UInt32(all.count - 1)
    }
    private mutating func add(_ group: [SubType]) {
        groups.append(RecursionGroup(group))
        all += group
        outlines += group.map(Outline.init)
    }

    // MARK: Structures and arrays

    private mutating func planObjects(_ features: FeatureSet, _ stream: RandomStream) {
        var stream = stream
        for number in 0...stream.below(3) {
            var own = stream.split(UInt64(number))
            let first = UInt32(all.count)
            let count = number == 0 ? 2 + own.below(3) : 1 + own.below(3)
            var group: [SubType] = []
            for position in 0..<count {
                let isStructure = number == 0 ? position == 0 || own.chance(500) : own.chance(600)
                let bound = first + UInt32(count)
                let below = isStructure ? structures : arrays
                // A type below another one of the same shape, of this group or before.
                if !below.isEmpty, own.chance(500), let type = subtype(of: own.pick(below), group, first, bound, &own) {
                    group.append(type)
                } else {
                    let composite: CompositeType =
                        isStructure
                        ? .structure((0..<1 + own.below(4)).map { _ in field(bound, &own) }) : .array(field(bound, &own))
                    group.append(SubType(composite, isFinal: own.chance(250)))
                }
                if isStructure { structures.append(first + UInt32(position)) } else { arrays.append(first + UInt32(position)) }
            }
            add(group)
        }
        references += [.anyref, .eqref, .i31ref, .structref]
        if !arrays.isEmpty { references.append(.arrayref) }
        objects = structures + arrays
        references += objects.map { .reference(.type($0), nullable: true) }
    }

    /// A type with everything that `index` has and more; `nil` if that one is final.
    private func subtype(
        of index: UInt32, _ group: [SubType], _ first: UInt32, _ bound: UInt32, _ stream: inout RandomStream
    ) -> SubType? {
        let base = index >= first ? group[Int(index - first)] : all[Int(index)]
        guard !base.isFinal else { return nil }
        var composite = base.composite
        if case .structure(var fields) = composite {
            // An immutable field may hold less than the one above.
            for position in fields.indices where !fields[position].isMutable {
                if case .value(.eqref) = fields[position].storage { fields[position].storage = .value(.i31ref) }
                if case .value(.anyref) = fields[position].storage { fields[position].storage = .value(.eqref) }
            }
            for _ in 0..<stream.below(3) { fields.append(field(bound, &stream)) }
            composite = .structure(fields)
        }
        return SubType(composite, isFinal: stream.chance(400), supertypes: [index])
    }

    /// References in fields are nullable, so that every structure can be made; but for one that needs no other object.
    private func field(_ bound: UInt32, _ stream: inout RandomStream) -> FieldType {
        let storage: StorageType
        switch stream.below(12) {
        case 0: storage = .i8
        case 1: storage = .i16
        case 2...3:
            let types: [ValueType] = [.anyref, .eqref, .i31ref, .reference(.i31, nullable: false), .externref, .funcref, .structref]
            storage = .value(stream.pick(types))
        case 4...5: storage = .value(.reference(.type(UInt32(stream.below(Int(bound)))), nullable: true))
        default: storage = .value(kind(&stream).valueType)
        }
        return FieldType(storage, isMutable: stream.chance(650))
    }

    // MARK: What refers to them

    private mutating func planReferenceFunctions(_ features: FeatureSet, _ stream: RandomStream, most: Int) {
        var stream = stream
        for _ in 0...stream.below(2) {
            func type(_ stream: inout RandomStream) -> ValueType {
                guard stream.chance(500) else { return kind(&stream).valueType }
                let reference = stream.pick(references)
                return features.contains(.gc) && canBeNonNull(reference.heapType) && stream.chance(400)
                    ? reference.nullable(false) : reference
            }
            let parameters = (0..<1 + stream.below(3)).map { _ in type(&stream) }
            let results = (0..<min(most, 1 + stream.below(2))).map { _ in type(&stream) }
            functions.append(add(.function(FunctionType(parameters, results))))
        }
        // What a host or a script can make up and look at.
        let border = FunctionType([.externref, kind(&stream, withVectors: false).valueType], [.externref])
        callable.append(add(.function(border)))
        functions.append(UInt32(all.count - 1))
        guard features.contains(.gc) else { return }
        let parameters = [kind(&stream, withVectors: false).valueType]
        let base = UInt32(all.count)
        add([
            SubType(.function(FunctionType(parameters, [.anyref])), isFinal: false),
            SubType(.function(FunctionType(parameters, [.i31ref])), supertypes: [base]),
        ])
        functions += [base, base + 1]
        callable += [base, base + 1]
        subtypedFunctions = (base, base + 1)
    }

    private mutating func planTags(_ features: FeatureSet, _ stream: RandomStream) {
        var stream = stream
        for _ in 0...stream.below(3) {
            let parameters = (0..<stream.below(3)).map { _ -> ValueType in
                !references.isEmpty && stream.chance(200) ? stream.pick(references) : kind(&stream).valueType
            }
            let tag = add(.function(FunctionType(parameters, [])))
            tags.append((tag, blockType(parameters), blockType(parameters + [.exnref])))
        }
    }

    /// The type of a block that leaves these values.
    private mutating func blockType(_ results: [ValueType]) -> BlockType {
        switch results.count {
        case 0: .empty
        case 1: .value(results[0])
        default: .type(add(.function(FunctionType([], results))))
        }
    }

    // MARK: Questions

    func function(_ index: UInt32) -> FunctionType {
        if case .function(let type) = all[Int(index)].composite { return type }
        return FunctionType()
    }
    func structure(_ index: UInt32) -> [FieldType] {
        if case .structure(let fields) = all[Int(index)].composite { return fields }
        return []
    }
    func array(_ index: UInt32) -> FieldType {
        if case .array(let field) = all[Int(index)].composite { return field }
        return FieldType(.i8, isMutable: false)
    }
    func isDefaultable(_ index: UInt32) -> Bool {
        switch all[Int(index)].composite {
        case .structure(let fields): fields.allSatisfy { $0.storage.unpacked.isDefaultable }
        case .array(let field): field.storage.unpacked.isDefaultable
        case .function: false
        }
    }

    /// Whether something of the heap type can always be made.
    func canBeNonNull(_ type: HeapType) -> Bool {
        switch type {
        case .any, .eq, .i31, .struct, .func: true
        case .array: !arrays.isEmpty
        default: type.typeIndex.map { structures.contains($0) || arrays.contains($0) } ?? false
        }
    }

    /// Whether everything of one heap type is of the other (§3.3.3), as far as the module's own declarations say so.
    func isSubtype(_ type: HeapType, of other: HeapType) -> Bool {
        if type == other { return true }
        if let index = type.typeIndex {
            var next = outlines[Int(index)].supertype
            while let current = next {
                if HeapType.type(current) == other { return true }
                next = outlines[Int(current)].supertype
            }
            switch outlines[Int(index)].shape {
            case .function: return other == .func
            case .structure: return other == .struct || other == .eq || other == .any
            case .array: return other == .array || other == .eq || other == .any
            }
        }
        switch type {
        case .i31, .struct, .array: return other == .eq || other == .any
        case .eq: return other == .any
        default: return false
        }
    }

    func isSubtype(_ type: ValueType, of other: ValueType) -> Bool {
        if type == other { return true }
        guard type.isReference, other.isReference, other.isNullable || !type.isNullable else { return false }
        return isSubtype(type.heapType, of: other.heapType)
    }

    /// The top of the hierarchy that the heap type is in.
    func top(_ type: HeapType) -> HeapType {
        switch type {
        case .func, .nofunc: return .func
        case .extern, .noextern: return .extern
        case .exn, .noexn: return .exn
        default:
            if let index = type.typeIndex, outlines[Int(index)].shape == .function { return .func }
            return .any
        }
    }
    /// The bottom of that hierarchy: the type of its null.
    func bottom(_ type: HeapType) -> HeapType {
        switch top(type) {
        case .func: .nofunc
        case .extern: .noextern
        case .exn: .noexn
        default: .none
        }
    }
}
