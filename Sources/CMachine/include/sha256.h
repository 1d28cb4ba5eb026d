#ifndef CMACHINE_SHA256_H
#define CMACHINE_SHA256_H

#include <stddef.h>
#include <stdint.h>

// The compression of SHA-256, as FIPS 180-4 defines it. Swift has no words for the instructions that processors
// have for it, which take a fifth of the time.

/// Takes blocks of 64 bytes into a state of eight words.
void freezespec_sha256_compress(uint32_t state[8], const uint8_t *blocks, size_t count);

/// The same on any processor.
void freezespec_sha256_compress_anywhere(uint32_t state[8], const uint8_t *blocks, size_t count);

#endif
