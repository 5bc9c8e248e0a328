import Testing

@Suite struct ReductionTests {}
