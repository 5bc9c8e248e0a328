import EngineInterface
import WasmModel
import WasmValidation

extension Store {
    /// A host's function that was made available to imports.
    struct Host {
        var function: HostFunction
        var block: FunctionBlock
    }

    /// Makes a host's function a block; the tier gives it its entry.
    func allocate(_ function: HostFunction) -> FunctionBlock {
        let numbers = types.intern([RecursionGroup([SubType(.function(function.type))])])
        describeNewTypes()
        let block = unsafe FunctionBlock(at: arena.takeZeroed(Int(Layout.Function.bytes)))
        block.setHalf(Layout.Function.type, numbers[0])
        block.setHalf(Layout.Function.kind, FunctionKind.host.rawValue)
        block.setWord(Layout.Function.instance, context.address)
        block.setHalf(Layout.Function.index, UInt32(hosts.count))
        block.setHalf(Layout.Function.parameterWords, UInt32(Self.words(of: function.type.parameters)))
        block.setHalf(Layout.Function.resultWords, UInt32(Self.words(of: function.type.results)))
        hosts.append(Host(function: function, block: block))
        return block
    }

    private static func words(of types: [ValueType]) -> Int { types.reduce(0) { $0 + ($1 == .v128 ? 2 : 1) } }

    /// Answers a call and writes it down.
    func callHost(_ number: Int, _ words: UnsafeMutablePointer<UInt64>) -> Status {
        let function = hosts[number].function
        if hostCalls.count < HostCall.logLimit {
            let arguments = unsafe WordCoding(self).values(function.type.parameters, from: words)
            hostCalls.append(HostCall(module: function.module, name: function.name, arguments: arguments))
        }
        let results = HostResponse.results(of: function, number: hostCallCount)
        hostCallCount += 1
        var position = 0
        for result in results {
            switch result {
            case .i32(let bits), .f32(let bits): unsafe words[position] = UInt64(bits)
            case .i64(let bits), .f64(let bits): unsafe words[position] = bits
            case .v128(let low, let high):
                unsafe words[position] = low
                position += 1
                unsafe words[position] = high
            // Hosts answer null for every reference.
            case .reference: unsafe words[position] = 0
            }
            position += 1
        }
        return .returned
    }
}
