/// Hashes of what the generator makes of the seeds from zero on, all features enabled.
enum GoldenHashes {
    static let version: UInt32 = 2

    static let defaultProfile: [UInt64] = []

    /// Of each profile, twenty seeds in one hash.
    static let profiles: [(name: String, hash: UInt64)] = []
}
