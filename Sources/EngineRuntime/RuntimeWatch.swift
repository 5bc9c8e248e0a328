import EngineInterface
import WasmModel

/// Watches the exports of instances of the shared runtime. Where nothing has changed since the last look, the answer is
/// the array of the last one.
final class RuntimeWatch: StateWatch {
    private enum Place {
        case global(GlobalBlock)
        case memory(MemoryBlock, MemoryDigest)
        /// Whether numbers behind its references are shown.
        case table(TableBlock, Bool)
    }
    private struct Watched {
        var place: Place
        var instance: InstanceBlock
        var functionCount: Int
    }
    /// What an observation follows from: the words of a global, size and digest of the others.
    private struct Shown: Equatable {
        var first: UInt64
        var second: UInt64
    }

    private let store: Store
    private var watched: [Watched] = []
    /// Of the last look, by position in ``watched``.
    private var shown: [Shown] = []
    private var observations: [EngineCaseAnswer.NamedObservation] = []

    init(_ store: Store, _ instances: [(instance: LoadedInstance, prefix: String)]) {
        self.store = store
        let count = instances.reduce(0) { $0 + $1.instance.module.facts.exports.count { $0.kind.hasState } }
        watched.reserveCapacity(count)
        observations.reserveCapacity(count)
        shown.reserveCapacity(count)
        for (instance, prefix) in instances {
            for export in instance.module.facts.exports where export.kind.hasState {
                let index = Int(export.index)
                let place: Place
                switch export.kind {
                case .global: place = .global(instance.block.global(index))
                case .memory: place = .memory(instance.block.memory(index), MemoryDigest())
                case .table:
                    let table = instance.block.table(index)
                    place = .table(table, store.showsNumbers(of: table))
                case .function, .tag: continue
                }
                watched.append(
                    Watched(place: place, instance: instance.block, functionCount: instance.module.facts.functionCount))
                observations.append(
                    EngineCaseAnswer.NamedObservation(
                        export: prefix.isEmpty ? export.name : prefix + export.name, observation: .notObservable))
            }
        }
    }

    func look() -> [EngineCaseAnswer.NamedObservation] {
        let isFirst = shown.isEmpty
        // Taken out while they are changed, so that not every access to the object is checked for others.
        var shown = exchange(&self.shown, with: [])
        var observations = exchange(&self.observations, with: [])
        let watched = self.watched
        for position in watched.indices {
            let now = Self.show(watched[position].place)
            if isFirst {
                shown.append(now)
            } else if shown[position] == now {
                continue
            } else {
                shown[position] = now
            }
            observations[position].observation = observation(of: watched[position], now)
        }
        self.shown = shown
        self.observations = observations
        return observations
    }

    private static func show(_ place: Place) -> Shown {
        switch place {
        case .global(let global): Shown(first: global.low, second: global.high)
        case .memory(let memory, let digest): Shown(first: memory.pages, second: digest.value(of: memory))
        case .table(let table, let showsNumbers):
            Shown(first: table.size, second: Store.digest(of: table, showsNumbers: showsNumbers))
        }
    }

    private func observation(of export: Watched, _ shown: Shown) -> Observation {
        switch export.place {
        case .global(let global): .global(store.value(of: global, export.instance, functionCount: export.functionCount))
        case .memory: .memory(pages: shown.first, digest: shown.second)
        case .table: .table(size: shown.first, digest: shown.second)
        }
    }
}
