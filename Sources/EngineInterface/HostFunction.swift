public import WasmModel

/// A function that the harness gives to a module. It holds no code, so that it means the same in every engine and on
/// the other side of a pipe: its results follow from its name, the number of the call and the arguments, by
/// ``HostResponse``.
public struct HostFunction: Hashable, Sendable {
    public var module: String
    public var name: String
    /// Of numbers, vectors, `funcref` and `externref` only.
    public var type: FunctionType
    /// Mixed into the results.
    public var seed: UInt64
    public init(module: String, name: String, type: FunctionType, seed: UInt64 = 0) {
        self.module = module
        self.name = name
        self.type = type
        self.seed = seed
    }
}

/// One call of a host function.
public struct HostCall: Hashable, Sendable {
    public var module: String
    public var name: String
    public var arguments: [Value]
    public init(module: String, name: String, arguments: [Value]) {
        self.module = module
        self.name = name
        self.arguments = arguments
    }

    /// How many calls are kept until someone asks for them; later ones are answered and not written down. A module
    /// that calls in a loop must not fill the memory of the machine.
    public static let logLimit = 65_536
}

/// What a host function answers.
public enum HostResponse {
    /// Results of `function` when called for the `number`th time in its store (counted over all host functions, from
    /// zero). Integers are drawn from the seed, floats are small whole numbers, references are null.
    public static func results(of function: HostFunction, number: UInt64) -> [Value] {
        var draw = Draw(seed: function.seed, number: number)
        return function.type.results.map { type in
            switch type {
            case .i32: return .i32(draw.i32())
            case .i64: return .i64(draw.next())
            case .f32: return .f32(bits: draw.f32())
            case .f64: return .f64(bits: draw.f64())
            case .v128: return .v128(low: draw.next(), high: draw.next())
            default: return .reference(.null(type.heapType))
            }
        }
    }

    /// The results of one call, drawn one after the other. Public and inlined for engines that write them to memory.
    @frozen public struct Draw: Sendable {
        @usableFromInline var state: UInt64

        @inlinable @inline(__always) public init(seed: UInt64, number: UInt64) {
            state = seed &+ number &* 0x9E37_79B9_7F4A_7C15
        }
        @inlinable @inline(__always) public mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var z = state
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return z ^ (z >> 31)
        }
        @inlinable @inline(__always) public mutating func i32() -> UInt32 { UInt32(truncatingIfNeeded: next()) }
        @inlinable @inline(__always) public mutating func f32() -> UInt32 { Float(next() % 1024).bitPattern }
        @inlinable @inline(__always) public mutating func f64() -> UInt64 { Double(next() % 1024).bitPattern }
    }
}
