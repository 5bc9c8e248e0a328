import Testing

@Suite struct WasmValidationTests {}
