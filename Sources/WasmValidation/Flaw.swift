import WasmModel

/// A broken rule without its place, which the caller knows. Two words, so that throwing costs nothing where nothing is
/// thrown.
///
/// Every message of this target stands in this file. Each begins with the words that the specification's own test suite
/// uses for the rule, so that people can compare; nothing in this package reads them.
struct Flaw: Error {
    var message: String
    @inline(never) init(_ message: String) { self.message = message }
}

// MARK: Indices

extension Flaw {
    static func unknown(_ space: IndexSpace, _ index: UInt32) -> Flaw { Flaw("unknown \(space.rawValue) \(index)") }

    enum IndexSpace: String {
        case type, function, table, memory, tag, global, local, label, field
        case element = "elem segment"
        case data = "data segment"
    }

    static func nonFunctionType(_ index: UInt32) -> Flaw { Flaw("non-function type \(index)") }
    static func nonStructureType(_ index: UInt32) -> Flaw { Flaw("non-structure type \(index)") }
    static func nonArrayType(_ index: UInt32) -> Flaw { Flaw("non-array type \(index)") }
    static func undeclaredReference(_ index: UInt32) -> Flaw { Flaw("undeclared function reference \(index)") }
    static var invalidLane: Flaw { Flaw("invalid lane index") }
    static var invalidRethrowLabel: Flaw { Flaw("invalid rethrow label") }
}

// MARK: Types

extension Flaw {
    static func mismatch(expected: ValueType, found: ValueType) -> Flaw {
        Flaw("type mismatch: instruction requires \(expected) but stack has \(found)")
    }
    static func underflow(expected: ValueType) -> Flaw {
        Flaw("type mismatch: instruction requires \(expected) but stack has []")
    }
    static var underflow: Flaw { Flaw("type mismatch: instruction requires an operand but stack has []") }
    static func notReference(_ found: ValueType) -> Flaw {
        Flaw("type mismatch: instruction requires reference type but stack has \(found)")
    }
    static func notNumeric(_ found: ValueType) -> Flaw {
        Flaw("type mismatch: instruction requires numeric or vector type but stack has \(found)")
    }
    static func surplus(_ count: Int) -> Flaw {
        Flaw("type mismatch: block ends with \(count) operand\(count == 1 ? "" : "s") too many on the stack")
    }
    static func labelMismatch(_ requirement: String) -> Flaw { Flaw("type mismatch: \(requirement)") }
    static func notSubtype(_ a: ValueType, of b: ValueType, _ what: StaticString) -> Flaw {
        Flaw("type mismatch: \(what) \(a) does not match \(b)")
    }
    static func elseMissing() -> Flaw { Flaw("type mismatch: if without else must leave its operands as they are") }
    static var tailCallResults: Flaw {
        Flaw("type mismatch: results of the callee do not match those of the current function")
    }
    static func notFunctionTable(_ element: ValueType) -> Flaw {
        Flaw("type mismatch: instruction requires table of function type but table has element type \(element)")
    }
    static var invalidResultArity: Flaw { Flaw("invalid result arity: typed select takes exactly one type") }
    static func uninitializedLocal(_ index: UInt32) -> Flaw { Flaw("uninitialized local \(index)") }
    static func immutableGlobal(_ index: UInt32) -> Flaw { Flaw("immutable global \(index)") }
    static func immutableField(_ index: UInt32) -> Flaw { Flaw("immutable field \(index)") }
    static func immutableArray(_ index: UInt32) -> Flaw { Flaw("immutable array \(index)") }
    static func fieldPacking(isPacked: Bool) -> Flaw { Flaw("field is \(isPacked ? "packed" : "unpacked")") }
    static func arrayPacking(isPacked: Bool) -> Flaw { Flaw("array is \(isPacked ? "packed" : "unpacked")") }
    static var fieldNotDefaultable: Flaw { Flaw("field type is not defaultable") }
    static var arrayNotDefaultable: Flaw { Flaw("array type is not defaultable") }
    static var arrayNotNumeric: Flaw { Flaw("array type is not numeric or vector") }
    static var arrayTypesDoNotMatch: Flaw { Flaw("array types do not match") }
}

// MARK: Memories

extension Flaw {
    static var alignmentTooLarge: Flaw { Flaw("alignment must not be larger than natural") }
    static var atomicAlignment: Flaw { Flaw("atomic alignment must be natural") }
    static func offsetOutOfRange(_ offset: UInt64) -> Flaw { Flaw("offset out of range: \(offset)") }
    static func memorySize(_ most: UInt64, pageSizeExponent: UInt32) -> Flaw {
        pageSizeExponent == 16 && most == 65_536
            ? Flaw("memory size must be at most 65536 pages (4GiB)")
            : Flaw("memory size must be at most \(most) pages")
    }
    static func tableSize(_ most: UInt64) -> Flaw { Flaw("table size must be at most \(most)") }
    static var limitsOrder: Flaw { Flaw("size minimum must not be greater than maximum") }
    static var sharedWithoutMaximum: Flaw { Flaw("shared memory must have maximum") }
    static var invalidPageSize: Flaw { Flaw("invalid custom page size") }
}

// MARK: Modules

extension Flaw {
    static func forwardSupertype(_ index: UInt32) -> Flaw {
        Flaw("unknown type: forward use of type \(index) in sub type definition")
    }
    static func severalSupertypes(_ index: Int) -> Flaw { Flaw("sub type \(index) has more than one super type") }
    static func finalSupertype(_ index: Int, _ supertype: UInt32) -> Flaw {
        Flaw("sub type \(index) has final super type \(supertype)")
    }
    static func supertypeMismatch(_ index: Int, _ supertype: UInt32) -> Flaw {
        Flaw("sub type \(index) does not match super type \(supertype)")
    }
    static var nonEmptyTagResult: Flaw { Flaw("non-empty tag result type") }
    static var multipleMemories: Flaw { Flaw("multiple memories") }
    static var multipleTables: Flaw { Flaw("multiple tables") }
    static func duplicateExport(_ name: String) -> Flaw { Flaw("duplicate export name \"\(name)\"") }
    static var startFunction: Flaw { Flaw("start function must not have parameters or results") }
    static var dataCountMismatch: Flaw { Flaw("data count and data section have inconsistent lengths") }
    static var notConstant: Flaw { Flaw("constant expression required") }
    static var tableNotDefaultable: Flaw {
        Flaw("type mismatch: table of non-nullable references needs an initial value")
    }
    static func branchHintTarget(_ instruction: UInt32) -> Flaw {
        Flaw("@metadata.code.branch_hint annotation: invalid target \(instruction)")
    }
}

// MARK: Structure, features and limits

extension Flaw {
    static var endMissing: Flaw { Flaw("END opcode expected") }
    static func misplaced(_ opcode: Opcode) -> Flaw {
        Flaw("\(opcode.definition.mnemonic) opcode does not belong here")
    }
    static func noRule(_ opcode: Opcode) -> Flaw { Flaw("no rule for \(opcode.definition.mnemonic)") }
    static func needs(_ feature: Feature, for what: String) -> Flaw {
        Flaw("\(what) needs feature \(feature.name)")
    }
    static func limit(_ most: Int, _ what: StaticString) -> Flaw {
        Flaw("implementation limit: at most \(most) \(what)")
    }
}
