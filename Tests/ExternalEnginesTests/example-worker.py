#!/usr/bin/env python3
"""A worker of the protocol in Sources/ExternalEngines/PROTOCOL.md around the package 'wasmtime' of PyPI. Numbers and
vectors only; they go through the package's bindings of the C interface, as bits: Python's floats would lose some."""
import ctypes, importlib.metadata, os, struct, sys, threading, wasmtime as wt
from wasmtime import _ffi as ffi

out, _ = os.fdopen(os.dup(1), "wb"), os.dup2(2, 1)  # what a library prints must not get among the frames
TRAPS = {0: b"stack", 1: 5, 2: 13, 3: 6, 4: 8, 5: 9, 6: 3, 7: 2, 8: 4, 9: 1, 10: b"time", 12: 14, 13: 10, 14: 12, 16: 11}
KINDS = {wt.TableType: 1, wt.MemoryType: 2, wt.GlobalType: 3}
TYPES, SIZES = {"i32": 1, "i64": 2, "f32": 3, "f64": 4, "v128": 5}, (4, 8, 4, 8, 16)
MALFORMED = ("unexpected end", "magic header", "binary version", "section is absent", "UTF-8", "too long")  # else it is invalid
MASK, GOLDEN, NOTHING = (1 << 64) - 1, 0x9E3779B97F4A7C15, ctypes.CFUNCTYPE(None, ctypes.c_void_p)()
u32, rows = lambda n: struct.pack("<I", n), lambda items: u32(len(items)) + b"".join(items)
blob, text = lambda b: u32(len(b)) + b, lambda s: blob(s.encode())
bits = lambda value: bytes([value.kind]) + bytes(value.of)[:SIZES[value.kind]]

class Frame:
    def __init__(self, data): self.data, self.at = data, 0
    def take(self, n): self.at += n; return self.data[self.at - n:self.at]
    u8, u32, u64 = (lambda self, form=form: struct.unpack(form, self.take(struct.calcsize(form)))[0] for form in ("<B", "<I", "<Q"))
    def blob(self): return self.take(self.u32())
    def list(self, read): return [read() for _ in range(self.u32())]
    def value(self): return put(ffi.wasmtime_val_t(), kind := self.u8(), self.take(SIZES[kind]))
def put(value, kind, data): value.kind = kind; ctypes.memmove(ctypes.addressof(value.of), data, SIZES[kind]); return value
def draw(state):  # numbers that a function of the host answers with
    while True:
        z = state = state + GOLDEN & MASK
        z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9 & MASK
        z = (z ^ z >> 27) * 0x94D049BB133111EB & MASK
        yield z ^ z >> 31
def result(type, numbers):
    return struct.pack("f" if type == 3 else "d", next(numbers) % 1024) if type in (3, 4) else struct.pack("QQ", next(numbers), type == 5 and next(numbers))
class Store:
    def __init__(self, f):
        self.store, self.linker, self.modules, self.instances = wt.Store(engine), wt.Linker(engine), [], []
        self.linker.allow_shadowing, self.calls, self.count, self.callbacks = True, [], 0, []
        self.store.set_limits(memory_size=(f.u32(), f.u8() and f.u64(), f.u64())[2])  # behind features and fuel
        self.seconds = f.take(20) and (f.u64() / 1e9 if f.u8() else 1e6)
    def ending(self, module, act):  # what `act` gives within its time, or why nothing
        self.store.set_epoch_deadline(1)
        (timer := threading.Timer(self.seconds, engine.increment_epoch)).start()
        try: return b"\0" + act()
        except wt.WasmtimeError as e: return b"\4" + text("memory") if "exceeds memory limits" in str(e) else b"\1" + text(str(e))
        except wt.Trap as t: kind, place = TRAPS[t.trap_code.value], t.frames[0].module_offset if t.frames else 0
        finally: timer.cancel()
        if kind == 6 and module[place] in (0x11, 0x13): kind = 7  # of an indirect call, not of another instruction
        return b"\4" + blob(kind) if isinstance(kind, bytes) else b"\2" + bytes([kind])
    def load(self, f):
        try: self.modules.append((wt.Module(engine, data := bytes(f.blob())), data))
        except wt.WasmtimeError as e: return b"\3" + (b"\1" if any(word in str(e) for word in MALFORMED) else b"\2") + text(str(e))
        return b"\3\0" + u32(len(self.modules) - 1)
    def instantiate(self, f):
        module, data = self.modules[f.u32()]
        make = lambda: self.instances.append((self.linker.instantiate(self.store, module), module, data))
        return b"\4" + self.ending(data, lambda: make() or u32(len(self.instances) - 1))
    def invoke(self, f):
        instance, _, module = self.instances[f.u32()]
        function, given = instance.exports(self.store)[f.blob().decode()], f.list(f.value)
        given, got = (ffi.wasmtime_val_t * len(given))(*given), (ffi.wasmtime_val_t * len(function.type(self.store).results))()
        def act():
            with wt._func.enter_wasm(self.store) as trap:
                error = ffi.wasmtime_func_call(self.store._context(), function._func, given, len(given), got, len(got), trap)
                if error: raise wt.WasmtimeError._from_ptr(error)
            return rows([bits(value) for value in got])
        return b"\5" + self.ending(module, act)
    def host(self, module, name, parameters, wanted, seed):
        def call(_, caller, given, given_count, got, got_count):
            self.calls.append(blob(module) + blob(name) + rows([bits(given[n]) for n in range(given_count)]))
            numbers, self.count = draw(seed + self.count * GOLDEN), self.count + 1
            for n, type in enumerate(wanted): put(got[n], type - 1, result(type, numbers))
            return 0
        types = lambda types: [wt.ValType._from_ptr(ffi.wasm_valtype_new(type - 1), None) for type in types]
        function, names = wt.FuncType(types(parameters), types(wanted)), [ctypes.create_string_buffer(n) for n in (module, name)]
        self.callbacks.append(ffi.wasmtime_func_callback_t(call))
        ffi.wasmtime_linker_define_func(self.linker.ptr(), names[0], len(module), names[1], len(name), function.ptr(), self.callbacks[-1], None, NOTHING)
    def take(self, f): calls, self.calls = self.calls, []; return b"\x0a" + rows(calls)
    def exports(self, f):
        types = lambda types: rows([u32(TYPES[str(type)]) for type in types])
        type = lambda t: b"\0\1" + types(t.params) + types(t.results) if isinstance(t, wt.FuncType) else bytes([KINDS[t.__class__], 0])
        return b"\7" + rows([text(e.name) + type(e.type) for e in self.instances[f.u32()][1].exports])

def answer(f):
    tag, number = f.u8(), f.u32() if f.data[0] != 1 else len(stores)
    if tag == 0: return b"\0" + u32(2) + text("example") + text(importlib.metadata.version("wasmtime")) + text("") + u32(0) + u32(0x5F) + bytes(4)
    if tag == 1: stores.append(Store(f)); return b"\1" + u32(number)
    store = stores[number]
    if tag == 2: stores[number] = None; return b"\2"
    if tag == 5: store.linker.define_instance(store.store, instance=store.instances[f.u32()][0], name=f.blob().decode()); return b"\2"
    if tag == 6: f.list(lambda: store.host(f.blob(), f.blob(), f.list(f.u32), f.list(f.u32), f.u64())); return b"\2"
    if tag == 10: return b"\x08\5"  # nothing is observed
    return {3: store.load, 4: store.instantiate, 7: store.invoke, 9: store.exports, 12: store.take}[tag](f)
config, stores = wt.Config(), []
config.epoch_interruption = True
engine = wt.Engine(config)
while len(header := sys.stdin.buffer.read(4)) == 4:
    try: response = answer(Frame(sys.stdin.buffer.read(struct.unpack("<I", header)[0])))
    except Exception as e: response = b"\xff" + text(f"{type(e).__name__}: {e}")
    out.write(u32(len(response)) + response)
    out.flush()
