import MachineCode
import WasmModel

/// A comparison that sets the flags so that one condition tells its result.
struct Comparison {
    enum Form { case integer, zero, float }
    var form: Form
    var size: OperandSize
    var condition: Condition
    /// Compare b with a: how "less" of floats becomes "above", which is false for NaN.
    var isSwapped = false

    /// `nil` for what is not a comparison, and for equality of floats, which takes two conditions.
    init?(_ opcode: Opcode) {
        switch opcode {
        case .i32Eqz: self.init(form: .zero, size: .dword, condition: .equal)
        case .i64Eqz: self.init(form: .zero, size: .qword, condition: .equal)
        case .i32Eq: self.init(form: .integer, size: .dword, condition: .equal)
        case .i32Ne: self.init(form: .integer, size: .dword, condition: .notEqual)
        case .i32LtS: self.init(form: .integer, size: .dword, condition: .less)
        case .i32LtU: self.init(form: .integer, size: .dword, condition: .below)
        case .i32GtS: self.init(form: .integer, size: .dword, condition: .greater)
        case .i32GtU: self.init(form: .integer, size: .dword, condition: .above)
        case .i32LeS: self.init(form: .integer, size: .dword, condition: .lessOrEqual)
        case .i32LeU: self.init(form: .integer, size: .dword, condition: .belowOrEqual)
        case .i32GeS: self.init(form: .integer, size: .dword, condition: .greaterOrEqual)
        case .i32GeU: self.init(form: .integer, size: .dword, condition: .aboveOrEqual)
        case .i64Eq: self.init(form: .integer, size: .qword, condition: .equal)
        case .i64Ne: self.init(form: .integer, size: .qword, condition: .notEqual)
        case .i64LtS: self.init(form: .integer, size: .qword, condition: .less)
        case .i64LtU: self.init(form: .integer, size: .qword, condition: .below)
        case .i64GtS: self.init(form: .integer, size: .qword, condition: .greater)
        case .i64GtU: self.init(form: .integer, size: .qword, condition: .above)
        case .i64LeS: self.init(form: .integer, size: .qword, condition: .lessOrEqual)
        case .i64LeU: self.init(form: .integer, size: .qword, condition: .belowOrEqual)
        case .i64GeS: self.init(form: .integer, size: .qword, condition: .greaterOrEqual)
        case .i64GeU: self.init(form: .integer, size: .qword, condition: .aboveOrEqual)
        case .f32Gt: self.init(form: .float, size: .dword, condition: .above)
        case .f32Ge: self.init(form: .float, size: .dword, condition: .aboveOrEqual)
        case .f32Lt: self.init(form: .float, size: .dword, condition: .above, isSwapped: true)
        case .f32Le: self.init(form: .float, size: .dword, condition: .aboveOrEqual, isSwapped: true)
        case .f64Gt: self.init(form: .float, size: .qword, condition: .above)
        case .f64Ge: self.init(form: .float, size: .qword, condition: .aboveOrEqual)
        case .f64Lt: self.init(form: .float, size: .qword, condition: .above, isSwapped: true)
        case .f64Le: self.init(form: .float, size: .qword, condition: .aboveOrEqual, isSwapped: true)
        default: return nil
        }
    }

    private init(form: Form, size: OperandSize, condition: Condition, isSwapped: Bool = false) {
        self.form = form
        self.size = size
        self.condition = condition
        self.isSwapped = isSwapped
    }
}
