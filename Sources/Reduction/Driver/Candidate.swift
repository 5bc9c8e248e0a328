import Divergence
import EngineInterface
import WasmBinary
import WasmModel
import WasmValidation

/// A case as the reducers see it: its modules decoded, the one under test last.
struct Candidate: Sendable {
    var modules: [Module]
    var test: DifferentialCase

    /// `nil` for bytes that are no module.
    init?(_ test: DifferentialCase) {
        var modules: [Module] = []
        for bytes in test.modules {
            guard let module = try? Module(decoding: bytes, features: .all) else { return nil }
            modules.append(module)
        }
        self.modules = modules
        self.test = test
    }

    /// The module under test.
    var main: Int { modules.count - 1 }

    /// Whether every module obeys the rules of the features the case was made for.
    var isValid: Bool {
        modules.allSatisfy { (try? ValidatedModule(validating: $0, features: test.features)) != nil }
    }

    /// The same with the modules' bytes brought up to date.
    var encoded: Candidate {
        var copy = self
        copy.test = test.replacing(modules: modules.map { $0.encoded() })
        return copy
    }

    /// What reduction makes smaller: bytes first, then calls, then the bits of arguments. Meaningful when encoded.
    var cost: Cost {
        let argumentBits = test.calls.reduce(0) { $0 + $1.arguments.reduce(0) { $0 + $1.weight } }
        return Cost(
            bytes: test.byteCount + test.libraries.count, calls: test.calls.count, bits: argumentBits + constantBits)
    }

    /// Bits set in the constants of all bodies, so that a smaller number of the same length is an improvement.
    private var constantBits: Int {
        modules.reduce(0) { sum, module in
            sum
                + module.functions.reduce(0) { sum, function in
                    sum + function.body.instructions.reduce(0) { $0 + $1.constantWeight(in: function.body) }
                }
        }
    }

    /// What tells this case from others that were tried. The same on every machine.
    var key: UInt64 {
        var digest = Digest()
        for module in test.modules {
            digest.combine(UInt64(module.count))
            for byte in module { digest.combine(UInt64(byte)) }
        }
        for call in test.calls {
            for byte in call.export.utf8 { digest.combine(UInt64(byte)) }
            for argument in call.arguments {
                for byte in ValueText.text(argument).utf8 { digest.combine(UInt64(byte)) }
            }
        }
        digest.combine(UInt64(test.calls.count) << 32 | UInt64(test.hosts.count))
        return digest.value
    }
}

struct Cost: Comparable {
    var bytes: Int
    var calls: Int
    var bits: Int
    static func < (a: Cost, b: Cost) -> Bool { (a.bytes, a.calls, a.bits) < (b.bytes, b.calls, b.bits) }
}

extension Value {
    /// Roughly how much a person has to read.
    var weight: Int {
        switch self {
        case .i32(let bits): min(bits.significantBits, (~bits).significantBits + 1)
        case .i64(let bits): min(bits.significantBits, (~bits).significantBits + 1)
        case .f32(let bits): bits.nonzeroBitCount
        case .f64(let bits): bits.nonzeroBitCount
        case .v128(let low, let high): low.nonzeroBitCount + high.nonzeroBitCount
        case .reference: 0
        }
    }
}

extension FixedWidthInteger {
    fileprivate var significantBits: Int { Self.bitWidth - leadingZeroBitCount }
}

extension Instruction {
    fileprivate func constantWeight(in body: Expression) -> Int {
        switch opcode {
        case .i32Const: return Value.i32(UInt32(truncatingIfNeeded: bits)).weight
        case .i64Const: return Value.i64(bits).weight
        case .f32Const, .f64Const: return bits.nonzeroBitCount
        case .v128Const:
            let (low, high) = body.vector(of: self)
            return low.nonzeroBitCount + high.nonzeroBitCount
        default: return 0
        }
    }
}
