#ifndef CMACHINE_LARGE_PAGES_H
#define CMACHINE_LARGE_PAGES_H

/// Has the system hand out 128 MiB of the heap in large pages, where it has some, behind half a MiB of small ones.
///
/// It hands out each page on its first use and takes about two microseconds for that: of small ones, a fifth of
/// what it takes to check a config of five megabytes. To be called before other threads are.
void freezespec_prepare_heap(void);

#endif
