public import WasmModel

/// A script of the official suites: modules, and what is claimed of them.
///
/// A suite has tens of thousands of commands, most of them one call with a few constants. So a command is plain data,
/// and what it names stands in arrays of the script: strings, values and expected results. The accessors below look
/// them up.
public struct Script: Sendable {
    public var commands: [Command] = []
    public var modules: [ModuleSource] = []
    public var threads: [Thread] = []
    /// A string has one position for each way it is spelled: compare strings, not positions.
    public var strings: [String] = []
    public var values: [Value] = []
    public var expectations: [ExpectedValue] = []

    public init() {}

    /// A position in ``strings``.
    public struct StringID: Hashable, Sendable {
        public var rawValue: UInt32
        @inlinable public init(rawValue: UInt32) { self.rawValue = rawValue }
    }
    /// A position in ``modules``.
    public struct ModuleID: Hashable, Sendable {
        public var rawValue: UInt32
        @inlinable public init(rawValue: UInt32) { self.rawValue = rawValue }
    }
    /// A run of ``values`` or ``expectations``.
    public struct Run: Hashable, Sendable {
        public var start: UInt32
        public var count: UInt32
        @inlinable public init(start: UInt32, count: UInt32) {
            self.start = start
            self.count = count
        }
        @inlinable public var range: Range<Int> { Int(start)..<Int(start) + Int(count) }
    }

    /// Commands that run beside the others (threads proposal): `(thread $T (shared (module $M)) …)`.
    public struct Thread: Sendable {
        public var name: StringID?
        /// Instances of the script that the thread sees under the same names.
        public var shared: [StringID]
        public var commands: [Command]
    }

    @inlinable public subscript(id: StringID) -> String { strings[Int(id.rawValue)] }
    @inlinable public subscript(id: ModuleID) -> ModuleSource { modules[Int(id.rawValue)] }
    @inlinable public func arguments(_ run: Run) -> ArraySlice<Value> { values[run.range] }
    @inlinable public func expectations(_ run: Run) -> ArraySlice<ExpectedValue> { expectations[run.range] }
}

/// How a script writes a module down.
public enum ModuleSource: Sendable {
    case text(Module)
    /// The binary format.
    case binary([UInt8])
    /// The text format, not parsed yet, so that a script can hold malformed text: `(module quote "…")`. A module in an
    /// assertion about custom annotations is kept in this form, too.
    case quote([UInt8])
}

/// One command of a script, and where it stands.
public struct Command: Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
        /// Defines a module under a name and, unless it `isDefinition`, makes an instance of the same name of it.
        case module(Script.ModuleID, name: Script.StringID?, isDefinition: Bool)
        /// Makes an instance of a module that was defined before; without name, of the last one.
        case instance(name: Script.StringID?, of: Script.StringID?)
        case register(Script.StringID, instance: Script.StringID?)
        case action(Action)
        case assertReturn(Action, expected: Script.Run)
        case assertTrap(Action, message: Script.StringID)
        case assertException(Action)
        case assertSuspension(Action, message: Script.StringID)
        case assertExhaustion(Action, message: Script.StringID)
        /// The module traps when it is instantiated.
        case assertInstantiationTrap(InstanceSource, message: Script.StringID)
        case assertUnlinkable(InstanceSource, message: Script.StringID)
        case assertMalformed(Script.ModuleID, message: Script.StringID)
        case assertInvalid(Script.ModuleID, message: Script.StringID)
        case assertMalformedCustom(Script.ModuleID, message: Script.StringID)
        case assertInvalidCustom(Script.ModuleID, message: Script.StringID)
        /// A position in ``Script/threads``: starts it.
        case thread(Int)
        /// Waits until the thread of that name has ended.
        case wait(Script.StringID)
    }
    public var kind: Kind
    /// Counted from 1.
    public var line: UInt32
    /// Counted from 1, in bytes.
    public var column: UInt32

    public init(_ kind: Kind, line: UInt32 = 0, column: UInt32 = 0) {
        self.kind = kind
        self.line = line
        self.column = column
    }
}

/// What an instance is to be made of.
public enum InstanceSource: Hashable, Sendable {
    case module(Script.ModuleID)
    /// A module that was defined before; without name, the last one.
    case definition(Script.StringID?)
}

/// Something done with an instance: the one of that name, or the last one.
public enum Action: Hashable, Sendable {
    case invoke(Script.StringID?, export: Script.StringID, arguments: Script.Run)
    case get(Script.StringID?, export: Script.StringID)
}

/// A result that an assertion expects.
public enum ExpectedValue: Hashable, Sendable {
    /// These bits. For a reference: this null, host value or number.
    case value(Value)
    /// A NaN of the class, of any sign.
    case f32(NaNPattern)
    case f64(NaNPattern)
    /// A vector with NaN patterns in some lanes.
    case vector(VectorPattern)
    /// `(ref.null)`: any null.
    case anyNull
    /// `(ref.null t)`: a null that has the type.
    case null(HeapType)
    /// A reference that is not null and has the abstract type: `(ref.func)`, `(ref.struct)`, `(ref.any)` …
    case reference(HeapType)
    /// `(either …)`: one of these. They stand in ``Script/expectations``, too, outside every other run.
    case either(Script.Run)
}

/// Classes of NaN (WebAssembly 3.0, §4.3.3).
public enum NaNPattern: UInt8, Hashable, Sendable {
    /// Only the topmost bit of the payload is set.
    case canonical
    /// The topmost bit of the payload is set.
    case arithmetic
}

/// A vector, lane by lane.
public struct VectorPattern: Hashable, Sendable {
    public var shape: VectorShape
    /// Bits; zero where a lane is a NaN pattern.
    public var low: UInt64
    public var high: UInt64
    /// Bit n: lane n is `nan:canonical`.
    public var canonicalLanes: UInt8
    /// Bit n: lane n is `nan:arithmetic`.
    public var arithmeticLanes: UInt8

    public init(shape: VectorShape, low: UInt64, high: UInt64, canonicalLanes: UInt8 = 0, arithmeticLanes: UInt8 = 0) {
        self.shape = shape
        self.low = low
        self.high = high
        self.canonicalLanes = canonicalLanes
        self.arithmeticLanes = arithmeticLanes
    }

    /// The pattern of a lane; `nil` if its bits count.
    public func pattern(ofLane lane: Int) -> NaNPattern? {
        if canonicalLanes >> UInt8(lane) & 1 != 0 { return .canonical }
        return arithmeticLanes >> UInt8(lane) & 1 != 0 ? .arithmetic : nil
    }
}
