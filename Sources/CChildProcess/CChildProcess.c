#define _GNU_SOURCE
#include "CChildProcess.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

uint64_t child_process_now(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

static void set_limit(int resource, uint64_t value) {
    if (value == 0) return;
    struct rlimit limit;
    if (getrlimit(resource, &limit) != 0) return;
    if (limit.rlim_max == RLIM_INFINITY || value < limit.rlim_max) limit.rlim_max = value;
    limit.rlim_cur = limit.rlim_max;
    setrlimit(resource, &limit);
}

/* The child after vfork: it has the memory of its parent, so it only makes system calls. */
static void become(
    const char *program, char *const *arguments, char *const *environment, const child_limits *limits, const int files[4],
    pid_t parent) {
    setpgid(0, 0);
    if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || getppid() != parent) _exit(127);
    for (int number = 1; number < NSIG; number++) signal(number, SIG_DFL);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    for (int number = 0; number < 4; number++) {
        if (dup2(files[number], number) < 0) _exit(127);
    }
    close_range(4, ~0u, 0);
    set_limit(RLIMIT_AS, limits->address_space);
    set_limit(RLIMIT_DATA, limits->data);
    set_limit(RLIMIT_NOFILE, limits->open_files);
    set_limit(RLIMIT_FSIZE, limits->file_bytes);
    /* The upper bound stays, so that the parent may raise the lower one. */
    struct rlimit cpu;
    if (limits->cpu_seconds != 0 && getrlimit(RLIMIT_CPU, &cpu) == 0) {
        cpu.rlim_cur = limits->cpu_seconds;
        setrlimit(RLIMIT_CPU, &cpu);
    }
    /* A crash is an observation; nobody looks at its memory. */
    struct rlimit core = {0, 0};
    setrlimit(RLIMIT_CORE, &core);
    execvpe(program, arguments, environment);
}

int child_process_start(
    const char *program, char *const *arguments, char *const *environment, const child_limits *limits, child_process *child) {
    int request[2], response[2];
    if (pipe2(request, O_CLOEXEC) != 0) return errno;
    if (pipe2(response, O_CLOEXEC) != 0) {
        int error = errno;
        close(request[0]);
        close(request[1]);
        return error;
    }
    int messages = memfd_create("messages", MFD_CLOEXEC);
    int announcements = memfd_create("announcements", MFD_CLOEXEC);
    int error = messages < 0 || announcements < 0 || ftruncate(announcements, 4) != 0 ? errno : 0;
    pid_t identifier = -1;
    if (error == 0) {
        /* None of them may be a number that another is to be moved to. */
        const int sources[4] = {request[0], response[1], messages, announcements};
        int files[4];
        for (int number = 0; number < 4; number++) {
            files[number] = fcntl(sources[number], F_DUPFD_CLOEXEC, 4);
            if (files[number] < 0) error = errno;
        }
        pid_t parent = getpid();
        volatile int failure = 0;
        if (error == 0) {
            identifier = vfork();
            if (identifier == 0) {
                become(program, arguments, environment, limits, files, parent);
                failure = errno;
                _exit(127);
            }
            if (identifier < 0) error = errno;
        }
        for (int number = 0; number < 4; number++) {
            if (files[number] >= 0) close(files[number]);
        }
        if (error == 0 && failure != 0) {
            error = failure;
            waitpid(identifier, NULL, 0);
        }
    }
    close(request[0]);
    close(response[1]);
    if (error != 0) {
        close(request[1]);
        close(response[0]);
        if (messages >= 0) close(messages);
        if (announcements >= 0) close(announcements);
        return error;
    }
    /* Both must be able to give up, and what is there already is read without asking whether it is. */
    fcntl(request[1], F_SETFL, O_NONBLOCK);
    fcntl(response[0], F_SETFL, O_NONBLOCK);
    fcntl(request[1], F_SETPIPE_SZ, 1 << 20);
    fcntl(response[0], F_SETPIPE_SZ, 1 << 20);
    signal(SIGPIPE, SIG_IGN);
    *child = (child_process){
        .identifier = identifier, .input = request[1], .output = response[0], .messages = messages, .announcements = announcements};
    return 0;
}

/* Reads a small file of /proc as text. */
static bool read_text(const char *path, char *text, size_t capacity) {
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0) return false;
    ssize_t count = read(file, text, capacity - 1);
    close(file);
    text[count > 0 ? count : 0] = 0;
    return count > 0;
}

/* What the threads of a process are about. */
typedef struct activity {
    uint64_t used, delayed; /* nanoseconds on a processor, and waiting for one */
    bool waits;             /* for a processor or a disk */
    bool is_stopped;
} activity;

static activity look_at(pid_t identifier) {
    activity sum = {0};
    char path[96], text[512];
    snprintf(path, sizeof path, "/proc/%d/task", (int)identifier);
    DIR *threads = opendir(path);
    if (threads == NULL) return sum;
    for (struct dirent *entry; (entry = readdir(threads)) != NULL;) {
        if (entry->d_name[0] == '.') continue;
        snprintf(path, sizeof path, "/proc/%d/task/%.16s/stat", (int)identifier, entry->d_name);
        const char *name_end = read_text(path, text, sizeof text) ? strrchr(text, ')') : NULL;
        if (name_end != NULL && name_end[1] == ' ') {
            char state = name_end[2];
            if (state == 'R' || state == 'D') sum.waits = true;
            if (state == 'T' || state == 't') sum.is_stopped = true;
        }
        snprintf(path, sizeof path, "/proc/%d/task/%.16s/schedstat", (int)identifier, entry->d_name);
        unsigned long long used, delayed;
        if (read_text(path, text, sizeof text) && sscanf(text, "%llu %llu", &used, &delayed) == 2) {
            sum.used += used;
            sum.delayed += delayed;
        }
    }
    closedir(threads);
    return sum;
}

static uint64_t smaller(uint64_t a, uint64_t b) { return a < b ? a : b; }
static uint64_t beyond(uint64_t a, uint64_t b) { return a > b ? a - b : 0; }

child_patience child_patience_of(uint64_t nanoseconds) {
    return (child_patience){.left = nanoseconds, .bound = 10 * smaller(nanoseconds, UINT64_MAX / 10)};
}

/* Nanoseconds from one look at the child to the next. */
static const uint64_t moment = 25000000;

/* Takes what the child is answerable for of `elapsed` nanoseconds. */
static void charge(child_patience *patience, pid_t identifier, uint64_t elapsed) {
    /* If this process did not run for a while, nobody knows what the child could do in it. */
    elapsed = smaller(elapsed, 2 * moment);
    uint64_t own = elapsed;
    if (identifier > 0) {
        activity now = look_at(identifier);
        if (!patience->has_looked) {
            /* The first moment is free: what the threads did before it is not known. */
            now.is_stopped = true;
            patience->has_looked = true;
        }
        uint64_t used = smaller(beyond(now.used, patience->used), elapsed);
        uint64_t delayed = smaller(beyond(now.delayed, patience->delayed), elapsed - used);
        /* What a thread that is in the queue has waited shows only when it leaves it. */
        own = now.is_stopped ? 0 : now.waits ? used : elapsed - delayed;
        patience->used = now.used;
        patience->delayed = now.delayed;
    }
    patience->left = beyond(patience->left, own);
    patience->bound = beyond(patience->bound, elapsed);
    if (patience->bound == 0) patience->left = 0;
}

/* Waits until the file is ready. False if the patience came to its end first. */
static bool wait_for(int32_t file, short events, pid_t identifier, child_patience *patience) {
    bool is_endless = patience->left == UINT64_MAX;
    for (;;) {
        /* However late it is: what is there is there. */
        uint64_t slice = smaller(moment, patience->left);
        struct timespec limit = {.tv_nsec = (long)slice};
        struct pollfd entry = {.fd = file, .events = events};
        uint64_t start = child_process_now();
        int ready = ppoll(&entry, 1, is_endless ? NULL : &limit, NULL);
        if (ready > 0) return true;
        if (ready < 0 && errno != EINTR) return true; /* the call that follows says what is wrong */
        if (is_endless) continue;
        if (patience->left == 0) return false;
        charge(patience, identifier, child_process_now() - start);
    }
}

int child_process_write(int32_t file, const uint8_t *bytes, size_t count, int32_t identifier, child_patience *patience) {
    while (count > 0) {
        ssize_t written = write(file, bytes, count);
        if (written >= 0) {
            bytes += written;
            count -= (size_t)written;
        } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
            if (!wait_for(file, POLLOUT, identifier, patience)) return -2;
        } else if (errno != EINTR) {
            return -1;
        }
    }
    return 0;
}

int64_t child_process_read(int32_t file, uint8_t *bytes, size_t capacity, int32_t identifier, child_patience *patience) {
    for (;;) {
        ssize_t count = read(file, bytes, capacity);
        if (count >= 0) return count;
        if (errno == EAGAIN || errno == EWOULDBLOCK) {
            if (!wait_for(file, POLLIN, identifier, patience)) return -2;
        } else if (errno != EINTR) {
            return -1;
        }
    }
}

uint32_t child_process_announced(child_process child) {
    uint32_t number = 0;
    return pread(child.announcements, &number, sizeof number, 0) == sizeof number ? number : 0;
}

size_t child_process_messages(int32_t file, uint8_t *bytes, size_t capacity) {
    off_t end = lseek(file, 0, SEEK_END);
    if (end <= 0) return 0;
    off_t start = (size_t)end > capacity ? end - (off_t)capacity : 0;
    ssize_t count = pread(file, bytes, capacity, start);
    return count > 0 ? (size_t)count : 0;
}

int child_process_end(child_process child, uint32_t patience_milliseconds) {
    close(child.input);
    close(child.output);
    /* Its output is at its end when it is dying, a moment before it can be waited for. */
    child_patience patience = child_patience_of((uint64_t)patience_milliseconds * 1000000u);
    uint64_t begin = child_process_now();
    bool by_itself;
    for (;;) {
        siginfo_t information = {0};
        by_itself = waitid(P_PID, (id_t)child.identifier, &information, WEXITED | WNOHANG | WNOWAIT) == 0 && information.si_pid != 0;
        if (by_itself || patience.left == 0) break;
        struct timespec nap = {.tv_nsec = 20000};
        nanosleep(&nap, NULL);
        uint64_t now = child_process_now();
        if (now - begin < smaller(moment, patience.left)) continue;
        charge(&patience, child.identifier, now - begin);
        begin = now;
    }
    kill(-child.identifier, SIGKILL);
    kill(child.identifier, SIGKILL);
    int status = 0;
    while (waitpid(child.identifier, &status, 0) < 0 && errno == EINTR) {}
    close(child.messages);
    close(child.announcements);
    if (!by_itself) return -1;
    return WIFSIGNALED(status) ? 256 + WTERMSIG(status) : WEXITSTATUS(status);
}

void child_process_extend(int32_t identifier, uint64_t seconds) {
    clockid_t clock;
    struct timespec used;
    struct rlimit limit;
    if (clock_getcpuclockid(identifier, &clock) != 0 || clock_gettime(clock, &used) != 0) return;
    if (prlimit(identifier, RLIMIT_CPU, NULL, &limit) != 0) return;
    rlim_t wanted = (rlim_t)used.tv_sec + seconds;
    limit.rlim_cur = limit.rlim_max == RLIM_INFINITY || wanted < limit.rlim_max ? wanted : limit.rlim_max;
    prlimit(identifier, RLIMIT_CPU, &limit, NULL);
}

int32_t child_process_take_output(void) {
    int32_t copy = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3);
    if (copy >= 0 && dup2(STDERR_FILENO, STDOUT_FILENO) < 0) return -1;
    return copy;
}

/* Where announcements go. */
static _Atomic(uint32_t) *announcements;

bool child_process_open_announcements(int32_t file) {
    struct stat status;
    if (fstat(file, &status) != 0 || !S_ISREG(status.st_mode) || status.st_size < 4) return false;
    void *place = mmap(NULL, 4, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    if (place == MAP_FAILED) return false;
    announcements = place;
    return true;
}

void child_process_announce(uint32_t number) {
    if (announcements != NULL) atomic_store_explicit(announcements, number, memory_order_release);
}

void child_process_die(int32_t number) {
    signal(number, SIG_DFL);
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, number);
    pthread_sigmask(SIG_UNBLOCK, &set, NULL);
    raise(number);
    _exit(126);
}

static volatile pid_t supervised;

static void hand_on(int signal) {
    pid_t child = supervised;
    if (child > 0) kill(child, signal);
}

int child_process_supervise(const char *program, char *const *arguments) {
    static const int handed[] = {SIGINT, SIGTERM, SIGHUP};
    enum { COUNT = sizeof handed / sizeof *handed };
    struct sigaction before[COUNT], ours = {.sa_handler = hand_on, .sa_flags = SA_RESTART};
    sigemptyset(&ours.sa_mask);
    pid_t parent = getpid();
    pid_t child = fork();
    if (child == 0) {
        /* A group of its own: what the terminal sends comes once, through the parent. */
        setpgid(0, 0);
        if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || getppid() != parent) _exit(127);
        sigset_t none;
        sigemptyset(&none);
        sigprocmask(SIG_SETMASK, &none, NULL);
        execv(program, arguments);
        _exit(127);
    }
    if (child < 0) return -1;
    supervised = child;
    for (int i = 0; i < COUNT; i++) sigaction(handed[i], &ours, &before[i]);
    int status = 0;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {}
    supervised = 0;
    for (int i = 0; i < COUNT; i++) sigaction(handed[i], &before[i], NULL);
    return WIFSIGNALED(status) ? 256 + WTERMSIG(status) : WEXITSTATUS(status);
}
