import WasmModel

/// Counting for the ``BodySurvey``.
extension BodyValidator {
    mutating func beginSurvey() {
        survey = BodySurvey()
        survey.firstUse = UInt32(truncatingIfNeeded: localUses.count)
        openLoops = 0
        weight = 1
    }

    mutating func endSurvey() {
        let first = Local.place(0)
        for place in first..<locals.count where locals[place].uses != 0 {
            localUses.append(BodySurvey.LocalUse(local: UInt32(place - first), weight: locals[place].uses))
        }
        survey.useCount = UInt32(truncatingIfNeeded: localUses.count) &- survey.firstUse
    }

    /// One more loop is open, or one fewer.
    mutating func countLoop(_ change: Int) {
        openLoops += change
        weight = 1 << UInt32(3 * min(openLoops, 4))
    }

    @inline(__always) mutating func countUse(of local: UInt32) {
        if Local.place(local) < locals.count {
            locals[Local.place(local)].uses &+= weight
        } else {
            localUses.append(BodySurvey.LocalUse(local: local, weight: weight))
        }
    }

    @inline(never) mutating func note(_ instruction: Instruction, _ note: InstructionRow.Note) {
        switch note {
        case .none: break
        case .vector: survey.hasVectors = true
        case .legacyTry: survey.legacyTries &+= 1
        case .runtime: survey.callWeight &+= weight
        case .call:
            survey.callWeight &+= weight
            survey.calledTypes |= calledType(instruction)
        case .tailCall:
            survey.tailCalledTypes |= calledType(instruction)
        }
    }

    private mutating func calledType(_ instruction: Instruction) -> UInt64 {
        guard instruction.opcode == .call || instruction.opcode == .returnCall else {
            return BodySurvey.bit(ofType: instruction.index)
        }
        // A function that is not there is said where the call is checked.
        guard instruction.index < spaces.functions.count else { return 0 }
        return BodySurvey.bit(ofType: spaces.functions[Int(instruction.index)])
    }
}
