#ifndef CMACHINE_PROCESSORS_H
#define CMACHINE_PROCESSORS_H

/// How many processors the process may use, 1 or more: `taskset`, or the processors that a container is given, may be fewer than there are.
int freezespec_processors(void);

#endif
