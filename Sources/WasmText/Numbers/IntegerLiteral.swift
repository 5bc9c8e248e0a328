/// An integer as it stands in a text (WebAssembly 3.0, §6.3.1 "Integers"): a sign and a magnitude.
struct IntegerLiteral {
    var magnitude: UInt64 = 0
    var isWellFormed = false
    var isSigned = false
    var isNegative = false
    /// The magnitude does not fit into 64 bits.
    var overflows = false

    /// Has the form of `u`N.
    @inline(__always) var isUnsigned: Bool { isWellFormed && !isSigned }

    /// As an unsigned or a signed number of `width` bits, in two's complement; `nil` if it is out of range.
    @inline(__always) func bits(width: UInt64) -> UInt64? {
        if overflows { return nil }
        if isNegative {
            return magnitude <= 1 &<< (width &- 1) ? (0 &- magnitude) & (UInt64.max &>> (64 &- width)) : nil
        }
        return magnitude <= UInt64.max &>> (64 &- width) ? magnitude : nil
    }
}

extension SourceText {
    /// Reads the characters from `first` to `last` as an integer.
    @inline(__always) func integer(_ first: Int, _ last: Int) -> IntegerLiteral {
        let text = bytes.span
        var literal = IntegerLiteral()
        var position = first
        let lead = text[position]
        if lead == 0x2D || lead == 0x2B {
            literal.isSigned = true
            literal.isNegative = lead == 0x2D
            position &+= 1
        }
        if text[position] == 0x30 && text[position &+ 1] == 0x78 {
            return hexadecimalInteger(position &+ 2, last, literal)
        }
        if last &- position > 19 { return longDecimalInteger(position, last, literal) }
        let length = last &- position
        if length <= 8 && length > 0 {
            // The digits at the top, zeros before them.
            let shift = UInt64(truncatingIfNeeded: (8 &- length) &* 8)
            let digits = text.word(at: position) &<< shift | ((UInt64.repeating(0x30) &>> 1) &>> (63 &- shift))
            if digits.areDigits {
                literal.magnitude = digits.decimalValue
                literal.isWellFormed = true
                return literal
            }
        }
        var value: UInt64 = 0
        let digits = position
        while position < last {
            let digit = text[position] &- 0x30
            if digit > 9 { return longDecimalInteger(digits, last, literal) }
            value = value &* 10 &+ UInt64(digit)
            position &+= 1
        }
        literal.magnitude = value
        literal.isWellFormed = digits < last
        return literal
    }

    private func hexadecimalInteger(_ first: Int, _ last: Int, _ sign: IntegerLiteral) -> IntegerLiteral {
        let text = bytes.span
        var literal = sign
        var value: UInt64 = 0
        var afterDigit = false
        var position = first
        while position < last {
            let byte = text[position]
            let digit = CharacterClass.hexadecimalValue(byte)
            if digit < 16 {
                if value >> 60 != 0 { literal.overflows = true }
                value = value &<< 4 | UInt64(digit)
                afterDigit = true
            } else if byte == 0x5F && afterDigit {
                afterDigit = false
            } else {
                return IntegerLiteral()
            }
            position &+= 1
        }
        literal.magnitude = value
        literal.isWellFormed = afterDigit
        return literal
    }

    /// With underscores, or with more than nineteen characters.
    @inline(never) private func longDecimalInteger(_ first: Int, _ last: Int, _ sign: IntegerLiteral) -> IntegerLiteral
    {
        let text = bytes.span
        var literal = sign
        var value: UInt64 = 0
        var afterDigit = false
        for position in first..<max(first, last) {
            let byte = text[position]
            if CharacterClass.isDigit(byte) {
                let (product, high) = value.multipliedReportingOverflow(by: 10)
                let (sum, carry) = product.addingReportingOverflow(UInt64(byte - 0x30))
                if high || carry { literal.overflows = true }
                value = sum
                afterDigit = true
            } else if byte == 0x5F && afterDigit {
                afterDigit = false
            } else {
                return IntegerLiteral()
            }
        }
        literal.magnitude = value
        literal.isWellFormed = afterDigit
        return literal
    }

    /// Whether these characters are a number of any form.
    func isNumber(_ first: Int, _ last: Int) -> Bool { floatForm(first, last) != nil }
}
