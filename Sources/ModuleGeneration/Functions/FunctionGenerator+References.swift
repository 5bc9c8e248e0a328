import WasmModel

/// Values of reference types: nulls, functions, objects, and casts between what they may be.
extension FunctionGenerator {
    /// Leaves a reference of the type, or of one below it, on the stack.
    mutating func reference(_ type: ValueType, depth: Int, _ stream: inout RandomStream) {
        guard depth > 0, !isFull else { return leafReference(type, depth: min(depth, 0), &stream) }
        let mayNest = labels.count < plan.profile.blockNesting + 2
        switch stream.below(20) {
        case 0...2: break
        case 3...6: return freshReference(type, depth: depth, &stream)
        case 7:
            if let index = pickGlobal(&stream, where: { plan.types.isSubtype($0.type.value, of: type) }) {
                return emit(.globalGet, index: index)
            }
        case 8...9: if tableGet(type, depth: depth, &stream) { return }
        case 10: return selectReference(type, depth: depth, &stream)
        case 11: if mayNest { return conditionalReference(type, depth: depth, &stream) }
        case 12: if call(giving: type, depth: depth, &stream) || indirectCall(giving: type, depth: depth, &stream) { return }
        case 13...16: if mayNest, cast(to: type, depth: depth, &stream) { return }
        case 17: if mayNest, !type.isNullable { return nonNull(type, depth: depth, &stream) }
        case 18: if convert(to: type, depth: depth, &stream) { return }
        default: if field(giving: type, depth: depth, &stream) { return }
        }
        leafReference(type, depth: 0, &stream)
    }

    /// - Parameter depth: 0, or less by one for every object around that is being made.
    private mutating func leafReference(_ type: ValueType, depth: Int, _ stream: inout RandomStream) {
        if !type.isNullable || stream.chance(750) {
            let fitting = stream.pick(references) { plan.types.isSubtype($0.type, of: type) }
            if let fitting { return emit(.localGet, index: fitting.local) }
        }
        freshReference(type, depth: depth, &stream)
    }

    private mutating func emitNull(_ type: ValueType, _ stream: inout RandomStream) {
        let heap = stream.chance(300) && plan.features.contains(.gc) ? plan.types.bottom(type.heapType) : type.heapType
        emit(.refNull, bits: UInt64(heap.rawValue))
    }

    /// A new object of the type, a function, or null where nothing else can be.
    mutating func freshReference(_ type: ValueType, depth: Int, _ stream: inout RandomStream) {
        let heap = type.heapType
        // Objects in objects end here: with many fields each, chance alone need not end them.
        if type.isNullable, stream.chance(depth > 0 ? 80 : 500) || depth < -2 { return emitNull(type, &stream) }
        switch heap {
        case .any, .eq:
            switch stream.below(3) {
            case 0: freshReference(.reference(.i31, nullable: false), depth: depth, &stream)
            case 1: freshStructure(stream.pick(plan.types.structures), depth: depth, &stream)
            default:
                guard !plan.types.arrays.isEmpty else { return freshStructure(plan.types.structures[0], depth: depth, &stream) }
                freshArray(stream.pick(plan.types.arrays), depth: depth, &stream)
            }
        case .i31:
            expression(.i32, depth: depth - 1, &stream)
            emit(.refI31)
        case .struct: freshStructure(stream.pick(plan.types.structures), depth: depth, &stream)
        case .array:
            guard !plan.types.arrays.isEmpty else { return emitNull(type, &stream) }
            freshArray(stream.pick(plan.types.arrays), depth: depth, &stream)
        case .func: emit(.refFunc, index: UInt32(stream.below(plan.functions.count)))
        case .extern:
            guard plan.features.contains(.gc), depth > 0 else { return emitNull(type, &stream) }
            freshReference(.reference(.any, nullable: false), depth: depth - 1, &stream)
            emit(.externConvertAny)
        default:
            guard let index = heap.typeIndex else { return emitNull(type, &stream) }
            freshObject(index, type, depth: depth, &stream)
        }
    }

    private mutating func freshObject(_ index: UInt32, _ type: ValueType, depth: Int, _ stream: inout RandomStream) {
        switch plan.types.all[Int(index)].composite {
        case .function:
            let fitting = stream.pick(plan.functions.indices) {
                plan.types.isSubtype(.type(plan.functions[$0].typeIndex), of: type.heapType)
            }
            if let fitting { emit(.refFunc, index: UInt32(fitting)) } else { emitNull(type, &stream) }
        case .structure, .array:
            // Of the type itself, or of one below.
            let below = stream.chance(500) ? nil : stream.pick(plan.types.objects) { plan.types.isSubtype(.type($0), of: type.heapType) }
            let chosen = below ?? index
            if case .array = plan.types.all[Int(chosen)].composite {
                freshArray(chosen, depth: depth, &stream)
            } else {
                freshStructure(chosen, depth: depth, &stream)
            }
        }
    }

    private mutating func selectReference(_ type: ValueType, depth: Int, _ stream: inout RandomStream) {
        reference(type, depth: depth - 1, &stream)
        reference(type, depth: depth - 1, &stream)
        condition(depth: depth - 1, &stream)
        code.appendTypedSelect([type])
        cost += multiplier
    }

    private mutating func conditionalReference(_ type: ValueType, depth: Int, _ stream: inout RandomStream) {
        let outer = phase
        phase = condition(depth: depth - 1, &stream)
        emit(.if, bits: BlockType.value(type).rawValue)
        labels.append(Label(isPlain: false))
        reference(type, depth: depth - 1, &stream)
        emit(.else)
        reference(type, depth: depth - 1, &stream)
        phase = outer
        labels.removeLast()
        emit(.end)
    }

    // MARK: Null and casts

    /// A block that leaves a reference of the type, or nothing.
    private mutating func block(of type: ValueType?, _ body: (inout FunctionGenerator) -> Void) {
        emit(.block, bits: (type.map(BlockType.value) ?? .empty).rawValue)
        labels.append(Label(isPlain: type == nil))
        body(&self)
        labels.removeLast()
        emit(.end)
    }

    /// A reference that is not null, out of one that may be: something else takes the place of null.
    private mutating func nonNull(_ type: ValueType, depth: Int, _ stream: inout RandomStream) {
        guard plan.features.contains(.functionReferences) else { return freshReference(type, depth: depth, &stream) }
        let nullable = type.nullable(true)
        switch stream.below(4) {
        case 0:
            block(of: type) {
                $0.reference(nullable, depth: depth - 1, &stream)
                $0.emit(.brOnNonNull, index: 0)
                $0.freshReference(type, depth: depth - 1, &stream)
            }
        case 1:
            block(of: type) {
                $0.block(of: nil) {
                    $0.reference(nullable, depth: depth - 1, &stream)
                    $0.emit(.brOnNull, index: 0)
                    $0.emit(.br, index: 1)
                }
                $0.freshReference(type, depth: depth - 1, &stream)
            }
        case 2 where stream.chance(4 * unguardedChance):
            reference(nullable, depth: depth - 1, &stream)
            emit(.refAsNonNull)
        default:
            // The type says that it may be null; it is not.
            block(of: nullable) { $0.freshReference(type, depth: depth - 1, &stream) }
            emit(.refAsNonNull)
        }
    }

    /// A type that everything of the given one is of.
    private func typeAbove(_ type: ValueType, _ stream: inout RandomStream) -> ValueType {
        switch plan.types.top(type.heapType) {
        case .func: return .funcref
        case .any: break
        default: return type.nullable(true)
        }
        return stream.pick(plan.types.references) {
            $0.heapType != type.heapType && plan.types.isSubtype(type.heapType, of: $0.heapType)
        } ?? .anyref
    }

    /// A cast from a type above, which may fail, and what is taken then. `false` where there are no casts to the type.
    private mutating func cast(to type: ValueType, depth: Int, _ stream: inout RandomStream) -> Bool {
        guard plan.features.contains(.gc), plan.types.top(type.heapType) == .any || type.heapType.typeIndex != nil else { return false }
        let above = typeAbove(type, &stream)
        let cast = type.isNullable ? Opcode.refCastNull : .refCast
        let flags: UInt16 = 1 | (type.isNullable ? 2 : 0)
        let types = UInt64(above.heapType.rawValue) | UInt64(type.heapType.rawValue) << 32
        switch stream.below(5) {
        case 0:
            block(of: type) {
                $0.reference(above, depth: depth - 1, &stream)
                $0.emit(.brOnCast, small: flags, index: 0, bits: types)
                $0.emit(.drop)
                $0.freshReference(type, depth: depth - 1, &stream)
            }
        case 1:
            block(of: type) {
                $0.block(of: above) {
                    $0.reference(above, depth: depth - 1, &stream)
                    $0.emit(.brOnCastFail, small: flags, index: 0, bits: types)
                    $0.emit(.br, index: 1)
                }
                $0.emit(.drop)
                $0.freshReference(type, depth: depth - 1, &stream)
            }
        case 2:
            let local = scratchReference(above)
            reference(above, depth: depth - 1, &stream)
            emit(.localTee, index: local)
            emit(type.isNullable ? .refTestNull : .refTest, bits: UInt64(type.heapType.rawValue))
            emit(.if, bits: BlockType.value(type).rawValue)
            labels.append(Label(isPlain: false))
            emit(.localGet, index: local)
            emit(cast, bits: UInt64(type.heapType.rawValue))
            emit(.else)
            freshReference(type, depth: depth - 1, &stream)
            labels.removeLast()
            emit(.end)
        case 3 where stream.chance(5 * unguardedChance):
            reference(above, depth: depth - 1, &stream)
            emit(cast, bits: UInt64(type.heapType.rawValue))
        default:
            // A cast that succeeds although the types do not say so.
            block(of: above) { $0.freshReference(type, depth: depth - 1, &stream) }
            emit(cast, bits: UInt64(type.heapType.rawValue))
        }
        return true
    }

    /// From the one hierarchy of objects to the other.
    private mutating func convert(to type: ValueType, depth: Int, _ stream: inout RandomStream) -> Bool {
        guard plan.features.contains(.gc) else { return false }
        switch type.heapType {
        case .extern:
            reference(.reference(.any, nullable: type.isNullable), depth: depth - 1, &stream)
            emit(.externConvertAny)
        case .any where type.isNullable:
            reference(.externref, depth: depth - 1, &stream)
            emit(.anyConvertExtern)
        default: return false
        }
        return true
    }

    // MARK: What can be seen

    /// Takes a reference off the stack and leaves a number that says something about it.
    mutating func reveal(_ type: ValueType, _ stream: inout RandomStream) -> Kind {
        guard plan.features.contains(.gc), plan.types.top(type.heapType) == .any, stream.chance(800) else {
            emit(.refIsNull)
            return .i32
        }
        if !type.isNullable, let kind = revealObject(type.heapType, &stream) { return kind }
        if type.isNullable, let kind = Self.fieldKind(type.heapType, plan.types) {
            // A field, or zero where there is no object.
            let local = scratchReference(type)
            emit(.localTee, index: local)
            emit(.refIsNull)
            emit(.if, bits: BlockType.value(kind.valueType).rawValue)
            emitConstant(kind, 0)
            emit(.else)
            emit(.localGet, index: local)
            _ = revealObject(type.heapType, &stream)
            emit(.end)
            return kind
        }
        emitTest(&stream)
        return .i32
    }

    /// Whether the object on the stack is of a type of the module's.
    mutating func emitTest(_ stream: inout RandomStream) {
        let isStrict = stream.chance(500)
        let type = stream.pick(plan.types.references) { plan.types.top($0.heapType) == .any } ?? .anyref
        emit(isStrict ? .refTest : .refTestNull, bits: UInt64(type.heapType.rawValue))
    }

    /// The kind of what ``revealObject(_:_:)`` leaves.
    private static func fieldKind(_ heap: HeapType, _ types: TypePlan) -> Kind? {
        if heap == .i31 || heap == .array { return .i32 }
        guard let index = heap.typeIndex else { return nil }
        switch types.all[Int(index)].composite {
        case .structure(let fields): return fields.lazy.compactMap { Kind($0.storage.unpacked) }.first
        case .array: return .i32
        case .function: return nil
        }
    }

    /// Of an object that is not null: its first number, its length, its value.
    private mutating func revealObject(_ heap: HeapType, _ stream: inout RandomStream) -> Kind? {
        switch heap {
        case .i31: emit(stream.chance(500) ? .i31GetS : .i31GetU)
        case .array: emit(.arrayLen)
        default:
            guard let index = heap.typeIndex else { return nil }
            switch plan.types.all[Int(index)].composite {
            case .structure(let fields):
                guard let position = fields.firstIndex(where: { Kind($0.storage.unpacked) != nil }) else { return nil }
                emitStructureGet(index, position, fields[position], &stream)
                return Kind(fields[position].storage.unpacked)
            case .array: emit(.arrayLen)
            case .function: return nil
            }
        }
        return .i32
    }
}
