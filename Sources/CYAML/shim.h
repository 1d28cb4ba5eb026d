#ifndef CYAML_SHIM_H
#define CYAML_SHIM_H

#include <stdio.h>
#include <yaml.h>

/* Prints a number by one of printf's formats. Swift itself gets there by a list of CVarArg alone, and to
   find that conformance costs the start of the program as much as reading a small config. */
static inline int print_double(char *buffer, size_t size, const char *format, double number) {
  return snprintf(buffer, size, format, number);
}

#endif
