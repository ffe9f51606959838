/* Preloaded into a process: its n-th call that changes a file below a folder fails, or the process dies before or after it.

   gcc -shared -fPIC -o faulty_calls.so faulty_calls.c -ldl

   faulty_arm(folder, at, how, error): at 0 = only count. how: 'b' dies before the call, 'a' after it, 'o' the call fails
   once, 'g' it and all later ones fail for good. faulty_log(fd) writes the name of each call. faulty_count() tells how many. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

static char folder[4096];
static long at, count;
static char how;
static int error = EIO, noted = -1;

void faulty_arm(const char *below, long number, char manner, int code) {
    snprintf(folder, sizeof folder, "%s", below);
    at = number, how = manner, error = code, count = 0;
}

void faulty_log(int descriptor) { noted = descriptor; }

long faulty_count(void) { return count; }

enum { GO_ON, FAIL, DIE_AFTER };

static int struck(const char *name, const char *path) {
    if (!folder[0] || !path || !strstr(path, folder)) return GO_ON;
    count++;
    if (noted >= 0) dprintf(noted, "%s %s\n", name, path);
    if (!at || count < at) return GO_ON;
    if (count > at) return how == 'g' ? FAIL : GO_ON;
    if (how == 'b') kill(getpid(), SIGKILL);
    return how == 'a' ? DIE_AFTER : FAIL;
}

static const char *of(int descriptor, char *path) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    ssize_t length = readlink(link, path, 4095);
    path[length > 0 ? length : 0] = 0;
    return length > 0 ? path : NULL;
}

#define REAL(type, name, ...)                       \
    static type (*real)(__VA_ARGS__);               \
    if (!real) real = dlsym(RTLD_NEXT, #name)
#define DO(name, path, call)                        \
    int fate = struck(name, path);                  \
    if (fate == FAIL) return errno = error, -1;     \
    long done = (long)(call);                       \
    if (fate == DIE_AFTER) kill(getpid(), SIGKILL); \
    return done

#define ON_DESCRIPTOR(type, name, declared, ...)    \
    type name declared {                            \
        char path[4096];                            \
        int saved = errno;                          \
        const char *where = descriptor == noted || descriptor < 3 ? NULL : of(descriptor, path); \
        errno = saved;                              \
        static type(*real) declared;                \
        if (!real) real = dlsym(RTLD_NEXT, #name);  \
        DO(#name, where, real(__VA_ARGS__));        \
    }
#define ON_PATH(name, declared, target, ...)        \
    int name declared {                             \
        static int(*real) declared;                 \
        if (!real) real = dlsym(RTLD_NEXT, #name);  \
        DO(#name, target, real(__VA_ARGS__));       \
    }

ON_DESCRIPTOR(ssize_t, write, (int descriptor, const void *data, size_t size), descriptor, data, size)
ON_DESCRIPTOR(ssize_t, pwrite, (int descriptor, const void *data, size_t size, off_t to), descriptor, data, size, to)
ON_DESCRIPTOR(ssize_t, pwrite64, (int descriptor, const void *data, size_t size, off64_t to), descriptor, data, size, to)
ON_DESCRIPTOR(int, fsync, (int descriptor), descriptor)
ON_DESCRIPTOR(int, fdatasync, (int descriptor), descriptor)
ON_DESCRIPTOR(int, ftruncate, (int descriptor, off_t size), descriptor, size)
ON_DESCRIPTOR(int, ftruncate64, (int descriptor, off64_t size), descriptor, size)
ON_PATH(rename, (const char *from, const char *to), to, from, to)
ON_PATH(unlink, (const char *path), path, path)
ON_PATH(mkdir, (const char *path, mode_t mode), path, path, mode)
ON_PATH(rmdir, (const char *path), path, path)

#define OPENED(name)                                                                   \
    int name(const char *path, int flags, ...) {                                       \
        va_list more;                                                                  \
        va_start(more, flags);                                                         \
        int mode = va_arg(more, int);                                                  \
        va_end(more);                                                                  \
        REAL(int, name, const char *, int, ...);                                       \
        DO(#name, flags & (O_CREAT | O_WRONLY | O_RDWR) ? path : NULL, real(path, flags, mode)); \
    }
OPENED(open)
OPENED(open64)
