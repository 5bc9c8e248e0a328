/// What a byte can begin or belong to (WebAssembly 3.0, §6.2 and §6.3).
enum CharacterClass {
    // Classes, one bit each, so that one look-up answers several questions.
    static let identifier: UInt8 = 1
    static let digit: UInt8 = 2
    static let hexadecimal: UInt8 = 4
    static let lowercase: UInt8 = 8
    static let space: UInt8 = 16
    /// Ends a word and cannot follow a string directly: `,` `;` `[` `]` `{` `}`.
    static let reserved: UInt8 = 32
    /// Stands for itself inside a string: printable, neither quote nor backslash, below 0x7F.
    static let plain: UInt8 = 64

    /// Classes of each byte. A literal, so that it is laid out at compile time and a look-up is one load.
    // swift-format-ignore
    static let classes: InlineArray<256, UInt8> = [
        0, 0, 0, 0, 0, 0, 0, 0, 0, 16, 16, 0, 0, 16, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        80, 65, 0, 65, 65, 65, 65, 65, 64, 64, 65, 65, 96, 65, 65, 65,
        71, 71, 71, 71, 71, 71, 71, 71, 71, 71, 65, 96, 65, 65, 65, 65,
        65, 69, 69, 69, 69, 69, 69, 65, 65, 65, 65, 65, 65, 65, 65, 65,
        65, 65, 65, 65, 65, 65, 65, 65, 65, 65, 65, 96, 1, 96, 65, 65,
        65, 77, 77, 77, 77, 77, 77, 73, 73, 73, 73, 73, 73, 73, 73, 73,
        73, 73, 73, 73, 73, 73, 73, 73, 73, 73, 73, 96, 65, 96, 65, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    ]

    @inline(__always) static func isIdentifier(_ byte: UInt8) -> Bool { classes[Int(byte)] & identifier != 0 }
    @inline(__always) static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

    /// Value of a hexadecimal digit, or 255.
    @inline(__always) static func hexadecimalValue(_ byte: UInt8) -> UInt8 {
        let digit = byte &- 0x30
        if digit < 10 { return digit }
        let letter = (byte | 0x20) &- 0x61
        return letter < 6 ? letter &+ 10 : 255
    }
}
