import MachineCode
import WasmModel

/// A v128 that stands behind code, and who refers to it.
struct VectorConstant: BitwiseCopyable {
    var low: UInt64
    var high: UInt64
    var label = Label()
}

/// Moving v128 values, and their constants: those that no instruction makes stand behind functions, where instructions
/// read them.
extension Compiler {
    /// The constants seen last are found again by a hash of so many places.
    static let constantPlaceCount = 64

    /// The index of a constant in ``constants``.
    mutating func constant(_ low: UInt64, _ high: UInt64) -> Int {
        let mixed = (low ^ high &* 0x9E37_79B9_7F4A_7C15) &* 0xD6E8_FEB8_6659_FD93
        let place = Int(mixed >> 58)
        let known = Int(constantPlaces[place])
        if known >= 0, constants[known].low == low, constants[known].high == high { return known }
        constantPlaces[place] = Int32(truncatingIfNeeded: constants.count)
        constants.append(VectorConstant(low: low, high: high))
        return constants.count - 1
    }

    /// The same word in both halves.
    mutating func constant(_ word: UInt64) -> Int { constant(word, word) }

    /// Puts the constants behind so much code: where whoever refers to them is still at hand.
    private static let bytesBetweenConstants = 16 << 10

    /// Between two functions.
    @inline(__always) mutating func emitVectorConstantsIfFar() {
        if constants.count > 0, assembler.offset &- constantsEnd > Self.bytesBetweenConstants { emitVectorConstants() }
    }

    @inline(never) mutating func emitVectorConstants() {
        defer { constantsEnd = assembler.offset }
        if constants.count == 0 { return }
        assembler.align(16)
        for index in 0..<constants.count {
            assembler.bind(&constants[index].label)
            assembler.buffer.reserve(16)
            assembler.buffer.append(constants[index].low, bytes: 8)
            assembler.buffer.append(constants[index].high, bytes: 8)
        }
        constants.resize(0, filling: VectorConstant(low: 0, high: 0))
        for place in 0..<constantPlaces.count { constantPlaces[place] = -1 }
    }

    /// Of a constant of type v128.
    mutating func words(of operand: Operand) -> (low: UInt64, high: UInt64) {
        guard operand.index > 0 else { return (0, 0) }
        let position = Int(operand.index) - 1
        return (pool[position], pool[position + 1])
    }

    mutating func loadVectorConstant(_ operand: Operand, into vector: VectorRegister) {
        let (low, high) = words(of: operand)
        if low | high == 0 {
            assembler.vector(.xorps, vector, vector)
        } else if low & high == .max {
            assembler.vector(.pcmpeqd, vector, vector)
        } else {
            let index = constant(low, high)
            assembler.vector(.movaps, vector, &constants[index].label)
        }
    }

    // MARK: Between registers and memory

    /// Reads a value of a type whose registers are those of vectors.
    @inline(__always) mutating func loadVector(_ type: OperandType, _ vector: VectorRegister, _ place: Address) {
        assembler.vector(type == .v128 ? .movups : type == .f64 ? .movsd : .movss, vector, place)
    }

    /// Writes such a value, as many bytes as its type has.
    @inline(__always) mutating func storeVector(_ type: OperandType, _ place: Address, _ vector: VectorRegister) {
        assembler.vector(type == .v128 ? .movupsStore : type == .f64 ? .movsdStore : .movssStore, place, vector)
    }

    /// Copies the words of a value; flags are kept.
    mutating func copy(_ type: OperandType, from source: Address, to place: Address) {
        if type == .v128 {
            assembler.vector(.movups, Convention.vectorScratch, source)
            assembler.vector(.movupsStore, place, Convention.vectorScratch)
        } else {
            assembler.load(.qword, Convention.scratch, source)
            assembler.store(.qword, place, Convention.scratch)
        }
    }

    /// The words of a v128 that is a constant or in its slot, into general registers.
    mutating func loadHalves(_ operand: Operand, into low: Register, _ high: Register) {
        if operand.kind == .constant {
            let words = words(of: operand)
            assembler.move(low, immediate: words.low)
            assembler.move(high, immediate: words.high)
        } else {
            assembler.load(.qword, low, address(operand))
            assembler.load(.qword, high, home(Int(operand.index), plus: 8))
        }
    }

    /// Writes a v128 to two words of the frame; flags are kept.
    mutating func storeVector(_ operand: Operand, to place: Address) {
        switch operand.kind {
        case .constant:
            loadVectorConstant(operand, into: Convention.vectorScratch)
            assembler.vector(.movupsStore, place, Convention.vectorScratch)
        case .register, .local, .slot:
            if operand.isInRegister {
                assembler.vector(.movupsStore, place, operand.vector)
            } else {
                copy(.v128, from: address(operand), to: place)
            }
        case .condition: break
        }
    }
}

extension Opcode {
    /// Whether the instruction takes or yields a v128, or makes a number of one.
    @inline(__always) var isVector: Bool {
        rawValue >= Opcode.v128Load.rawValue && rawValue <= Opcode.i32x4RelaxedDotI8x16I7x16AddS.rawValue
    }
}
