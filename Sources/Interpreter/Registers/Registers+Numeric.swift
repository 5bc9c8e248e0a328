import NumericSemantics
import WasmModel

// What scalar numeric handlers are made of. The letters say where the operands are: `s` in a slot, `a` in the
// accumulator, `i` in the instruction. Every result goes to the accumulator of its kind, and to slot A if it `keeps`.
// The meaning comes from NumericSemantics as `operation`.

extension Registers {
    /// Hands on a result that is an integer.
    @inline(__always) func finish<R: SlotValue>(_ result: R, _ words: Word = 2, keeps: Bool = true) -> Word {
        if keeps { self[A] = result.slot }
        return next(words, result.slot)
    }
    /// Hands on a result that is a float.
    @inline(__always) func finish<R: FloatSlotValue>(float result: R, _ words: Word = 2, keeps: Bool = true) -> Word {
        let accumulator = result.accumulator
        if keeps { Self.write(f &+ A &* 8, accumulator) }
        return next(words, float: accumulator)
    }

    // MARK: Integers

    @inline(__always) func s<X: SlotValue, R: SlotValue>(_ operation: (X) throws(TrapKind) -> R) -> Word {
        do throws(TrapKind) { return finish(try operation(X(slot: self[B]))) } catch { return trap(error) }
    }
    @inline(__always) func a<X: SlotValue, R: SlotValue>(_ operation: (X) throws(TrapKind) -> R) -> Word {
        do throws(TrapKind) { return finish(try operation(X(slot: a))) } catch { return trap(error) }
    }
    @inline(__always) func ss<X: SlotValue, Y: SlotValue, R: SlotValue>(
        _ operation: (X, Y) throws(TrapKind) -> R, keeps: Bool = true
    ) -> Word {
        do throws(TrapKind) { return finish(try operation(X(slot: self[B]), Y(slot: self[C])), keeps: keeps) } catch { return trap(error) }
    }
    @inline(__always) func `as`<X: SlotValue, Y: SlotValue, R: SlotValue>(
        _ operation: (X, Y) throws(TrapKind) -> R, keeps: Bool = true
    ) -> Word {
        do throws(TrapKind) { return finish(try operation(X(slot: a), Y(slot: self[C])), keeps: keeps) } catch { return trap(error) }
    }
    @inline(__always) func sa<X: SlotValue, Y: SlotValue, R: SlotValue>(
        _ operation: (X, Y) throws(TrapKind) -> R, keeps: Bool = true
    ) -> Word {
        do throws(TrapKind) { return finish(try operation(X(slot: self[B]), Y(slot: a)), keeps: keeps) } catch { return trap(error) }
    }
    @inline(__always) func si<X: SlotValue, Y: SlotValue, R: SlotValue>(
        _ operation: (X, Y) throws(TrapKind) -> R, keeps: Bool = true
    ) -> Word {
        do throws(TrapKind) {
            return finish(try operation(X(slot: self[B]), Y(slot: signedImmediate)), keeps: keeps)
        } catch { return trap(error) }
    }
    @inline(__always) func ai<X: SlotValue, Y: SlotValue, R: SlotValue>(
        _ operation: (X, Y) throws(TrapKind) -> R, keeps: Bool = true
    ) -> Word {
        do throws(TrapKind) { return finish(try operation(X(slot: a), Y(slot: signedImmediate)), keeps: keeps) } catch { return trap(error) }
    }

    // MARK: Floats

    @inline(__always) func fs<X: FloatSlotValue, R: FloatSlotValue>(_ operation: (X) -> R) -> Word {
        finish(float: operation(X(slot: self[B])))
    }
    @inline(__always) func fa<X: FloatSlotValue, R: FloatSlotValue>(_ operation: (X) -> R) -> Word {
        finish(float: operation(X(accumulator: d)))
    }
    @inline(__always) func fss<X: FloatSlotValue, R: FloatSlotValue>(_ operation: (X, X) -> R, keeps: Bool = true) -> Word {
        finish(float: operation(X(slot: self[B]), X(slot: self[C])), keeps: keeps)
    }
    @inline(__always) func fas<X: FloatSlotValue, R: FloatSlotValue>(_ operation: (X, X) -> R, keeps: Bool = true) -> Word {
        finish(float: operation(X(accumulator: d), X(slot: self[C])), keeps: keeps)
    }
    @inline(__always) func fsa<X: FloatSlotValue, R: FloatSlotValue>(_ operation: (X, X) -> R, keeps: Bool = true) -> Word {
        finish(float: operation(X(slot: self[B]), X(accumulator: d)), keeps: keeps)
    }
    /// A float immediate is a word of its own.
    @inline(__always) func fsi<X: FloatSlotValue, R: FloatSlotValue>(_ operation: (X, X) -> R, keeps: Bool = true) -> Word {
        finish(float: operation(X(slot: self[B]), X(slot: extra)), 3, keeps: keeps)
    }
    @inline(__always) func fai<X: FloatSlotValue, R: FloatSlotValue>(_ operation: (X, X) -> R, keeps: Bool = true) -> Word {
        finish(float: operation(X(accumulator: d), X(slot: extra)), 3, keeps: keeps)
    }

    // MARK: Between integers and floats

    /// Float in, integer out: comparisons and truncations.
    @inline(__always) func fsToInteger<X: FloatSlotValue, R: SlotValue>(_ operation: (X) throws(TrapKind) -> R) -> Word {
        do throws(TrapKind) { return finish(try operation(X(slot: self[B]))) } catch { return trap(error) }
    }
    @inline(__always) func faToInteger<X: FloatSlotValue, R: SlotValue>(_ operation: (X) throws(TrapKind) -> R) -> Word {
        do throws(TrapKind) { return finish(try operation(X(accumulator: d))) } catch { return trap(error) }
    }
    @inline(__always) func fasToInteger<X: FloatSlotValue>(_ operation: (X, X) -> Bool) -> Word {
        finish(operation(X(accumulator: d), X(slot: self[C])))
    }
    /// Integer in, float out.
    @inline(__always) func sToFloat<X: SlotValue, R: FloatSlotValue>(_ operation: (X) -> R) -> Word {
        finish(float: operation(X(slot: self[B])))
    }
    @inline(__always) func aToFloat<X: SlotValue, R: FloatSlotValue>(_ operation: (X) -> R) -> Word {
        finish(float: operation(X(slot: a)))
    }

    // MARK: Products

    // B is the term, C and D are the factors. Two roundings: this is no fused multiply-add.

    @inline(__always) func addProduct(_ x: Word) -> Word {
        finish(float: Floating64.add(self[B], Floating64.mul(x, self[D])))
    }
    @inline(__always) func productAdd(_ x: Word) -> Word {
        finish(float: Floating64.add(Floating64.mul(x, self[D]), self[B]))
    }
    @inline(__always) func subtractProduct(_ x: Word) -> Word {
        finish(float: Floating64.sub(self[B], Floating64.mul(x, self[D])))
    }
    @inline(__always) func productSubtract(_ x: Word) -> Word {
        finish(float: Floating64.sub(Floating64.mul(x, self[D]), self[B]))
    }

    // MARK: Wide arithmetic

    // Operands and results stand in their places from A on.

    @inline(__always) private func finish(_ halves: WideArithmetic.Halves) -> Word {
        self[A] = halves.low
        self[A &+ 1] = halves.high
        return next(2)
    }
    @inline(__always) func wide4(_ operation: (Word, Word, Word, Word) -> WideArithmetic.Halves) -> Word {
        finish(operation(self[A], self[A &+ 1], self[A &+ 2], self[A &+ 3]))
    }
    @inline(__always) func wide2(_ operation: (Word, Word) -> WideArithmetic.Halves) -> Word {
        finish(operation(self[A], self[A &+ 1]))
    }

    // MARK: Compare and branch

    // Layout: A and B are the operands, the distance is in the upper half; an immediate is a word of its own.

    @inline(__always) func branch(_ condition: Bool, _ words: Word = 2) -> Word { condition ? jump() : next(words) }

    @inline(__always) func branchS<X: SlotValue>(_ condition: (X) -> Bool) -> Word { branch(condition(X(slot: self[A]))) }
    @inline(__always) func branchA<X: SlotValue>(_ condition: (X) -> Bool) -> Word { branch(condition(X(slot: a))) }
    @inline(__always) func branchSS<X: SlotValue>(_ condition: (X, X) -> Bool) -> Word {
        branch(condition(X(slot: self[A]), X(slot: self[B])))
    }
    @inline(__always) func branchAS<X: SlotValue>(_ condition: (X, X) -> Bool) -> Word {
        branch(condition(X(slot: a), X(slot: self[B])))
    }
    @inline(__always) func branchSI<X: SlotValue>(_ condition: (X, X) -> Bool) -> Word {
        branch(condition(X(slot: self[A]), X(slot: extra)), 3)
    }
    @inline(__always) func branchAI<X: SlotValue>(_ condition: (X, X) -> Bool) -> Word {
        branch(condition(X(slot: a), X(slot: extra)), 3)
    }
    /// Adds to slot A first: the third word holds the addend, and the immediate in its upper half.
    @inline(__always) private func step(_ words: Word, _ condition: (UInt32) -> Bool) -> Word {
        let value = UInt32(slot: self[A]) &+ (Self.read(p &+ 16) as UInt32)
        self[A] = value.slot
        let target = condition(value) ? p &+ signedImmediate &* 8 : p &+ 24
        return Self.go(target, f, m, n, value.slot, i, d)
    }
    @inline(__always) func stepS(_ condition: (UInt32, UInt32) -> Bool) -> Word {
        step(3) { condition($0, UInt32(slot: self[B])) }
    }
    @inline(__always) func stepI(_ condition: (UInt32, UInt32) -> Bool) -> Word {
        step(3) { condition($0, Self.read(p &+ 20)) }
    }

    @inline(__always) func branchFAS<X: FloatSlotValue>(_ condition: (X, X) -> Bool) -> Word {
        branch(condition(X(accumulator: d), X(slot: self[B])))
    }
    /// For a float the negation is no comparison: every comparison with a NaN is false.
    @inline(__always) func branchNotSS<X: SlotValue>(_ condition: (X, X) -> Bool) -> Word {
        branch(!condition(X(slot: self[A]), X(slot: self[B])))
    }
    @inline(__always) func branchNotFAS<X: FloatSlotValue>(_ condition: (X, X) -> Bool) -> Word {
        branch(!condition(X(accumulator: d), X(slot: self[B])))
    }
}
