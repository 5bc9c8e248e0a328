import MachineCode

/// Where a value is for its whole life.
package enum Location: Hashable, Sendable, BitwiseCopyable {
    /// Nowhere: never needed, or computed where it is used.
    case none
    case register(UInt8)
    case vector(UInt8)
    /// Words from the start of the frame's spill area; a v128 takes two.
    case slot(Int32)
}

/// The registers and what they are for. Ours alone: compiled functions call each other by these rules, and thunks stand
/// at the borders.
///
/// `r15` holds the instance and `r14` the base of its memory 0, in every function. `r10`, `r11` and `xmm13` to `xmm15` are
/// scratch for one instruction at a time, and without AVX `xmm12` as well. The rest is given out. `rbx`, `rbp`, `r12` and `r13` survive calls.
package enum RegisterConvention {
    /// In the order of preference: those that calls destroy first, since taking one costs nothing.
    static let integers: RegisterList = [0, 1, 2, 6, 7, 8, 9, 3, 5, 12, 13]
    static let vectors: RegisterList = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]
    /// One less: instructions that write over an operand need a place to bring it.
    static let vectorsWithoutAVX: RegisterList = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]
    static let survivingIntegers: RegisterList = [3, 5, 12, 13]
    static let integerArguments: RegisterList = [7, 6, 2, 1, 8, 9]
    static let vectorArgumentCount: UInt8 = 8

    static let instance = Register.r15
    static let memoryBase = Register.r14
    static let scratch = Register.r11
    static let secondScratch = Register.r10
    static let vectorScratch = VectorRegister.xmm(15)
    static let secondVectorScratch = VectorRegister.xmm(14)
    static let thirdVectorScratch = VectorRegister.xmm(13)
    static let operandScratch = VectorRegister.xmm(12)
}

/// Up to sixteen registers in an order, four bits each.
struct RegisterList: BitwiseCopyable, Sendable, ExpressibleByArrayLiteral {
    private var word: UInt64 = 0
    private(set) var count = 0

    @inline(__always) init() {}

    @inline(__always)
    init(arrayLiteral registers: UInt8...) { for register in registers { append(register) } }

    @inline(__always)
    mutating func append(_ register: UInt8) {
        word |= UInt64(register & 15) &<< UInt64(count &* 4)
        count &+= 1
    }

    @inline(__always)
    subscript(_ position: Int) -> UInt8 { UInt8(truncatingIfNeeded: word &>> UInt64(position &* 4)) & 15 }

    /// One bit for each.
    var mask: UInt32 { (0..<count).reduce(0) { $0 | 1 << UInt32(self[$1]) } }

    func suffix(_ length: Int) -> RegisterList {
        var list = RegisterList()
        for position in max(0, count - length)..<count { list.append(self[position]) }
        return list
    }
}

/// Where each argument of a call goes, one after the other: a register, or words of the caller's outgoing area.
package struct ArgumentPlaces: BitwiseCopyable {
    private var integers = 0
    private var vectors: UInt8 = 0
    private var words: Int32 = 0
    private let registers = RegisterConvention.integerArguments

    package init() {}

    package mutating func next(_ type: IRType) -> Location {
        if type.isVectorClass, vectors < RegisterConvention.vectorArgumentCount {
            vectors += 1
            return .vector(vectors - 1)
        }
        if !type.isVectorClass, integers < registers.count {
            integers += 1
            return .register(registers[integers - 1])
        }
        words += type.words
        return .slot(words - type.words)
    }

    /// Words of the outgoing area so far. Their number is even, so that the stack stays aligned when the callee drops them.
    package var stackWords: Int32 { (words + 1) & ~1 }
}

/// Where each result but the first goes: words in the area above the outgoing arguments. The first result is in `rax` or
/// `xmm0`.
struct ResultPlaces: BitwiseCopyable {
    private var isFirst = true
    /// Words of the area so far.
    private(set) var words: Int32 = 0

    /// The first word of the next result; `nil` for the first result.
    mutating func next(_ type: IRType) -> Int32? {
        guard !isFirst else {
            isFirst = false
            return nil
        }
        words += type.words
        return words - type.words
    }
}
