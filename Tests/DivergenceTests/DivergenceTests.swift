import Testing

@Suite struct DivergenceTests {}
