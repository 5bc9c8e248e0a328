/// The parts of a floating-point literal (WebAssembly 3.0, §6.3.2 "Floating-Point"), as positions in the text.
struct FloatForm {
    enum Kind { case decimal, hexadecimal, infinity, nan, nanWithPayload }
    var kind: Kind
    var isNegative = false
    /// Behind the sign, and behind `0x` or `nan:0x`.
    var digits = 0
    /// Behind the digits and the point.
    var digitsEnd = 0
    /// Of the exponent, if there is one: within ±2^40, farther ones brought down to that.
    var exponent = 0
}

extension SourceText {
    /// The parts of the number from `first` to `last`; `nil` if it is none. An integer is a float, too.
    func floatForm(_ first: Int, _ last: Int) -> FloatForm? {
        let text = bytes.span
        var form = FloatForm(kind: .decimal)
        var position = first
        if text[position] == 0x2D || text[position] == 0x2B {
            form.isNegative = text[position] == 0x2D
            position += 1
        }
        if position >= last { return nil }
        if text[position] == 0x69 {
            form.kind = .infinity
            return last == position + 3 && text[position + 1] == 0x6E && text[position + 2] == 0x66 ? form : nil
        }
        if text[position] == 0x6E {
            guard text[position + 1] == 0x61, text[position + 2] == 0x6E else { return nil }
            form.kind = .nan
            if last == position + 3 { return form }
            form.kind = .nanWithPayload
            guard text[position + 3] == 0x3A, text[position + 4] == 0x30, text[position + 5] == 0x78 else { return nil }
            form.digits = position + 6
            form.digitsEnd = last
            return digitsEnd(form.digits, last, hexadecimal: true) == last ? form : nil
        }
        let isHexadecimal = text[position] == 0x30 && text[position + 1] == 0x78
        if isHexadecimal {
            form.kind = .hexadecimal
            position += 2
        }
        form.digits = position
        guard var end = digitsEnd(position, last, hexadecimal: isHexadecimal) else { return nil }
        if end < last, text[end] == 0x2E {
            end += 1
            if end < last,
                isHexadecimal ? CharacterClass.hexadecimalValue(text[end]) < 16 : CharacterClass.isDigit(text[end])
            {
                guard let fractionEnd = digitsEnd(end, last, hexadecimal: isHexadecimal) else { return nil }
                end = fractionEnd
            }
        }
        form.digitsEnd = end
        if end == last { return form }
        guard text[end] | 0x20 == (isHexadecimal ? 0x70 : 0x65) else { return nil }
        end += 1
        let isNegative = text[end] == 0x2D
        if isNegative || text[end] == 0x2B { end += 1 }
        guard digitsEnd(end, last, hexadecimal: false) == last else { return nil }
        for digit in end..<last where text[digit] != 0x5F {
            form.exponent = min(form.exponent &* 10 &+ Int(text[digit] &- 0x30), 1 << 40)
        }
        if isNegative { form.exponent = -form.exponent }
        return form
    }

    /// The end of a run of digits with single underscores between them; `nil` if there is none.
    @inline(__always) private func digitsEnd(_ first: Int, _ last: Int, hexadecimal: Bool) -> Int? {
        let text = bytes.span
        var position = first
        var afterDigit = false
        while position < last {
            let byte = text[position]
            if hexadecimal ? CharacterClass.hexadecimalValue(byte) < 16 : CharacterClass.isDigit(byte) {
                afterDigit = true
            } else if byte == 0x5F && afterDigit {
                afterDigit = false
            } else {
                break
            }
            position &+= 1
        }
        return afterDigit ? position : nil
    }

    /// Bits of the number from `first` to `last` in `format`; `nil` if it is out of range. `isWellFormed` is false if
    /// it is no number at all.
    @inline(__always) func float(_ first: Int, _ last: Int, _ format: BinaryFormat) -> (
        bits: UInt64?, isWellFormed: Bool
    ) {
        let common = commonFloat(first, last, format)
        return common.isWellFormed ? common : uncommonFloat(first, last, format)
    }

    /// Numbers of a few digits, without underscores, in one walk. Not well formed means only: not one of these.
    private func commonFloat(_ first: Int, _ last: Int, _ format: BinaryFormat) -> (bits: UInt64?, isWellFormed: Bool) {
        let text = bytes.span
        var position = first
        let lead = text[position]
        let sign = lead == 0x2D ? format.sign : 0
        if lead == 0x2D || lead == 0x2B { position &+= 1 }
        if text[position] == 0x30 && text[position &+ 1] == 0x78 {
            return commonMagnitude(position &+ 2, last, format, sign, isHexadecimal: true)
        }
        return commonMagnitude(position, last, format, sign, isHexadecimal: false)
    }

    /// Compiled twice, for each base.
    @inline(__always) private func commonMagnitude(
        _ first: Int, _ last: Int, _ format: BinaryFormat, _ sign: UInt64, isHexadecimal: Bool
    ) -> (bits: UInt64?, isWellFormed: Bool) {
        let text = bytes.span
        var position = first
        var significand: UInt64 = 0
        var digits = 0
        var fraction = 0
        var isBehindPoint = false
        while position < last {
            let byte = text[position]
            let digit = isHexadecimal ? CharacterClass.hexadecimalValue(byte) : byte &- 0x30
            if digit < (isHexadecimal ? 16 : 10) {
                significand = isHexadecimal ? significand &<< 4 | UInt64(digit) : significand &* 10 &+ UInt64(digit)
                digits &+= 1
                if isBehindPoint { fraction &+= 1 }
            } else if byte == 0x2E && !isBehindPoint && digits > 0 {
                isBehindPoint = true
            } else {
                break
            }
            position &+= 1
        }
        guard digits > 0, digits <= 15 else { return (nil, false) }
        var exponent = 0
        if position < last {
            guard text[position] | 0x20 == (isHexadecimal ? 0x70 : 0x65) else { return (nil, false) }
            position &+= 1
            let isNegative = text[position] == 0x2D
            if isNegative || text[position] == 0x2B { position &+= 1 }
            guard position < last, last &- position <= 6 else { return (nil, false) }
            while position < last {
                let digit = text[position] &- 0x30
                guard digit < 10 else { return (nil, false) }
                exponent = exponent &* 10 &+ Int(digit)
                position &+= 1
            }
            if isNegative { exponent = 0 &- exponent }
        }
        if isHexadecimal {
            guard let bits = format.rounded(significand, exponent: exponent &- 4 &* fraction, isInexact: false) else {
                return (nil, true)
            }
            return (bits | sign, true)
        }
        if significand == 0 { return (sign, true) }
        guard let bits = exactFloat(significand, exponent &- fraction, format) else { return (nil, false) }
        return (bits | sign, true)
    }

    @inline(never) private func uncommonFloat(_ first: Int, _ last: Int, _ format: BinaryFormat) -> (
        bits: UInt64?, isWellFormed: Bool
    ) {
        guard let form = floatForm(first, last) else { return (nil, false) }
        let magnitude: UInt64?
        switch form.kind {
        case .infinity:
            magnitude = format.infinity
        case .nan:
            magnitude = format.canonicalNaN
        case .nanWithPayload:
            var payload: UInt64 = 0
            for digit in form.digits..<last where bytes[digit] != 0x5F {
                if payload >> 60 != 0 { return (nil, true) }
                payload = payload << 4 | UInt64(CharacterClass.hexadecimalValue(bytes[digit]))
            }
            let limit: UInt64 = 1 << UInt64(format.significandBits)
            magnitude = payload >= 1 && payload < limit ? format.infinity | payload : nil
        case .hexadecimal:
            magnitude = hexadecimalFloat(form, format)
        case .decimal:
            magnitude = decimalFloat(form, format)
        }
        guard let magnitude else { return (nil, true) }
        return (form.isNegative ? magnitude | format.sign : magnitude, true)
    }

    private func hexadecimalFloat(_ form: FloatForm, _ format: BinaryFormat) -> UInt64? {
        let text = bytes.span
        var significand: UInt64 = 0
        var exponent = form.exponent
        var isInexact = false
        var afterPoint = false
        for position in form.digits..<form.digitsEnd {
            let byte = text[position]
            if byte == 0x2E {
                afterPoint = true
            } else if byte != 0x5F {
                let digit = UInt64(CharacterClass.hexadecimalValue(byte))
                if significand >> 60 == 0 {
                    significand = significand &<< 4 | digit
                    if afterPoint { exponent &-= 4 }
                } else {
                    if digit != 0 { isInexact = true }
                    if !afterPoint { exponent &+= 4 }
                }
            }
        }
        return format.rounded(significand, exponent: exponent, isInexact: isInexact)
    }
}
