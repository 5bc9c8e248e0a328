import WasmModel
import WasmValidation

extension Translator {
    /// Puts the arguments in their places; answers with the first slot of the callee's frame.
    private mutating func arguments(_ signature: ModuleTypes.Signature) -> Int {
        settleTop(Int(signature.parameterCount))
        dropOperands(to: operands.count - Int(signature.parameterCount))
        return height
    }

    private mutating func pushResults(_ signature: ModuleTypes.Signature, at frame: Int) {
        let types = TypeList(signature.start + signature.parameterCount, signature.resultCount)
        for position in 0..<Int(types.count) { pushPlace(valueClass(types, position)) }
        forgetAccumulators()
        // Every return of one result leaves it in both accumulators.
        if types.count == 1 { defineBoth(frame, valueClass(types, 0)) }
    }

    @inline(__always)
    private func headerSlot(_ signature: ModuleTypes.Signature) -> Int {
        Int(max(signature.parameterSlots, signature.resultSlots))
    }

    mutating func call(_ function: UInt32) {
        let signature = module.signature(function)
        let frame = arguments(signature)
        let imported = UInt32(module.spaces.importedFunctions)
        if function >= imported {
            calls.append(PendingCall(position: UInt32(code.count), function: function - imported))
            emit(control.call, a: frame, b: frame + headerSlot(signature))
        } else {
            emit(control.callImport, a: frame, b: frame + headerSlot(signature), immediate: function)
        }
        pushResults(signature, at: frame)
    }

    mutating func callIndirect(_ instruction: Instruction) {
        let signature = module.types.signatures[Int(instruction.index)]
        let operand = pop()
        let frame: Int
        let index: Int
        if operand.kind == .local {
            frame = arguments(signature)
            index = slot(of: operand)
        } else {
            // It stands above the arguments, and stays there.
            index = slot(of: operand)
            frame = arguments(signature)
        }
        emit(control.callIndirect, a: frame, b: frame + headerSlot(signature), c: index)
        code.append(
            Word(instruction.secondIndex) | Word(canonicalTypes[Int(instruction.index)]) << 32, control.callIndirectAnywhere)
        pushResults(signature, at: frame)
    }

    mutating func callReference(_ instruction: Instruction) {
        let signature = module.types.signatures[Int(instruction.index)]
        let operand = pop()
        let reference = slot(of: operand)
        let frame = arguments(signature)
        emit(control.callReference, a: frame, b: frame + headerSlot(signature), c: reference)
        code.append(control.callReferenceAnywhere)
        pushResults(signature, at: frame)
    }

    // MARK: Tail calls

    /// A is the first argument, B the header of the frame at hand, C the number of words of arguments, D the header of
    /// the callee in the same frame.
    private mutating func emitReturnCall(_ handler: Word, _ signature: ModuleTypes.Signature, _ extra: Word) {
        let first = arguments(signature)
        emit(handler, a: first, b: header, c: Int(signature.parameterSlots), d: headerSlot(signature))
        code.append(extra)
    }

    mutating func returnCall(_ instruction: Instruction) {
        emitReturnCall(control.returnCall, module.signature(instruction.index), Word(instruction.index))
    }

    mutating func returnCallIndirect(_ instruction: Instruction) {
        let operand = pop()
        let index = slot(of: operand)
        emitReturnCall(
            control.returnCallIndirect, module.types.signatures[Int(instruction.index)],
            Word(instruction.secondIndex) | Word(canonicalTypes[Int(instruction.index)]) << 32)
        code.append(Word(index))
    }

    mutating func returnCallReference(_ instruction: Instruction) {
        let operand = pop()
        let reference = slot(of: operand)
        emitReturnCall(
            control.returnCallReference, module.types.signatures[Int(instruction.index)], Word(reference))
    }
}
