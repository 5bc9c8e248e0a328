import WasmModel

/// Which features one module uses: its own subset of those that are enabled.
enum FeatureDraw {
    /// What the first form of every compiler has; a share of the modules keeps to it.
    static let plain = FeatureSet([.signExtension, .saturatingConversion, .multiValue, .bulkMemory])

    static func features(enabled: FeatureSet, _ profile: GeneratorProfile, _ stream: RandomStream) -> FeatureSet {
        var stream = stream
        var drawn = enabled.intersection(plain)
        // Every draw is made whatever is enabled, so that a feature that is off does not move the others.
        let isPlain = stream.chance(profile.plainChance)
        let chances = profile.features
        func draw(_ feature: Feature, _ chance: Int, key: UInt64, needs other: Feature? = nil) {
            var own = stream.split(key)
            let isWanted = own.chance(chance)
            let hasNeeds = other.map(drawn.contains) ?? true
            if isWanted, !isPlain, hasNeeds, enabled.contains(feature) { drawn.insert(feature) }
        }
        draw(.simd, chances.simd, key: 1)
        draw(.relaxedSIMD, chances.relaxedSIMD, key: 2, needs: .simd)
        draw(.referenceTypes, chances.referenceTypes, key: 3)
        draw(.tailCall, chances.tailCall, key: 4)
        draw(.extendedConst, chances.extendedConst, key: 5)
        draw(.multiMemory, chances.multiMemory, key: 6)
        draw(.memory64, chances.memory64, key: 7)
        draw(.exceptions, chances.exceptions, key: 8, needs: .referenceTypes)
        draw(.legacyExceptions, chances.legacyExceptions, key: 13, needs: .exceptions)
        draw(.gc, chances.gc, key: 9, needs: .referenceTypes)
        draw(.threads, chances.threads, key: 10)
        draw(.wideArithmetic, chances.wideArithmetic, key: 11)
        draw(.customPageSizes, chances.customPageSizes, key: 12)
        if enabled.contains(.functionReferences), drawn.contains(.referenceTypes), drawn.contains(.gc) || stream.chance(600) {
            drawn.insert(.functionReferences)
        }
        if drawn.contains(.gc), !drawn.contains(.functionReferences) { drawn.remove(.gc) }
        return drawn.union(.wasm1)
    }
}
