import EngineInterface
import WasmModel
import WasmValidation

extension Store {
    /// Makes a host's function a block; the tier gives it its entry.
    func allocate(_ function: HostFunction) -> FunctionBlock {
        let numbers = types.intern([RecursionGroup([SubType(.function(function.type))])])
        describeNewTypes()
        let block = unsafe FunctionBlock(at: arena.takeZeroed(Int(Layout.Function.bytes)))
        block.setHalf(Layout.Function.type, numbers[0])
        block.setHalf(Layout.Function.kind, FunctionKind.host.rawValue)
        block.setWord(Layout.Function.instance, context.address)
        block.setHalf(Layout.Function.index, UInt32(hosts.functions.count))
        block.setHalf(Layout.Function.parameterWords, UInt32(Self.words(of: function.type.parameters)))
        block.setHalf(Layout.Function.resultWords, UInt32(Self.words(of: function.type.results)))
        hosts.append(function)
        return block
    }

    static func words(of types: [ValueType]) -> Int { types.reduce(0) { $0 + ($1 == .v128 ? 2 : 1) } }

    /// Calls of the host since this was asked last.
    func takeHostCalls() -> [HostCall] {
        let coding = WordCoding(self)
        return unsafe hosts.takeCalls { unsafe coding.values($0.type.parameters, from: $1) }
    }
}

/// The host's functions of a store: what they answer, and which calls of them are still to be told.
///
/// A hot file: code may call the host as often as itself. What makes it safe: parameters and results have as many words as
/// the function's type says, which are the words that the caller gives; the storage belongs to the object and never
/// leaves it. Calls are kept as words and become values when someone asks for them.
@safe
final class HostTable {
    fileprivate struct Shape {
        var seed: UInt64
        var parameterWords: Int
        /// In ``kinds``.
        var firstResult: Int
        var resultCount: Int
    }
    /// What a result is drawn as.
    fileprivate enum Kind: UInt8 { case i32, i64, f32, f64, v128, reference }

    /// What a call reads and writes. It stands outside of the object, so that no access to it is checked for exclusivity.
    @unsafe fileprivate struct State {
        var shapes: UnsafeMutablePointer<Shape>
        var kinds: UnsafeMutablePointer<Kind>
        /// Number of the function, then its parameters.
        var log: UnsafeMutablePointer<UInt64>
        var logCount = 0
        var logCapacity = 64
        var loggedCalls = 0
        var callCount: UInt64 = 0
    }

    private(set) var functions: [HostFunction] = []
    private let state: UnsafeMutablePointer<State>
    private var shapeCapacity = 4
    private var kindCount = 0
    private var kindCapacity = 8

    init() {
        unsafe state = .allocate(capacity: 1)
        unsafe state.initialize(
            to: State(
                shapes: .allocate(capacity: shapeCapacity), kinds: .allocate(capacity: kindCapacity),
                log: .allocate(capacity: 64)))
    }

    deinit {
        unsafe state.pointee.shapes.deallocate()
        unsafe state.pointee.kinds.deallocate()
        unsafe state.pointee.log.deallocate()
        unsafe state.deallocate()
    }

    /// A copy with more room; the old one is freed.
    private static func grown<Element: BitwiseCopyable>(
        _ old: UnsafeMutablePointer<Element>, _ count: Int, to capacity: Int
    ) -> UnsafeMutablePointer<Element> {
        let new = UnsafeMutablePointer<Element>.allocate(capacity: capacity)
        unsafe new.update(from: old, count: count)
        unsafe old.deallocate()
        return unsafe new
    }

    func append(_ function: HostFunction) {
        let results = function.type.results
        if functions.count == shapeCapacity {
            shapeCapacity *= 2
            unsafe state.pointee.shapes = Self.grown(state.pointee.shapes, functions.count, to: shapeCapacity)
        }
        if kindCount + results.count > kindCapacity {
            kindCapacity = max(kindCapacity * 2, kindCount + results.count)
            unsafe state.pointee.kinds = Self.grown(state.pointee.kinds, kindCount, to: kindCapacity)
        }
        unsafe state.pointee.shapes[functions.count] = Shape(
            seed: function.seed, parameterWords: Store.words(of: function.type.parameters), firstResult: kindCount,
            resultCount: results.count)
        for type in results {
            let kind: Kind =
                switch type {
                case .i32: .i32
                case .i64: .i64
                case .f32: .f32
                case .f64: .f64
                case .v128: .v128
                default: .reference
                }
            unsafe state.pointee.kinds[kindCount] = kind
            kindCount += 1
        }
        functions.append(function)
    }

    /// The address that goes into ``Layout/Context/hosts``: with it a call needs no reference to count.
    var address: UInt64 { unsafe UInt64(UInt(bitPattern: state)) }

    /// Answers a call and writes it down. `address` is that of the table, which lives.
    @unsafe static func answer(_ address: UInt64, _ number: Int, _ words: UnsafeMutablePointer<UInt64>) {
        let state = unsafe UnsafeMutablePointer<State>(bitPattern: UInt(truncatingIfNeeded: address)).unsafelyUnwrapped
        let shape = unsafe state.pointee.shapes[number]
        if unsafe state.pointee.loggedCalls < HostCall.logLimit { unsafe note(state, number, words, shape.parameterWords) }
        var draw = unsafe HostResponse.Draw(seed: shape.seed, number: state.pointee.callCount)
        unsafe state.pointee.callCount &+= 1
        var word = 0
        for result in 0..<shape.resultCount {
            switch unsafe state.pointee.kinds[shape.firstResult &+ result] {
            case .i32: unsafe words[word] = UInt64(draw.i32())
            case .i64: unsafe words[word] = draw.next()
            case .f32: unsafe words[word] = UInt64(draw.f32())
            case .f64: unsafe words[word] = draw.f64()
            case .v128:
                unsafe words[word] = draw.next()
                word &+= 1
                unsafe words[word] = draw.next()
            // Hosts answer null for every reference.
            case .reference: unsafe words[word] = 0
            }
            word &+= 1
        }
    }

    @inline(__always)
    private static func note(
        _ state: UnsafeMutablePointer<State>, _ number: Int, _ words: UnsafeMutablePointer<UInt64>, _ count: Int
    ) {
        let position = unsafe state.pointee.logCount
        if unsafe position &+ count >= state.pointee.logCapacity { unsafe makeRoom(state, for: count) }
        unsafe state.pointee.log[position] = UInt64(truncatingIfNeeded: number)
        for word in 0..<count { unsafe state.pointee.log[position &+ 1 &+ word] = words[word] }
        unsafe state.pointee.logCount = position &+ count &+ 1
        unsafe state.pointee.loggedCalls &+= 1
    }

    @inline(never) private static func makeRoom(_ state: UnsafeMutablePointer<State>, for count: Int) {
        let position = unsafe state.pointee.logCount
        let capacity = unsafe max(state.pointee.logCapacity * 2, position + count + 1)
        unsafe state.pointee.log = grown(state.pointee.log, position, to: capacity)
        unsafe state.pointee.logCapacity = capacity
    }

    /// The calls since this was asked last; `values` makes values of a function's parameters.
    func takeCalls(_ values: (HostFunction, UnsafeMutablePointer<UInt64>) -> [Value]) -> [HostCall] {
        let state = unsafe self.state
        var calls: [HostCall] = []
        unsafe calls.reserveCapacity(state.pointee.loggedCalls)
        var position = 0
        while unsafe position < state.pointee.logCount {
            let number = unsafe Int(state.pointee.log[position])
            let function = functions[number]
            let arguments = unsafe values(function, state.pointee.log + position + 1)
            calls.append(HostCall(module: function.module, name: function.name, arguments: arguments))
            let words = unsafe state.pointee.shapes[number].parameterWords
            position += 1 + words
        }
        unsafe state.pointee.logCount = 0
        unsafe state.pointee.loggedCalls = 0
        return calls
    }
}
