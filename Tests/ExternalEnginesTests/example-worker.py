#!/usr/bin/env python3
"""A worker of the protocol in Sources/ExternalEngines/PROTOCOL.md around the package 'wasmtime'. Numbers only."""
import importlib.metadata, os, struct, sys, wasmtime as wt

out = os.fdopen(os.dup(1), "wb")  # what a library prints must not get among the frames
os.dup2(2, 1)
TRAPS = {0: "stack", 1: 5, 2: 13, 3: 6, 4: 8, 5: 9, 6: 3, 7: 2, 8: 4, 9: 1, 13: 10, 14: 12, 16: 11}
KINDS = {wt.FuncType: 0, wt.TableType: 1, wt.MemoryType: 2, wt.GlobalType: 3}
TYPES = {"i32": (1, 0, "<I"), "i64": (2, 1, "<Q"), "f32": (3, 2, "<I"), "f64": (4, 3, "<Q")}
u32 = lambda n: struct.pack("<I", n)
text = lambda s: u32(len(s.encode())) + s.encode()

class Frame:
    def __init__(self, data): self.data, self.at = data, 0
    def take(self, n): self.at += n; return self.data[self.at - n:self.at]
    def u8(self): return self.take(1)[0]
    def u32(self): return struct.unpack("<I", self.take(4))[0]
    def u64(self): return struct.unpack("<Q", self.take(8))[0]
    def blob(self): return bytes(self.take(self.u32()))
    def text(self): return self.blob().decode()
    def value(self):
        kind = self.u8()
        if kind > 3: raise ValueError("only numbers are passed")
        bits = self.take(4 if kind % 2 == 0 else 8)
        return struct.unpack("<" + "iqfd"[kind], bits)[0]

def value(type, v):
    code, tag, form = TYPES[str(type)]
    return bytes([tag]) + struct.pack("<" + "iqfd"[tag], v)

class Store:
    def __init__(self, f):
        self.store, self.modules, self.instances = wt.Store(engine), [], []
        features, fuel = f.u32(), f.u64() if f.u8() else None
        self.store.set_limits(memory_size=f.u64())
        self.linker = wt.Linker(engine)
        self.linker.allow_shadowing = True
    def load(self, f):
        try: self.modules.append(wt.Module(engine, f.blob()))
        except wt.WasmtimeError as e: return b"\3\2" + text(str(e))  # which stage, the package does not say
        return b"\3\0" + u32(len(self.modules) - 1)
    def instantiate(self, f):
        module = self.modules[f.u32()]
        try: self.instances.append((self.linker.instantiate(self.store, module), module))
        except wt.Trap as t: return b"\4" + trap(t)
        except wt.WasmtimeError as e: return b"\4\1" + text(str(e))
        return b"\4\0" + u32(len(self.instances) - 1)
    def export(self, f):
        instance, module = self.instances[f.u32()]
        return instance.exports(self.store).get(f.text())
    def invoke(self, f):
        function = self.export(f)
        arguments = [f.value() for _ in range(f.u32())]
        try: results = function(self.store, *arguments)
        except wt.Trap as t: return b"\5" + trap(t)
        types = function.type(self.store).results
        results = [results] if len(types) == 1 else results or []
        return b"\5\0" + u32(len(types)) + b"".join(map(value, types, results))
    def exports(self, f):
        types = self.instances[f.u32()][1].exports
        def row(e):
            kind = KINDS[type(e.type)]
            names = lambda types: u32(len(types)) + b"".join(u32(TYPES[str(t)][0]) for t in types)
            return text(e.name) + bytes([kind]) + (b"\1" + names(e.type.params) + names(e.type.results) if kind == 0 else b"\0")
        return b"\7" + u32(len(types)) + b"".join(map(row, types))

def trap(t):
    kind = TRAPS.get(t.trap_code.value) if t.trap_code is not None else None
    if kind is None: return b"\5" + text(str(t))
    return b"\4" + text(kind) if isinstance(kind, str) else b"\2" + bytes([kind])

def answer(f):
    tag = f.u8()
    if tag == 0: return b"\0" + u32(2) + text("example") + text(importlib.metadata.version("wasmtime")) + text("") + u32(0) + u32(0b11111) + bytes(4)
    if tag == 1: stores.append(Store(f)); return b"\1" + u32(len(stores) - 1)
    number = f.u32()
    store = stores[number]
    if tag == 2: stores[number] = None; return b"\2"
    if tag == 5:
        instance = store.instances[f.u32()][0]
        store.linker.define_instance(store.store, f.text(), instance)
        return b"\2"
    if tag == 10: return b"\x08\5"      # nothing is observed
    if tag == 12: return b"\x0a" + u32(0)  # no host functions, no calls of them
    return {3: store.load, 4: store.instantiate, 7: store.invoke, 9: store.exports}[tag](f)

engine, stores = wt.Engine(), []
while len(header := sys.stdin.buffer.read(4)) == 4:
    try: response = answer(Frame(sys.stdin.buffer.read(struct.unpack("<I", header)[0])))
    except Exception as e: response = b"\xff" + text(f"{type(e).__name__}: {e}")
    out.write(u32(len(response)) + response)
    out.flush()
