/// The words of the text format that are not mnemonics of the instruction table (WebAssembly 3.0, §6.3.1: "the set of
/// keywords is defined implicitly"), and those of the scripts.
enum Keyword: UInt16, CaseIterable {
    // Types
    case i8, i16, i32, i64, f32, f64, v128
    case any, none, eq, i31, nofunc, exn, noexn, extern, noextern
    case anyref, nullref, eqref, i31ref, structref, arrayref, funcref, nullfuncref, exnref, nullexnref, externref
    case nullexternref
    case ref, null, `struct`, array, field, mut, sub, final, rec, shared, pagesize
    // Vector shapes
    case i8x16, i16x8, i32x4, i64x2, f32x4, f64x2
    // Modules
    case module, type, `import`, `func`, table, memory, global, tag, export, start, elem, data
    case param, result, local, declare, offset, item, then, `do`, catchRef, catchAllRef
    // Scripts
    case binary, quote, definition, instance, register, invoke, get, either, thread, wait
    case assertReturn, assertTrap, assertException, assertSuspension, assertExhaustion, assertMalformed, assertInvalid
    case assertMalformedCustom, assertInvalidCustom, assertUnlinkable
    case nanCanonical, nanArithmetic
    case refExtern, refHost, refStruct, refArray, refExn, refAny
    // Numbers; last, because the lexer tells them by being these or later.
    case inf, nan

    /// As in a text.
    var spelling: String {
        switch self {
        case .catchRef: "catch_ref"
        case .catchAllRef: "catch_all_ref"
        case .assertReturn: "assert_return"
        case .assertTrap: "assert_trap"
        case .assertException: "assert_exception"
        case .assertSuspension: "assert_suspension"
        case .assertExhaustion: "assert_exhaustion"
        case .assertMalformed: "assert_malformed"
        case .assertInvalid: "assert_invalid"
        case .assertMalformedCustom: "assert_malformed_custom"
        case .assertInvalidCustom: "assert_invalid_custom"
        case .assertUnlinkable: "assert_unlinkable"
        case .nanCanonical: "nan:canonical"
        case .nanArithmetic: "nan:arithmetic"
        case .refExtern: "ref.extern"
        case .refHost: "ref.host"
        case .refStruct: "ref.struct"
        case .refArray: "ref.array"
        case .refExn: "ref.exn"
        case .refAny: "ref.any"
        default: "\(self)"
        }
    }
}
