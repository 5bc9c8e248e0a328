import EngineInterface
import WasmModel
import WasmValidation

/// Between the values of the contract and the words of the runtime.
///
/// What makes it safe: the buffers that come here have room for all words of the types that come with them.
struct WordCoding {
    let store: Store
    /// The instance that was asked, by which functions are numbered; nil for none.
    let instance: InstanceBlock?
    let functionCount: Int

    init(_ store: Store, _ instance: InstanceBlock? = nil, functionCount: Int = 0) {
        self.store = store
        self.instance = instance
        self.functionCount = functionCount
    }

    // MARK: Words to values

    /// Reads values of these types, whose type indices are canonical numbers or those of a module with `numbers`.
    func values(_ types: [ValueType], from words: UnsafePointer<UInt64>, numbers: [UInt32]? = nil) -> [Value] {
        guard !types.isEmpty else { return [] }
        var position = 0
        var values: [Value] = []
        values.reserveCapacity(types.count)
        for type in types {
            let word = unsafe words[position]
            position += 1
            switch type {
            case .i32: values.append(.i32(UInt32(truncatingIfNeeded: word)))
            case .i64: values.append(.i64(word))
            case .f32: values.append(.f32(bits: UInt32(truncatingIfNeeded: word)))
            case .f64: values.append(.f64(bits: word))
            case .v128:
                unsafe values.append(.v128(low: word, high: words[position]))
                position += 1
            default: values.append(.reference(reference(word, top: top(of: type, numbers))))
            }
        }
        return values
    }

    func reference(_ word: UInt64, top: HeapType) -> Reference {
        guard word != 0 else { return .null(top) }
        switch top {
        case .func: return .function(index: functionIndex(word))
        case .exn: return .exception
        case .extern: return ReferenceOperation.isHost(word) ? .extern(ReferenceOperation.hostNumber(word)) : .externalized
        default:
            if ReferenceOperation.isI31(word) { return .i31(ReferenceOperation.i31Unsigned(word)) }
            if ReferenceOperation.isHost(word) { return .host(ReferenceOperation.hostNumber(word)) }
            return ReferenceOperation.isObject(store.context, word, of: .array) ? .array : .structure
        }
    }

    private func top(of type: ValueType, _ numbers: [UInt32]?) -> HeapType {
        store.types.top(of: numbers.map { CanonicalTypes.canonical(type, numbers: $0) }?.heapType ?? type.heapType)
    }

    /// The index of a function in the instance that was asked.
    private func functionIndex(_ word: UInt64) -> UInt32? {
        guard let instance else { return nil }
        let function = unsafe FunctionBlock(at: word)
        if !function.isHost, function.instance == instance { return function.index }
        for index in 0..<functionCount where instance.function(index) == function { return UInt32(index) }
        return nil
    }

    // MARK: Values to words

    /// Writes arguments of a function with parameters of these types. False if number or types are wrong.
    func write(
        _ arguments: [Value], _ types: [ValueType], to words: UnsafeMutablePointer<UInt64>, numbers: [UInt32]
    ) -> Bool {
        guard arguments.count == types.count else { return false }
        var position = 0
        for (argument, type) in zip(arguments, types) {
            switch (argument, type) {
            case (.i32(let bits), .i32), (.f32(let bits), .f32): unsafe words[position] = UInt64(bits)
            case (.i64(let bits), .i64), (.f64(let bits), .f64): unsafe words[position] = bits
            case (.v128(let low, let high), .v128):
                unsafe words[position] = low
                position += 1
                unsafe words[position] = high
            case (.reference(let reference), _) where type.isReference:
                let type = CanonicalTypes.canonical(type, numbers: numbers)
                guard let word = word(of: reference, type) else { return false }
                unsafe words[position] = word
            default: return false
            }
            position += 1
        }
        return true
    }

    /// The word of a reference, if it is of a type (with a canonical number for a type index) and can come from outside.
    private func word(of reference: Reference, _ type: ValueType) -> UInt64? {
        let top = store.types.top(of: type.heapType)
        let word: UInt64
        switch reference {
        case .null: word = 0
        case .extern(let number):
            guard top == .extern else { return nil }
            word = ReferenceOperation.host(number)
        case .host(let number):
            guard top == .any else { return nil }
            word = ReferenceOperation.host(number)
        case .i31(let value):
            guard top == .any else { return nil }
            word = ReferenceOperation.i31(value)
        case .function(let index):
            guard top == .func, let instance, let index, index < functionCount else { return nil }
            word = instance.function(Int(index)).address
        case .structure, .array, .exception, .externalized: return nil
        }
        return ReferenceOperation.matches(store.context, word, type) ? word : nil
    }
}
