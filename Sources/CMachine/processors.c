#if defined(__linux__)
// For the processors that a process may use.
#define _GNU_SOURCE
#include <sched.h>
#endif

#include "processors.h"

#include <unistd.h>

int freezespec_processors(void) {
#if defined(__linux__)
  cpu_set_t allowed;
  if (sched_getaffinity(0, sizeof allowed, &allowed) == 0) return CPU_COUNT(&allowed);
#endif
  long count = sysconf(_SC_NPROCESSORS_ONLN);
  return count > 1 ? (int)count : 1;
}
