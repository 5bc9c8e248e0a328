/// What is UTF-8 and what is not.
enum UTF8Form {
    /// Bytes of the character that begins at `position`, 0 if there is none.
    static func length(_ bytes: [UInt8], at position: Int, end: Int) -> Int {
        let first = bytes[position]
        if first < 0x80 { return 1 }
        let (length, low, high): (Int, UInt8, UInt8) =
            switch first {
            case 0xC2...0xDF: (2, 0x80, 0xBF)
            case 0xE0: (3, 0xA0, 0xBF)
            case 0xED: (3, 0x80, 0x9F)
            case 0xE1...0xEF: (3, 0x80, 0xBF)
            case 0xF0: (4, 0x90, 0xBF)
            case 0xF1...0xF3: (4, 0x80, 0xBF)
            case 0xF4: (4, 0x80, 0x8F)
            default: (0, 0, 0)
            }
        guard length != 0, position + length <= end else { return 0 }
        guard bytes[position + 1] >= low, bytes[position + 1] <= high else { return 0 }
        for following in (position + 2)..<max(position + 2, position + length) where bytes[following] & 0xC0 != 0x80 {
            return 0
        }
        return length
    }

    static func isValid(_ bytes: [UInt8]) -> Bool {
        var position = 0
        while position < bytes.count {
            let step = length(bytes, at: position, end: bytes.count)
            if step == 0 { return false }
            position += step
        }
        return true
    }
}
