import WasmModel

/// Gives every value one place for its whole life: linear scan over intervals without holes (Poletto and Sarkar, TOPLAS
/// 1999), with registers that calls and divisions destroy kept from whoever lives across them, hints that save moves, and
/// eviction by weight: a value of few uses for its length goes to the frame.
package struct LinearScan {
    /// By value.
    package private(set) var locations: [Location]
    package private(set) var slotCount: Int32 = 0
    package private(set) var usedSurvivingRegisters: [UInt8] = []

    private let live: LiveIntervals
    /// By register number: the value that has it, and the last position at which it does.
    private var holder = [ValueID](repeating: 0, count: 32)
    private var busyUntil = [Int32](repeating: -1, count: 32)
    private var spilled: [ValueID] = []
    /// By value.
    private let types: [IRType]

    package init(_ function: IRFunction, _ selection: Selection, registerLimit: Int = .max) {
        live = LiveIntervals(function, selection)
        locations = [Location](repeating: .none, count: function.instructions.count)
        types = function.instructions.map(\.type)
        let integers = Array(RegisterConvention.integers.suffix(max(1, min(registerLimit, 11))))
        let vectors = Array(RegisterConvention.vectors.suffix(max(1, min(registerLimit, 13))))
        let entry = RegisterConvention.arguments((function.blocks.first?.parameters ?? []).map { function.instructions[Int($0)].type })
        for value in live.order {
            let instruction = function.instructions[Int(value)]
            let isFloat = instruction.type.isVectorClass
            var preferred = preferredRegister(for: value, isFloat)
            if instruction.kind == .parameter, instruction.a == 0 {
                switch entry.places[Int(instruction.b)] {
                case .register(let register), .vector(let register): preferred = register
                case .none, .slot: break
                }
            }
            place(value, isFloat: isFloat, among: isFloat ? vectors : integers, preferred)
        }
        assignSlots()
        for value in live.order {
            if case .register(let register) = locations[Int(value)], RegisterConvention.survivesCalls(register),
                !usedSurvivingRegisters.contains(register)
            {
                usedSurvivingRegisters.append(register)
            }
        }
    }

    /// Uses of values in the frame, more for those in loops: what the allocation costs.
    var spillWeight: Float { spilled.reduce(0) { $0 + live.intervals[Int($1)].weight } }

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

    /// Vector registers stand behind the integer ones in `holder` and `busyUntil`.
    private static func index(_ register: UInt8, _ isFloat: Bool) -> Int { Int(register) + (isFloat ? 16 : 0) }

    /// Whether something destroys the register while the interval lives.
    private func isDestroyed(_ register: UInt8, _ isFloat: Bool, in interval: LiveIntervals.Interval, _ crossesCall: Bool) -> Bool {
        if crossesCall, Self.contains(live.landings, interval) { return true }
        if isFloat { return crossesCall }
        if crossesCall, !RegisterConvention.survivesCalls(register) { return true }
        switch register {
        case 0, 2: return Self.contains(live.divisions, interval)
        case 1: return Self.contains(live.rotations, interval)
        default: return false
        }
    }

    private static func contains(_ positions: [Int32], _ interval: LiveIntervals.Interval) -> Bool {
        var low = 0
        var high = positions.count
        while low < high {
            let middle = (low + high) / 2
            if positions[middle] < interval.start { low = middle + 1 } else { high = middle }
        }
        return low < positions.count && positions[low] <= interval.end
    }

    private mutating func place(_ value: ValueID, isFloat: Bool, among registers: [UInt8], _ preferred: UInt8?) {
        let interval = live.intervals[Int(value)]
        let crossesCall = Self.contains(live.calls, interval)
        if let preferred, registers.contains(preferred), busyUntil[Self.index(preferred, isFloat)] < interval.start,
            !isDestroyed(preferred, isFloat, in: interval, crossesCall)
        {
            return take(preferred, isFloat, value, interval)
        }
        var victim: UInt8?
        var least = density(interval)
        for register in registers where !isDestroyed(register, isFloat, in: interval, crossesCall) {
            let index = Self.index(register, isFloat)
            if busyUntil[index] < interval.start { return take(register, isFloat, value, interval) }
            let weight = density(live.intervals[Int(holder[index])])
            if weight < least {
                least = weight
                victim = register
            }
        }
        if let victim {
            let evicted = holder[Self.index(victim, isFloat)]
            locations[Int(evicted)] = .none
            spilled.append(evicted)
            take(victim, isFloat, value, interval)
        } else {
            spilled.append(value)
        }
    }

    private func density(_ interval: LiveIntervals.Interval) -> Float {
        interval.weight / Float(interval.end - interval.start + 4)
    }

    private mutating func take(_ register: UInt8, _ isFloat: Bool, _ value: ValueID, _ interval: LiveIntervals.Interval) {
        let index = Self.index(register, isFloat)
        holder[index] = value
        busyUntil[index] = interval.end
        locations[Int(value)] = isFloat ? .vector(register) : .register(register)
    }

    /// Values whose lives do not meet share a slot. Vectors stand behind the words, so that two slots are either the same
    /// or have nothing in common.
    private mutating func assignSlots() {
        spilled.sort { live.intervals[Int($0)].start < live.intervals[Int($1)].start }
        assignSlots(spilled.filter { types[Int($0)] != .v128 }, words: 1)
        assignSlots(spilled.filter { types[Int($0)] == .v128 }, words: 2)
    }

    private mutating func assignSlots(_ values: [ValueID], words: Int32) {
        var end: [Int32] = []
        for value in values {
            let interval = live.intervals[Int(value)]
            // The last few only, so that a huge function stays linear.
            let first = max(0, end.count - 32)
            if let slot = end[first...].firstIndex(where: { $0 < interval.start }) {
                end[slot] = interval.end
                locations[Int(value)] = .slot(slotCount + Int32(slot) * words)
            } else {
                locations[Int(value)] = .slot(slotCount + Int32(end.count) * words)
                end.append(interval.end)
            }
        }
        slotCount += Int32(end.count) * words
    }
}
