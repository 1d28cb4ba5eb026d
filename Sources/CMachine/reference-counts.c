// How the references to Swift's objects are counted in the static binary, whose linker puts `__wrap_NAME` wherever
// NAME is called (`ld --help`: --wrap; the Makefile's COUNTS_x86_64 has the names).
//
// Swift counts by atomic instructions, each of which takes as long as a dozen others: a tenth of what `check` takes.
// They are needed from the second thread on, and until then the runtime's own functions without them do the same to
// the same counts. Whether there has been a second thread is told by glibc, from before that thread runs.
//
// On x86-64 alone: elsewhere the runtime may count by functions that keep more registers than others do.

#if defined(__linux__) && defined(__x86_64__) && __has_include(<sys/single_threaded.h>)

#include <stdint.h>
#include <sys/single_threaded.h>

// Builds that do not wrap them have no __real_NAME, and never call what is here.
#define COUNT(result, name, parameters, arguments)                                                          \
  extern result __real_swift_##name parameters __attribute__((weak));                                        \
  extern result swift_nonatomic_##name parameters;                                                          \
  result __wrap_swift_##name parameters {                                                                   \
    return __libc_single_threaded ? swift_nonatomic_##name arguments : __real_swift_##name arguments;         \
  }

COUNT(void *, retain, (void *object), (object))
COUNT(void *, retain_n, (void *object, uint32_t times), (object, times))
COUNT(void, release, (void *object), (object))
COUNT(void, release_n, (void *object, uint32_t times), (object, times))
COUNT(void *, bridgeObjectRetain, (void *object), (object))
COUNT(void *, bridgeObjectRetain_n, (void *object, int times), (object, times))
COUNT(void, bridgeObjectRelease, (void *object), (object))
COUNT(void, bridgeObjectRelease_n, (void *object, int times), (object, times))

#endif
