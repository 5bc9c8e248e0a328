/// Bodies that can be put where they are called, by index of the function.
package final class InlinableBodies {
    /// A body, which does not change any more.
    package final class Body {
        package let function: IRFunction
        init(copying other: borrowing IRFunction) {
            var copy = IRFunction()
            copy.assign(other)
            function = copy
        }
    }

    private var bodies: [Body?]
    private var wasTried: [Bool]
    private var kept = 0
    /// So that a module of very many small functions is not kept as IR whole.
    private static let mostKept = 1 << 14

    /// For a module with so many functions.
    package init(functionCount: Int) {
        bodies = [Body?](repeating: nil, count: functionCount)
        wasTried = [Bool](repeating: false, count: functionCount)
    }

    package subscript(_ index: Int) -> Body? { bodies.indices.contains(index) ? bodies[index] : nil }

    /// Whether it is still open if a function has such a body; it is not any more.
    func isOpen(_ index: Int) -> Bool {
        guard !wasTried[index], kept < Self.mostKept else { return false }
        wasTried[index] = true
        return true
    }

    package func keep(_ function: borrowing IRFunction, as index: Int) {
        bodies[index] = Body(copying: function)
        kept += 1
    }
}
