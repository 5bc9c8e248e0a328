import Testing

import ExternalEngines

@Suite struct LastWordsTests {
    @Test(arguments: [
        (
            "thread '<unnamed>' panicked at crates/wasmtime/src/runtime/store.rs:213:18:\nassertion failed: fault.is_none()\nnote: run with",
            "store.rs:213: assertion failed: fault.is_none()"
        ),
        (
            "thread 'main' panicked at 'called `unwrap()` on a `None` value', cranelift/codegen/src/lower.rs:31:5\nnote: run with",
            "lower.rs:31: called `unwrap()` on a `None` value"
        ),
        (
            "thread '<unnamed>' panicked at 'assertion failed: `(left == right)`\n  left: `1`,\n right: `2`', src/a.rs:10:5\nfatal runtime error: failed",
            "a.rs:10: assertion failed: `(left == right)`"
        ),
        (
            "panicked at src/a.rs:1:2:\nfirst\nthread 'x' panicked at library/core/src/panicking.rs:221:5:\npanic in a function that cannot unwind",
            "a.rs:1: first"
        ),
        ("thread 'x' has overflowed its stack\nfatal runtime error: stack overflow\n", "fatal runtime error: stack overflow"),
        ("engine: gc.c:12: mark: Assertion `x' failed.\nAborted\n", "engine: gc.c:12: mark: Assertion `x' failed."),
        ("some line\nthe last one", "the last one"),
    ])
    func theLineThatTellsMostIsTaken(_ messages: String, _ expected: String) {
        #expect(LastWords.telling(in: messages) == expected)
    }

    @Test func whoSaidNothingHasNoLastWords() { #expect(LastWords.telling(in: "\n") == nil) }
}
