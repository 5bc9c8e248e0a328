#define _GNU_SOURCE
#include "CChildProcess.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
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
    const char *program, char *const *arguments, char *const *environment, const child_limits *limits, const int files[3],
    pid_t parent) {
    setpgid(0, 0);
    if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || getppid() != parent) _exit(127);
    for (int number = 1; number < NSIG; number++) signal(number, SIG_DFL);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    for (int number = 0; number < 3; number++) {
        if (dup2(files[number], number) < 0) _exit(127);
    }
    close_range(3, ~0u, 0);
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
    int error = messages < 0 ? errno : 0;
    pid_t identifier = -1;
    if (error == 0) {
        /* None of the three may be a number that it is to be moved to. */
        int files[3] = {fcntl(request[0], F_DUPFD_CLOEXEC, 3), fcntl(response[1], F_DUPFD_CLOEXEC, 3), fcntl(messages, F_DUPFD_CLOEXEC, 3)};
        pid_t parent = getpid();
        volatile int failure = 0;
        if (files[0] < 0 || files[1] < 0 || files[2] < 0) {
            error = EMFILE;
        } else {
            identifier = vfork();
            if (identifier == 0) {
                become(program, arguments, environment, limits, files, parent);
                failure = errno;
                _exit(127);
            }
            if (identifier < 0) error = errno;
        }
        for (int number = 0; number < 3; number++) {
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
        return error;
    }
    /* A write must be able to give up. */
    fcntl(request[1], F_SETFL, O_NONBLOCK);
    fcntl(request[1], F_SETPIPE_SZ, 1 << 20);
    fcntl(response[0], F_SETPIPE_SZ, 1 << 20);
    signal(SIGPIPE, SIG_IGN);
    *child = (child_process){.identifier = identifier, .input = request[1], .output = response[0], .messages = messages};
    return 0;
}

/* Waits until the file is ready. 1 if it is, 0 if the deadline came first. */
static int wait_for(int32_t file, short events, uint64_t deadline) {
    for (;;) {
        struct timespec left, *limit = NULL;
        if (deadline != 0) {
            uint64_t now = child_process_now();
            if (now >= deadline) return 0;
            uint64_t difference = deadline - now;
            left = (struct timespec){.tv_sec = (time_t)(difference / 1000000000u), .tv_nsec = (long)(difference % 1000000000u)};
            limit = &left;
        }
        struct pollfd entry = {.fd = file, .events = events};
        int ready = ppoll(&entry, 1, limit, NULL);
        if (ready > 0) return 1;
        if (ready < 0 && errno != EINTR) return 1; /* the call that follows says what is wrong */
    }
}

int child_process_write(int32_t file, const uint8_t *bytes, size_t count, uint64_t deadline) {
    while (count > 0) {
        ssize_t written = write(file, bytes, count);
        if (written >= 0) {
            bytes += written;
            count -= (size_t)written;
        } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
            if (!wait_for(file, POLLOUT, deadline)) return -2;
        } else if (errno != EINTR) {
            return -1;
        }
    }
    return 0;
}

int64_t child_process_read(int32_t file, uint8_t *bytes, size_t capacity, uint64_t deadline) {
    for (;;) {
        if (deadline != 0 && !wait_for(file, POLLIN, deadline)) return -2;
        ssize_t count = read(file, bytes, capacity);
        if (count >= 0) return count;
        if (errno != EINTR) return -1;
    }
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
    uint64_t deadline = child_process_now() + (uint64_t)patience_milliseconds * 1000000u;
    bool by_itself;
    for (;;) {
        siginfo_t information = {0};
        by_itself = waitid(P_PID, (id_t)child.identifier, &information, WEXITED | WNOHANG | WNOWAIT) == 0 && information.si_pid != 0;
        if (by_itself || child_process_now() >= deadline) break;
        struct timespec moment = {.tv_nsec = 20000};
        nanosleep(&moment, NULL);
    }
    kill(-child.identifier, SIGKILL);
    kill(child.identifier, SIGKILL);
    int status = 0;
    while (waitpid(child.identifier, &status, 0) < 0 && errno == EINTR) {}
    close(child.messages);
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

void child_process_die(int32_t number) {
    signal(number, SIG_DFL);
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, number);
    pthread_sigmask(SIG_UNBLOCK, &set, NULL);
    raise(number);
    _exit(126);
}
