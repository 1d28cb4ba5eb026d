#include "large-pages.h"

#if defined(__linux__)
#include <features.h>
#endif

#if defined(__GLIBC__)

#include <limits.h>
#include <malloc.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

void freezespec_expect_heap(size_t bytes) {
  // What is freed at the end of the heap stays there for what comes next, and long arrays lie in it as well.
  mallopt(M_TRIM_THRESHOLD, INT_MAX);
  mallopt(M_MMAP_THRESHOLD, 32 << 20);
  mallopt(M_TOP_PAD, bytes > INT_MAX ? INT_MAX : (int)bytes);
  // One piece that has no room yet: with it the heap grows by all of them.
  void *first = malloc(1 << 20);
  mallopt(M_TOP_PAD, 1 << 20);
  if (!first) return;
  uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
  uintptr_t start = ((uintptr_t)first + page - 1) / page * page, end = (uintptr_t)sbrk(0) / page * page;
  // Outside the main thread the piece lies elsewhere.
  if (start < end && end - start <= bytes + (2 << 20)) madvise((void *)start, end - start, MADV_HUGEPAGE);
  free(first);
}

#else

void freezespec_expect_heap(size_t bytes) { (void)bytes; }

#endif
