import CWasmCAPI
import WasmModel

/// Where a trap came from.
///
/// What makes it safe: the frame is freed here, and its numbers are only compared.
enum TrapOrigin {
    /// Whether the instruction that trapped is an indirect call. A library says at which byte it stands, but not in which
    /// module: it is the one that has an instruction on tables there. False if the library does not say.
    @unsafe static func isIndirectCall(_ trap: OpaquePointer, _ library: WasmtimeLibrary, _ shapes: [ModuleShape]) -> Bool {
        let standard = unsafe library.standard
        guard let origin = unsafe standard.pointee.wasm_trap_origin, let frame = unsafe origin(trap) else { return false }
        defer { unsafe standard.pointee.wasm_frame_delete?(frame) }
        guard let offsetOf = unsafe standard.pointee.wasm_frame_module_offset,
            let indexOf = unsafe standard.pointee.wasm_frame_func_index
        else { return false }
        let offset = unsafe Int(truncatingIfNeeded: offsetOf(frame)), index = unsafe Int(indexOf(frame))
        for shape in shapes {
            switch shape.instruction(at: offset, ofFunction: index) {
            case .callIndirect?, .returnCallIndirect?: return true
            case .tableGet?, .tableSet?, .tableInit?, .tableCopy?, .tableFill?, .tableGrow?: return false
            default: continue
            }
        }
        return false
    }
}
