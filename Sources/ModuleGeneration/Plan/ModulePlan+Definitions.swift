import WasmModel

/// Memories, functions, globals, segments and tables.
extension ModulePlan {
    mutating func planHosts(number: Int, _ stream: RandomStream) {
        var stream = stream
        guard stream.chance(profile.hostChance) else { return }
        for host in 0...stream.below(2) {
            var own = stream.split(UInt64(host))
            // Vectors do not cross the border: not every host can pass them.
            let typeIndex = own.pick(types.callable.filter { types.function($0).results.count <= 1 && isForHosts($0) } + [0])
            let name = "h\(number).\(host)"
            let type = types.function(typeIndex)
            hosts.append(HostImport(module: "host", name: name, type: type, seed: own.next()))
            imports.append(Import(module: "host", name: name, type: .function(typeIndex: typeIndex)))
            functions.append(FunctionPlan(typeIndex: typeIndex))
            importedCosts.append(1)
        }
        importedFunctions = functions.count
    }

    private func isForHosts(_ typeIndex: UInt32) -> Bool {
        let type = types.function(typeIndex)
        return (type.parameters + type.results).allSatisfy { !$0.isReference || $0 == .externref }
    }

    mutating func planMemories(_ stream: RandomStream) {
        var stream = stream
        let isWanted = stream.chance(profile.memoryChance)
        guard isWanted || !memories.isEmpty else { return }
        let most = features.contains(.multiMemory) ? 1 + stream.below(3) : 1
        while memories.count < most {
            var own = stream.split(UInt64(memories.count))
            let is64 = features.contains(.memory64) && own.chance(500)
            let isShared = features.contains(.threads) && own.chance(500)
            var minimum = UInt64(own.chance(850) ? 1 : 2)
            var maximum: UInt64? = minimum + UInt64(own.below(3))
            var exponent: UInt32?
            if features.contains(.customPageSizes), own.chance(500) {
                exponent = 0
                minimum = UInt64(64 + own.below(6000))
                maximum = minimum + UInt64(own.below(300))
            } else if features.contains(.customPageSizes), own.chance(300) {
                exponent = 16
            }
            // Without a maximum a memory may grow to the limit of the store; by a few pages at a time.
            if !isShared, own.chance(200) { maximum = nil }
            let type = MemoryType(
                limits: Limits(minimum: minimum, maximum: maximum), addressType: is64 ? .i64 : .i32, isShared: isShared,
                pageSizeExponent: exponent)
            memories.append(MemoryPlan(type: type, bytes: Int(minimum) << Int(exponent ?? MemoryType.defaultPageSizeExponent)))
        }
    }

    mutating func planFunctions(_ stream: RandomStream) {
        var stream = stream
        for number in 0..<stream.within(profile.functions) {
            var own = stream.split(UInt64(number))
            let isCallable = number == 0 || own.chance(600)
            var plan = FunctionPlan(typeIndex: isCallable ? own.pick(types.callable) : own.pick(types.functions))
            plan.isRecursive = types.function(plan.typeIndex).parameters.first == .i32 && own.chance(profile.recursionChance * 3)
            plan.mayThrow = number > 0 && !types.tags.isEmpty && own.chance(250)
            functions.append(plan)
        }
        // Whoever has all of them below can use what they offer.
        if let last = functions.last, !types.callable.contains(last.typeIndex) || last.mayThrow {
            functions.append(FunctionPlan(typeIndex: stream.pick(types.callable)))
        }
        if stream.chance(profile.startChance) {
            start = UInt32(functions.count)
            functions.append(FunctionPlan(typeIndex: 0))
        }
    }

    mutating func planGlobals(_ stream: RandomStream) {
        var stream = stream
        globals.append(GlobalPlan(type: GlobalType(.i64, isMutable: true)))
        for _ in importedFunctions..<functions.count { globals.append(GlobalPlan(type: GlobalType(.i32, isMutable: true))) }
        for number in 0..<1 + stream.below(5) {
            var own = stream.split(UInt64(number))
            if !types.references.isEmpty, own.chance(350) {
                let type = own.pick(types.references)
                // A function that is known can be called through the global.
                if features.contains(.functionReferences), own.chance(400) {
                    let function = UInt32(own.below(functions.count))
                    let exact = ValueType.reference(.type(functions[Int(function)].typeIndex), nullable: false)
                    globals.append(GlobalPlan(type: GlobalType(exact), function: function))
                } else {
                    globals.append(GlobalPlan(type: GlobalType(type, isMutable: own.chance(800))))
                }
            } else {
                globals.append(GlobalPlan(type: GlobalType(types.kind(&own).valueType, isMutable: own.chance(800))))
            }
        }
    }

    mutating func planData(_ stream: RandomStream) {
        var stream = stream
        if !memories.isEmpty {
            for _ in 0..<stream.below(3) {
                let memory = stream.below(memories.count)
                let count = 1 + stream.below(48)
                let room = min(4096, memories[memory].bytes) - count
                dataSegments.append(
                    Segment(count: count, mode: .active(memory), isDisposable: true, offset: stream.below(room + 1)))
            }
        }
        if features.contains(.bulkMemory), !memories.isEmpty || features.contains(.gc) {
            dataSegments.append(Segment(count: 64 + stream.below(48), mode: .passive))
            dataSegments.append(Segment(count: stream.below(16), mode: .passive, isDisposable: true))
        }
    }

    mutating func planTables(_ stream: RandomStream) {
        var stream = stream
        let hasReferences = features.contains(.referenceTypes)
        if stream.chance(profile.tableChance), tables.isEmpty || hasReferences {
            for number in 0..<(hasReferences && stream.chance(400) ? 2 : 1) { planFunctionTable(stream.split(UInt64(number))) }
        }
        if hasReferences {
            for number in 0..<1 + stream.below(3) {
                var own = stream.split(UInt64(100 + number))
                var type = own.pick(types.references)
                // What an array of references can be made from.
                if let array = own.pick(types.arrays, where: { types.array($0).storage.unpacked.isReference }), own.chance(250) {
                    type = types.array(array).storage.unpacked
                }
                if features.contains(.functionReferences), types.canBeNonNull(type.heapType), own.chance(200) { type = type.nullable(false) }
                tables.append(TablePlan(type: tableType(type, size: TablePlan.scratchCount, &own), scratchBase: 0))
            }
        }
        guard !tables.isEmpty, features.contains(.bulkMemory) else { return }
        for (number, table) in tables.enumerated() {
            let type = table.type.element
            var own = stream.split(UInt64(200 + number))
            elementSegments.append(segment(type, count: 4, mode: .passive, &own))
            if own.chance(500) {
                var other = segment(type, count: 2, mode: .passive, &own)
                other.isDisposable = true
                elementSegments.append(other)
            }
            if own.chance(400) {
                var active = segment(type, count: 1 + own.below(3), mode: .active(number), &own)
                active.isDisposable = true
                active.offset = table.scratchBase + own.below(4)
                elementSegments.append(active)
            }
        }
        if hasReferences {
            let all = functions.indices.map(UInt32.init)
            elementSegments.append(Segment(count: all.count, mode: .declarative, isDisposable: true, functions: all))
        }
    }

    private mutating func segment(_ type: ValueType, count: Int, mode: Segment.Mode, _ stream: inout RandomStream) -> Segment {
        var segment = Segment(count: count, mode: mode, type: type)
        if type == .funcref, !features.contains(.referenceTypes) || stream.chance(500) {
            segment.functions = (0..<count).map { _ in UInt32(stream.below(functions.count)) }
        }
        return segment
    }

    private func tableType(_ element: ValueType, size: Int, _ stream: inout RandomStream) -> TableType {
        let is64 = features.contains(.memory64) && stream.chance(400)
        let maximum = stream.chance(700) ? UInt64(size + stream.below(8)) : nil
        return TableType(
            element: element, limits: Limits(minimum: UInt64(size), maximum: maximum), addressType: is64 ? .i64 : .i32)
    }

    private mutating func planFunctionTable(_ stream: RandomStream) {
        var stream = stream
        var runs: [Run] = []
        var base = stream.below(3)
        for _ in 0..<1 + stream.below(3) {
            let callee = UInt32(stream.below(functions.count))
            guard callee != start, !functions[Int(callee)].mayThrow else { continue }
            var typeIndex = functions[Int(callee)].typeIndex
            // Sometimes by a type above that of the functions.
            if let pair = types.subtypedFunctions, typeIndex == pair.derived, stream.chance(600) { typeIndex = pair.base }
            let alike = (0...callee).filter {
                let plan = functions[Int($0)]
                return $0 != start && !plan.mayThrow && types.isSubtype(.type(plan.typeIndex), of: .type(typeIndex))
            }
            let count = 1 << stream.below(3)
            let members = (0..<count).map { _ in stream.pick(alike) }
            runs.append(
                Run(typeIndex: typeIndex, base: base, count: count, functions: members, bound: (members.max() ?? callee) + 1))
            base += count + stream.below(2)
        }
        let type = tableType(.funcref, size: base + TablePlan.scratchCount, &stream)
        let number = tables.count
        for run in runs {
            elementSegments.append(
                Segment(
                    count: run.count, mode: .active(number), isDisposable: true, offset: run.base, functions: run.functions))
        }
        tables.append(TablePlan(type: type, runs: runs, scratchBase: base))
    }
}
