import WasmModel

/// Gives every value one place for its whole life: linear scan over intervals without holes (Poletto and Sarkar, TOPLAS
/// 1999), with registers that calls and divisions destroy kept from whoever lives across them, hints that save moves, and
/// eviction by weight: a value of few uses for its length goes to the frame.
package struct LinearScan: ~Copyable {
    /// By value.
    package private(set) var locations = FlatArray<Location>()
    package private(set) var slotCount: Int32 = 0
    /// Those that calls preserve and the function uses, as bits.
    private(set) var usedSurvivingRegisters: UInt32 = 0

    private var live = LiveIntervals()
    /// Integer registers that some value had, if only for a time, as bits.
    private var takenRegisters: UInt32 = 0
    /// By register number, vector registers behind the integer ones: the value that has it, and the last position at
    /// which it does.
    private var holder = InlineArray<32, ValueID>(repeating: 0)
    private var busyUntil = InlineArray<32, Int32>(repeating: -1)
    private var spilled = FlatArray<ValueID>()
    private var slotEnds = FlatArray<Int32>()
    // What destroys registers, as far as it lies before the value at hand.
    private var calls = Cursor()
    private var landings = Cursor()
    private var divisions = Cursor()
    private var rotations = Cursor()

    package init() {}

    /// Allocates for another function.
    mutating func allocate(_ function: borrowing IRFunction, _ selection: borrowing Selection, _ options: CompileOptions) {
        live.find(function, selection, shiftsByCL: !options.target.hasBMI2)
        begin(function)
        let limit = max(1, options.registerLimit)
        let integers = RegisterConvention.integers.suffix(limit)
        let vectors = (options.target.hasAVX ? RegisterConvention.vectors : RegisterConvention.vectorsWithoutAVX).suffix(limit)
        let integerMask = integers.mask
        let vectorMask = vectors.mask
        var arguments = ArgumentPlaces()
        var entryParameters = function.blocks.isEmpty ? 0 : function.blocks[0].parameterCount
        for number in live.order.indices {
            let value = live.order[number]
            let isFloat = function.type(of: value).isVectorClass
            var preferred = preferredRegister(for: value, isFloat)
            if entryParameters > 0 {
                entryParameters -= 1
                switch arguments.next(function.type(of: value)) {
                case .register(let register), .vector(let register): preferred = register
                case .none, .slot: break
                }
            }
            if isFloat {
                place(value, 16, vectors, vectorMask, preferred)
            } else {
                place(value, 0, integers, integerMask, preferred)
            }
        }
        if !spilled.isEmpty { assignSlots(function) }
        noteSurvivors()
    }

    private mutating func begin(_ function: borrowing IRFunction) {
        locations.fill(.none, count: function.instructions.count)
        slotCount = 0
        usedSurvivingRegisters = 0
        takenRegisters = 0
        busyUntil = InlineArray(repeating: -1)
        spilled.removeAll()
        calls = Cursor()
        landings = Cursor()
        divisions = Cursor()
        rotations = Cursor()
    }

    /// Of those that were taken, also by values that lost them again, only the ones that some value has.
    private mutating func noteSurvivors() {
        let surviving = RegisterConvention.survivingIntegers.mask
        guard takenRegisters & surviving != 0 else { return }
        for number in live.order.indices {
            guard case .register(let register) = locations[Int(live.order[number])] else { continue }
            usedSurvivingRegisters |= 1 << UInt32(register) & surviving
        }
    }

    /// Uses of values in the frame, more for those in loops: what the allocation costs.
    var spillWeight: Float {
        var sum: Float = 0
        for number in spilled.indices { sum += live.intervals[Int(spilled[number])].weight }
        return sum
    }

    /// Gives the locations away, or takes the room for them back.
    mutating func exchangeLocations(_ others: inout FlatArray<Location>) { swap(&locations, &others) }

    /// Whether nothing in the function runs code outside it.
    var isCallFree: Bool { live.calls.isEmpty }

    func isSpilled(_ value: ValueID) -> Bool { if case .slot = locations[Int(value)] { true } else { false } }

    private func preferredRegister(for value: ValueID, _ isFloat: Bool) -> UInt8? {
        let hint = live.hints[Int(value)]
        guard hint != .max else { return nil }
        switch locations[Int(hint)] {
        case .register(let register): return isFloat ? nil : register
        case .vector(let register): return isFloat ? register : nil
        case .none, .slot: return nil
        }
    }

    /// The registers that nothing destroys while the interval lives, as bits.
    private mutating func survivors(of interval: LiveIntervals.Interval, _ base: Int, _ mask: UInt32) -> UInt32 {
        var mask = mask
        if calls.hasPosition(in: interval, live.calls) {
            if base > 0 || landings.hasPosition(in: interval, live.landings) { return 0 }
            mask &= RegisterConvention.survivingIntegers.mask
        }
        guard base == 0 else { return mask }
        if divisions.hasPosition(in: interval, live.divisions) { mask &= ~0b101 }
        if rotations.hasPosition(in: interval, live.rotations) { mask &= ~0b10 }
        return mask
    }

    private mutating func place(_ value: ValueID, _ base: Int, _ registers: RegisterList, _ mask: UInt32, _ preferred: UInt8?) {
        let interval = live.intervals[Int(value)]
        let usable = survivors(of: interval, base, mask)
        if let preferred, usable & 1 << UInt32(preferred) != 0, busyUntil[base + Int(preferred)] < interval.start {
            return take(preferred, base, value, interval)
        }
        for position in 0..<registers.count {
            let register = registers[position]
            guard usable & 1 << UInt32(register) != 0, busyUntil[base + Int(register)] < interval.start else { continue }
            return take(register, base, value, interval)
        }
        // All are taken: by whom, counts only now.
        var victim: UInt8?
        var least = Self.density(interval)
        for position in 0..<registers.count {
            let register = registers[position]
            guard usable & 1 << UInt32(register) != 0 else { continue }
            let weight = Self.density(live.intervals[Int(holder[base + Int(register)])])
            if weight < least {
                least = weight
                victim = register
            }
        }
        if let victim {
            let evicted = holder[base + Int(victim)]
            locations[Int(evicted)] = .none
            spilled.append(evicted)
            take(victim, base, value, interval)
        } else {
            spilled.append(value)
        }
    }

    private static func density(_ interval: LiveIntervals.Interval) -> Float {
        interval.weight / Float(interval.end - interval.start + 4)
    }

    @inline(__always)
    private mutating func take(_ register: UInt8, _ base: Int, _ value: ValueID, _ interval: LiveIntervals.Interval) {
        holder[base + Int(register)] = value
        busyUntil[base + Int(register)] = interval.end
        if base == 0 { takenRegisters |= 1 << UInt32(register) }
        locations[Int(value)] = base > 0 ? .vector(register) : .register(register)
    }

    /// Values whose lives do not meet share a slot. Vectors stand behind the words, so that two slots are either the same
    /// or have nothing in common. Goes through all values, which stand in order of start.
    private mutating func assignSlots(_ function: borrowing IRFunction) {
        assignSlots(function, words: 1)
        assignSlots(function, words: 2)
    }

    private mutating func assignSlots(_ function: borrowing IRFunction, words: Int32) {
        slotEnds.removeAll()
        for number in live.order.indices {
            let value = live.order[number]
            guard case .none = locations[Int(value)], function.type(of: value).words == words else { continue }
            let interval = live.intervals[Int(value)]
            // The last few only, so that a huge function stays linear.
            var slot = max(0, slotEnds.count - 32)
            while slot < slotEnds.count, slotEnds[slot] >= interval.start { slot += 1 }
            if slot == slotEnds.count { slotEnds.append(interval.end) } else { slotEnds[slot] = interval.end }
            locations[Int(value)] = .slot(slotCount + Int32(slot) * words)
        }
        slotCount += Int32(slotEnds.count) * words
    }

    mutating func shrink(ifOver bytes: Int) {
        locations.shrink(ifOver: bytes)
        live.shrink(ifOver: bytes)
        spilled.shrink(ifOver: bytes)
        slotEnds.shrink(ifOver: bytes)
    }
}

/// A place in an ascending list of positions that intervals, by start, are looked for in.
private struct Cursor: BitwiseCopyable {
    private var next = 0

    /// Whether a position lies in the interval.
    @inline(__always)
    mutating func hasPosition(in interval: LiveIntervals.Interval, _ positions: borrowing FlatArray<Int32>) -> Bool {
        while next < positions.count, positions[next] < interval.start { next &+= 1 }
        return next < positions.count && positions[next] <= interval.end
    }
}
