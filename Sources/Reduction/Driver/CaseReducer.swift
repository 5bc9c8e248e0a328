import Dispatch
package import Divergence
import Synchronization
import WasmModel

/// Shrinks a case while a property stays.
///
/// Hierarchical delta debugging over the typed tree: modules, calls, functions, statements, operands, then what is left
/// over. One idea per reducer, one gate (a candidate must be valid, new and cheaper), no randomness: the same case and
/// property give the same result on every machine, for any number of jobs, and also if the work is interrupted and
/// taken up again from the answers given so far. Every accepted step makes the case cheaper, so it ends.
package struct CaseReducer {
    /// Whether a smaller case still has the property. Asked about valid modules only (if the first one was valid), and
    /// on several threads if there are several jobs.
    package typealias Property = @Sendable (DifferentialCase) -> Bool

    package struct Options: Sendable {
        /// How often the property may be asked.
        package var budget: Int
        /// Questions that are asked at the same time.
        package var jobs: Int
        /// Asked between questions; `true` ends the reduction with what it has.
        package var shouldStop: @Sendable () -> Bool

        package init(budget: Int = 2000, jobs: Int = 1, shouldStop: @escaping @Sendable () -> Bool = { false }) {
            self.budget = budget
            self.jobs = max(1, jobs)
            self.shouldStop = shouldStop
        }
    }

    private let options: Options
    /// Answers by the key of the case.
    private var answers: [UInt64: Bool]
    /// Keys that were asked or refused in this reduction.
    private var tried: Set<UInt64> = []
    /// Told every answer, so that it can be kept for later.
    private let remember: (UInt64, Bool) -> Void
    private var isGated = true
    /// Guesses are asked about another property; their answers must not be taken for those of a reduction.
    private var salt: UInt64 = 0
    private static let guessing: UInt64 = 0x6775_6573_7369_6E67
    private static let turning: UInt64 = 0x7475_726E_696E_6721

    /// Questions asked so far, those included that were answered before.
    package private(set) var questions = 0

    /// - Parameters:
    ///   - answers: what an interrupted reduction of the same case was told.
    ///   - remember: is told each new answer.
    package init(
        _ options: Options = Options(), answers: [UInt64: Bool] = [:],
        remember: @escaping (UInt64, Bool) -> Void = { _, _ in }
    ) {
        self.options = options
        self.answers = answers
        self.remember = remember
    }

    private static let reducers: [any Reducer.Type] = [
        CallReducer.self, LibraryReducer.self, PromotionReducer.self, FunctionReducer.self, FunctionBodyReducer.self, UnusedReducer.self,
        ExportReducer.self,
        SegmentReducer.self, StatementReducer.self, DeadCodeReducer.self,
        ReturnReducer.self, OperandReducer.self, BranchReducer.self, BlockReducer.self, DropReducer.self,
        InstructionReducer.self, DirectCallReducer.self, InlineReducer.self, UnusedReducer.self, SignatureReducer.self, LocalReducer.self,
        TypeReducer.self,
        LimitsReducer.self, ConstantReducer.self, ArgumentReducer.self, NameReducer.self,
    ]

    /// The first of a few guesses at a small case that has the property, made from where the traces of two engines
    /// part; `nil` if none has. The guesses stand alone, so the property may be wider than what a reduction keeps.
    package mutating func guess(
        _ test: DifferentialCase, from trace: ValueTrace.Runner, while property: Property
    ) -> DifferentialCase? {
        guard let first = Candidate(test)?.encoded, first.isValid else { return nil }
        salt = Self.guessing
        defer { salt = 0 }
        var localisations: [LocalisationReducer] = []
        for mode in ValueTrace.Mode.allCases where !isExhausted {
            guard let reducer = LocalisationReducer(first, mode, trace) else { continue }
            questions += 1
            if let found = accepted(of: reducer, first, property) { return found }
            localisations.append(reducer)
        }
        for operands in SuspectBattery.Operands.allCases where !isExhausted {
            guard let battery = SuspectBattery.candidate(for: first, operands) else { continue }
            // It may be larger than a case that is small already, and is worth its question all the same.
            guard let candidate = admitted(battery, cheaperThan: Cost(bytes: .max, calls: 0, bits: 0)) else { continue }
            if ask([candidate], property) == [true] { return candidate.test }
        }
        for reducer in localisations where !isExhausted {
            if let found = accepted(of: reducer.widened(), first, property) { return found }
        }
        return nil
    }

    private mutating func accepted(of reducer: LocalisationReducer, _ first: Candidate, _ property: Property)
        -> DifferentialCase?
    {
        var best = first
        run(reducer, &best, property)
        return best.cost < first.cost ? best.test : nil
    }

    /// The smallest case found. The given one must have the property.
    package mutating func reduce(_ test: DifferentialCase, while property: Property) -> DifferentialCase {
        guard var best = Candidate(test)?.encoded else { return test }
        isGated = best.isValid
        tried = [best.key]
        while !isExhausted {
            let before = best.cost
            for reducer in Self.reducers where !isExhausted { run(reducer.init(best), &best, property) }
            guard best.cost < before else { break }
        }
        return best.test
    }

    /// A smaller case that has a property which the given one has not got; `nil` if no single step leads to one.
    /// - Parameter number: tells the property from others that are tried for the same case.
    package mutating func turn(
        _ test: DifferentialCase, _ number: Int, while property: Property
    ) -> DifferentialCase? {
        salt = Self.turning &+ UInt64(truncatingIfNeeded: number)
        defer { salt = 0 }
        let found = reduce(test, while: property)
        return found == test ? nil : found
    }

    private var isExhausted: Bool { questions >= options.budget || options.shouldStop() }

    /// Tries everything that a reducer proposes, several proposals at a time on copies of it.
    private mutating func run(_ first: some Reducer, _ best: inout Candidate, _ property: Property) {
        var reducer = first
        while !isExhausted {
            // As if all were refused, which most are.
            var lookahead = reducer
            var batch: [Candidate?] = []
            var asked = 0
            while asked < options.jobs, let proposal = lookahead.next() {
                let candidate = admitted(proposal, cheaperThan: best.cost)
                batch.append(candidate)
                if candidate != nil { asked += 1 }
                lookahead.learn(nil)
            }
            if batch.isEmpty { return }
            let verdicts = ask(batch, property)
            guard let accepted = verdicts.firstIndex(of: true) else {
                reducer = lookahead
                continue
            }
            // Where the look ahead was wrong it is forgotten, and so are its questions.
            for position in batch.indices where position > accepted {
                if let candidate = batch[position] { forget(candidate) }
            }
            for _ in 0..<accepted {
                _ = reducer.next()
                reducer.learn(nil)
            }
            _ = reducer.next()
            if let candidate = batch[accepted] {
                best = candidate
                reducer.learn(candidate)
            }
        }
    }

    /// The candidate, encoded, if it is worth a question.
    private mutating func admitted(_ proposal: Candidate, cheaperThan cost: Cost) -> Candidate? {
        let candidate = proposal.encoded
        guard candidate.cost < cost, tried.insert(candidate.key).inserted else { return nil }
        if isGated, !candidate.isValid { return nil }
        questions += 1
        return candidate
    }

    private mutating func forget(_ candidate: Candidate) {
        if tried.remove(candidate.key) != nil { questions -= 1 }
    }

    private mutating func ask(_ batch: [Candidate?], _ property: Property) -> [Bool] {
        var verdicts = batch.map { candidate in candidate.map { answers[$0.key ^ salt] ?? false } ?? false }
        let open = batch.indices.filter { position in batch[position].map { answers[$0.key ^ salt] == nil } ?? false }
        if open.count == 1 {
            if let candidate = batch[open[0]] { verdicts[open[0]] = property(candidate.test) }
        } else if !open.isEmpty {
            let found = Mutex(verdicts)
            withoutActuallyEscaping(property) { property in
                DispatchQueue.concurrentPerform(iterations: open.count) { number in
                    guard let candidate = batch[open[number]] else { return }
                    let verdict = property(candidate.test)
                    found.withLock { $0[open[number]] = verdict }
                }
            }
            verdicts = found.withLock { $0 }
        }
        for position in open {
            guard let candidate = batch[position] else { continue }
            answers[candidate.key ^ salt] = verdicts[position]
            remember(candidate.key ^ salt, verdicts[position])
        }
        return verdicts
    }
}
