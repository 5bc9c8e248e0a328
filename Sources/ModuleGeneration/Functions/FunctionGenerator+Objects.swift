import WasmModel

/// Structures and arrays. Every array has at least ``arrayLength`` elements, so that an index can be masked.
extension FunctionGenerator {
    private static var arrayLength: Int { 4 }

    // MARK: Making

    mutating func freshStructure(_ index: UInt32, depth: Int, _ stream: inout RandomStream) {
        if plan.types.isDefaultable(index), stream.chance(depth > 0 ? 150 : 500) { return emit(.structNewDefault, index: index) }
        for field in plan.types.structure(index) { value(field.storage.unpacked, depth: min(depth - 1, 2), &stream) }
        emit(.structNew, index: index)
    }

    mutating func freshArray(_ index: UInt32, depth: Int, _ stream: inout RandomStream) {
        let field = plan.types.array(index)
        let element = field.storage.unpacked
        switch stream.below(7) {
        case 0 where element.isDefaultable:
            length(depth, &stream)
            return emit(.arrayNewDefault, index: index)
        case 1...2:
            let count = Self.arrayLength + stream.below(3)
            for _ in 0..<count { value(element, depth: min(depth - 1, 1), &stream) }
            return emit(.arrayNewFixed, index: index, bits: UInt64(count))
        case 3 where !element.isReference:
            if let segment = plan.dataSegments.firstIndex(where: { $0.isPassive && !$0.isDisposable }) {
                emitI32(stream.below(8))
                emitI32(Self.arrayLength - (stream.chance(unguardedChance) ? -60 : 0))
                return emit(.arrayNewData, index: index, bits: UInt64(segment))
            }
        case 4...5 where element.isReference:
            if let segment = elements(of: element, &stream) {
                emitI32(0)
                emitI32(Self.arrayLength)
                return emit(.arrayNewElem, index: index, bits: UInt64(segment))
            }
        default: break
        }
        value(element, depth: depth - 1, &stream)
        length(depth, &stream)
        emit(.arrayNew, index: index)
    }

    private mutating func length(_ depth: Int, _ stream: inout RandomStream) {
        if depth > 1, stream.chance(500) {
            length(.i32, most: 7, depth: depth - 1, &stream)
            emitOffset(.i32, Self.arrayLength)
        } else {
            emitI32(Self.arrayLength + stream.below(8))
        }
    }

    /// A passive segment whose elements are of the type, with ``arrayLength`` of them.
    private func elements(of type: ValueType, _ stream: inout RandomStream) -> Int? {
        stream.pick(plan.elementSegments.indices) {
            let segment = plan.elementSegments[$0]
            return segment.isPassive && !segment.isDisposable && plan.types.isSubtype(segment.type, of: type)
        }
    }

    // MARK: Reading

    mutating func emitStructureGet(_ index: UInt32, _ position: Int, _ field: FieldType, _ stream: inout RandomStream) {
        let opcode: Opcode = field.storage.isPacked ? (stream.chance(500) ? .structGetS : .structGetU) : .structGet
        emit(opcode, index: index, bits: UInt64(position))
    }

    private mutating func element(_ depth: Int, _ stream: inout RandomStream) {
        if stream.chance(500) {
            emitI32(stream.below(Self.arrayLength))
        } else {
            expression(.i32, depth: depth, &stream)
            if !stream.chance(unguardedChance) { emitMask(.i32, Self.arrayLength - 1) }
        }
    }

    /// An object of a concrete type that is not null; seldom one that is.
    private mutating func object(_ index: UInt32, depth: Int, _ stream: inout RandomStream) {
        let isSafe = !stream.chance(unguardedChance)
        reference(.reference(.type(index), nullable: !isSafe), depth: depth, &stream)
    }

    /// A number out of an object or a reference; `nil` if there is none of the kind.
    mutating func valueOfObject(_ kind: Kind, depth: Int, _ stream: inout RandomStream) -> Bool? {
        if kind == .i32, !plan.features.contains(.gc) || stream.chance(600) { return aboutReference(depth: depth, &stream) }
        guard plan.features.contains(.gc) else { return nil }
        return fieldValue(where: { Kind($0) == kind }, depth: depth, &stream) ? kind.isFloat : nil
    }

    /// Whether a field or an element of a wanted type could be read.
    private mutating func fieldValue(where isWanted: (ValueType) -> Bool, depth: Int, _ stream: inout RandomStream) -> Bool {
        let types = plan.types
        let chosen = stream.pick(types.objects) { index in
            switch types.all[Int(index)].composite {
            case .structure(let fields): fields.contains { isWanted($0.storage.unpacked) }
            case .array(let field): isWanted(field.storage.unpacked)
            case .function: false
            }
        }
        guard let index = chosen else { return false }
        let fields = types.structure(index)
        if let position = stream.pick(fields.indices, where: { isWanted(fields[$0].storage.unpacked) }) {
            object(index, depth: depth - 1, &stream)
            emitStructureGet(index, position, fields[position], &stream)
        } else {
            object(index, depth: depth - 1, &stream)
            element(depth - 1, &stream)
            let isPacked = types.array(index).storage.isPacked
            emit(isPacked ? (stream.chance(500) ? .arrayGetS : .arrayGetU) : .arrayGet, index: index)
        }
        return true
    }

    /// A reference out of a field or an element.
    mutating func field(giving type: ValueType, depth: Int, _ stream: inout RandomStream) -> Bool {
        guard plan.features.contains(.gc) else { return false }
        let types = plan.types
        return fieldValue(where: { types.isSubtype($0, of: type) }, depth: depth, &stream)
    }

    /// Something about a reference: whether it is null, equal to another, of a type; its length, its value.
    private mutating func aboutReference(depth: Int, _ stream: inout RandomStream) -> Bool? {
        guard !plan.types.references.isEmpty else { return nil }
        guard plan.features.contains(.gc) else {
            reference(stream.pick(plan.types.references), depth: depth - 1, &stream)
            emit(.refIsNull)
            return false
        }
        switch stream.below(6) {
        case 0:
            reference(stream.pick(plan.types.references), depth: depth - 1, &stream)
            emit(.refIsNull)
        case 1:
            reference(.eqref, depth: depth - 1, &stream)
            reference(.eqref, depth: depth - 1, &stream)
            emit(.refEq)
        case 2:
            reference(.reference(.i31, nullable: stream.chance(unguardedChance)), depth: depth - 1, &stream)
            emit(stream.chance(500) ? .i31GetS : .i31GetU)
        case 3 where !plan.types.arrays.isEmpty:
            reference(.reference(.array, nullable: stream.chance(unguardedChance)), depth: depth - 1, &stream)
            emit(.arrayLen)
        default:
            reference(stream.chance(500) ? .anyref : .eqref, depth: depth - 1, &stream)
            emitTest(&stream)
        }
        return false
    }

    // MARK: Writing

    /// `struct.set`, `array.set`, `array.fill`, `array.copy`, `array.init_data`, `array.init_elem`.
    mutating func objectStatement(depth: Int, _ stream: inout RandomStream) {
        let types = plan.types
        func isMutable(_ structure: UInt32) -> Bool { types.structure(structure).contains { $0.isMutable } }
        if types.structures.contains(where: isMutable), stream.chance(450), let index = stream.pick(types.structures, where: isMutable) {
            let fields = types.structure(index)
            guard let position = stream.pick(fields.indices, where: { fields[$0].isMutable }) else { return }
            object(index, depth: depth - 1, &stream)
            value(fields[position].storage.unpacked, depth: depth - 1, &stream)
            return emit(.structSet, index: index, bits: UInt64(position))
        }
        guard let index = stream.pick(types.arrays, where: { types.array($0).isMutable }) else { return }
        let storage = types.array(index).storage
        let element = storage.unpacked
        object(index, depth: depth - 1, &stream)
        switch stream.below(6) {
        case 0:
            length(.i32, most: 1, depth: depth - 1, &stream)
            value(element, depth: depth - 1, &stream)
            length(.i32, most: 3, depth: depth - 1, &stream)
            emit(.arrayFill, index: index)
        case 1:
            let candidate = stream.pick(types.arrays) {
                let source = types.array($0).storage
                return source == storage || (!source.isPacked && !storage.isPacked && types.isSubtype(source.unpacked, of: element))
            }
            let source = candidate ?? index
            length(.i32, most: 1, depth: depth - 1, &stream)
            object(source, depth: depth - 1, &stream)
            length(.i32, most: 1, depth: depth - 1, &stream)
            length(.i32, most: 3, depth: depth - 1, &stream)
            emit(.arrayCopy, index: index, bits: UInt64(source))
        case 2...3:
            if !element.isReference, let segment = plan.dataSegments.firstIndex(where: { $0.isPassive && !$0.isDisposable }) {
                length(.i32, most: 1, depth: depth - 1, &stream)
                emitI32(stream.below(8))
                length(.i32, most: 3, depth: depth - 1, &stream)
                return emit(.arrayInitData, index: index, bits: UInt64(segment))
            }
            if element.isReference, let segment = elements(of: element, &stream) {
                length(.i32, most: 1, depth: depth - 1, &stream)
                emitI32(stream.below(2))
                length(.i32, most: 3, depth: depth - 1, &stream)
                return emit(.arrayInitElem, index: index, bits: UInt64(segment))
            }
            fallthrough
        default:
            self.element(depth - 1, &stream)
            value(element, depth: depth - 1, &stream)
            emit(.arraySet, index: index)
        }
    }
}
