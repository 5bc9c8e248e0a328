import Testing

@Suite struct WasmBinaryTests {}
