import Testing

@Suite struct HarnessCommandsTests {}
