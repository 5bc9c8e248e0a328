import WasmModel

/// The type section (§3.4.1, §3.2.11, §3.2.12): checked and entered group by group.
extension ModuleTypes {
    mutating func append(_ groups: [RecursionGroup], _ features: FeatureSet) throws(Flaw) {
        subTypes.reserveCapacity(groups.count)
        signatures.reserveCapacity(groups.count)
        canonicalNumbers.reserveCapacity(groups.count)
        isDefaultable.reserveCapacity(groups.count)
        signatureTypes.reserveCapacity(signatureTypes.count + 4 * groups.count)
        canonical.reserveCapacity(groups.count)
        let groups = groups.span
        for number in groups.indices { try append(groups[number], features) }
    }

    private mutating func append(_ group: RecursionGroup, _ features: FeatureSet) throws(Flaw) {
        let firstIndex = subTypes.count
        let end = firstIndex + group.types.count
        guard end <= ImplementationLimits.types else { throw .limit(ImplementationLimits.types, "types") }
        if group.types.count != 1 || group.isExplicit, !features.contains(.gc) {
            throw .needs(.gc, for: "recursion group")
        }
        let types = group.types.span
        if types.count == 1, types[0].supertypes.isEmpty, case .function(let function) = types[0].composite {
            try checkForm(types[0], features)
            try check(function, typeCount: end, features)
            canonical.intern(function, isFinal: types[0].isFinal, appendingTo: &canonicalNumbers)
            subTypes.append(types[0])
            enter(function)
            return
        }
        var hasSupertypes = false
        for position in types.indices where !types[position].supertypes.isEmpty { hasSupertypes = true }
        if hasSupertypes { try checkDepths(group, firstIndex: firstIndex) }
        for position in types.indices { try check(types[position], typeCount: end, features) }

        // From here on every index in the group is one of a type, so that the group can be interned.
        canonical.intern(group, appendingTo: &canonicalNumbers)
        for position in types.indices { enter(types[position]) }
        guard hasSupertypes else { return }
        for position in types.indices { try checkSupertype(of: types[position], index: firstIndex + position) }
    }

    // MARK: Before interning

    /// Supertypes must come first, one at most, and not too many above each other: a display holds them all.
    private func checkDepths(_ group: RecursionGroup, firstIndex: Int) throws(Flaw) {
        var depths: [UInt32] = []
        depths.reserveCapacity(group.types.count)
        for (position, type) in group.types.enumerated() {
            guard type.supertypes.count <= 1 else { throw .severalSupertypes(firstIndex + position) }
            guard let supertype = type.supertypes.first else {
                depths.append(0)
                continue
            }
            guard supertype < firstIndex + group.types.count else { throw .unknown(.type, supertype) }
            guard supertype < firstIndex + position else { throw .forwardSupertype(supertype) }
            let depth =
                supertype < firstIndex
                ? canonical.descriptors[Int(canonicalNumbers[Int(supertype)])].depth
                : depths[Int(supertype) - firstIndex]
            guard depth < ImplementationLimits.subtypingDepth else {
                throw .limit(ImplementationLimits.subtypingDepth, "super types above each other")
            }
            depths.append(depth + 1)
        }
    }

    private func checkForm(_ type: SubType, _ features: FeatureSet) throws(Flaw) {
        if !features.contains(.gc), type.isExplicit || !type.isFinal || !type.supertypes.isEmpty {
            throw .needs(.gc, for: "sub type")
        }
    }

    private func check(_ function: FunctionType, typeCount: Int, _ features: FeatureSet) throws(Flaw) {
        guard function.parameters.count <= ImplementationLimits.parameters else {
            throw .limit(ImplementationLimits.parameters, "parameters")
        }
        guard function.results.count <= ImplementationLimits.results else {
            throw .limit(ImplementationLimits.results, "results")
        }
        if function.results.count > 1, !features.contains(.multiValue) {
            throw .needs(.multiValue, for: "invalid result arity: more than one result")
        }
        for type in function.parameters { try TypeRules.check(type, typeCount: typeCount, features) }
        for type in function.results { try TypeRules.check(type, typeCount: typeCount, features) }
    }

    private func check(_ type: SubType, typeCount: Int, _ features: FeatureSet) throws(Flaw) {
        try checkForm(type, features)
        switch type.composite {
        case .function(let function): try check(function, typeCount: typeCount, features)
        case .structure(let fields):
            guard features.contains(.gc) else { throw .needs(.gc, for: "structure type") }
            guard fields.count <= ImplementationLimits.structureFields else {
                throw .limit(ImplementationLimits.structureFields, "fields")
            }
            for field in fields { try TypeRules.check(field.storage.unpacked, typeCount: typeCount, features) }
        case .array(let field):
            guard features.contains(.gc) else { throw .needs(.gc, for: "array type") }
            try TypeRules.check(field.storage.unpacked, typeCount: typeCount, features)
        }
    }

    /// What is known of a type once it was found valid.
    private mutating func enter(_ type: SubType) {
        subTypes.append(type)
        switch type.composite {
        case .function(let function): enter(function)
        case .structure(let fields):
            signatures.append(.none)
            isDefaultable.append(fields.allSatisfy(\.storage.unpacked.isDefaultable))
        case .array:
            signatures.append(.none)
            isDefaultable.append(true)
        }
    }

    private mutating func enter(_ function: FunctionType) {
        let start = UInt32(signatureTypes.count)
        signatureTypes.append(contentsOf: function.parameters)
        signatureTypes.append(contentsOf: function.results)
        signatures.append(
            Signature(
                start: start, parameterCount: UInt32(function.parameters.count),
                resultCount: UInt32(function.results.count),
                parameterSlots: Self.slots(function.parameters), resultSlots: Self.slots(function.results)))
        isDefaultable.append(true)
    }

    private static func slots(_ types: [ValueType]) -> UInt32 {
        var slots = UInt32(types.count)
        for type in types where type == .v128 { slots += 1 }
        return slots
    }

    // MARK: After interning

    private func checkSupertype(of type: SubType, index: Int) throws(Flaw) {
        for supertype in type.supertypes {
            let parent = subTypes[Int(supertype)]
            guard !parent.isFinal else { throw .finalSupertype(index, supertype) }
            guard matches(type.composite, parent.composite) else { throw .supertypeMismatch(index, supertype) }
        }
    }

    /// §3.3.6 to §3.3.8.
    private func matches(_ a: CompositeType, _ b: CompositeType) -> Bool {
        switch (a, b) {
        case (.function(let a), .function(let b)):
            matches(b.parameters, a.parameters) && matches(a.results, b.results)
        case (.structure(let a), .structure(let b)):
            a.count >= b.count && zip(a, b).allSatisfy { matches($0, $1) }
        case (.array(let a), .array(let b)):
            matches(a, b)
        case (.function, _), (.structure, _), (.array, _):
            false
        }
    }

    private func matches(_ a: [ValueType], _ b: [ValueType]) -> Bool {
        a.count == b.count && zip(a, b).allSatisfy { matches($0, $1) }
    }

    private func matches(_ a: FieldType, _ b: FieldType) -> Bool {
        a.isMutable == b.isMutable && matches(a.storage, b.storage) && (!a.isMutable || matches(b.storage, a.storage))
    }

    func matches(_ a: StorageType, _ b: StorageType) -> Bool {
        switch (a, b) {
        case (.value(let a), .value(let b)): matches(a, b)
        case (.i8, .i8), (.i16, .i16): true
        case (.value, _), (.i8, _), (.i16, _): false
        }
    }
}
