import EngineRuntime
import MachineCode
import WasmModel
import WasmValidation

/// Locals, globals, tables and references (§4.4.5 … §4.4.7).
extension Compiler {
    // MARK: Locals

    @inline(__always) mutating func compileLocalGet(_ index: UInt32) {
        push(locals[Int(index)].operand)
        if !options.folds { settleTop() }
    }

    /// Gives the top operand, a constant or the value of a local, a register of its own.
    @inline(never) mutating func settleTop() {
        let operand = pop()
        if operand.type.isFloat {
            push(operand.type, ownVector(operand))
        } else {
            push(operand.type, own(operand))
        }
    }

    @inline(__always) mutating func pushConstant(_ type: OperandType, _ bits: UInt64) {
        push(.constant(type, bits))
        if !options.folds { settleTop() }
    }

    mutating func compileLocalSet(_ index: UInt32) {
        let operand = pop()
        settle(index)
        assign(operand, to: index)
        release(operand)
    }

    mutating func compileLocalTee(_ index: UInt32) {
        let operand = pop()
        settle(index)
        if locals[Int(index)].register != Local.none {
            assign(operand, to: index)
            release(operand)
            push(locals[Int(index)].operand)
            return
        }
        if operand.kind == .constant {
            assign(operand, to: index)
            push(operand)
            return
        }
        let inRegister: Operand =
            operand.type.isFloat ? .vector(operand.type, ownVector(operand)) : .register(operand.type, own(operand))
        assign(inRegister, to: index)
        push(inRegister)
    }

    private mutating func assign(_ operand: Operand, to index: UInt32) {
        if operand.kind == .local, operand.index == index { return }
        let register = locals[Int(index)].register
        if register == Local.none {
            store(operand, to: home(Int(index)))
        } else {
            load(operand, into: Register(rawValue: register), .xmm(register))
        }
    }

    // MARK: Globals

    private mutating func loadInstance() {
        assembler.load(.qword, Convention.scratch, Address(Convention.context, Convention.instance))
    }

    private mutating func loadGlobalBlock(_ index: Int) {
        loadInstance()
        if index < Convention.nearGlobals {
            assembler.load(.qword, Convention.scratch, Address(Convention.scratch, Convention.instanceGlobals + Int32(index * 8)))
        } else {
            assembler.load(.qword, Convention.scratch, Address(Convention.scratch, Layout.Instance.globals))
            assembler.load(.qword, Convention.scratch, Address(Convention.scratch, Int32(truncatingIfNeeded: index &* 8)))
        }
    }

    mutating func compileGlobalGet(_ index: Int) {
        let type = OperandType(module.spaces.globals[index].value)
        loadGlobalBlock(index)
        loadValue(type, Address(Convention.scratch, Layout.Global.value))
    }

    mutating func compileGlobalSet(_ index: Int) {
        let operand = pop()
        if operand.type.isFloat {
            let vector = useVector(operand)
            loadGlobalBlock(index)
            storeVector(operand.type, Address(Convention.scratch, Layout.Global.value), vector)
            release(vector)
        } else {
            let register = use(operand)
            loadGlobalBlock(index)
            assembler.store(operand.type.size, Address(Convention.scratch, Layout.Global.value), register)
            release(register)
        }
    }

    /// Pushes what is at an address, in a fresh register or in that of the local that is set next.
    mutating func loadValue(_ type: OperandType, _ address: Address, keeping held: Register? = nil, _ second: Register? = nil) {
        let target = targetOfResult(keeping: held, second)
        if type.isFloat {
            let vector = target == Local.none ? takeVector() : .xmm(target)
            loadVector(type, vector, address)
            if target == Local.none { push(type, vector) } else { completeResult() }
        } else {
            let register = target == Local.none ? takeRegister() : Register(rawValue: target)
            assembler.load(type.size, register, address)
            if target == Local.none { push(type, register) } else { completeResult() }
        }
    }

    // MARK: Tables

    mutating func loadTableBlock(_ index: Int, into register: Register) {
        assembler.load(.qword, register, Address(Convention.context, Convention.instance))
        if index < Convention.nearTables {
            assembler.load(.qword, register, Address(register, Convention.instanceTables + Int32(index * 8)))
        } else {
            assembler.load(.qword, register, Address(register, Layout.Instance.tables))
            assembler.load(.qword, register, Address(register, Int32(truncatingIfNeeded: index &* 8)))
        }
    }

    mutating func addressType(ofTable index: Int) -> OperandType {
        module.spaces.tables[index].addressType == .i32 ? .i32 : .i64
    }

    /// Leaves the base of the elements in the scratch register; an index of 32 bits is zero-extended in its register.
    private mutating func checkTable(_ index: Int, _ element: Register) {
        loadTableBlock(index, into: Convention.scratch)
        assembler.arithmetic(.cmp, .qword, element, Address(Convention.scratch, Layout.Table.size))
        raise(.aboveOrEqual, .tableOutOfBounds)
        assembler.load(.qword, Convention.scratch, Address(Convention.scratch, Layout.Table.base))
    }

    mutating func compileTableGet(_ index: Int) {
        let element = use(pop())
        checkTable(index, element)
        release(element)
        loadValue(.i64, Address(Convention.scratch, element, .eight), keeping: element)
    }

    mutating func compileTableSet(_ index: Int) {
        let value = use(pop())
        let element = use(pop())
        checkTable(index, element)
        assembler.store(.qword, Address(Convention.scratch, element, .eight), value)
        release(value)
        release(element)
    }

    mutating func compileTableSize(_ index: Int) {
        loadTableBlock(index, into: Convention.scratch)
        loadValue(addressType(ofTable: index), Address(Convention.scratch, Layout.Table.size))
    }

    // MARK: References

    mutating func compileRefFunc(_ index: Int) {
        let register = takeRegister()
        loadFunction(index, into: register)
        push(.i64, register)
    }

    /// Compares the popped reference with null: the condition "equal" is "null".
    private mutating func compareWithNull(_ operand: Operand) {
        if operand.isInMemory {
            assembler.arithmetic(.cmp, .qword, address(operand), immediate: 0)
        } else {
            let register = use(operand)
            assembler.test(.qword, register, register)
            release(register)
        }
    }

    mutating func compileRefIsNull() {
        compareWithNull(pop())
        pushCondition(.equal)
    }

    mutating func compileRefEq() {
        let second = use(pop()), first = use(pop())
        assembler.arithmetic(.cmp, .qword, first, second)
        release(first)
        release(second)
        pushCondition(.equal)
    }

    mutating func compileRefAsNonNull() {
        let register = own(pop())
        assembler.test(.qword, register, register)
        raise(.equal, .nullReference)
        push(.i64, register)
    }

    mutating func compileBranchOnNull(_ depth: Int) {
        let register = own(pop())
        // Not on the operand stack while the branch is taken, so it must stand where nothing else goes.
        store(.register(.i64, register), to: slot(height))
        release(register)
        let kept = operand(.i64, inSlot: height)
        assembler.test(.qword, register, register)
        branch(depth, if: .condition(.equal))
        push(kept)
    }

    mutating func compileBranchOnNonNull(_ depth: Int) {
        let register = own(pop())
        push(.i64, register)
        assembler.test(.qword, register, register)
        branch(depth, if: .condition(.notEqual))
        release(pop())
    }
}
