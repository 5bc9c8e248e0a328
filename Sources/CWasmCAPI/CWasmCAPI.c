#include "CWasmCAPI.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>

/* Every function is found by the name of the field that holds it. */
#define FIND_REQUIRED(result, name, parameters) \
    *(void **)&table->name = dlsym(handle, #name); \
    if (*(void **)&table->name == NULL && missing == NULL) missing = #name;
#define FIND_OPTIONAL(result, name, parameters) *(void **)&table->name = dlsym(handle, #name);

static const char *find_standard(void *handle, struct wasm_functions *table) {
    const char *missing = NULL;
    WASM_FUNCTIONS(FIND_REQUIRED)
    WASM_OPTIONAL_FUNCTIONS(FIND_OPTIONAL)
    return missing;
}

static const char *find_wasmtime(void *handle, struct wasmtime_functions *table) {
    const char *missing = NULL;
    WASMTIME_FUNCTIONS(FIND_REQUIRED)
    WASMTIME_OPTIONAL_FUNCTIONS(FIND_OPTIONAL)
    return missing;
}

bool wasm_library_open(const char *path, struct wasm_library *library, char *reason, size_t capacity) {
    void *handle = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    if (handle == NULL) {
        snprintf(reason, capacity, "%s", dlerror());
        return false;
    }
    struct wasm_functions *standard = calloc(1, sizeof *standard);
    struct wasmtime_functions *wasmtime = calloc(1, sizeof *wasmtime);
    const char *missing = standard != NULL && wasmtime != NULL ? find_standard(handle, standard) : "memory";
    if (missing != NULL) {
        snprintf(reason, capacity, "%s does not have %s", path, missing);
        free(standard);
        free(wasmtime);
        dlclose(handle);
        return false;
    }
    if (find_wasmtime(handle, wasmtime) != NULL) {
        free(wasmtime);
        wasmtime = NULL;
    }
    *library = (struct wasm_library){.handle = handle, .standard = standard, .wasmtime = wasmtime};
    return true;
}

bool wasm_library_configure(const struct wasm_library *library, wasm_config_t *config, const char *option, uint64_t value) {
    char name[128];
    snprintf(name, sizeof name, "wasmtime_config_%s_set", option);
    void (*set)(wasm_config_t *, uint64_t);
    *(void **)&set = dlsym(library->handle, name);
    if (set == NULL) return false;
    set(config, value);
    return true;
}

bool wasm_library_has(const struct wasm_library *library, const char *name) {
    return dlsym(library->handle, name) != NULL;
}

/* Until release 20 a value holds the address of a reference; later, the reference itself. Until 19 these functions do
 * not take the context. */
static void *symbol(const struct wasm_library *library, const char *name) { return dlsym(library->handle, name); }

bool wasm_library_extern_new(
    const struct wasm_library *library, uint32_t release, wasmtime_context_t *context, void *data, void *payload) {
    void *function = symbol(library, "wasmtime_externref_new");
    if (function == NULL) return false;
    if (release > 20) {
        bool (*make)(wasmtime_context_t *, void *, wasm_finalizer, void *);
        *(void **)&make = function;
        return make(context, data, NULL, payload);
    }
    void *reference;
    if (release == 20) {
        void *(*make)(wasmtime_context_t *, void *, wasm_finalizer);
        *(void **)&make = function;
        reference = make(context, data, NULL);
    } else {
        void *(*make)(void *, wasm_finalizer);
        *(void **)&make = function;
        reference = make(data, NULL);
    }
    *(void **)payload = reference;
    return reference != NULL;
}

void *wasm_library_extern_data(const struct wasm_library *library, uint32_t release, wasmtime_context_t *context, void *payload) {
    void *function = symbol(library, "wasmtime_externref_data");
    if (function == NULL) return NULL;
    if (release < 20) {
        void *(*data)(void *);
        *(void **)&data = function;
        return data(*(void **)payload);
    }
    void *(*data)(wasmtime_context_t *, void *);
    *(void **)&data = function;
    return data(context, release == 20 ? *(void **)payload : payload);
}

bool wasm_library_i31_get(
    const struct wasm_library *library, uint32_t release, wasmtime_context_t *context, void *payload, uint32_t *value) {
    bool (*get)(wasmtime_context_t *, void *, uint32_t *);
    *(void **)&get = symbol(library, "wasmtime_anyref_i31_get_u");
    return get != NULL && get(context, release == 20 ? *(void **)payload : payload, value);
}

bool wasm_library_i31_new(
    const struct wasm_library *library, uint32_t release, wasmtime_context_t *context, uint32_t value, void *payload) {
    void (*make)(wasmtime_context_t *, uint32_t, void *);
    *(void **)&make = symbol(library, "wasmtime_anyref_from_i31");
    if (make == NULL || release <= 20) return false;
    make(context, value, payload);
    return true;
}

void wasm_library_release(const struct wasm_library *library, uint32_t release, wasmtime_context_t *context, void *value) {
    void *function = symbol(library, release > 20 ? "wasmtime_val_unroot" : "wasmtime_val_delete");
    if (function == NULL) return;
    if (release >= 20 && release < 38) {
        void (*let_go)(wasmtime_context_t *, void *);
        *(void **)&let_go = function;
        let_go(context, value);
    } else {
        void (*let_go)(void *);
        *(void **)&let_go = function;
        let_go(value);
    }
}
