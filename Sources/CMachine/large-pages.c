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

// How far the heap may grow in large pages, and how much of it small ones hold before: what a small config needs.
static const size_t heap = 128 << 20, small = 512 << 10;
// The size of a large page, which starts at a multiple of it.
static const size_t large = 2 << 20;

void freezespec_prepare_heap(void) {
  // What is freed at the end of the heap stays there for what comes next, and long arrays lie in it as well.
  mallopt(M_TRIM_THRESHOLD, INT_MAX);
  mallopt(M_MMAP_THRESHOLD, 32 << 20);
  mallopt(M_TOP_PAD, heap);
  // The heap goes on where small pages reach just up to a large one.
  uintptr_t here = (uintptr_t)sbrk(0), there = (here + small + large - 1) / large * large - small;
  // One piece that has no room yet: with it the heap grows by all of them. What stands behind it is noted in
  // front of the first large page: a page that is touched before it is asked for stays small.
  void *first = sbrk((intptr_t)(there - here)) == (void *)-1 ? NULL : malloc(small - 64);
  mallopt(M_TOP_PAD, 1 << 20);
  if (!first) return;
  uintptr_t start = ((uintptr_t)first + small) / large * large, end = (uintptr_t)sbrk(0) / large * large;
  // Where there is no room to grow, the piece lies elsewhere.
  if (start < end && end - start <= 2 * heap) madvise((void *)start, end - start, MADV_HUGEPAGE);
  free(first);
}

#else

void freezespec_prepare_heap(void) {}

#endif
