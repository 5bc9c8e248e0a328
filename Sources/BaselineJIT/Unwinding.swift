import EngineRuntime
import MachineCode
import WasmModel

/// Code in which a clause catches exceptions. Regions of one function stand together, inner ones before outer ones.
struct HandlerRegion: BitwiseCopyable {
    enum Kind: UInt8, BitwiseCopyable {
        /// Catches exceptions of one tag.
        case tag
        case all
        /// Only regions of blocks outside of ``depth`` come into question from here on.
        case delegate
    }
    /// Offsets in the code of the module.
    var start: UInt32
    var end: UInt32
    var kind: Kind
    /// Number of blocks around the block it belongs to; for ``Kind/delegate`` that of the block it names.
    var depth: UInt32
    var tag: UInt32
    /// Where control arrives, with the exception in `rax`.
    var target: UInt32
}

/// What unwinding must know of a function.
struct FunctionExtent: BitwiseCopyable {
    /// Offset of its code, which ends where that of the next begins.
    var start: UInt32
    /// Its first region.
    var regions: UInt32
    var frameBytes: Int32
    /// Words below the registers that it saved, and how many it saved.
    var areaWords: UInt32
    var keptRegisters: UInt8
    /// Whether it counts in ``Layout/Context/callsLeft``.
    var countsDepth: Bool
}

/// A place that is returned to in code between instances.
struct InstanceChange: BitwiseCopyable {
    /// Offset of the return address.
    var position: UInt32
    var frameBytes: Int32
    /// Where the caller's instance is, from the stack pointer there.
    var keptInstance: Int32
}

/// Finds the clause that catches an exception: walks the frames of the native stack from the throw outwards.
///
/// A listed file: it reads frames by raw addresses, and finds the tier's part of the store by the address in the context.
/// What makes it safe: every return address on a stack of compiled code is one of a function, of a change of instance or
/// of a ``Compiler/emitFrameReturn()``, whose frames are laid out as the tables of their module say; the walk ends at the
/// first that is none of these, which is the entry from outside.
enum Unwinding {
    /// (context, saved registers, exception) → status. The saved registers are the ``Convention/keptRegisters``, last
    /// first, then the return address of the throw; they become those of the frame that catches.
    static let entry: UInt64 = {
        let function: @convention(c) (UInt64, UInt64, UInt64) -> UInt64 = { find($0, $1, $2) }
        return unsafe UInt64(UInt(bitPattern: unsafeBitCast(function, to: UnsafeRawPointer.self)))
    }()

    private static func words(_ address: UInt64) -> UnsafeMutablePointer<UInt64> {
        unsafe UnsafeMutablePointer<UInt64>(bitPattern: UInt(truncatingIfNeeded: address)).unsafelyUnwrapped
    }

    /// The tier's part of the store of a context.
    private static func machine(_ context: ContextBlock) -> BaselineMachine {
        let word = UInt(truncatingIfNeeded: context.word(Convention.machine))
        return unsafe Unmanaged<BaselineMachine>.fromOpaque(UnsafeRawPointer(bitPattern: word).unsafelyUnwrapped)
            .takeUnretainedValue()
    }

    private static func find(_ context: UInt64, _ saved: UInt64, _ exception: UInt64) -> UInt64 {
        let context = unsafe ContextBlock(at: context)
        let machine = machine(context)
        let tag = unsafe ObjectBlock(at: exception).tag.address
        let kept = unsafe words(saved)
        let keptCount = Convention.keptRegisters.count
        var returnAddress = unsafe kept[keptCount]
        var stack = saved + UInt64(keptCount + 1) * 8
        var instance = unsafe InstanceBlock(at: context.word(Convention.instance))
        var callsLeft = context.callsLeft
        context.pendingException = exception
        while true {
            if returnAddress == context.word(Convention.frameReturn) {
                let frame = unsafe words(context.word(Convention.topFrame))
                unsafe context.setWord(Convention.topFrame, frame[0])
                instance = unsafe InstanceBlock(at: frame[2])
                unsafe returnAddress = frame[5]
                stack = unsafe UInt64(UInt(bitPattern: frame + 6))
                continue
            }
            guard let code = machine.translation(at: returnAddress) else { break }
            let position = UInt32(truncatingIfNeeded: returnAddress - code.base)
            if let change = code.unwinding.instanceChange(at: position) {
                instance = unsafe InstanceBlock(at: words(stack + UInt64(change.keptInstance))[0])
                stack += UInt64(change.frameBytes)
                returnAddress = unsafe words(stack)[0]
                stack += 8
                continue
            }
            guard let number = code.unwinding.function(at: position) else { break }
            if let region = code.unwinding.region(in: number, covering: position - 1, { instance.tag(Int($0)).address == tag }) {
                context.setWord(Convention.instance, instance.address)
                context.setWord(Convention.landingStack, stack)
                context.setWord(Convention.landingCode, code.base + UInt64(region.target))
                context.setWord(Convention.caughtException, exception)
                context.pendingException = 0
                context.callsLeft = callsLeft
                return 0
            }
            let extent = code.unwinding.extents[number]
            let registers = unsafe words(stack) + Int(extent.areaWords)
            for position in 0..<Int(extent.keptRegisters) {
                unsafe kept[keptCount - 1 - position] = registers[position]
            }
            if extent.countsDepth { callsLeft += 1 }
            stack += UInt64(extent.frameBytes)
            returnAddress = unsafe words(stack)[0]
            stack += 8
        }
        return UInt64(Status.exception.rawValue)
    }
}

/// Where the functions of a module begin, what unwinding must know of them, and where exceptions are caught.
struct UnwindingTables {
    let extents: [FunctionExtent]
    /// Offset of the first code that is no function's.
    let functionsEnd: Int
    let regions: [HandlerRegion]
    let instanceChanges: [InstanceChange]

    func instanceChange(at position: UInt32) -> InstanceChange? { instanceChanges.first { $0.position == position } }

    /// The function that has code before a position.
    func function(at position: UInt32) -> Int? {
        guard position > 0, position <= functionsEnd else { return nil }
        var low = 0, high = extents.count
        while low < high {
            let middle = (low + high) / 2
            if extents[middle].start < position { low = middle + 1 } else { high = middle }
        }
        return low > 0 ? low - 1 : nil
    }

    /// The innermost clause that covers a position in a function and catches. Whether a tag, given by its index, is that
    /// of the exception is asked of `matches`.
    func region(in function: Int, covering position: UInt32, _ matches: (UInt32) -> Bool) -> HandlerRegion? {
        let end = function + 1 < extents.count ? Int(extents[function + 1].regions) : regions.count
        var outermost = UInt32.max
        for region in regions[Int(extents[function].regions)..<end] {
            guard region.start <= position, position < region.end, region.depth <= outermost else { continue }
            switch region.kind {
            case .tag: if matches(region.tag) { return region }
            case .all: return region
            case .delegate: outermost = region.depth
            }
        }
        return nil
    }
}
