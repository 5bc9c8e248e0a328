import EngineRuntime
import WasmModel

// Structures and arrays. Fields of an instruction are the result, then the operands; types are canonical numbers.

extension Registers {
    /// A fresh object in slot A, or the end.
    @inline(__always) private func finish(object: Word, _ words: Word) -> Word {
        object == 0 ? Word(context.status.rawValue) : finishBoth(object, words)
    }
    @inline(__always) private var type: UInt32 { UInt32(truncatingIfNeeded: extra) }

    // MARK: Structures

    /// B is the first field, and the others follow as they do in the object.
    @inline(__always) func structNew() -> Word {
        let context = context
        let object = HeapOperation.allocateStructure(context, type: immediate)
        if object != 0 {
            let fields = (context.type(immediate).objectBytes &- Word(Layout.Structure.fields)) / 8
            Self.moveWords(from: f &+ B &* 8, to: object &+ Word(Layout.Structure.fields), count: fields)
        }
        return finish(object: object, 2)
    }
    @inline(__always) func structNewDefault() -> Word {
        finish(object: HeapOperation.newDefaultStructure(context, type: immediate), 2)
    }
    /// The immediate is the offset of the field.
    @inline(__always) func structGet(_ extend: (Word) -> Word = { $0 }) -> Word {
        let object = self[B]
        return object == 0 ? trap(.nullReference) : finishBoth(extend(Self.word(object &+ Word(immediate))))
    }
    @inline(__always) func structGetVector() -> Word {
        let object = self[B]
        if object == 0 { return trap(.nullReference) }
        self[A] = Self.word(object &+ Word(immediate))
        self[A &+ 1] = Self.word(object &+ Word(immediate) &+ 8)
        return next(2)
    }
    @inline(__always) func structSet(_ mask: Word = .max) -> Word {
        let object = self[B]
        if object == 0 { return trap(.nullReference) }
        Self.write(object &+ extra, self[C] & mask)
        return next(3)
    }
    @inline(__always) func structSetVector() -> Word {
        let object = self[B]
        if object == 0 { return trap(.nullReference) }
        Self.write(object &+ extra, self[C])
        Self.write(object &+ extra &+ 8, self[C &+ 1])
        return next(3)
    }

    // MARK: Arrays

    @inline(__always) func arrayNew() -> Word {
        finish(object: HeapOperation.newArray(context, type: type, length: UInt32(slot: self[C]), low: self[B]), 3)
    }
    @inline(__always) func arrayNewVector() -> Word {
        finish(
            object: HeapOperation.newArray(
                context, type: type, length: UInt32(slot: self[C]), low: self[B], high: self[B &+ 1]), 3)
    }
    @inline(__always) func arrayNewDefault() -> Word {
        finish(object: HeapOperation.newDefaultArray(context, type: immediate, length: UInt32(slot: self[B])), 2)
    }
    /// B is the first of ``immediate`` elements.
    @inline(__always) func arrayNewFixed() -> Word {
        finish(object: Self.newArray(context, type, f &+ B &* 8, immediate), 3)
    }
    @inline(never) private static func newArray(
        _ context: ContextBlock, _ type: UInt32, _ first: Word, _ length: UInt32
    ) -> Word {
        let array = HeapOperation.allocateArray(context, type: type, length: length)
        guard array != 0 else { return 0 }
        var target = array &+ Word(Layout.Array.elements), source = first
        let exponent = context.type(type).elementSizeExponent
        for _ in 0..<length {
            let value = word(source)
            switch exponent {
            case 0: write(target, UInt8(truncatingIfNeeded: value))
            case 1: write(target, UInt16(truncatingIfNeeded: value))
            case 2: write(target, UInt32(truncatingIfNeeded: value))
            case 3: write(target, value)
            default:
                write(target, value)
                source &+= 8
                write(target &+ 8, word(source))
            }
            source &+= 8
            target &+= 1 << exponent
        }
        return array
    }
    @inline(__always) func arrayNewData() -> Word {
        finish(
            object: HeapOperation.newArray(
                context, type: type, length: UInt32(slot: self[C]), data: instance.dataSegment(secondIndex),
                at: UInt32(slot: self[B])), 3)
    }
    @inline(__always) func arrayNewElement() -> Word {
        finish(
            object: HeapOperation.newArray(
                context, type: type, length: UInt32(slot: self[C]), elements: instance.elementSegment(secondIndex),
                at: UInt32(slot: self[B])), 3)
    }

    /// Where element C of array B is.
    @inline(__always) private func element(_ bytes: Word) throws(TrapKind) -> Word {
        let array = self[B]
        guard array != 0 else { throw .nullReference }
        let index = UInt32(slot: self[C])
        guard index < Self.half(array &+ Word(Layout.Array.length)) else { throw .arrayOutOfBounds }
        return array &+ Word(Layout.Array.elements) &+ Word(index) &* bytes
    }
    @inline(__always) func arrayGet<T: FixedWidthInteger & BitwiseCopyable>(_: T.Type) -> Word {
        do throws(TrapKind) {
            let value: T = Self.read(try element(Word(MemoryLayout<T>.size)))
            // Elements of less than a word are i32, which a slot holds zero-extended.
            return finishBoth(
                MemoryLayout<T>.size == 8 ? Word(truncatingIfNeeded: value) : Word(UInt32(truncatingIfNeeded: value)))
        } catch { return trap(error) }
    }
    @inline(__always) func arrayGetVector() -> Word {
        do throws(TrapKind) {
            let place = try element(16)
            self[A] = Self.word(place)
            self[A &+ 1] = Self.word(place &+ 8)
            return next(2)
        } catch { return trap(error) }
    }
    @inline(__always) func arraySet<T: FixedWidthInteger & BitwiseCopyable>(_: T.Type) -> Word {
        do throws(TrapKind) {
            Self.write(try element(Word(MemoryLayout<T>.size)), T(truncatingIfNeeded: self[D]))
            return next(2)
        } catch { return trap(error) }
    }
    @inline(__always) func arraySetVector() -> Word {
        do throws(TrapKind) {
            let place = try element(16)
            Self.write(place, self[D])
            Self.write(place &+ 8, self[D &+ 1])
            return next(2)
        } catch { return trap(error) }
    }
    @inline(__always) func arrayLength() -> Word {
        let array = self[B]
        return array == 0 ? trap(.nullReference) : finishBoth(Word(Self.half(array &+ Word(Layout.Array.length))))
    }

    // The operands of these stand in their places from A on.

    @inline(__always) private func half(_ slot: Word) -> UInt32 { UInt32(slot: self[A &+ slot]) }
    @inline(__always) func arrayFill() -> Word {
        end(HeapOperation.fillArray(context, self[A], at: half(1), low: self[A &+ 2], count: half(3)), 2)
    }
    @inline(__always) func arrayFillVector() -> Word {
        end(
            HeapOperation.fillArray(
                context, self[A], at: half(1), low: self[A &+ 2], high: self[A &+ 3], count: half(4)), 2)
    }
    @inline(__always) func arrayCopy() -> Word {
        end(
            HeapOperation.copyArray(
                context, to: self[A], at: half(1), from: self[A &+ 2], at: half(3), count: half(4)), 2)
    }
    @inline(__always) func arrayInitData() -> Word {
        end(
            HeapOperation.initializeArray(
                context, self[A], at: half(1), data: instance.dataSegment(Int(immediate)), at: half(2), count: half(3)), 2)
    }
    @inline(__always) func arrayInitElement() -> Word {
        end(
            HeapOperation.initializeArray(
                context, self[A], at: half(1), elements: instance.elementSegment(Int(immediate)), at: half(2),
                count: half(3)), 2)
    }
}
