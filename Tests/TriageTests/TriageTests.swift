import Testing

@Suite struct TriageTests {}
