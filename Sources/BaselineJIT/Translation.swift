import EngineRuntime
import MachineCode
import NativeCode
import WasmValidation

/// A compiled module: its code, and where in it everything begins. The store keeps it while instances run it.
final class Translation {
    private let code: SealedCode?
    /// Where the code begins.
    let base: UInt64
    let unwinding: UnwindingTables
    /// Bytes of code.
    let bytes: Int
    /// The address of ``Convention/frameReturn``, if the code has one.
    let frameReturn: UInt64?
    /// Of the defined functions.
    private let offsets: [Int]
    /// Of the entry from outside, by type index.
    private let entries: [Int]
    private let types: [UInt32]
    private let importedFunctions: Int
    private let tables: Int
    private let globals: Int
    private let hasMemory: Bool

    init(
        code: consuming SealedCode?, bytes: Int, offsets: [Int], entries: [Int], types: [UInt32], importedFunctions: Int,
        spaces: IndexSpaces, unwinding: UnwindingTables, frameReturn: Int
    ) {
        switch code {
        case .some(let code): base = code.address
        case .none: base = 0
        }
        self.code = code
        self.unwinding = unwinding
        self.frameReturn = frameReturn >= 0 ? base + UInt64(frameReturn) : nil
        self.bytes = bytes
        self.offsets = offsets
        self.entries = entries
        self.types = types
        self.importedFunctions = importedFunctions
        tables = min(spaces.tables.count, Convention.nearTables)
        globals = min(spaces.globals.count, Convention.nearGlobals)
        hasMemory = !spaces.memories.isEmpty
    }

    /// Whether there was room for the code.
    var isPlaced: Bool {
        switch code {
        case .some: true
        case .none: false
        }
    }

    /// Gives the functions of an instance their code, and the instance the words that the code reads.
    func attach(to instance: InstanceBlock) {
        for (number, offset) in offsets.enumerated() {
            let function = instance.function(importedFunctions + number)
            function.tierWord = base + UInt64(offset)
            function.entry = base + UInt64(entries[Int(types[number])])
        }
        if hasMemory {
            let memory = instance.memory(0)
            instance.setWord(Convention.instanceMemory, memory.address)
            instance.setWord(Convention.instanceMemoryBase, memory.word(Layout.Memory.base))
        }
        for index in 0..<tables {
            instance.setWord(Convention.instanceTables + Int32(index * 8), instance.table(index).address)
        }
        for index in 0..<globals {
            instance.setWord(Convention.instanceGlobals + Int32(index * 8), instance.global(index).address)
        }
    }
}
