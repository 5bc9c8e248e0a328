import EngineRuntime
import WasmModel

/// An address, a slot, or a word of code.
typealias Word = UInt64

/// One handler of the interpreter: executes the instruction at `p` and goes on with the next by a *sibling call*, which
/// the optimiser turns into a jump. All of the interpreter's state travels in these seven arguments, so on x86-64 and
/// on 64-bit Arm it stays in registers:
///
/// - `p`: the instruction under execution. Its first word is the address of this handler, its operands follow.
/// - `f`: the frame, an array of 64-bit slots.
/// - `m`, `n`: base and length in bytes of memory 0 of the instance.
/// - `a`: the accumulator, a copy of the last integer or reference that was computed.
/// - `i`: the ``InstanceBlock`` under execution.
/// - `d`: the accumulator for floats. An f32 is in its low half.
///
/// A handler answers with the raw value of the ``Status`` with which the whole run ends.
typealias Handler = @convention(c) (Word, Word, Word, Word, Word, Word, Double) -> Word

/// The registers of the interpreter inside of a handler (see ``Handler``), and what handlers are made of.
///
/// A hot file: every instruction reads its operands here through raw addresses. What makes it safe: the code is written
/// by the translator alone, from validated modules, so every slot it names lies in the frame, whose room was checked on
/// entry, and every word it jumps through is a handler. Addresses in linear memory are checked against `n` before use.
///
/// The optimiser must turn the call in ``next(_:)`` into a jump, or the native stack grows with every instruction. It
/// does so in every build with `-O`, which `Package.swift` asks for in all configurations, and not under the thread
/// sanitizer. `SiblingCallTests` holds that.
struct Registers {
    let p: Word
    let f: Word
    let m: Word
    let n: Word
    let a: Word
    let i: Word
    let d: Double

    @inline(__always) init(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) {
        self.p = p
        self.f = f
        self.m = m
        self.n = n
        self.a = a
        self.i = i
        self.d = d
    }

    // MARK: Raw access

    @inline(__always) static func word(_ address: Word) -> Word { read(address) }
    @inline(__always) static func half(_ address: Word) -> UInt32 { read(address) }
    @inline(__always) static func read<T: BitwiseCopyable>(_ address: Word) -> T {
        unsafe UnsafePointer<T>(bitPattern: UInt(truncatingIfNeeded: address)).unsafelyUnwrapped.pointee
    }
    @inline(__always) static func readUnaligned<T: BitwiseCopyable>(_ address: Word) -> T {
        unsafe UnsafeRawPointer(bitPattern: UInt(truncatingIfNeeded: address)).unsafelyUnwrapped.loadUnaligned(as: T.self)
    }
    @inline(__always) static func write<T: BitwiseCopyable>(_ address: Word, _ value: T) {
        unsafe UnsafeMutablePointer<T>(bitPattern: UInt(truncatingIfNeeded: address)).unsafelyUnwrapped.pointee = value
    }
    @inline(__always) static func writeUnaligned<T: BitwiseCopyable>(_ address: Word, _ value: T) {
        unsafe UnsafeMutableRawPointer(bitPattern: UInt(truncatingIfNeeded: address)).unsafelyUnwrapped
            .storeBytes(of: value, as: T.self)
    }

    // MARK: Operands of the instruction

    /// The four 16-bit fields of the second word; `A` is the slot of the result, where there is one.
    @inline(__always) var A: Word { Word(Self.read(p &+ 8) as UInt16) }
    @inline(__always) var B: Word { Word(Self.read(p &+ 10) as UInt16) }
    @inline(__always) var C: Word { Word(Self.read(p &+ 12) as UInt16) }
    @inline(__always) var D: Word { Word(Self.read(p &+ 14) as UInt16) }
    /// The upper half of the second word: an immediate, an offset, or a distance.
    @inline(__always) var immediate: UInt32 { Self.read(p &+ 12) }
    /// The same with its sign.
    @inline(__always) var signedImmediate: Word { Word(truncatingIfNeeded: Self.read(p &+ 12) as Int32) }
    /// The third word of a long instruction, and the fourth.
    @inline(__always) var extra: Word { Self.word(p &+ 16) }
    @inline(__always) var extra2: Word { Self.word(p &+ 24) }

    @inline(__always) subscript(slot: Word) -> Word {
        get { Self.read(f &+ slot &* 8) }
        nonmutating set { Self.write(f &+ slot &* 8, newValue) }
    }
    @inline(__always) var instance: InstanceBlock { unsafe InstanceBlock(at: i) }
    @inline(__always) var context: ContextBlock { instance.context }

    // MARK: Going on

    /// To the code at `code` with all registers given.
    @inline(__always) static func go(
        _ code: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double
    ) -> Word {
        unsafe unsafeBitCast(UInt(truncatingIfNeeded: word(code)), to: Handler.self)(code, f, m, n, a, i, d)
    }
    /// To the instruction `words` further on; nothing was computed.
    @inline(__always) func next(_ words: Word) -> Word { Self.go(p &+ words &* 8, f, m, n, a, i, d) }
    /// The same with a new accumulator.
    @inline(__always) func next(_ words: Word, _ result: Word) -> Word {
        Self.go(p &+ words &* 8, f, m, n, result, i, d)
    }
    @inline(__always) func next(_ words: Word, float: Double) -> Word { Self.go(p &+ words &* 8, f, m, n, a, i, float) }
    /// To the instruction that is ``immediate`` words away.
    @inline(__always) func jump() -> Word { Self.go(p &+ signedImmediate &* 8, f, m, n, a, i, d) }
    @inline(__always) func trap(_ kind: TrapKind) -> Word { Word(Status.trapped(kind).rawValue) }
}

/// What a slot holds: how a word becomes an operand, and a result a word.
protocol SlotValue {
    init(slot: Word)
    var slot: Word { get }
}
extension UInt32: SlotValue {
    @inline(__always) init(slot: Word) { self = UInt32(truncatingIfNeeded: slot) }
    @inline(__always) var slot: Word { Word(self) }
}
extension UInt64: SlotValue {
    @inline(__always) init(slot: Word) { self = slot }
    @inline(__always) var slot: Word { self }
}
extension Bool: SlotValue {
    @inline(__always) init(slot: Word) { self = slot != 0 }
    @inline(__always) var slot: Word { self ? 1 : 0 }
}

/// What the float accumulator holds.
protocol FloatSlotValue: SlotValue {
    init(accumulator: Double)
    var accumulator: Double { get }
}
extension UInt32: FloatSlotValue {
    @inline(__always) init(accumulator: Double) { self = UInt32(truncatingIfNeeded: accumulator.bitPattern) }
    // Through a vector, so that it stays in the floating-point register it is in.
    @inline(__always) var accumulator: Double {
        unsafe unsafeBitCast(SIMD2<Float>(Float(bitPattern: self), 0), to: Double.self)
    }
}
extension UInt64: FloatSlotValue {
    @inline(__always) init(accumulator: Double) { self = accumulator.bitPattern }
    @inline(__always) var accumulator: Double { Double(bitPattern: self) }
}
