#include "out-of-memory.h"

#include <signal.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

// What an address is below that was reached from NULL.
static const uintptr_t firstPage = 4096;

static int statusWithoutMemory;

static void handle(int number, siginfo_t *info, void *context) {
  (void)context;
  // Any other fault, or one that another process sent, does what it would have done.
  if (number == SIGSEGV && (info->si_code <= 0 || (uintptr_t)info->si_addr >= firstPage)) {
    signal(number, SIG_DFL);
    raise(number);
    return;
  }
  static const char message[] = "error: freezespec was aborted, most likely for want of memory\n";
  ssize_t written = write(STDERR_FILENO, message, sizeof message - 1);
  (void)written;
  _exit(statusWithoutMemory);
}

void freezespec_say_where_memory_runs_out(int status) {
  statusWithoutMemory = status;
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_sigaction = handle;
  action.sa_flags = SA_SIGINFO;
  sigaction(SIGABRT, &action, NULL);
  sigaction(SIGSEGV, &action, NULL);
}
