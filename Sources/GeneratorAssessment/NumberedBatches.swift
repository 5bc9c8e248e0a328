/// Work on numbered cases, in as many tasks as there are jobs.
enum NumberedBatches {
    private static let size = 32

    /// - Parameter each: is given the results, which come in any order.
    static func run<Result: Sendable>(
        _ total: Int, jobs: Int, _ work: @escaping @Sendable (Range<Int>) -> Result, each: (Result) -> Void
    ) async {
        await withTaskGroup(of: Result.self) { group in
            var next = 0
            func addTask() {
                guard next < total else { return }
                let range = next..<min(next + size, total)
                next = range.upperBound
                group.addTask { work(range) }
            }
            for _ in 0..<jobs { addTask() }
            while let result = await group.next() {
                each(result)
                addTask()
            }
        }
    }
}
