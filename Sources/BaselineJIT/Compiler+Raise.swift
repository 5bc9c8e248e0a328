import EngineInterface
import EngineRuntime
import MachineCode
import NativeCode
import WasmModel

/// How code ends a call from outside: it stores a ``Status``, takes back the stack of the entry and leaves
/// (``NativeContext``). One such place for each status in a module.
extension Compiler {
    /// Trap kinds by number, then exhaustion of the call stack and of time.
    static let raiseCount = 66
    private static let callStackNumber = 64
    private static let timeNumber = 65

    private mutating func number(of status: Status) -> Int {
        switch status {
        case .exhausted(.callStack): Self.callStackNumber
        case .exhausted(.time): Self.timeNumber
        default: Int(status.rawValue)
        }
    }

    mutating func raise(_ condition: Condition, _ status: Status) {
        let number = number(of: status)
        assembler.jump(condition, &raiseLabels[number])
    }

    mutating func raise(_ condition: Condition, _ kind: TrapKind) { raise(condition, .trapped(kind)) }

    mutating func raise(_ kind: TrapKind) {
        let number = number(of: .trapped(kind))
        assembler.jump(&raiseLabels[number])
    }

    /// Ends the call if the status that an operation of the runtime has answered is not "returned".
    mutating func raiseStatus(in register: Register) {
        assembler.test(.dword, register, register)
        if register != .rax { assembler.move(.qword, .rax, register) }
        assembler.jump(.notEqual, &raiseStatusLabel)
    }

    /// Behind a call of other code: ends the call from outside if its time passed meanwhile.
    mutating func raiseIfOverdue() {
        assembler.arithmetic(.cmp, .dword, Address(Convention.context, NativeContext.overdueOffset), immediate: 0)
        raise(.notEqual, .exhausted(.time))
    }

    mutating func emitRaises() {
        for number in 0..<raiseLabels.count where raiseLabels[number].isAwaited { emitRaise(number) }
        if raiseContextStatusLabel.isAwaited { emitContextStatusRaise() }
        if raiseStatusLabel.isAwaited { emitStatusRaise() }
    }

    /// The same for every trap, before any code that jumps there.
    mutating func emitTrapsFirst() {
        for kind in TrapKind.allCases { emitRaise(number(of: .trapped(kind))) }
        emitRaise(Self.callStackNumber)
        emitRaise(Self.timeNumber)
        emitContextStatusRaise()
        emitStatusRaise()
    }

    private mutating func emitContextStatusRaise() {
        assembler.bind(&raiseContextStatusLabel)
        assembler.load(.dword, .rax, Address(Convention.context, Layout.Context.status))
        assembler.jump(&raiseStatusLabel)
    }

    private mutating func emitStatusRaise() {
        assembler.bind(&raiseStatusLabel)
        assembler.store(.dword, Address(Convention.context, NativeContext.raisedOffset), .rax)
        emitExit()
    }

    private mutating func emitRaise(_ number: Int) {
        assembler.bind(&raiseLabels[number])
        let status: Status =
            switch number {
            case Self.callStackNumber: .exhausted(.callStack)
            case Self.timeNumber: .exhausted(.time)
            default: Status(rawValue: UInt32(number))
            }
        assembler.store(
            .dword, Address(Convention.context, NativeContext.raisedOffset), immediate: Int32(bitPattern: status.rawValue))
        emitExit()
    }

    private mutating func emitExit() {
        assembler.load(.qword, .rsp, Address(Convention.context, NativeContext.stackPointerOffset))
        assembler.jump(Address(Convention.context, NativeContext.exitOffset))
    }
}
