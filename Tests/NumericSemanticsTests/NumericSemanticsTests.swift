import Testing

@Suite struct NumericSemanticsTests {}
