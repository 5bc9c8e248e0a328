public import EngineRuntime
import MachineCode
import WasmModel
public import WasmValidation

/// The machine code of one function, for people: what each of its instructions became.
public struct CodeListing: Sendable {
    /// Code that was made in one go.
    public struct Stretch: Hashable, Sendable {
        /// The instructions, by position in the body: several if one took others in. Empty for what a function begins with.
        public var instructions: Range<Int>
        /// The place of its bytes in ``CodeListing/bytes``. The code of the last instruction ends the function.
        public var bytes: Range<Int>
    }

    public let bytes: [UInt8]
    public let stretches: [Stretch]

    /// Compiles a module and keeps the code of one function that it defines.
    /// - Throws: the first feature that the compiler does not have.
    public init(
        ofDefinedFunction number: Int, in module: ValidatedModule, _ options: CompilerOptions = CompilerOptions()
    ) throws(UnsupportedFeature) {
        var compiler = Compiler(module, numbers: module.types.canonicalNumbers, options)
        compiler.listedFunction = number
        let extent = try compiler.compileForListing()
        bytes = compiler.assembler.buffer.withBytes { code in
            extent.map { code[$0] }
        }
        let marks = compiler.marks.elements
        var stretches: [Stretch] = []
        if let first = marks.first, first.offset > extent.lowerBound {
            stretches.append(Stretch(instructions: 0..<0, bytes: 0..<(first.offset - extent.lowerBound)))
        }
        let end = module.module.functions[number].body.instructions.count
        for (index, mark) in marks.enumerated() {
            let next = index + 1 < marks.count ? marks[index + 1] : CodeMark(position: end, offset: extent.upperBound)
            stretches.append(
                Stretch(
                    instructions: mark.position..<next.position,
                    bytes: (mark.offset - extent.lowerBound)..<(next.offset - extent.lowerBound)))
        }
        self.stretches = stretches
    }
}

/// Where the code of an instruction begins.
struct CodeMark: BitwiseCopyable {
    var position: Int
    var offset: Int
}

extension Compiler {
    /// Compiles all functions and what stands around them; answers where ``listedFunction`` lies.
    mutating func compileForListing() throws(UnsupportedFeature) -> Range<Int> {
        for number in module.module.functions.indices { try compileFunction(number, module.module.functions[number]) }
        let end = assembler.offset
        _ = emitSurroundings()
        let next = listedFunction + 1
        return (functionLabels[listedFunction].offset ?? 0)..<(next < functionLabels.count ? functionLabels[next].offset ?? end : end)
    }
}
