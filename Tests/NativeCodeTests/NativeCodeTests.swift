import Testing

@Suite struct NativeCodeTests {}
