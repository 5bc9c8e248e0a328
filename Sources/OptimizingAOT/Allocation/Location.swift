import MachineCode

/// Where a value is for its whole life.
package enum Location: Hashable, Sendable {
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
/// scratch for one instruction at a time. The rest is given out. `rbx`, `rbp`, `r12` and `r13` survive calls.
package enum RegisterConvention {
    /// In the order of preference: those that calls destroy first, since taking one costs nothing.
    package static let integers: [UInt8] = [0, 1, 2, 6, 7, 8, 9, 3, 5, 12, 13]
    package static let vectors: [UInt8] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]
    package static let survivingIntegers: [UInt8] = [3, 5, 12, 13]
    package static let integerArguments: [UInt8] = [7, 6, 2, 1, 8, 9]
    package static let vectorArgumentCount = 8

    @inline(__always) static func survivesCalls(_ register: UInt8) -> Bool {
        register == 3 || register == 5 || register == 12 || register == 13
    }

    static let instance = Register.r15
    static let memoryBase = Register.r14
    static let scratch = Register.r11
    static let secondScratch = Register.r10
    static let vectorScratch = VectorRegister.xmm(15)
    static let secondVectorScratch = VectorRegister.xmm(14)
    static let thirdVectorScratch = VectorRegister.xmm(13)

    /// Where each argument goes: a register, or words of the caller's outgoing area. Their number is even, so that the
    /// stack stays aligned when the callee drops them.
    package static func arguments(_ types: some Sequence<IRType>) -> (places: [Location], stackWords: Int32) {
        var places: [Location] = []
        var integers = 0
        var vectors = 0
        var words: Int32 = 0
        for type in types {
            if type.isVectorClass, vectors < vectorArgumentCount {
                places.append(.vector(UInt8(vectors)))
                vectors += 1
            } else if !type.isVectorClass, integers < integerArguments.count {
                places.append(.register(integerArguments[integers]))
                integers += 1
            } else {
                places.append(.slot(words))
                words += type.words
            }
        }
        return (places, (words + 1) & ~1)
    }

    /// Where each result but the first goes: its first word in the area above the outgoing arguments, and the words of
    /// that area. The first result is in `rax` or `xmm0`.
    package static func extraResults(_ types: some Sequence<IRType>) -> (words: [Int32], count: Int32) {
        var words: [Int32] = []
        var count: Int32 = 0
        for type in types.dropFirst() {
            words.append(count)
            count += type.words
        }
        return (words, count)
    }
}
