import Divergence
import EngineInterface
import WasmModel
import WasmValidation

/// Edits of bodies, with outlines to find what to edit.
enum BodyEdit {
    /// Outlines of the functions of a module; `nil` where the module is not valid.
    static func outline(_ candidate: Candidate, _ module: Int, _ function: Int) -> BodyOutline? {
        guard function < candidate.modules[module].functions.count,
            let validated = try? ValidatedModule(
                validating: candidate.modules[module], features: candidate.test.features)
        else { return nil }
        return try? BodyOutline(ofDefinedFunction: function, in: validated)
    }

    /// The candidate with stretches of a body replaced. Of stretches that overlap the outer one counts: a statement
    /// between the operands of another stands inside it.
    static func replacing(
        _ ranges: [Range<Int>], with parts: [[Instruction]] = [], in candidate: Candidate, _ module: Int,
        _ function: Int
    ) -> Candidate {
        var proposal = candidate
        var body = proposal.modules[module].functions[function].body
        let order = ranges.indices.sorted {
            (ranges[$0].lowerBound, -ranges[$0].count) < (ranges[$1].lowerBound, -ranges[$1].count)
        }
        var outer: [Int] = []
        for position in order {
            if let last = outer.last, ranges[position].lowerBound < ranges[last].upperBound { continue }
            outer.append(position)
        }
        for position in outer.reversed() {
            body.instructions.replaceSubrange(ranges[position], with: position < parts.count ? parts[position] : [])
        }
        body.positions = []
        proposal.modules[module].functions[function].body = body
        proposal.modules[module].functions[function].branchHints = []
        return proposal
    }

    /// Without values that are dropped as soon as they are there.
    static func withoutDroppedLeaves(_ instructions: [Instruction]) -> [Instruction] {
        var result: [Instruction] = []
        for instruction in instructions {
            if instruction.opcode == .drop, let last = result.last?.opcode {
                switch last {
                case .i32Const, .i64Const, .f32Const, .f64Const, .v128Const, .localGet, .globalGet, .refNull, .refFunc:
                    result.removeLast()
                    continue
                default: break
                }
            }
            result.append(instruction)
        }
        return result
    }

    /// An instruction that makes the default value of a type; `nil` where there is none.
    static func defaultValue(_ type: ValueType, in body: inout Expression) -> [Instruction]? {
        switch type {
        case .i32: return [Instruction(.i32Const)]
        case .i64: return [Instruction(.i64Const)]
        case .f32: return [Instruction(.f32Const)]
        case .f64: return [Instruction(.f64Const)]
        case .v128: return [vector(low: 0, high: 0, in: &body)]
        default:
            guard type.isReference else { return nil }
            let null = Instruction(.refNull, bits: UInt64(type.heapType.rawValue))
            if type.isNullable { return [null] }
            if type.heapType == .i31 || type.heapType == .eq || type.heapType == .any {
                return [Instruction(.i32Const), Instruction(.refI31)]
            }
            guard let index = type.heapType.typeIndex else { return nil }
            return [Instruction(.structNewDefault, index: index)]
        }
    }

    /// An instruction that makes a value; `nil` for references that cannot be written down.
    static func constant(_ value: Value, in body: inout Expression) -> Instruction? {
        switch value {
        case .i32(let bits): Instruction(.i32Const, bits: UInt64(bits))
        case .i64(let bits): Instruction(.i64Const, bits: bits)
        case .f32(let bits): Instruction(.f32Const, bits: UInt64(bits))
        case .f64(let bits): Instruction(.f64Const, bits: bits)
        case .v128(let low, let high): vector(low: low, high: high, in: &body)
        case .reference: nil
        }
    }

    private static func vector(low: UInt64, high: UInt64, in body: inout Expression) -> Instruction {
        let instruction = Instruction(.v128Const, index: UInt32(body.pool.count))
        body.pool += [low, high]
        return instruction
    }
}
