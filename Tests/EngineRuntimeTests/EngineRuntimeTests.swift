import Testing

@Suite struct EngineRuntimeTests {}
