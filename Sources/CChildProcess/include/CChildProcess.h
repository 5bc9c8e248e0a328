#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CHILD_SAFE __attribute__((swift_attr("safe")))

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
    int32_t announcements; /* its file 3, four bytes: see child_process_announced */
} child_process;

/* How long a child may still take, by its own measure: time in which it waited for a processor, or for a disk, or was
 * stopped, is not its own, and neither is time in which this process did not run. So a busy machine makes no child late. */
typedef struct child_patience {
    uint64_t left;    /* nanoseconds; UINT64_MAX for ever */
    uint64_t bound;   /* nanoseconds of anybody's time after which it is late whatever the reason */
    uint64_t used;    /* what its threads had used of processors at the last look */
    uint64_t delayed; /* and what they had waited for them */
    bool has_looked;
} child_patience;

/* So many nanoseconds, and a bound of ten times as many. */
child_patience child_patience_of(uint64_t nanoseconds) CHILD_SAFE;

/* Starts `program` with `arguments` (of which the first is its name) and `environment`, both ended by NULL. The child leads a process group,
 * has no open files but the three, and dies when the calling thread ends: call from a thread that lives as long as the
 * process. Returns 0, or the error number. */
int child_process_start(
    const char *_Nonnull program, char *_Nullable const *_Nonnull arguments, char *_Nullable const *_Nonnull environment,
    const child_limits *_Nonnull limits, child_process *_Nonnull child);

/* Writes all bytes. Returns 0; -1 if nobody reads any more; -2 if the child, 0 for none, did not take them in time. */
int child_process_write(
    int32_t file, const uint8_t *_Nonnull bytes, size_t count, int32_t identifier, child_patience *_Nonnull patience);

/* Reads what is there, up to `capacity` bytes, and waits for the first. Returns the number of bytes, 0 at the end, -1 for
 * an error, -2 if nothing came in time from the child, 0 for none. */
int64_t child_process_read(
    int32_t file, uint8_t *_Nonnull bytes, size_t capacity, int32_t identifier, child_patience *_Nonnull patience);

/* The last bytes that the child wrote to its standard error, up to `capacity`; returns their number. */
size_t child_process_messages(int32_t file, uint8_t *_Nonnull bytes, size_t capacity);

/* CLOCK_MONOTONIC in nanoseconds. */
uint64_t child_process_now(void) CHILD_SAFE;

/* The number that the child wrote last into the first four bytes of its file 3, 0 before the first. It holds after its death. */
uint32_t child_process_announced(child_process child) CHILD_SAFE;

/* Ends the child and everything in its process group, closes its files and waits for it. A child that is about to end
 * gets `patience_milliseconds` of its own time to do so by itself. Returns its status: below 256
 * its exit status, from 256 on 256 plus the number of the signal it died of by itself; -1 if it was still alive and had to be killed. */
int child_process_end(child_process child, uint32_t patience_milliseconds) CHILD_SAFE;

/* Lets the child use this many seconds of CPU time more than it has used. */
void child_process_extend(int32_t identifier, uint64_t seconds) CHILD_SAFE;

/* Makes standard output of this process a copy of standard error, and returns a file that leads where standard output
 * led; so what a library prints does not get among what we write. -1 for an error. */
int32_t child_process_take_output(void) CHILD_SAFE;

/* In a child: whether `file` is one for announcements, which from here on are written to it. */
bool child_process_open_announcements(int32_t file) CHILD_SAFE;

/* In a child: leaves a number that its parent finds even if the next instruction is the last. */
void child_process_announce(uint32_t number) CHILD_SAFE;

/* Ends this process at once by a signal, as a crash would: for tests. */
void child_process_die(int32_t signal) CHILD_SAFE;

/* Runs `program` with `arguments` (of which the first is its name, the last NULL), with the files and the environment of this process, and
 * waits for its end. Interrupts and requests to end (SIGINT, SIGTERM, SIGHUP) that come meanwhile are handed on to it;
 * it dies when the calling thread ends. Returns its status as child_process_end does, or -1 if it cannot be started. */
int child_process_supervise(const char *_Nonnull program, char *_Nullable const *_Nonnull arguments);
