import EngineInterface
import WasmModel

extension FrameWriter {
    mutating func engineCase(_ test: EngineCase) {
        configuration(test.configuration)
        list(test.hosts) { $0.host($1) }
        list(test.libraries) { frame, library in
            frame.text(library.name)
            frame.blob(library.module)
        }
        blob(test.module)
        list(test.calls) { frame, call in
            frame.text(call.export)
            frame.values(call.arguments)
        }
    }

    mutating func hostCalls(_ calls: [HostCall]) {
        list(calls) { frame, call in
            frame.text(call.module)
            frame.text(call.name)
            frame.values(call.arguments)
        }
    }

    mutating func answer(_ answer: EngineCaseAnswer) {
        list(answer.steps) { frame, step in
            switch step.event {
            case .received(let reception):
                frame.byte(0)
                frame.reception(reception)
            case .instantiated(let instantiation):
                frame.byte(1)
                frame.instantiation(instantiation)
            case .called(let outcome):
                frame.byte(2)
                frame.outcome(outcome)
            }
            frame.list(step.observations) { frame, item in
                frame.text(item.export)
                frame.observation(item.observation)
            }
            frame.hostCalls(step.hostCalls)
        }
        optional(answer.failure) { $0.text($1.detail) }
    }
}

extension FrameReader {
    mutating func engineCase() throws(Malformed) -> EngineCase {
        let configuration = try configuration()
        let hosts = try list { reader throws(Malformed) in try reader.host() }
        let libraries = try list { reader throws(Malformed) in
            let name = try reader.text()
            return EngineCase.Library(name: name, module: try reader.blob())
        }
        let module = try blob()
        let calls = try list { reader throws(Malformed) in
            let export = try reader.text()
            return EngineCase.Call(export: export, arguments: try reader.values())
        }
        return EngineCase(libraries: libraries, module: module, calls: calls, hosts: hosts, configuration: configuration)
    }

    mutating func hostCalls() throws(Malformed) -> [HostCall] {
        try list { reader throws(Malformed) in
            let module = try reader.text()
            let name = try reader.text()
            return HostCall(module: module, name: name, arguments: try reader.values())
        }
    }

    mutating func answer() throws(Malformed) -> EngineCaseAnswer {
        let steps = try list { reader throws(Malformed) in
            let event: EngineCaseAnswer.Event
            switch try reader.byte() {
            case 0: event = .received(try reader.reception())
            case 1: event = .instantiated(try reader.instantiation())
            case 2: event = .called(try reader.outcome())
            default: throw Malformed()
            }
            let observations = try reader.list { reader throws(Malformed) in
                let export = try reader.text()
                return EngineCaseAnswer.NamedObservation(export: export, observation: try reader.observation())
            }
            return EngineCaseAnswer.Step(event, observations: observations, hostCalls: try reader.hostCalls())
        }
        // Whose failure it is, the reader's caller knows.
        let failure = try optional { reader throws(Malformed) in
            EngineFailure(engine: EngineIdentity(name: "", version: ""), detail: try reader.text())
        }
        return EngineCaseAnswer(steps: steps, failure: failure)
    }
}
