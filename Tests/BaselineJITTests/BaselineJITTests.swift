import Testing

@Suite struct BaselineJITTests {}
