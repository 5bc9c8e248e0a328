import EngineRuntime

/// The code of a module, ready to run. It does not move.
///
/// A listed file: instances find the translation of their module by its address. What makes it safe: the store keeps
/// every translation as long as it lives, and with it the instances.
@safe final class Translation {
    private let code: GrowingBuffer<Word>
    let functions: [FunctionExtent]
    private let regions: [HandlerRegion]
    let firstDefinedFunction: Int
    let hasMemory: Bool

    init(
        code: consuming GrowingBuffer<Word>, functions: [FunctionExtent], regions: [HandlerRegion],
        firstDefinedFunction: Int, hasMemory: Bool
    ) {
        self.firstDefinedFunction = firstDefinedFunction
        self.hasMemory = hasMemory
        self.code = code
        self.functions = functions
        self.regions = regions
    }

    /// Address of the first word.
    var start: Word { unsafe Word(UInt(bitPattern: code.base)) }

    /// Address of the code of a function that the module defines.
    func entry(_ number: Int) -> Word { start &+ Word(functions[number].start) &* 8 }

    // MARK: Unwinding

    /// The function that has code at a position.
    func function(at position: Int) -> Int? {
        guard position >= 0, position < code.count else { return nil }
        var low = 0, high = functions.count
        while low < high {
            let middle = (low + high) / 2
            if Int(functions[middle].start) <= position { low = middle + 1 } else { high = middle }
        }
        return low > 0 ? low - 1 : nil
    }

    /// The innermost clause that covers a position in a function and catches. Whether a tag, given by its index, is that
    /// of the exception is asked of `matches`.
    func region(in function: Int, covering position: Int, _ matches: (UInt32) -> Bool) -> HandlerRegion? {
        let end = function + 1 < functions.count ? Int(functions[function + 1].regions) : regions.count
        var outermost = UInt32.max
        for index in Int(functions[function].regions)..<end {
            let region = regions[index]
            guard Int(region.start) <= position, position < Int(region.end), region.depth <= outermost else { continue }
            switch region.kind {
            case .catch, .catchReference, .legacyCatch: if matches(region.tag) { return region }
            case .catchAll, .catchAllReference, .legacyCatchAll: return region
            case .delegate: outermost = region.depth
            }
        }
        return nil
    }

    // MARK: From an instance

    func attach(to instance: InstanceBlock) {
        instance.setWord(
            InstanceWord.translation, unsafe Word(UInt(bitPattern: Unmanaged.passUnretained(self).toOpaque())))
    }
    @unsafe static func of(_ instance: InstanceBlock) -> Translation {
        let address = UInt(truncatingIfNeeded: instance.word(InstanceWord.translation))
        return unsafe Unmanaged<Translation>.fromOpaque(UnsafeRawPointer(bitPattern: address).unsafelyUnwrapped)
            .takeUnretainedValue()
    }
}
