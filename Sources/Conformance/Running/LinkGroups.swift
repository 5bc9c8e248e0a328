/// Which instances of a store share state, because one imports from the other. When a module is skipped that an engine
/// cannot run, what it would have done to the instances it imports from is missing, and nothing true can be said about
/// them, or about anything that shares state with them, any more.
struct LinkGroups {
    /// A module that was skipped.
    struct Gap {
        var line: Int
        var reason: String
    }
    private var parents: [Int] = []
    private var gaps: [Int: Gap] = [:]

    /// A new instance that shares state with nothing.
    mutating func makeMember() -> Int {
        parents.append(parents.count)
        return parents.count - 1
    }

    private func root(of member: Int) -> Int {
        var member = member
        while parents[member] != member { member = parents[member] }
        return member
    }

    mutating func join(_ a: Int, _ b: Int) {
        let rootA = root(of: a), rootB = root(of: b)
        guard rootA != rootB else { return }
        // The smaller number stays: chains are as long as instances that import from later ones, which is never.
        let (kept, gone) = (min(rootA, rootB), max(rootA, rootB))
        parents[gone] = kept
        if let gap = gaps.removeValue(forKey: gone), gaps[kept] == nil { gaps[kept] = gap }
    }

    mutating func mark(_ member: Int, _ gap: Gap) {
        let root = root(of: member)
        if gaps[root] == nil { gaps[root] = gap }
    }

    func gap(of member: Int) -> Gap? { gaps.isEmpty ? nil : gaps[root(of: member)] }
}
