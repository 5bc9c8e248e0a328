import EngineInterface
package import EngineRuntime
import NativeCode
import Persistence
import WasmModel
package import WasmValidation

/// The ahead-of-time compiler as a tier of `EngineRuntime`: every module becomes a shared object that is written, loaded
/// and entered.
///
/// What makes the unsafe parts safe: the context, the blocks and the word buffer come from the runtime, which keeps them
/// for as long as the machine; the addresses of code come from artifacts that the store keeps.
package final class AOTMachine: ExecutionMachine {
    package typealias Translation = AOTTranslation

    private let context: ContextBlock
    private let options: CompileOptions
    private let origin: AOTTier.Origin

    package init(_ context: ContextBlock, _ options: CompileOptions, _ origin: AOTTier.Origin = .compiler) {
        self.context = context
        self.options = options
        self.origin = origin
        context.setWord(Layout.Context.tierWords, Self.operations)
    }

    /// The address of the table of the runtime's operations, in the order of ``RuntimeEntry``. Never freed.
    private static let operations: UInt64 = {
        let table = UnsafeMutablePointer<UInt64>.allocate(capacity: RuntimeEntry.allCases.count)
        for entry in RuntimeEntry.allCases { unsafe table[entry.rawValue] = address(of: entry) }
        return UInt64(UInt(bitPattern: table))
    }()

    private static func address(of entry: RuntimeEntry) -> UInt64 {
        switch entry {
        case .memoryGrow: MachineEntry.memoryGrow
        case .memoryFill: MachineEntry.memoryFill
        case .memoryCopy: MachineEntry.memoryCopy
        case .memoryInit: MachineEntry.memoryInit
        case .dataDrop: MachineEntry.dataDrop
        case .tableGrow: MachineEntry.tableGrow
        case .tableFill: MachineEntry.tableFill
        case .tableCopy: MachineEntry.tableCopy
        case .tableInit: MachineEntry.tableInit
        case .elemDrop: MachineEntry.elemDrop
        case .callHost: MachineEntry.callHost
        case .atomicWait32: MachineEntry.atomicWait32
        case .atomicWait64: MachineEntry.atomicWait64
        case .atomicNotify: MachineEntry.atomicNotify
        case .structureAllocate: MachineEntry.structureAllocate
        case .structureNewDefault: MachineEntry.structureNewDefault
        case .arrayAllocate: MachineEntry.arrayAllocate
        case .arrayNew: MachineEntry.arrayNewVector
        case .arrayNewDefault: MachineEntry.arrayNewDefault
        case .arrayNewData: MachineEntry.arrayNewData
        case .arrayNewElement: MachineEntry.arrayNewElement
        case .arrayFill: MachineEntry.arrayFillVector
        case .arrayCopy: MachineEntry.arrayCopy
        case .arrayInitData: MachineEntry.arrayInitData
        case .arrayInitElement: MachineEntry.arrayInitElement
        case .exceptionAllocate: MachineEntry.exceptionAllocate
        }
    }

    package static var runsMachineCode: Bool { true }
    package var instanceWords: Int { 0 }

    package func translate(_ module: ValidatedModule, types: [UInt32]) throws(UnsupportedFeature) -> AOTTranslation {
        try translate(module, encodedAs: [], types: types)
    }

    package func translate(_ module: ValidatedModule, encodedAs bytes: [UInt8], types: [UInt32]) throws(UnsupportedFeature)
        -> AOTTranslation
    {
        do {
            switch origin {
            case .artifact(let path): return try AOTTranslation(module.module, artifactAt: path)
            case .cache(let cache) where bytes.count >= ArtifactCache.smallestModule:
                return try AOTTranslation(module, bytes, options, cache)
            case .cache, .compiler: return try AOTTranslation(module, options)
            }
        } catch {
            throw UnsupportedFeature(error.name)
        }
    }

    package func attach(_ translation: AOTTranslation, to instance: InstanceBlock) {
        for (number, entry) in translation.artifact.entries.enumerated() {
            let function = instance.function(translation.importedFunctionCount + number)
            function.entry = entry
            function.tierWord = translation.artifact.thunks[Int(translation.typeIndices[number])]
        }
    }

    /// Nothing: compiled code calls a host's function through a thunk of its own module.
    package func attach(toHost function: FunctionBlock) {}

    package func call(_ function: FunctionBlock, _ words: UnsafeMutablePointer<UInt64>) -> Status {
        if function.isHost { return unsafe CallOperation.host(function, words) }
        guard let base = unsafe UnsafeMutableRawPointer(bitPattern: UInt(context.address)) else { return .exhausted(.callStack) }
        // No frame outside catches what is thrown inside, and a trap leaves records behind.
        let record = context.word(RuntimeOffsets.catchRecord)
        context.setWord(RuntimeOffsets.catchRecord, 0)
        defer { context.setWord(RuntimeOffsets.catchRecord, record) }
        let ending = unsafe NativeContext.enter(at: base, function.tierWord, function.address, UInt64(UInt(bitPattern: words)))
        switch ending {
        case .returned: return .returned
        case .raised(let code): return Status(rawValue: code)
        case .interrupted: return .exhausted(.time)
        case .unavailable: return .exhausted(.callStack)
        case .faulted(let fault):
            if fault.isOutOfBounds { return .trapped(.memoryOutOfBounds) }
            // Zero divisors are tested for, so what is left is the quotient that does not fit.
            return fault.kind == .arithmetic ? .trapped(.integerOverflow) : .miscompiled
        }
    }
}

/// A module's loaded artifact, and what is needed to give it to an instance.
package final class AOTTranslation {
    let artifact: LoadedArtifact
    let importedFunctionCount: Int
    /// By defined function.
    let typeIndices: [UInt32]

    /// Loads an artifact of this module.
    init(_ module: Module, artifactAt path: String) throws(ModuleCompiler.Unsupported) {
        importedFunctionCount = module.importCount(of: .function)
        typeIndices = module.functions.map(\.typeIndex)
        do {
            let manifest = try ArtifactManifest(checking: try Files.read(path, limit: Artifact.largestFile))
            artifact = try LoadedArtifact(path: path, manifest)
            guard artifact.fits(functions: typeIndices.count, types: module.subTypes.count) else {
                throw ModuleCompiler.Unsupported(name: "an artifact of another module")
            }
        } catch let failure as LoadedArtifact.Failure {
            throw ModuleCompiler.Unsupported(name: "loading the artifact: \(failure.reason)")
        } catch {
            throw ModuleCompiler.Unsupported(name: "loading the artifact: \(error)")
        }
    }

    /// Takes the artifact from the cache, or compiles and puts it there.
    init(
        _ validated: ValidatedModule, _ bytes: [UInt8], _ options: CompileOptions, _ cache: ArtifactCache
    ) throws(ModuleCompiler.Unsupported) {
        importedFunctionCount = validated.spaces.importedFunctions
        typeIndices = validated.module.functions.map(\.typeIndex)
        let key = ArtifactCache.key(bytes, options)
        if let known = cache.find(key), known.fits(functions: typeIndices.count, types: validated.types.count) {
            artifact = known
            return
        }
        artifact = try ModuleCompiler.load(validated, options) { code in
            cache.insert(Artifact.file(code, validated.module, features: options.target.name, hash: "", embedding: []), key)
        }
    }

    /// Compiles.
    init(_ validated: ValidatedModule, _ options: CompileOptions) throws(ModuleCompiler.Unsupported) {
        importedFunctionCount = validated.spaces.importedFunctions
        typeIndices = validated.module.functions.map(\.typeIndex)
        artifact = try ModuleCompiler.load(validated, options)
    }
}
