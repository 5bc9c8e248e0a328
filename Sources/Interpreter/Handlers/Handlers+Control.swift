// swift-format-ignore-file
import EngineRuntime
import WasmModel

// Constants, copies, globals, branches, calls, and what throws.

/// Handlers that stand in the table under no opcode of their own: what the translator adds, and what it chooses by more
/// than the opcode.
struct ControlHandlers: Sendable {
    static let shared = ControlHandlers()

    let constant32 = HandlerTable.address(of: opConstant32)
    let constant64 = HandlerTable.address(of: opConstant64)
    let constantVector = HandlerTable.address(of: opConstantVector)
    let copy = HandlerTable.address(of: opCopy)
    let copyTwo = HandlerTable.address(of: opCopyTwo)
    let copyVector = HandlerTable.address(of: opCopyVector)
    let copyAccumulator = HandlerTable.address(of: opCopyAccumulator)
    let copyFloatAccumulator = HandlerTable.address(of: opCopyFloatAccumulator)
    let clear1 = HandlerTable.address(of: opClear1)
    let clear2 = HandlerTable.address(of: opClear2)
    let clear3 = HandlerTable.address(of: opClear3)
    let clear4 = HandlerTable.address(of: opClear4)
    let clear = HandlerTable.address(of: opClear)
    let select = HandlerTable.address(of: opSelect)
    let selectAccumulator = HandlerTable.address(of: opSelectAccumulator)
    let selectVector = HandlerTable.address(of: opSelectVector)
    let getGlobal = HandlerTable.address(of: opGetGlobal)
    let setGlobal = HandlerTable.address(of: opSetGlobal)
    let setGlobalAccumulator = HandlerTable.address(of: opSetGlobalAccumulator)
    let getVectorGlobal = HandlerTable.address(of: opGetVectorGlobal)
    let setVectorGlobal = HandlerTable.address(of: opSetVectorGlobal)
    let addProduct = HandlerTable.address(of: opAddProduct)
    let addProductAccumulator = HandlerTable.address(of: opAddProductAccumulator)
    let productAdd = HandlerTable.address(of: opProductAdd)
    let productAddAccumulator = HandlerTable.address(of: opProductAddAccumulator)
    let subtractProduct = HandlerTable.address(of: opSubtractProduct)
    let subtractProductAccumulator = HandlerTable.address(of: opSubtractProductAccumulator)
    let productSubtract = HandlerTable.address(of: opProductSubtract)
    let productSubtractAccumulator = HandlerTable.address(of: opProductSubtractAccumulator)
    let meter = HandlerTable.address(of: opMeter)
    let jump = HandlerTable.address(of: opJump)
    let branchTable = HandlerTable.address(of: opBranchTable)
    let unreachable = HandlerTable.address(of: opUnreachable)
    let call = HandlerTable.address(of: opCall)
    let callImport = HandlerTable.address(of: opCallImport)
    let callIndirect = HandlerTable.address(of: opCallIndirect)
    let callIndirectAnywhere = HandlerTable.address(of: opCallIndirectAnywhere)
    let callReference = HandlerTable.address(of: opCallReference)
    let callReferenceAnywhere = HandlerTable.address(of: opCallReferenceAnywhere)
    let return0 = HandlerTable.address(of: opReturn0)
    let return1 = HandlerTable.address(of: opReturn1)
    let returnAccumulator = HandlerTable.address(of: opReturnAccumulator)
    let returnFloatAccumulator = HandlerTable.address(of: opReturnFloatAccumulator)
    let returnCall = HandlerTable.address(of: opReturnCall)
    let returnCallIndirect = HandlerTable.address(of: opReturnCallIndirect)
    let returnCallReference = HandlerTable.address(of: opReturnCallReference)
    let throwTag = HandlerTable.address(of: opThrowTag)
    let throwReference = HandlerTable.address(of: opThrowReference)
    let referenceFunction = HandlerTable.address(of: opReferenceFunction)
    let assertNonNull = HandlerTable.address(of: opAssertNonNull)
    let referenceTest = HandlerTable.address(of: opReferenceTest)
    let referenceCast = HandlerTable.address(of: opReferenceCast)
    let referenceI31 = HandlerTable.address(of: opReferenceI31)
    let i31GetSigned = HandlerTable.address(of: opI31GetSigned)
    let i31GetUnsigned = HandlerTable.address(of: opI31GetUnsigned)
    let tableGet = HandlerTable.address(of: opTableGet)
    let tableSet = HandlerTable.address(of: opTableSet)
    let tableSize = HandlerTable.address(of: opTableSize)
    let tableGrow = HandlerTable.address(of: opTableGrow)
    let tableFill = HandlerTable.address(of: opTableFill)
    let tableCopy = HandlerTable.address(of: opTableCopy)
    let tableInit = HandlerTable.address(of: opTableInit)
    let elementDrop = HandlerTable.address(of: opElementDrop)
    let memorySize = HandlerTable.address(of: opMemorySize)
    let memoryGrow = HandlerTable.address(of: opMemoryGrow)
    let memoryFill = HandlerTable.address(of: opMemoryFill)
    let memoryCopy = HandlerTable.address(of: opMemoryCopy)
    let memoryInit = HandlerTable.address(of: opMemoryInit)
    let dataDrop = HandlerTable.address(of: opDataDrop)
    let shuffle = HandlerTable.address(of: opShuffle)
    let structNew = HandlerTable.address(of: opStructNew)
    let structNewDefault = HandlerTable.address(of: opStructNewDefault)
    let structGet = HandlerTable.address(of: opStructGet)
    let structGet8S = HandlerTable.address(of: opStructGet8S)
    let structGet16S = HandlerTable.address(of: opStructGet16S)
    let structGetVector = HandlerTable.address(of: opStructGetVector)
    let structSet = HandlerTable.address(of: opStructSet)
    let structSet8 = HandlerTable.address(of: opStructSet8)
    let structSet16 = HandlerTable.address(of: opStructSet16)
    let structSetVector = HandlerTable.address(of: opStructSetVector)
    let arrayNew = HandlerTable.address(of: opArrayNew)
    let arrayNewVector = HandlerTable.address(of: opArrayNewVector)
    let arrayNewDefault = HandlerTable.address(of: opArrayNewDefault)
    let arrayNewFixed = HandlerTable.address(of: opArrayNewFixed)
    let arrayNewData = HandlerTable.address(of: opArrayNewData)
    let arrayNewElement = HandlerTable.address(of: opArrayNewElement)
    let arrayGet8S = HandlerTable.address(of: opArrayGet8S)
    let arrayGet8U = HandlerTable.address(of: opArrayGet8U)
    let arrayGet16S = HandlerTable.address(of: opArrayGet16S)
    let arrayGet16U = HandlerTable.address(of: opArrayGet16U)
    let arrayGet32 = HandlerTable.address(of: opArrayGet32)
    let arrayGet64 = HandlerTable.address(of: opArrayGet64)
    let arrayGetVector = HandlerTable.address(of: opArrayGetVector)
    let arraySet8 = HandlerTable.address(of: opArraySet8)
    let arraySet16 = HandlerTable.address(of: opArraySet16)
    let arraySet32 = HandlerTable.address(of: opArraySet32)
    let arraySet64 = HandlerTable.address(of: opArraySet64)
    let arraySetVector = HandlerTable.address(of: opArraySetVector)
    let arrayLength = HandlerTable.address(of: opArrayLength)
    let arrayFill = HandlerTable.address(of: opArrayFill)
    let arrayFillVector = HandlerTable.address(of: opArrayFillVector)
    let arrayCopy = HandlerTable.address(of: opArrayCopy)
    let arrayInitData = HandlerTable.address(of: opArrayInitData)
    let arrayInitElement = HandlerTable.address(of: opArrayInitElement)
}

@c @inline(__always) func opConstant32(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { let r = Registers(p, f, m, n, a, i, d); return r.finishBoth(Word(r.immediate)) }
@c @inline(__always) func opConstant64(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { let r = Registers(p, f, m, n, a, i, d); return r.finishBoth(r.extra, 3) }
@c @inline(__always) func opConstantVector(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).constantVector() }
@c @inline(__always) func opCopy(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { let r = Registers(p, f, m, n, a, i, d); return r.finishBoth(r[r.B]) }
@c @inline(__always) func opCopyTwo(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).copyTwo() }
@c @inline(__always) func opCopyVector(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).copyVector() }
@c @inline(__always) func opCopyAccumulator(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).copyAccumulator() }
@c @inline(__always) func opCopyFloatAccumulator(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).copyFloatAccumulator() }
@c @inline(__always) func opClear1(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).clear(1) }
@c @inline(__always) func opClear2(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).clear(2) }
@c @inline(__always) func opClear3(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).clear(3) }
@c @inline(__always) func opClear4(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).clear(4) }
@c @inline(__always) func opClear(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).clearMany() }
@c @inline(__always) func opSelect(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { let r = Registers(p, f, m, n, a, i, d); return r.select(r[r.D]) }
@c @inline(__always) func opSelectAccumulator(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { let r = Registers(p, f, m, n, a, i, d); return r.select(a) }
@c @inline(__always) func opSelectVector(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).selectVector() }
@c @inline(__always) func opGetGlobal(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).getGlobal() }
@c @inline(__always) func opSetGlobal(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { let r = Registers(p, f, m, n, a, i, d); return r.setGlobal(r[r.A]) }
@c @inline(__always) func opSetGlobalAccumulator(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { let r = Registers(p, f, m, n, a, i, d); return r.setGlobal(a) }
@c @inline(__always) func opGetVectorGlobal(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).getVectorGlobal() }
@c @inline(__always) func opSetVectorGlobal(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).setVectorGlobal() }
@c @inline(__always) func opAddProduct(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { let r = Registers(p, f, m, n, a, i, d); return r.addProduct(r[r.C]) }
@c @inline(__always) func opAddProductAccumulator(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { let r = Registers(p, f, m, n, a, i, d); return r.addProduct(d.bitPattern) }
@c @inline(__always) func opProductAdd(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { let r = Registers(p, f, m, n, a, i, d); return r.productAdd(r[r.C]) }
@c @inline(__always) func opProductAddAccumulator(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { let r = Registers(p, f, m, n, a, i, d); return r.productAdd(d.bitPattern) }
@c @inline(__always) func opSubtractProduct(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { let r = Registers(p, f, m, n, a, i, d); return r.subtractProduct(r[r.C]) }
@c @inline(__always) func opSubtractProductAccumulator(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { let r = Registers(p, f, m, n, a, i, d); return r.subtractProduct(d.bitPattern) }
@c @inline(__always) func opProductSubtract(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { let r = Registers(p, f, m, n, a, i, d); return r.productSubtract(r[r.C]) }
@c @inline(__always) func opProductSubtractAccumulator(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { let r = Registers(p, f, m, n, a, i, d); return r.productSubtract(d.bitPattern) }
@c @inline(__always) func opMeter(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).meter() }
@c @inline(__always) func opJump(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).jump() }
@c @inline(__always) func opBranchTable(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchTable() }
@c @inline(__always) func opUnreachable(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).trap(.unreachable) }
@c @inline(__always) func opCall(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).call() }
@c @inline(__always) func opCallImport(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).callImport() }
@c @inline(__always) func opCallIndirect(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).callIndirectHere() }
@c @inline(__always) func opCallIndirectAnywhere(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).callIndirect() }
@c @inline(__always) func opCallReference(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).callReferenceHere() }
@c @inline(__always) func opCallReferenceAnywhere(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).callReference() }
@c @inline(__always) func opReturn0(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).return0() }
@c @inline(__always) func opReturn1(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).return1() }
@c @inline(__always) func opReturnAccumulator(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).returnAccumulator() }
@c @inline(__always) func opReturnFloatAccumulator(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).returnFloatAccumulator() }
@c @inline(__always) func opReturnCall(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).returnCallDirect() }
@c @inline(__always) func opReturnCallIndirect(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).returnCallIndirect() }
@c @inline(__always) func opReturnCallReference(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).returnCallReference() }
@c @inline(__always) func opThrowTag(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).throwTag() }
@c @inline(__always) func opThrowReference(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).throwReference() }
