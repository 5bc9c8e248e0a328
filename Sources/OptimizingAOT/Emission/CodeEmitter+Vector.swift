import MachineCode
import WasmModel

/// Vector instructions (§4.3.5).
extension CodeEmitter {
    mutating func emitVectorLoad(_ value: ValueID, _ instruction: IRInstruction, _ address: Address) {
        let target = vectorTarget(value)
        assembler.vector(.movups, target, address)
        finish(value, from: target)
    }
}
