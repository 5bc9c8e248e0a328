#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The functions of an engine's library that are called, found by name in a library that is loaded while the program
 * runs: those of the standard C interface (wasm.h) and those that only Wasmtime has. Our own declarations: no header of
 * an engine is needed to build, and one build serves every release whose functions have these shapes.
 *
 * Objects of the library are opaque. What is passed by value between us and it is declared here. */

typedef struct wasm_config_t wasm_config_t;
typedef struct wasm_engine_t wasm_engine_t;
typedef struct wasm_store_t wasm_store_t;
typedef struct wasm_module_t wasm_module_t;
typedef struct wasm_instance_t wasm_instance_t;
typedef struct wasm_extern_t wasm_extern_t;
typedef struct wasm_func_t wasm_func_t;
typedef struct wasm_global_t wasm_global_t;
typedef struct wasm_memory_t wasm_memory_t;
typedef struct wasm_table_t wasm_table_t;
typedef struct wasm_trap_t wasm_trap_t;
typedef struct wasm_frame_t wasm_frame_t;
typedef struct wasm_ref_t wasm_ref_t;
typedef struct wasm_functype_t wasm_functype_t;
typedef struct wasm_valtype_t wasm_valtype_t;
typedef struct wasm_externtype_t wasm_externtype_t;
typedef struct wasm_importtype_t wasm_importtype_t;
typedef struct wasmtime_error_t wasmtime_error_t;
typedef struct wasmtime_module_t wasmtime_module_t;
typedef struct wasmtime_store_t wasmtime_store_t;
typedef struct wasmtime_context_t wasmtime_context_t;
typedef struct wasmtime_caller_t wasmtime_caller_t;

/* The first two fields are the standard's; some libraries have the other three, and read them. */
typedef struct wasm_byte_vec_t { size_t size; uint8_t *_Nullable data; size_t count; size_t element_size; void *_Nullable lock; } wasm_byte_vec_t;
typedef struct wasm_pointer_vec_t { size_t size; void *_Nullable *_Nullable data; size_t count; size_t element_size; void *_Nullable lock; } wasm_pointer_vec_t;

/* A value of wasm.h: its kind (0 i32, 1 i64, 2 f32, 3 f64, 128 and up references), and its bits or address. */
typedef struct wasm_val_t { uint8_t kind; uint64_t bits; } wasm_val_t;
typedef struct wasm_val_vec_t { size_t size; wasm_val_t *_Nullable data; size_t count; size_t element_size; void *_Nullable lock; } wasm_val_vec_t;

/* A value of Wasmtime and what stands behind an export: a kind and its payload. Releases differ in the size (24 or 32
 * bytes), not in where these two stand. */
typedef struct wasmtime_val_t { uint8_t kind; uint64_t payload[3]; } wasmtime_val_t;
typedef struct wasmtime_extern_t { uint8_t kind; uint64_t payload[3]; } wasmtime_extern_t;
typedef struct wasmtime_instance_t { uint64_t words[2]; } wasmtime_instance_t;

typedef wasm_trap_t *_Nullable (*wasm_callback_with_env)(
    void *_Nullable environment, const wasm_val_vec_t *_Nonnull arguments, wasm_val_vec_t *_Nonnull results);
typedef wasm_trap_t *_Nullable (*wasmtime_callback)(
    void *_Nullable environment, wasmtime_caller_t *_Nullable caller, const void *_Nullable arguments, size_t argument_count,
    void *_Nullable results, size_t result_count);
typedef void (*wasm_finalizer)(void *_Nullable environment);

/* F(result, name, parameters): functions of wasm.h that every library must have. */
#define WASM_FUNCTIONS(F) \
    F(wasm_engine_t *_Nullable, wasm_engine_new, (void)) \
    F(void, wasm_engine_delete, (wasm_engine_t *_Nonnull)) \
    F(wasm_store_t *_Nullable, wasm_store_new, (wasm_engine_t *_Nonnull)) \
    F(void, wasm_store_delete, (wasm_store_t *_Nonnull)) \
    F(wasm_module_t *_Nullable, wasm_module_new, (wasm_store_t *_Nonnull, const wasm_byte_vec_t *_Nonnull)) \
    F(void, wasm_module_delete, (wasm_module_t *_Nonnull)) \
    F(bool, wasm_module_validate, (wasm_store_t *_Nonnull, const wasm_byte_vec_t *_Nonnull)) \
    F(wasm_instance_t *_Nullable, wasm_instance_new, (wasm_store_t *_Nonnull, const wasm_module_t *_Nonnull, const wasm_pointer_vec_t *_Nonnull, wasm_trap_t *_Nullable *_Nonnull)) \
    F(void, wasm_instance_delete, (wasm_instance_t *_Nonnull)) \
    F(void, wasm_instance_exports, (const wasm_instance_t *_Nonnull, wasm_pointer_vec_t *_Nonnull)) \
    F(void, wasm_extern_vec_delete, (wasm_pointer_vec_t *_Nonnull)) \
    F(wasm_func_t *_Nullable, wasm_extern_as_func, (wasm_extern_t *_Nonnull)) \
    F(wasm_global_t *_Nullable, wasm_extern_as_global, (wasm_extern_t *_Nonnull)) \
    F(wasm_memory_t *_Nullable, wasm_extern_as_memory, (wasm_extern_t *_Nonnull)) \
    F(wasm_table_t *_Nullable, wasm_extern_as_table, (wasm_extern_t *_Nonnull)) \
    F(wasm_trap_t *_Nullable, wasm_func_call, (const wasm_func_t *_Nonnull, const wasm_val_vec_t *_Nonnull, wasm_val_vec_t *_Nonnull)) \
    F(void, wasm_func_delete, (wasm_func_t *_Nonnull)) \
    F(wasm_extern_t *_Nullable, wasm_func_as_extern, (wasm_func_t *_Nonnull)) \
    F(wasm_func_t *_Nullable, wasm_func_new_with_env, (wasm_store_t *_Nonnull, const wasm_functype_t *_Nonnull, wasm_callback_with_env _Nonnull, void *_Nullable, wasm_finalizer _Nullable)) \
    F(void, wasm_global_get, (const wasm_global_t *_Nonnull, wasm_val_t *_Nonnull)) \
    F(uint8_t *_Nullable, wasm_memory_data, (wasm_memory_t *_Nonnull)) \
    F(size_t, wasm_memory_data_size, (const wasm_memory_t *_Nonnull)) \
    F(uint32_t, wasm_table_size, (const wasm_table_t *_Nonnull)) \
    F(void, wasm_trap_message, (const wasm_trap_t *_Nonnull, wasm_byte_vec_t *_Nonnull)) \
    F(void, wasm_trap_delete, (wasm_trap_t *_Nonnull)) \
    F(void, wasm_byte_vec_delete, (wasm_byte_vec_t *_Nonnull)) \
    F(void, wasm_valtype_vec_new, (wasm_pointer_vec_t *_Nonnull, size_t, void *_Nullable const *_Nullable)) \
    F(wasm_functype_t *_Nullable, wasm_functype_new, (wasm_pointer_vec_t *_Nonnull, wasm_pointer_vec_t *_Nonnull)) \
    F(void, wasm_functype_delete, (wasm_functype_t *_Nonnull)) \
    F(wasm_valtype_t *_Nullable, wasm_valtype_new, (uint8_t))

/* Functions of wasm.h that a library may lack. */
#define WASM_OPTIONAL_FUNCTIONS(F) \
    F(wasm_instance_t *_Nullable, wasm_instance_new_with_args, (wasm_store_t *_Nonnull, const wasm_module_t *_Nonnull, const wasm_pointer_vec_t *_Nonnull, wasm_trap_t *_Nullable *_Nonnull, uint32_t stack_bytes, uint32_t heap_bytes)) \
    F(void, wasm_importtype_vec_delete, (wasm_pointer_vec_t *_Nonnull)) \
    F(const wasm_externtype_t *_Nullable, wasm_importtype_type, (const wasm_importtype_t *_Nonnull)) \
    F(const wasm_functype_t *_Nullable, wasm_externtype_as_functype_const, (const wasm_externtype_t *_Nonnull)) \
    F(wasm_functype_t *_Nullable, wasm_functype_copy, (const wasm_functype_t *_Nonnull)) \
    F(wasm_config_t *_Nullable, wasm_config_new, (void)) \
    F(wasm_engine_t *_Nullable, wasm_engine_new_with_config, (wasm_config_t *_Nonnull)) \
    F(wasm_frame_t *_Nullable, wasm_trap_origin, (const wasm_trap_t *_Nonnull)) \
    F(uint32_t, wasm_frame_func_index, (const wasm_frame_t *_Nonnull)) \
    F(size_t, wasm_frame_module_offset, (const wasm_frame_t *_Nonnull)) \
    F(void, wasm_frame_delete, (wasm_frame_t *_Nonnull))

/* Functions that every release of Wasmtime from 0.40.0 on has, in the same shape. `void *` is a handle within a
 * wasmtime_extern_t, or a value. */
#define WASMTIME_FUNCTIONS(F) \
    F(void, wasmtime_error_delete, (wasmtime_error_t *_Nonnull)) \
    F(void, wasmtime_error_message, (const wasmtime_error_t *_Nonnull, wasm_byte_vec_t *_Nonnull)) \
    F(wasmtime_error_t *_Nullable, wasmtime_module_new, (wasm_engine_t *_Nonnull, const uint8_t *_Nullable, size_t, wasmtime_module_t *_Nullable *_Nonnull)) \
    F(void, wasmtime_module_delete, (wasmtime_module_t *_Nonnull)) \
    F(void, wasmtime_module_imports, (const wasmtime_module_t *_Nonnull, wasm_pointer_vec_t *_Nonnull)) \
    F(wasmtime_error_t *_Nullable, wasmtime_module_serialize, (wasmtime_module_t *_Nonnull, wasm_byte_vec_t *_Nonnull)) \
    F(wasmtime_error_t *_Nullable, wasmtime_module_deserialize, (wasm_engine_t *_Nonnull, const uint8_t *_Nullable, size_t, wasmtime_module_t *_Nullable *_Nonnull)) \
    F(wasmtime_store_t *_Nullable, wasmtime_store_new, (wasm_engine_t *_Nonnull, void *_Nullable, wasm_finalizer _Nullable)) \
    F(wasmtime_context_t *_Nonnull, wasmtime_store_context, (wasmtime_store_t *_Nonnull)) \
    F(void, wasmtime_store_delete, (wasmtime_store_t *_Nonnull)) \
    F(void, wasmtime_context_set_epoch_deadline, (wasmtime_context_t *_Nonnull, uint64_t)) \
    F(void, wasmtime_engine_increment_epoch, (wasm_engine_t *_Nonnull)) \
    F(wasmtime_error_t *_Nullable, wasmtime_instance_new, (wasmtime_context_t *_Nonnull, const wasmtime_module_t *_Nonnull, const void *_Nullable, size_t, wasmtime_instance_t *_Nonnull, wasm_trap_t *_Nullable *_Nonnull)) \
    F(bool, wasmtime_instance_export_get, (wasmtime_context_t *_Nonnull, const wasmtime_instance_t *_Nonnull, const uint8_t *_Nullable, size_t, wasmtime_extern_t *_Nonnull)) \
    F(wasmtime_error_t *_Nullable, wasmtime_func_call, (wasmtime_context_t *_Nonnull, const void *_Nonnull, const void *_Nullable, size_t, void *_Nullable, size_t, wasm_trap_t *_Nullable *_Nonnull)) \
    F(void, wasmtime_func_new, (wasmtime_context_t *_Nonnull, const wasm_functype_t *_Nonnull, wasmtime_callback _Nonnull, void *_Nullable, wasm_finalizer _Nullable, void *_Nonnull)) \
    F(void, wasmtime_global_get, (wasmtime_context_t *_Nonnull, const void *_Nonnull, void *_Nonnull)) \
    F(uint8_t *_Nullable, wasmtime_memory_data, (wasmtime_context_t *_Nonnull, const void *_Nonnull)) \
    F(size_t, wasmtime_memory_data_size, (wasmtime_context_t *_Nonnull, const void *_Nonnull)) \
    F(bool, wasmtime_table_get, (wasmtime_context_t *_Nonnull, const void *_Nonnull, uint64_t, void *_Nonnull)) \
    F(uint64_t, wasmtime_table_size, (wasmtime_context_t *_Nonnull, const void *_Nonnull)) \
    F(bool, wasmtime_trap_code, (const wasm_trap_t *_Nonnull, uint8_t *_Nonnull))

/* Functions that some releases lack. Where a release has another shape, it is one with fewer or other arguments in the
 * same registers, and who calls it knows the release. */
#define WASMTIME_OPTIONAL_FUNCTIONS(F) \
    F(wasmtime_error_t *_Nullable, wasmtime_config_target_set, (wasm_config_t *_Nonnull, const char *_Nonnull)) \
    F(void, wasmtime_store_limiter, (wasmtime_store_t *_Nonnull, int64_t memory_bytes, int64_t table_elements, int64_t instances, int64_t tables, int64_t memories)) \
    F(wasmtime_error_t *_Nullable, wasmtime_context_set_fuel, (wasmtime_context_t *_Nonnull, uint64_t)) \
    F(wasmtime_error_t *_Nullable, wasmtime_context_get_fuel, (wasmtime_context_t *_Nonnull, uint64_t *_Nonnull)) \
    F(wasmtime_error_t *_Nullable, wasmtime_context_add_fuel, (wasmtime_context_t *_Nonnull, uint64_t)) \
    F(bool, wasmtime_context_fuel_consumed, (wasmtime_context_t *_Nonnull, uint64_t *_Nonnull)) \
    F(wasmtime_error_t *_Nullable, wasmtime_context_consume_fuel, (wasmtime_context_t *_Nonnull, uint64_t, uint64_t *_Nonnull)) \
    F(uint8_t, wasmtime_memory_page_size_log2, (wasmtime_context_t *_Nonnull, const void *_Nonnull)) \
    F(uint8_t *_Nullable, wasmtime_sharedmemory_data, (const void *_Nonnull)) \
    F(size_t, wasmtime_sharedmemory_data_size, (const void *_Nonnull)) \
    F(uint64_t, wasmtime_sharedmemory_size, (const void *_Nonnull)) \
    F(void, wasmtime_extern_delete, (wasmtime_extern_t *_Nonnull)) \
    F(bool, wasmtime_anyref_is_struct, (wasmtime_context_t *_Nonnull, const void *_Nonnull)) \
    F(bool, wasmtime_anyref_is_array, (wasmtime_context_t *_Nonnull, const void *_Nonnull)) \
    F(bool, wasmtime_tag_eq, (wasmtime_context_t *_Nonnull, const void *_Nonnull, const void *_Nonnull)) \
    F(wasmtime_error_t *_Nullable, wasmtime_exnref_tag, (wasmtime_context_t *_Nonnull, const void *_Nonnull, void *_Nonnull)) \
    F(size_t, wasmtime_exnref_field_count, (wasmtime_context_t *_Nonnull, const void *_Nonnull)) \
    F(wasmtime_error_t *_Nullable, wasmtime_exnref_field, (wasmtime_context_t *_Nonnull, const void *_Nonnull, size_t, void *_Nonnull)) \
    F(void, wasmtime_exn_delete, (void *_Nonnull)) \
    F(wasmtime_error_t *_Nullable, wasmtime_exn_tag, (wasmtime_context_t *_Nonnull, const void *_Nonnull, void *_Nonnull)) \
    F(size_t, wasmtime_exn_field_count, (wasmtime_context_t *_Nonnull, const void *_Nonnull)) \
    F(wasmtime_error_t *_Nullable, wasmtime_exn_field, (wasmtime_context_t *_Nonnull, const void *_Nonnull, size_t, void *_Nonnull)) \
    F(bool, wasmtime_context_take_exception, (wasmtime_context_t *_Nonnull, void *_Nonnull)) \
    F(bool, wasmtime_context_has_exception, (wasmtime_context_t *_Nonnull))

#define WASM_REQUIRED_FIELD(result, name, parameters) result (*_Nonnull name) parameters;
#define WASM_OPTIONAL_FIELD(result, name, parameters) result (*_Nullable name) parameters;

struct wasm_functions {
    WASM_FUNCTIONS(WASM_REQUIRED_FIELD)
    WASM_OPTIONAL_FUNCTIONS(WASM_OPTIONAL_FIELD)
};

struct wasmtime_functions {
    WASMTIME_FUNCTIONS(WASM_REQUIRED_FIELD)
    WASMTIME_OPTIONAL_FUNCTIONS(WASM_OPTIONAL_FIELD)
};

/* A loaded library. It stays loaded until the process ends: threads of its own may run in it. */
struct wasm_library {
    void *_Nonnull handle;
    const struct wasm_functions *_Nonnull standard;
    /* Null in a library that is not Wasmtime's. */
    const struct wasmtime_functions *_Nullable wasmtime;
};

/* Loads the library at `path` into `library`. False if it cannot be loaded or lacks a function that every library must
 * have; then `reason`, of `capacity` bytes, holds why. Any thread. */
bool wasm_library_open(const char *_Nonnull path, struct wasm_library *_Nonnull library, char *_Nonnull reason, size_t capacity);

/* Calls wasmtime_config_<option>_set(config, value). False if this release has no such option. */
bool wasm_library_configure(
    const struct wasm_library *_Nonnull library, wasm_config_t *_Nonnull config, const char *_Nonnull option, uint64_t value);

/* References. How they are held and passed changed three times, so these take the release (its first number).
 * `payload` is that of a wasmtime_val_t. */

/* Makes an external reference to `data`. False if the library could not. */
bool wasm_library_extern_new(
    const struct wasm_library *_Nonnull library, uint32_t release, wasmtime_context_t *_Nonnull context, void *_Nullable data,
    void *_Nonnull payload);
/* What an external reference was made with; null if it is another object. */
void *_Nullable wasm_library_extern_data(
    const struct wasm_library *_Nonnull library, uint32_t release, wasmtime_context_t *_Nonnull context, void *_Nonnull payload);
/* The 31 bits of an i31. False if the reference is something else. */
bool wasm_library_i31_get(
    const struct wasm_library *_Nonnull library, uint32_t release, wasmtime_context_t *_Nonnull context, void *_Nonnull payload,
    uint32_t *_Nonnull value);
/* Makes an i31. False if the library cannot. */
bool wasm_library_i31_new(
    const struct wasm_library *_Nonnull library, uint32_t release, wasmtime_context_t *_Nonnull context, uint32_t value,
    void *_Nonnull payload);
/* Lets go of what a value refers to. */
void wasm_library_release(
    const struct wasm_library *_Nonnull library, uint32_t release, wasmtime_context_t *_Nonnull context, void *_Nonnull value);

/* Whether the library exports a function of this name. */
bool wasm_library_has(const struct wasm_library *_Nonnull library, const char *_Nonnull name);
