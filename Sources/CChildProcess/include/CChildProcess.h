#pragma once
#include <stddef.h>
#include <stdint.h>

/* A program in a process of its own, with limits: what Swift cannot do, since it has no fork. Linux. */

/* Upper bounds for the child, set between fork and exec; 0 leaves one as it is. */
typedef struct child_limits {
    uint64_t address_space; /* bytes of address space, RLIMIT_AS */
    uint64_t data;          /* bytes of private memory that can be written, RLIMIT_DATA */
    uint64_t cpu_seconds;   /* RLIMIT_CPU; see child_process_extend */
    uint64_t open_files;    /* RLIMIT_NOFILE */
    uint64_t file_bytes;    /* bytes of any file it writes, RLIMIT_FSIZE */
} child_limits;

typedef struct child_process {
    int32_t identifier;
    int32_t input;    /* write end of its standard input */
    int32_t output;   /* read end of its standard output */
    int32_t messages; /* what it writes to its standard error, a file without a name */
} child_process;

/* Starts `program` with `arguments` (of which the first is its name) and `environment`, both ended by NULL. The child leads a process group,
 * has no open files but the three, and dies when the calling thread ends: call from a thread that lives as long as the
 * process. Returns 0, or the error number. */
int child_process_start(
    const char *_Nonnull program, char *_Nullable const *_Nonnull arguments, char *_Nullable const *_Nonnull environment,
    const child_limits *_Nonnull limits, child_process *_Nonnull child);

/* Writes all bytes. Returns 0; -1 if nobody reads any more; -2 if they were not taken before the deadline, which is a
 * time of CLOCK_MONOTONIC in nanoseconds, 0 for never. */
int child_process_write(int32_t file, const uint8_t *_Nonnull bytes, size_t count, uint64_t deadline);

/* Reads what is there, up to `capacity` bytes, and waits for the first. Returns the number of bytes, 0 at the end, -1 for
 * an error, -2 if nothing came before the deadline. */
int64_t child_process_read(int32_t file, uint8_t *_Nonnull bytes, size_t capacity, uint64_t deadline);

/* The last bytes that the child wrote to its standard error, up to `capacity`; returns their number. */
size_t child_process_messages(int32_t file, uint8_t *_Nonnull bytes, size_t capacity);

#define CHILD_SAFE __attribute__((swift_attr("safe")))

/* CLOCK_MONOTONIC in nanoseconds. */
uint64_t child_process_now(void) CHILD_SAFE;

/* Ends the child and everything in its process group, closes its files and waits for it. A child that is about to end
 * gets `patience_milliseconds` to do so by itself. Returns its status: below 256
 * its exit status, from 256 on 256 plus the number of the signal it died of by itself; -1 if it was still alive and had to be killed. */
int child_process_end(child_process child, uint32_t patience_milliseconds) CHILD_SAFE;

/* Lets the child use this many seconds of CPU time more than it has used. */
void child_process_extend(int32_t identifier, uint64_t seconds) CHILD_SAFE;

/* Makes standard output of this process a copy of standard error, and returns a file that leads where standard output
 * led; so what a library prints does not get among what we write. -1 for an error. */
int32_t child_process_take_output(void) CHILD_SAFE;

/* Ends this process at once by a signal, as a crash would: for tests. */
void child_process_die(int32_t signal) CHILD_SAFE;
