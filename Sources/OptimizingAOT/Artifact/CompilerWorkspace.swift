internal import Synchronization

/// Everything that compiling needs room for. A workspace serves one module after the other, so that a module is compiled
/// without asking for memory but for what comes out.
struct CompilerWorkspace: ~Copyable {
    var builder: SSABuilder
    /// The function at hand, from its construction to its emission.
    var function = IRFunction()
    var callees = FlatArray<UInt32>()
    var scratch = PassScratch()
    var emitter: CodeEmitter

    private init(_ shape: ModuleShape) {
        builder = SSABuilder(shape: shape)
        emitter = CodeEmitter(shape: shape)
    }

    // MARK: Workspaces that nobody uses

    /// Where a workspace stays when it goes from one module to the next. Goes from thread to thread, but only one at a
    /// time has it: it is taken out of the array before it is looked at.
    final class Box: @unchecked Sendable {
        var workspace: CompilerWorkspace
        fileprivate init(_ shape: ModuleShape) { workspace = CompilerWorkspace(shape) }
    }

    private static let idle = Mutex<[Box]>([])
    private static let mostIdle = 16
    /// Bytes that an array of an idle workspace may have room for.
    private static let mostKept = 1 << 18

    static func take(for shape: ModuleShape) -> Box {
        guard let box = idle.withLock({ $0.popLast() }) else { return Box(shape) }
        box.workspace.begin(shape)
        return box
    }

    static func giveBack(_ box: Box) {
        box.workspace.shrink()
        idle.withLock { if $0.count < mostIdle { $0.append(box) } }
    }

    private mutating func begin(_ shape: ModuleShape) {
        builder.shape = shape
        emitter.begin(shape)
    }

    private mutating func shrink() {
        function.shrink(ifOver: Self.mostKept)
        builder.shrink(ifOver: Self.mostKept)
        scratch.shrink(ifOver: Self.mostKept)
        emitter.shrink(ifOver: Self.mostKept)
    }
}
