#ifndef CMACHINE_OUT_OF_MEMORY_H
#define CMACHINE_OUT_OF_MEMORY_H

/// Says so where memory runs out, and ends the process with a status: Swift's runtime aborts then, or reads from where
/// it got no memory for its own message, and no code of ours is asked.
void freezespec_say_where_memory_runs_out(int status);

#endif
