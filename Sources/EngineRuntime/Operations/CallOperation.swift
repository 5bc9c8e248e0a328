import EngineInterface

/// What code asks the store during calls.
public enum CallOperation {
    /// Calls a host's function: parameters are in `words`, results go there. `words` has room for the larger of both.
    public static func host(_ function: FunctionBlock, _ words: UnsafeMutablePointer<UInt64>) -> Status {
        let context = unsafe ContextBlock(at: function.word(Layout.Function.instance))
        unsafe HostTable.answer(context.word(Layout.Context.hosts), Int(function.index), words)
        return .returned
    }

    /// Called when ``Layout/Context/fuel`` went below zero: gives fresh fuel and answers `returned`, or says what ran
    /// out. Fuel comes in slices, and the clock is looked at between them.
    @inline(never)
    public static func refuel(_ context: ContextBlock) -> Status {
        let reserve = Int64(bitPattern: context.word(Layout.Context.fuelReserve))
        let left = context.fuel &+ reserve
        guard left >= 0 else { return .exhausted(.fuel) }
        if context.interrupt != 0 { return .exhausted(.time) }
        let deadline = context.deadline
        if deadline != 0, Clock.nanoseconds >= deadline { return .exhausted(.time) }
        let slice = min(left, deadline == 0 ? .max : fuelSlice)
        context.setWord(Layout.Context.fuelReserve, UInt64(bitPattern: left - slice))
        context.fuel = slice
        return .returned
    }

    /// Fuel between two looks at the clock: about a millisecond of an interpreter.
    package static let fuelSlice: Int64 = 1 << 18
}
