import Testing

@Suite struct OptimizingAOTTests {}
