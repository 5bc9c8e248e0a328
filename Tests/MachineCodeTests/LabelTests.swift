import MachineCode
import Testing

@Suite struct LabelTests {
    @Test func jumpsBackwardAndForwardMeetTheirLabel() {
        var assembler = Assembler()
        var start = Label(), end = Label()
        assembler.bind(&start)
        assembler.jump(.equal, &end)
        assembler.jump(&end)
        assembler.call(&end)
        assembler.jump(&start)
        assembler.bind(&end)
        // The distances are counted by hand: je at 0 (6 bytes), jmp at 6, call at 11, jmp at 16, end at 21.
        let bytes = assembler.bytes()
        #expect(
            bytes == [
                0x0F, 0x84, 15, 0, 0, 0, 0xE9, 10, 0, 0, 0, 0xE8, 5, 0, 0, 0, 0xE9, 0xEB, 0xFF, 0xFF, 0xFF,
            ])
        #expect(end.offset == 21)
        #expect(!end.isAwaited)
    }

    @Test func anUnboundLabelIsAwaited() {
        var assembler = Assembler()
        var label = Label()
        #expect(!label.isAwaited)
        assembler.jump(&label)
        #expect(label.isAwaited)
        #expect(label.offset == nil)
    }

    @Test func aTableEntryCountsFromItsOwnEnd() {
        var assembler = Assembler()
        var target = Label(), table = Label()
        assembler.loadAddress(.r9, of: &table)
        assembler.bind(&table)
        assembler.tableEntry(&target)
        assembler.tableEntry(&target)
        assembler.bind(&target)
        let bytes = assembler.bytes()
        #expect(bytes == [0x4C, 0x8D, 0x0D, 0, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0])
    }

    @Test func relocationsNameTheirField() {
        var assembler = Assembler()
        assembler.call(symbol: 7)
        assembler.vector(.movsd, .xmm(9), Address(symbol: 3, addend: 16))
        assembler.arithmetic(.cmp, .dword, Address(symbol: 4), immediate: 1000)
        assembler.move(.r10, symbol: 5, addend: 8)
        let relocations = assembler.relocations
        #expect(
            relocations == [
                Relocation(offset: 1, kind: .relative32, symbol: 7, addend: -4),
                Relocation(offset: 10, kind: .relative32, symbol: 3, addend: 12),
                Relocation(offset: 16, kind: .relative32, symbol: 4, addend: -8),
                Relocation(offset: 26, kind: .absolute64, symbol: 5, addend: 8),
            ])
    }

    @Test(arguments: [1, 2, 4, 8, 16, 32, 64]) func alignmentReachesTheBoundary(boundary: Int) {
        for start in 0..<boundary {
            var assembler = Assembler()
            for _ in 0..<start { assembler.return() }
            assembler.alignWithNops(boundary)
            let end = assembler.offset
            #expect(end % boundary == 0)
            #expect(end - start < boundary)
        }
    }

    @Test func conditionsNegateAndSwap() {
        for condition in Condition.allCases {
            #expect(condition.negated != condition)
            #expect(condition.negated.negated == condition)
            #expect(condition.swapped.swapped == condition)
        }
        #expect(Condition.less.swapped == .greater)
        #expect(Condition.belowOrEqual.negated == .above)
    }
}
