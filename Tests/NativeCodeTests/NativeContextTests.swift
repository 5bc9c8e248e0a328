import Foundation
import MachineCode
import NativeCode
import Synchronization
import Testing

/// Code that faults, raises, nests and runs away. Entry: `rdi` and `rsi` hold what ``NativeContext/enter(_:_:_:)``
/// was given.
@Suite(.enabled(if: NativeMachine.isAvailable, "code cannot run here"))
struct NativeContextTests {
    static func code(_ emit: (inout Assembler) -> Void) throws -> SealedCode {
        var assembler = Assembler()
        emit(&assembler)
        return try required(assembler.buffer.withBytes { bytes in SealedCode(bytes) })
    }

    func result(_ ending: NativeEnding) -> UInt64? {
        if case .returned(let value) = ending { return value }
        return nil
    }

    func fault(_ ending: NativeEnding) -> NativeFault? {
        if case .faulted(let fault) = ending { return fault }
        return nil
    }

    static let divide: @Sendable (inout Assembler) -> Void = {
        $0.move(.qword, .rax, .rdi)
        $0.signExtendAccumulator(.qword)
        $0.unary(.idiv, .qword, .rsi)
        $0.return()
    }

    @Test func aCallReturnsItsResult() throws {
        let code = try Self.code { $0.loadAddress(.qword, .rax, Address(.rdi, .rsi)); $0.return() }
        let context = NativeContext(extraBytes: 0)
        let ending1 = context.enter(code.address, 40, 2)
        #expect(result(ending1) == 42)
    }

    @Test(arguments: [(UInt64(7), UInt64(0)), (UInt64(1) << 63, UInt64.max)])
    func integerDivisionFaults(dividend: UInt64, divisor: UInt64) throws {
        let code = try Self.code(Self.divide)
        let context = NativeContext(extraBytes: 0)
        let fault = fault(context.enter(code.address, dividend, divisor))
        #expect(fault?.kind == .arithmetic)
        let place = code.address + 5
        #expect(fault?.programCounter == place)
        #expect(fault?.isOutOfBounds == false)
        let ending2 = context.enter(code.address, 84, 2)
        #expect(result(ending2) == 42, "the context works on after a fault")
    }

    @Test func anAccessBehindAMemoryIsOutOfBounds() throws {
        let memory = try required(GuardedMemory(guarded: 65536))
        let code = try Self.code { $0.load(.dword, .rax, Address(.rdi, .rsi)); $0.return() }
        let context = NativeContext(extraBytes: 0)
        let base = unsafe UInt64(UInt(bitPattern: memory.base))
        let ending3 = context.enter(code.address, base, 65532)
        #expect(result(ending3) == 0)
        for index: UInt64 in [65533, 65536, 0xFFFF_FFFF, 0x1_FFFF_FFFE] {
            let fault = fault(context.enter(code.address, base, index))
            #expect(fault?.kind == .memory)
            #expect(fault?.address == base + max(index, 65536))
            #expect(fault?.isOutOfBounds == true)
        }
    }

    @Test func aWildAccessIsNotOutOfBounds() throws {
        let code = try Self.code { $0.load(.dword, .rax, Address(.rdi)); $0.return() }
        let context = NativeContext(extraBytes: 0)
        let fault = fault(context.enter(code.address, 64, 0))
        #expect(fault?.kind == .memory)
        #expect(fault?.address == 64)
        #expect(fault?.isOutOfBounds == false)
    }

    @Test func anUndefinedInstructionFaults() throws {
        let code = try Self.code { $0.undefined() }
        let context = NativeContext(extraBytes: 0)
        let ending4 = context.enter(code.address, 0, 0)
        #expect(fault(ending4)?.kind == .illegalInstruction)
    }

    /// Recursion that compares `rsp` with a limit behind the head, as compiled functions do.
    @Test func nativeStackOverflowIsFoundByComparison() throws {
        let code = try Self.code {
            var start = Label(), overflow = Label()
            $0.bind(&start)
            $0.arithmetic(.cmp, .qword, .rsp, Address(.rdi, Int32(NativeContext.headBytes)))
            $0.jump(.below, &overflow)
            $0.push(.rax)
            $0.call(&start)
            $0.bind(&overflow)
            $0.store(.dword, Address(.rdi, NativeContext.raisedOffset), immediate: 9)
            $0.load(.qword, .rsp, Address(.rdi, NativeContext.stackPointerOffset))
            $0.jump(Address(.rdi, NativeContext.exitOffset))
        }
        let context = NativeContext(extraBytes: 8)
        let bounds = try #require(NativeMachine.stackBounds)
        #expect(bounds.contains(NativeMachine.stackPointer))
        let limit = max(bounds.lowerBound + 65536, NativeMachine.stackPointer - 300_000)
        unsafe (context.base + NativeContext.headBytes).storeBytes(of: limit, as: UInt64.self)
        let ending = unsafe context.enter(code.address, UInt64(UInt(bitPattern: context.base)), 0)
        guard case .raised(9) = ending else {
            Issue.record("\(ending)")
            return
        }
    }

    @Test func callsNest() throws {
        // The outer code saves the context, calls Swift, which enters code that faults, and works on.
        let code = try Self.code {
            $0.push(.rbx)
            $0.move(.qword, .rbx, .rdi)
            $0.call(.rsi)
            $0.arithmetic(.add, .qword, .rax, Address(.rbx, NativeContext.stackPointerOffset))
            $0.arithmetic(.sub, .qword, .rax, Address(.rbx, NativeContext.stackPointerOffset))
            $0.pop(.rbx)
            $0.return()
        }
        let inner: @convention(c) (UInt64) -> UInt64 = { base in
            guard let code = try? NativeContextTests.code(NativeContextTests.divide),
                let pointer = unsafe UnsafeMutableRawPointer(bitPattern: UInt(base))
            else { return 0 }
            let ending = unsafe NativeContext.enter(at: pointer, code.address, 1, 0)
            if case .faulted(let fault) = ending, fault.kind == .arithmetic { return 77 }
            return 1
        }
        let context = NativeContext(extraBytes: 0)
        let address = unsafe UInt64(UInt(bitPattern: unsafeBitCast(inner, to: UnsafeRawPointer.self)))
        for _ in 0..<100 {
            let ending = unsafe context.enter(code.address, UInt64(UInt(bitPattern: context.base)), address)
            #expect(result(ending) == 77)
        }
    }

    static let runaway: @Sendable (inout Assembler) -> Void = {
        var here = Label()
        $0.bind(&here)
        $0.jump(&here)
    }

    @Test func aDeadlineEndsARunaway() throws {
        let code = try Self.code(Self.runaway)
        let context = NativeContext(extraBytes: 0)
        let start = NativeMachine.threadNanoseconds
        context.deadline = NativeMachine.monotonicNanoseconds + 2_000_000
        let ending = context.enter(code.address, 0, 0)
        guard case .interrupted = ending else {
            Issue.record("\(ending)")
            return
        }
        #expect(NativeMachine.threadNanoseconds - start < 60_000_000)
        context.deadline = 0
        let harmless = try Self.code { $0.return() }
        let ending5 = context.enter(harmless.address, 0, 0)
        #expect(result(ending5) != nil)
    }

    @Test func anotherThreadCanEndARunaway() throws {
        let code = try Self.code(Self.runaway)
        let context = NativeContext(extraBytes: 0)
        context.deadline = .max
        let address = unsafe UInt(bitPattern: context.base)
        let thread = Thread {
            usleep(3000)
            // The request is a word of the head; the context outlives this thread, which is waited for below.
            unsafe UnsafeMutableRawPointer(bitPattern: address)?.storeBytes(of: 1, toByteOffset: 48, as: UInt32.self)
        }
        thread.start()
        let ending = context.enter(code.address, 0, 0)
        while !thread.isFinished { usleep(1000) }
        guard case .interrupted = ending else {
            Issue.record("\(ending)")
            return
        }
        context.withdrawInterrupt()
    }

    @Test func threadsFaultApart() throws {
        let code = try Self.code(Self.divide)
        let address = code.address
        let right = Atomic(0)
        DispatchQueue.concurrentPerform(iterations: 4) { thread in
            let context = NativeContext(extraBytes: 0)
            for round in 0..<500 {
                if case .faulted(let fault) = context.enter(address, 1, 0), fault.kind == .arithmetic,
                    case .returned(let value) = context.enter(address, UInt64(thread * 1000 + round), 1), value == thread * 1000 + round
                {
                    right.wrappingAdd(1, ordering: .relaxed)
                }
            }
        }
        #expect(right.load(ordering: .relaxed) == 2000)
    }

    static let foreignFaults = Atomic(0)

    /// A fault that is not of generated code goes to whoever was there before. (SIGBUS: no other test needs it.)
    @Test func aForeignFaultReachesTheFormerHandler() {
        var action = sigaction()
        unsafe action.__sigaction_handler.sa_handler = { _ in NativeContextTests.foreignFaults.wrappingAdd(1, ordering: .relaxed) }
        unsafe sigaction(SIGBUS, &action, nil)
        NativeMachine.installHandlers()
        raise(SIGBUS)
        #expect(Self.foreignFaults.load(ordering: .relaxed) == 1)
    }
}
