import EngineRuntime
import MachineCode
import NativeCode
import WasmModel

/// How compiled functions call each other, and which register is what.
///
/// | register | |
/// |---|---|
/// | `r14` | the store's ``Layout/Context`` |
/// | `r15` | byte 0 of memory 0 of the running instance |
/// | `r11`, `xmm7` | scratch of one instruction, never allocated |
/// | `rax rcx rdx rsi rdi`, `xmm0`…`xmm5` | parameters in order, by class; `rax` or `xmm0` the first result |
/// | the same and `xmm6` | operands between instructions; `xmm0` is the mask of legacy blends |
/// | `rbx rbp r12 r13` | locals; a function saves those that it uses |
/// | `r8 r9 r10`, `xmm8`…`xmm15` | locals; saved around calls by the caller. `r8`…`r10` without a local hold operands |
///
/// Parameters without a register, and all results but the first, stand in the caller's frame in words from the stack
/// pointer at the call, parameters first come first, a v128 in two; results go to the same words. That area has at least
/// ``minimumAreaWords``, so that a tail call finds room. i32 values in registers are zero-extended.
enum Convention {
    static let context = Register.r14
    static let memoryBase = Register.r15
    static let scratch = Register.r11
    static let vectorScratch = VectorRegister.xmm(7)

    /// `rax rcx rdx rsi rdi` in the order of parameters, by number.
    static func parameterRegister(_ position: Int) -> Register {
        Register(rawValue: UInt8(truncatingIfNeeded: 0x07_06_02_01_00 &>> (position &* 8)))
    }
    static let registerParameters = 5
    static let vectorParameters = 6

    /// Registers that may hold operands, one bit each: `rax rcx rdx rsi rdi`, and `xmm0`…`xmm6`.
    static let operandRegisters: UInt32 = 0b1100_0111
    static let operandVectors: UInt32 = 0x7F
    /// What is left of them where the compiler makes it hard for itself: as many as one instruction may need at once.
    static let fewRegisters: UInt32 = 0b0100_0111
    static let fewVectors: UInt32 = 0b1_1111
    /// Registers of locals that calls keep, and that they do not.
    static let keptRegisters: [Register] = [.rbx, .rbp, .r12, .r13]
    static let lostRegisters: [Register] = [.r8, .r9, .r10]
    static let firstLocalVector: UInt8 = 8

    static let minimumAreaWords = 8

    // MARK: Words of the tier in the context

    /// The running instance.
    static var instance: Int32 { Layout.Context.tierWords }
    /// Where the stack of compiled code begins.
    static var stackTop: Int32 { Layout.Context.tierWords + 8 }
    /// The innermost tail frame, and where functions called in one return to; see `Compiler+TailCalls.swift`.
    static var topFrame: Int32 { Layout.Context.tierWords + 16 }
    static var frameReturn: Int32 { Layout.Context.tierWords + 24 }
    /// What ``Unwinding`` found: stack pointer and code to go on with, and the exception.
    static var landingStack: Int32 { Layout.Context.tierWords + 32 }
    static var landingCode: Int32 { Layout.Context.tierWords + 40 }
    static var caughtException: Int32 { Layout.Context.tierWords + 48 }
    /// The ``BaselineMachine``.
    static var machine: Int32 { Layout.Context.tierWords + 56 }

    // MARK: Words of the tier in an instance

    /// Byte 0 of memory 0.
    static var instanceMemoryBase: Int32 { Layout.Instance.tierWords }
    /// The block of memory 0.
    static var instanceMemory: Int32 { Layout.Instance.tierWords + 8 }
    /// Blocks of the first tables and globals.
    static var instanceTables: Int32 { Layout.Instance.tierWords + 16 }
    static let nearTables = 4
    static var instanceGlobals: Int32 { instanceTables + Int32(nearTables) * 8 }
    static let nearGlobals = 26
    static let instanceWords = 2 + nearTables + nearGlobals
}

/// The class and width of an operand. References are i64.
enum OperandType: UInt8, BitwiseCopyable {
    case i32, i64, f32, f64, v128

    /// Whether its registers are those of vectors.
    @inline(__always) var isFloat: Bool { rawValue >= 2 }
    /// Words it takes in an area, an exception, or the words of a call.
    @inline(__always) var words: Int { self == .v128 ? 2 : 1 }
    /// Of integers.
    @inline(__always) var size: OperandSize { self == .i32 ? .dword : .qword }

    /// Looked up in a word, four bits each: the raw values of number and vector types are 1 to 5, and references are all
    /// above.
    @inline(__always) init(_ type: ValueType) {
        let place = min(UInt32(type.rawValue), 7) &* 4
        self = OperandType(rawValue: UInt8(truncatingIfNeeded: UInt32(0x1143_2101) &>> place & 15)) ?? .i64
    }
}

/// Where the parameters of a signature stand, one after the other.
struct ParameterCursor {
    enum Place { case register(Register), vector(VectorRegister), area(Int) }

    private var registers = 0
    private var vectors = 0
    private(set) var areaWords = 0

    mutating func place(_ type: OperandType) -> Place {
        if type.isFloat {
            if vectors < Convention.vectorParameters {
                defer { vectors += 1 }
                return .vector(.xmm(UInt8(vectors)))
            }
        } else if registers < Convention.registerParameters {
            defer { registers += 1 }
            return .register(Convention.parameterRegister(registers))
        }
        defer { areaWords += type.words }
        return .area(areaWords)
    }
}
