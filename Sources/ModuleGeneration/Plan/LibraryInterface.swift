import WasmModel

/// What a module offers to those that are linked with it.
struct LibraryInterface {
    struct FunctionInterface {
        var export: String
        var typeIndex: UInt32
        var cost: Int
        /// Nothing calls it yet, and no script can.
        var isPending: Bool
        var mayThrow: Bool
    }
    var name: String
    var functions: [FunctionInterface] = []
    var globals: [(export: String, type: GlobalType)] = []
    var memories: [(export: String, plan: ModulePlan.MemoryPlan)] = []
    var tables: [(export: String, plan: ModulePlan.TablePlan)] = []
    var tags: [(export: String, tag: Int)] = []
}

extension ModulePlan {
    /// Imports a part of what libraries offer.
    mutating func link(_ libraries: [LibraryInterface], _ stream: RandomStream) {
        var stream = stream
        for library in libraries {
            func add(_ name: String, _ type: ExternalType) { imports.append(Import(module: library.name, name: name, type: type)) }
            for function in library.functions where stream.chance(900) || function.isPending {
                if function.isPending { pendingImports.append(UInt32(functions.count)) }
                add(function.export, .function(typeIndex: function.typeIndex))
                functions.append(FunctionPlan(typeIndex: function.typeIndex, mayThrow: function.mayThrow))
                importedCosts.append(function.cost)
            }
            for global in library.globals where stream.chance(500) {
                add(global.export, .global(global.type))
                globals.append(GlobalPlan(type: global.type))
            }
            for memory in library.memories where stream.chance(800) && (memories.isEmpty || features.contains(.multiMemory)) {
                add(memory.export, .memory(memory.plan.type))
                memories.append(memory.plan)
            }
            for table in library.tables
            where stream.chance(800) && (tables.isEmpty || features.contains(.referenceTypes)) {
                var plan = table.plan
                plan.isImported = true
                add(table.export, .table(plan.type))
                tables.append(plan)
            }
            for tag in library.tags where stream.chance(700) {
                add(tag.export, .tag(typeIndex: types.tags[tag.tag].type))
                tags.append(tag.tag)
            }
        }
        importedFunctions = functions.count
        importedGlobals = globals.count
        importedMemories = memories.count
        importedTables = tables.count
        importedTags = tags.count
    }

    /// What this module offers, once its functions are made.
    func interface(name: String, costs: [Int], pending: [UInt32]) -> LibraryInterface {
        var interface = LibraryInterface(name: name)
        for index in importedFunctions..<functions.count where UInt32(index) != start {
            interface.functions.append(
                .init(
                    export: Self.name(.function, index), typeIndex: functions[index].typeIndex, cost: costs[index],
                    isPending: pending.contains(UInt32(index)), mayThrow: functions[index].mayThrow))
        }
        for index in ownGlobals.upperBound..<globals.count where globals[index].function == nil {
            interface.globals.append((Self.name(.global, index), globals[index].type))
        }
        for index in importedMemories..<memories.count {
            interface.memories.append((Self.name(.memory, index), memories[index]))
        }
        for index in importedTables..<tables.count {
            var plan = tables[index]
            for run in plan.runs.indices {
                plan.runs[run].foreignCost = plan.runs[run].functions.map { costs[Int($0)] }.max() ?? 1
                plan.runs[run].bound = 0
            }
            interface.tables.append((Self.name(.table, index), plan))
        }
        for index in importedTags..<tags.count { interface.tags.append((Self.name(.tag, index), tags[index])) }
        return interface
    }

    /// The name under which a module exports something.
    static func name(_ kind: ExternalKind, _ index: Int) -> String {
        let letter = letters[Int(kind.rawValue)]
        return index < 32 ? names[Int(kind.rawValue)][index] : "\(letter)\(index)"
    }

    private static let letters = ["f", "t", "m", "g", "e"]
    /// The names that most modules have; each would otherwise be put together for every module.
    private static let names = letters.map { letter in (0..<32).map { "\(letter)\($0)" } }
}
