import Testing

@Suite struct WasmTextTests {}
