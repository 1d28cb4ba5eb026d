#include "build-info.h"

const char *const freezespec_commit = FREEZESPEC_COMMIT;
const char *const freezespec_linkage = FREEZESPEC_LINKAGE;
