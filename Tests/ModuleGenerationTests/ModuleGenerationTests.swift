import Testing

@Suite struct ModuleGenerationTests {}
