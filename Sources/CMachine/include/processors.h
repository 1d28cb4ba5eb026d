#ifndef CMACHINE_PROCESSORS_H
#define CMACHINE_PROCESSORS_H

/// How many processors the process may use, 1 or more: `taskset` and containers may leave it fewer than there are.
int freezespec_processors(void);

#endif
