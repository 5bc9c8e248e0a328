import Persistence
import Reporting

/// Recorded results that show every verdict, and words that every format must escape.
enum Samples {
    static let hostile = "<b>&\"'</b>\u{1}|`x`\n]]>"

    static let conformance: JSON = [
        "kind": "conformance", "version": 1, "assay": "0.1.0",
        "engines": [
            [
                "name": "interpreter", "version": "0.1.0", "passed": 1470, "failed": 0, "skipped": 0,
                "expectedFailures": 0,
                "unexpectedPasses": 0, "seconds": 0.25,
            ],
            [
                "name": "jit", "version": "0.1.0", "passed": 1460, "failed": 3, "skipped": 7, "expectedFailures": 1,
                "unexpectedPasses": 1, "seconds": 1.5,
            ],
        ],
        "files": [
            ["path": "i32.wast", "engine": "interpreter", "passed": 460, "failed": 0, "skipped": 0],
            ["path": "i32.wast", "engine": "jit", "passed": 458, "failed": 2, "skipped": 0],
            ["path": "f32.wast", "engine": "interpreter", "passed": 1000, "failed": 0, "skipped": 0],
            ["path": "f32.wast", "engine": "jit", "passed": 999, "failed": 1, "skipped": 0],
            ["path": "gc/array.wast", "engine": "interpreter", "passed": 10, "failed": 0, "skipped": 0],
            ["path": "gc/array.wast", "engine": "jit", "passed": 3, "failed": 0, "skipped": 7],
            ["path": "proposals/threads/atomic.wast", "engine": "jit", "passed": 300, "failed": 0, "skipped": 2],
        ],
        "failures": [
            [
                "path": "i32.wast", "line": 12, "command": "assert_return", "engine": "jit",
                "expected": "(i32.const 1)",
                "actual": "(i32.const 2)", "isExpected": false,
            ],
            [
                "path": "i32.wast", "line": 30, "command": "assert_trap", "engine": "jit",
                "expected": "trap: integer divide by zero", "actual": .string(hostile), "isExpected": false,
            ],
            [
                "path": "f32.wast", "line": 7, "command": "assert_return", "engine": "jit", "expected": "nan:canonical",
                "actual": "(f32.const 0)", "isExpected": true,
            ],
        ],
        "skips": [
            [
                "path": "gc/array.wast", "engine": "jit", "reason": "gc is not supported",
                "lines": [1, 5, 9, 13, 17, 21, 25],
            ]
        ],
        "ledger": [
            ["path": "gc/array.wast", "line": 30, "engine": "jit", "problem": "an expected failure that passed"]
        ],
    ]

    static let campaign: JSON = [
        "kind": "fuzz", "version": 1, "seed": 18_446, "modules": 20_000, "calls": 120_000, "comparableCalls": 119_000,
        "ignored": ["stack-exhaustion": 1000], "modulesPerSecond": 2000.0, "seconds": 10.0,
        "engines": [
            ["name": "interpreter", "version": "0.1.0", "modules": 20_000, "rejected": 0, "crashes": 0, "timeouts": 0],
            ["name": "jit", "version": "0.1.0", "modules": 19_990, "rejected": 10, "crashes": 0, "timeouts": 2],
        ],
        "divergences": 3,
        "buckets": [
            [
                "signature": "result_jit_i32.rotl", "blamed": "jit", "count": 3,
                "reproducer": "corpus/result_jit_i32.rotl",
            ]
        ],
    ]

    static let divergence: JSON = [
        "kind": "divergence", "version": 1, "signature": "result_jit_i32.rotl", "blamed": "jit", "step": 1,
        "difference": "result", "vote": [["interpreter", "aot"], ["jit"]], "seed": 99,
        "engines": [
            ["name": "interpreter", "version": "0.1.0", "steps": ["instance", "returned i32:1"]],
            ["name": "jit", "version": "0.1.0", "steps": ["instance", .string("returned " + hostile)]],
            ["name": "aot", "version": "0.1.0", "steps": ["instance", "returned i32:1"]],
        ],
    ]

    static func report() throws -> Report {
        try Report([
            Report.Document(conformance), Report.Document(campaign),
            Report.Document(divergence, folder: "corpus/result_jit_i32.rotl"),
        ])
    }
}
