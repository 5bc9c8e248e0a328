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

    /// What makes a workspace that cannot be copied an element of an array. Goes from thread to thread, but only one at a
    /// time has it: it is taken out of the array before it is looked at.
    private final class Box: @unchecked Sendable {
        var workspace: CompilerWorkspace?
        init(_ workspace: consuming CompilerWorkspace) { self.workspace = consume workspace }
    }

    private static let idle = Mutex<[Box]>([])
    private static let mostIdle = 16
    /// Bytes that an array of an idle workspace may have room for.
    private static let mostKept = 1 << 18

    static func take(for shape: ModuleShape) -> CompilerWorkspace {
        guard let box = idle.withLock({ $0.popLast() }), var workspace = box.workspace.take() else { return CompilerWorkspace(shape) }
        workspace.builder.shape = shape
        workspace.emitter.begin(shape)
        return workspace
    }

    static func giveBack(_ workspace: consuming CompilerWorkspace) {
        workspace.function.shrink(ifOver: mostKept)
        workspace.builder.shrink(ifOver: mostKept)
        workspace.scratch.shrink(ifOver: mostKept)
        workspace.emitter.shrink(ifOver: mostKept)
        let box = Box(workspace)
        idle.withLock { if $0.count < mostIdle { $0.append(box) } }
    }
}
