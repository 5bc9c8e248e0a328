package import WasmModel

/// What is wrong with a custom section that the specification gives a meaning. Such a section makes no module malformed
/// or invalid; only the assertions `assert_malformed_custom` and `assert_invalid_custom` ask.
public enum CustomSectionFault: Error, Hashable, Sendable {
    case malformed(section: String, BinaryError)
    case invalid(section: String, message: String)
}

extension Module {
    /// The faults of the custom sections of a module in the binary format.
    ///
    /// - Throws: if the module itself is malformed.
    package static func customSectionFaults(
        inBinary bytes: [UInt8], features: FeatureSet = .all
    ) throws(BinaryError) -> [CustomSectionFault] {
        var decoder = ModuleDecoder(bytes, features: features, recordsPositions: true)
        try decoder.decode()
        let module = decoder.module
        var faults: [CustomSectionFault] = []
        let hintSections = module.customSections.filter { $0.name == BranchHintSection.name }
        for section in hintSections {
            guard case .raw(let contents) = section.content else { continue }
            guard hintSections.count == 1, decoder.bodyStarts.count == module.functions.count else {
                let misplaced = "@metadata.code.branch_hint section: not the only one before the code section"
                faults.append(.malformed(section: section.name, BinaryError(offset: 0, message: misplaced)))
                continue
            }
            let format = BranchHintSection(
                bodyStarts: decoder.bodyStarts, importedFunctions: module.importCount(of: .function))
            do throws(BinaryError) {
                // Decoded although its numbers are not in their shortest form: judged like one that is.
                var copy = module
                for (index, hints) in try format.decoded(contents, functions: module.functions) {
                    copy.functions[index].branchHints = hints
                }
                faults += copy.branchHintFaults
            } catch {
                faults.append(.malformed(section: section.name, error))
            }
        }
        return module.customSectionFaults + faults
    }

    /// The faults that can be told without the bytes of the functions: those of the name section, and of branch hints
    /// that stand with their functions.
    package var customSectionFaults: [CustomSectionFault] {
        var faults: [CustomSectionFault] = []
        for section in customSections where section.name == NameSection.sectionName {
            guard case .raw(let contents) = section.content else { continue }
            do throws(BinaryError) {
                _ = try NameSection(decoding: contents)
            } catch {
                faults.append(.malformed(section: section.name, error))
            }
        }
        return faults + branchHintFaults
    }

    private var branchHintFaults: [CustomSectionFault] {
        var faults: [CustomSectionFault] = []
        for function in functions {
            var last: UInt32?
            for hint in function.branchHints {
                if let fault = fault(of: hint, after: last, in: function.body) {
                    faults.append(.invalid(section: BranchHintSection.name, message: fault))
                }
                last = hint.instruction
            }
        }
        return faults
    }

    private func fault(of hint: BranchHint, after last: UInt32?, in body: Expression) -> String? {
        guard Int(hint.instruction) < body.instructions.count else {
            return "@metadata.code.branch_hint annotation: invalid offset"
        }
        let opcode = body.instructions[Int(hint.instruction)].opcode
        guard opcode == .if || opcode == .brIf else { return "@metadata.code.branch_hint annotation: invalid target" }
        if let last, hint.instruction <= last { return "@metadata.code.branch_hint annotation: invalid order" }
        return nil
    }
}
