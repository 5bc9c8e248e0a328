import WasmModel
import WasmValidation

/// What is known of a function before it is compiled: what validation has counted on its way.
extension Compiler {
    /// Types of functions by the bits of ``BodySurvey/calledTypes``.
    private static let typeBits = 64

    /// The words that a call of each type needs in its caller's area, by the bit of the type.
    mutating func measureAreas() {
        areasOfTypes.resize(Self.typeBits, filling: 0)
        for index in 0..<module.types.count {
            let bit = min(index, Self.typeBits - 1)
            let words = wordsOfArea(signature: module.types.signatures[index])
            areasOfTypes[bit] = max(areasOfTypes[bit], Int32(truncatingIfNeeded: words))
        }
    }

    /// The most words of the area that a call of one of these types needs.
    private mutating func wordsOfAreas(_ types: UInt64) -> Int {
        var left = types
        var words: Int32 = 0
        while left != 0 {
            words = max(words, areasOfTypes[left.trailingZeroBitCount])
            left &= left &- 1
        }
        return Int(words)
    }

    /// Describes the locals of a function that its body names, and what its calls need.
    mutating func survey(_ number: Int, _ function: Function, _ signature: ModuleTypes.Signature) {
        let survey = module.surveys[number]
        slotExponent = mentionsVectors || survey.hasVectors ? 4 : 3
        describeParameters(signature)
        describeLocals(function, survey)
        legacyTries = Int(survey.legacyTries)
        hasCalls = survey.hasCalls
        incomingWords = max(wordsOfArea(signature: signature), Convention.minimumAreaWords)
        areaWords = hasCalls ? max(wordsOfAreas(survey.calledTypes), Convention.minimumAreaWords) : 0
        let tailWords = wordsOfAreas(survey.tailCalledTypes)
        if tailWords > incomingWords { areaWords = max(areaWords, tailWords) }
        assignRegisters(survey.callWeight)
    }

    private mutating func describeParameters(_ signature: ModuleTypes.Signature) {
        usedLocals.resize(0, filling: 0)
        parameterCount = Int(signature.parameterCount)
        localCount = parameterCount
        if locals.count <= parameterCount { locals.resize(parameterCount + 1, filling: .unused) }
        for index in 0..<parameterCount {
            locals[index].describe(OperandType(signatureTypes[Int(signature.start) + index]), index)
            usedLocals.append(UInt32(truncatingIfNeeded: index))
        }
    }

    /// A few bytes can declare fifty thousand locals, so only those that are used are looked at one by one.
    private mutating func describeLocals(_ function: Function, _ survey: BodySurvey) {
        localGroups.resize(0, filling: LocalRange(end: 0, type: .i32))
        for group in function.locals {
            localCount += Int(group.count)
            if group.type == .v128 { slotExponent = 4 }
            localGroups.append(LocalRange(end: localCount, type: OperandType(group.type)))
        }
        // One more, for instructions that name none.
        if locals.count <= localCount { locals.resize(localCount + 1, filling: .unused) }
        var group = 0
        var start = parameterCount
        let first = Int(survey.firstUse)
        for place in first..<(first + Int(survey.useCount)) {
            let use = module.localUses[place]
            let local = Int(use.local)
            if local >= parameterCount, locals[local].uses == 0 {
                // Mostly they come in their order.
                if local < start { (group, start) = (0, parameterCount) }
                while localGroups[group].end <= local {
                    start = localGroups[group].end
                    group += 1
                }
                locals[local].describe(localGroups[group].type, local)
                usedLocals.append(use.local)
            }
            locals[local].uses &+= use.weight
        }
    }
}
