#ifndef CBUILDINFO_H
#define CBUILDINFO_H

// What the Makefile knows of a build and Swift cannot be told: each is empty where nobody said it.

/// The commit that was built, and its day.
extern const char *const freezespec_commit;

/// "static" where the build needs no shared library.
extern const char *const freezespec_linkage;

#endif
