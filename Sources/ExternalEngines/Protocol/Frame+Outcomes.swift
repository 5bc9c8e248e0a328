import EngineInterface
import WasmModel

extension FrameWriter {
    mutating func reception(_ reception: Reception) {
        switch reception {
        case .module(let handle):
            byte(0)
            half(handle.number)
        case .malformed(let words):
            byte(1)
            text(words)
        case .invalid(let words):
            byte(2)
            text(words)
        case .unsupported(let words):
            byte(3)
            text(words)
        }
    }

    mutating func instantiation(_ instantiation: Instantiation) {
        switch instantiation {
        case .instance(let handle):
            byte(0)
            half(handle.number)
        case .unlinkable(let words):
            byte(1)
            text(words)
        case .trapped(let kind):
            byte(2)
            byte(kind.rawValue)
        case .threw(let exception):
            byte(3)
            self.exception(exception)
        case .exhausted(let resource):
            byte(4)
            text(resource.rawValue)
        case .unsupported(let words):
            byte(5)
            text(words)
        }
    }

    mutating func outcome(_ outcome: Outcome) {
        switch outcome {
        case .returned(let values):
            byte(0)
            self.values(values)
        case .trapped(let kind):
            byte(2)
            byte(kind.rawValue)
        case .threw(let exception):
            byte(3)
            self.exception(exception)
        case .exhausted(let resource):
            byte(4)
            text(resource.rawValue)
        case .unsupported(let words):
            byte(5)
            text(words)
        }
    }

    private mutating func exception(_ exception: ThrownException) {
        optional(exception.tag) { $0.text($1) }
        values(exception.payload)
    }

    mutating func observation(_ observation: Observation) {
        switch observation {
        case .global(let value):
            byte(0)
            self.value(value)
        case .memory(let pages, let digest):
            byte(1)
            word(pages)
            word(digest)
        case .table(let size, let digest):
            byte(2)
            word(size)
            word(digest)
        case .function: byte(3)
        case .tag: byte(4)
        case .notObservable: byte(5)
        }
    }
}

extension FrameReader {
    mutating func reception() throws(Malformed) -> Reception {
        switch try byte() {
        case 0: return .module(ModuleHandle(number: try half()))
        case 1: return .malformed(try text())
        case 2: return .invalid(try text())
        case 3: return .unsupported(try text())
        default: throw Malformed()
        }
    }

    mutating func instantiation() throws(Malformed) -> Instantiation {
        switch try byte() {
        case 0: return .instance(InstanceHandle(number: try half()))
        case 1: return .unlinkable(try text())
        case 2: return .trapped(try trapKind())
        case 3: return .threw(try exception())
        case 4: return .exhausted(try resource())
        case 5: return .unsupported(try text())
        default: throw Malformed()
        }
    }

    mutating func outcome() throws(Malformed) -> Outcome {
        switch try byte() {
        case 0: return .returned(try values())
        case 2: return .trapped(try trapKind())
        case 3: return .threw(try exception())
        case 4: return .exhausted(try resource())
        case 5: return .unsupported(try text())
        default: throw Malformed()
        }
    }

    private mutating func trapKind() throws(Malformed) -> TrapKind {
        guard let kind = TrapKind(rawValue: try byte()) else { throw Malformed() }
        return kind
    }

    private mutating func resource() throws(Malformed) -> Resource {
        guard let resource = Resource(rawValue: try text()) else { throw Malformed() }
        return resource
    }

    private mutating func exception() throws(Malformed) -> ThrownException {
        let tag = try optional { reader throws(Malformed) in try reader.text() }
        return ThrownException(tag: tag, payload: try values())
    }

    mutating func observation() throws(Malformed) -> Observation {
        switch try byte() {
        case 0: return .global(try value())
        case 1:
            let pages = try word()
            return .memory(pages: pages, digest: try word())
        case 2:
            let size = try word()
            return .table(size: size, digest: try word())
        case 3: return .function
        case 4: return .tag
        case 5: return .notObservable
        default: throw Malformed()
        }
    }
}
