/// A JSON value (RFC 8259). Objects keep the order of their members; integers stay exact up to 64 bits.
package enum JSON: Hashable, Sendable {
    case null
    case bool(Bool)
    case integer(Int64)
    /// Only what is above `Int64.max`; see ``unsigned(_:)``.
    case large(UInt64)
    /// A number with a fraction or an exponent. One that is not finite is written as `null`: JSON has nothing else.
    case double(Double)
    case string(String)
    case array([JSON])
    case object(JSONObject)

    /// Any unsigned integer, as the one case that stands for it.
    package static func unsigned(_ value: UInt64) -> JSON {
        Int64(exactly: value).map(JSON.integer) ?? .large(value)
    }
}

/// The members of an object, in order. Looking one up takes time in proportion to their number.
package struct JSONObject: Hashable, Sendable {
    package struct Member: Hashable, Sendable {
        package var key: String
        package var value: JSON
    }

    package private(set) var members: [Member]

    package init() { members = [] }

    /// Of several members with one key the last one counts.
    package init(_ members: some Sequence<(String, JSON)>) {
        self.init()
        for (key, value) in members { self[key] = value }
    }

    /// What a parser has seen to: no key is there twice.
    init(distinct members: [Member]) { self.members = members }

    /// `nil` for a member that is not there. A new member comes last; setting `nil` removes.
    package subscript(key: String) -> JSON? {
        get { members.first { $0.key == key }?.value }
        set {
            let position = members.firstIndex { $0.key == key }
            switch (position, newValue) {
            case (let position?, let value?): members[position].value = value
            case (let position?, nil): members.remove(at: position)
            case (nil, let value?): members.append(Member(key: key, value: value))
            case (nil, nil): break
            }
        }
    }
}

// MARK: Reading

extension JSON {
    /// The member of an object; `nil` also if this is none.
    package subscript(key: String) -> JSON? { object?[key] }
    /// The element of an array; `nil` also if this is none or the position is outside.
    package subscript(position: Int) -> JSON? {
        guard let array, array.indices.contains(position) else { return nil }
        return array[position]
    }

    package var object: JSONObject? { if case .object(let object) = self { object } else { nil } }
    package var array: [JSON]? { if case .array(let array) = self { array } else { nil } }
    package var string: String? { if case .string(let string) = self { string } else { nil } }
    package var bool: Bool? { if case .bool(let bool) = self { bool } else { nil } }
    package var int: Int? { if case .integer(let integer) = self { Int(exactly: integer) } else { nil } }
    package var uint64: UInt64? {
        switch self {
        case .integer(let integer): UInt64(exactly: integer)
        case .large(let large): large
        case .null, .bool, .double, .string, .array, .object: nil
        }
    }
    /// Any number, rounded if it is an integer that a `Double` cannot hold.
    package var double: Double? {
        switch self {
        case .integer(let integer): Double(integer)
        case .large(let large): Double(large)
        case .double(let double): double
        case .null, .bool, .string, .array, .object: nil
        }
    }
}

// MARK: Literals

extension JSON: ExpressibleByStringLiteral, ExpressibleByStringInterpolation {
    package init(stringLiteral value: String) { self = .string(value) }
}
extension JSON: ExpressibleByIntegerLiteral {
    package init(integerLiteral value: Int64) { self = .integer(value) }
}
extension JSON: ExpressibleByFloatLiteral {
    package init(floatLiteral value: Double) { self = .double(value) }
}
extension JSON: ExpressibleByBooleanLiteral {
    package init(booleanLiteral value: Bool) { self = .bool(value) }
}
extension JSON: ExpressibleByNilLiteral {
    package init(nilLiteral: ()) { self = .null }
}
extension JSON: ExpressibleByArrayLiteral {
    package init(arrayLiteral elements: JSON...) { self = .array(elements) }
}
extension JSON: ExpressibleByDictionaryLiteral {
    package init(dictionaryLiteral elements: (String, JSON)...) { self = .object(JSONObject(elements)) }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
    package init(dictionaryLiteral elements: (String, JSON)...) { self.init(elements) }
}

extension JSON {
    package init(_ value: Int) { self = .integer(Int64(value)) }
    package init(_ value: String) { self = .string(value) }
    package init(_ value: Double) { self = .double(value) }
    package init(_ value: Bool) { self = .bool(value) }
    package init(_ values: some Sequence<JSON>) { self = .array(Array(values)) }
}
