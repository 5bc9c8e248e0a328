import EngineRuntime
import WasmModel

/// Finds the clause that catches an exception, and puts the payload there.
///
/// A listed file: it walks frames by raw addresses. What makes it safe: every frame on the stack has the header that
/// its call wrote; the walk ends at the header that ``InterpreterMachine`` wrote for the call from outside, whose code
/// belongs to no module.
enum Unwinding {
    /// Looks for the clause that catches the pending exception, from the instruction at `code` outwards, and leaves
    /// where to go on in the context's words. False if nothing catches it.
    @inline(never)
    static func find(_ code: Word, _ frame: Word, _ instance: Word) -> Bool {
        var code = code, frame = frame, instance = instance
        let context = unsafe InstanceBlock(at: instance).context
        let exception = unsafe ObjectBlock(at: context.pendingException)
        while true {
            let block = unsafe InstanceBlock(at: instance)
            let translation = unsafe Translation.of(block)
            let position = Int((code &- translation.start) / 8)
            guard let number = translation.function(at: position) else { return false }
            if let region = translation.region(in: number, covering: position, { tag in
                block.tag(Int(tag)).address == exception.tag.address
            }) {
                land(exception, region, frame)
                context.setWord(ContextWord.landingCode, translation.start &+ Word(region.target) &* 8)
                context.setWord(ContextWord.landingFrame, frame)
                context.setWord(ContextWord.landingInstance, instance)
                return true
            }
            let header = frame &+ Word(translation.functions[number].header) &* 8
            let caller = Registers.word(header)
            if caller == ExitCode.address { return false }
            let callsLeft = context.callsLeft
            context.callsLeft = callsLeft &+ 1
            // The return address is behind the call.
            code = caller &- 8
            frame = Registers.word(header &+ 8)
            instance = Registers.word(header &+ 16)
        }
    }

    private static func land(_ exception: ObjectBlock, _ region: HandlerRegion, _ frame: Word) {
        var slot = frame &+ Word(region.slot) &* 8
        switch region.kind {
        case .catch, .catchReference, .legacyCatch:
            Registers.moveWords(
                from: exception.address &+ Word(Layout.Exception.payload), to: slot,
                count: Word(exception.tag.payloadWords))
            if region.kind == .catchReference {
                slot &+= Word(exception.tag.payloadWords) &* 8
                Registers.write(slot, exception.address)
            } else if region.kind == .legacyCatch {
                Registers.write(slot &- 8, exception.address)
            }
        case .catchAll, .delegate: break
        case .catchAllReference: Registers.write(slot, exception.address)
        case .legacyCatchAll: Registers.write(slot &- 8, exception.address)
        }
    }
}
