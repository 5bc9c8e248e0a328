import CJSONC

/// A tree of json-c's, which lives as long as this value. Everything that goes to or comes from json-c passes here.
struct JSONTree: ~Copyable {
    private let root: assay_json

    deinit { assay_json_release(root) }

    // MARK: From text

    /// - Parameter depth: arrays and objects inside each other, at least 1.
    init(parsing text: [UInt8], depth: Int32) throws(ParseFailure) {
        let parsed = assay_json_parse(text, Int32(clamping: text.count), depth)
        guard parsed.error == json_tokener_success.rawValue else {
            assay_json_release(parsed.root)
            throw ParseFailure(offset: Int(parsed.offset), reason: Self.reason(parsed.error))
        }
        root = parsed.root
    }

    struct ParseFailure: Error {
        var offset: Int
        var reason: String
    }

    private static func reason(_ error: Int32) -> String {
        switch UInt32(bitPattern: error) {
        case json_tokener_error_depth.rawValue: "nested too deeply"
        case json_tokener_error_parse_eof.rawValue: "unexpected end"
        case json_tokener_error_parse_unexpected.rawValue: "unexpected character"
        case json_tokener_error_parse_null.rawValue: "expected null"
        case json_tokener_error_parse_boolean.rawValue: "expected true or false"
        case json_tokener_error_parse_number.rawValue: "expected a number"
        case json_tokener_error_parse_array.rawValue: "expected , or ] in an array"
        case json_tokener_error_parse_object_key_name.rawValue: "expected a key in double quotes"
        case json_tokener_error_parse_object_key_sep.rawValue: "expected : after a key"
        case json_tokener_error_parse_object_value_sep.rawValue: "expected , or } in an object"
        case json_tokener_error_parse_string.rawValue: "unknown escape in a string"
        case json_tokener_error_parse_utf8_string.rawValue: "a string that is not UTF-8"
        default: "malformed"
        }
    }

    /// Recursion is bounded by the depth that the text was parsed with.
    func value() -> JSON { Self.value(root) }

    private static func value(_ tree: assay_json) -> JSON {
        switch UInt32(bitPattern: assay_json_type(tree)) {
        case json_type_boolean.rawValue: return .bool(assay_json_boolean(tree) != 0)
        case json_type_double.rawValue: return .double(assay_json_double(tree))
        case json_type_int.rawValue:
            let integer = assay_json_int64(tree)
            return integer == .max ? .unsigned(assay_json_uint64(tree)) : .integer(integer)
        case json_type_string.rawValue:
            var bytes = [UInt8](repeating: 0, count: Int(assay_json_string_count(tree)))
            assay_json_copy_string(tree, &bytes, Int32(bytes.count))
            return .string(String(decoding: bytes, as: UTF8.self))
        case json_type_array.rawValue:
            return .array((0..<assay_json_element_count(tree)).map { value(assay_json_element(tree, $0)) })
        case json_type_object.rawValue:
            var members: [JSONObject.Member] = []
            var member = assay_json_first_member(tree)
            while assay_json_is_member(member) != 0 {
                var key = [UInt8](repeating: 0, count: Int(assay_json_key_count(member)))
                assay_json_copy_key(member, &key, Int64(key.count))
                members.append(
                    JSONObject.Member(
                        key: String(decoding: key, as: UTF8.self), value: value(assay_json_member_value(member))))
                member = assay_json_next_member(member)
            }
            return .object(JSONObject(distinct: members))
        default: return .null
        }
    }

    // MARK: To text

    init(_ value: JSON) { root = Self.tree(value) }

    private static func tree(_ value: JSON) -> assay_json {
        switch value {
        case .null: return assay_json_make_null()
        case .bool(let bool): return assay_json_make_boolean(bool ? 1 : 0)
        case .integer(let integer): return assay_json_make_int64(integer)
        case .large(let large): return assay_json_make_uint64(large)
        case .double(let double):
            // Swift prints the shortest text that reads back as the same number; json-c would print 17 digits.
            return double.isFinite
                ? assay_json_make_double(double, Array("\(double)".utf8) + [0]) : assay_json_make_null()
        case .string(let string):
            let bytes = Array(string.utf8)
            return assay_json_make_string(bytes, Int32(clamping: bytes.count))
        case .array([]): return assay_json_make_empty_array()
        case .array(let elements):
            let array = assay_json_make_array()
            for element in elements { assay_json_append(array, tree(element)) }
            return array
        case .object(let object):
            if object.members.isEmpty { return assay_json_make_empty_object() }
            let result = assay_json_make_object()
            for member in object.members {
                assay_json_add(result, Array(member.key.utf8) + [0], tree(member.value))
            }
            return result
        }
    }

    func text(pretty: Bool) -> [UInt8] {
        let isPretty: Int32 = pretty ? 1 : 0
        var text = [UInt8](repeating: 0, count: Int(assay_json_render(root, isPretty)))
        assay_json_copy_text(root, isPretty, &text, Int64(text.count))
        return text
    }
}
