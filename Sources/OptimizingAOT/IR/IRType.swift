package import WasmModel

/// The type of an IR value. References are words, so they are `i64` here.
package enum IRType: UInt8, Hashable, Sendable, BitwiseCopyable, CaseIterable {
    /// The "result" of an instruction that has none.
    case void
    case i32, i64, f32, f64, v128

    /// `nil` for the bottom type, which no module has.
    package init?(_ type: ValueType) {
        switch type {
        case .i32: self = .i32
        case .i64: self = .i64
        case .f32: self = .f32
        case .f64: self = .f64
        case .v128: self = .v128
        default:
            guard type.isReference else { return nil }
            self = .i64
        }
    }

    package var isFloat: Bool { self == .f32 || self == .f64 }
    /// Lives in a vector register.
    package var isVectorClass: Bool { rawValue >= IRType.f32.rawValue }
    /// Words of a frame slot, of an argument on the stack, and of a buffer of the runtime.
    package var words: Int32 { self == .v128 ? 2 : 1 }
    package var isInteger: Bool { self == .i32 || self == .i64 }

    /// As in the textual IR.
    package var name: String {
        switch self {
        case .void: "void"
        case .i32: "i32"
        case .i64: "i64"
        case .f32: "f32"
        case .f64: "f64"
        case .v128: "v128"
        }
    }
}
