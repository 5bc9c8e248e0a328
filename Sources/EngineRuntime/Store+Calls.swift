import EngineInterface
import NativeCode
import WasmModel
import WasmValidation

/// What stands around a call from outside.
extension Store {
    /// Native stack below the limit that machine code checks: for signal handlers and the runtime's own functions.
    private static let stackReserve: UInt64 = 96 << 10

    /// Sets fuel, depth, stack and time for one call.
    func beginCall(runsMachineCode: Bool) {
        context.callsLeft = Int64(limits.callDepth)
        context.pendingException = 0
        if let allowed = limits.nanoseconds {
            context.deadline = Clock.nanoseconds &+ allowed
            if runsMachineCode { contextBytes.deadline = context.deadline }
        }
        let fuel = Int64(clamping: limits.fuel ?? .max)
        let slice = limits.nanoseconds == nil ? fuel : min(fuel, CallOperation.fuelSlice)
        context.fuel = slice
        context.setWord(Layout.Context.fuelReserve, UInt64(fuel - slice))
        if runsMachineCode {
            context.stackLimit = (NativeMachine.stackBounds?.lowerBound).map { $0 + Self.stackReserve } ?? 0
        }
    }

    func endCall(runsMachineCode: Bool) {
        context.deadline = 0
        context.interrupt = 0
        if runsMachineCode, limits.nanoseconds != nil { contextBytes.deadline = 0 }
    }

    /// The exception that the last call ended with.
    func takePendingException() -> ObjectBlock? {
        let word = context.pendingException
        context.pendingException = 0
        return word == 0 ? nil : unsafe ObjectBlock(at: word)
    }

    func payload(of exception: ObjectBlock, _ coding: WordCoding) -> [Value] {
        guard case .function(let type) = types.subType(exception.tag.type).composite, !type.parameters.isEmpty else {
            return []
        }
        let words = unsafe exception.bytes(Layout.Exception.payload).assumingMemoryBound(to: UInt64.self)
        return unsafe coding.values(type.parameters, from: words)
    }
}
