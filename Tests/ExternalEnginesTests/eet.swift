import Testing

@Suite struct ExternalEnginesTests {}
