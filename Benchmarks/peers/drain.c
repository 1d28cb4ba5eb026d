/* Reads a file and drains libyaml's events from it: the least that any reader over libyaml costs.
 *
 *   cc -O2 -o drain drain.c -lyaml && ./drain config.yaml
 *
 * It prints the number of events; exit status 1 where the file is not YAML, 2 where it cannot be
 * read.
 */
#include <stdio.h>
#include <stdlib.h>
#include <yaml.h>

int main(int argc, char **argv) {
  if (argc != 2) {
    fprintf(stderr, "usage: drain FILE\n");
    return 2;
  }
  FILE *file = fopen(argv[1], "rb");
  if (!file || fseek(file, 0, SEEK_END) != 0) {
    perror(argv[1]);
    return 2;
  }
  long size = ftell(file);
  rewind(file);
  unsigned char *text = malloc(size > 0 ? (size_t)size : 1);
  if (!text || fread(text, 1, (size_t)size, file) != (size_t)size) {
    perror(argv[1]);
    return 2;
  }
  fclose(file);

  yaml_parser_t parser;
  if (!yaml_parser_initialize(&parser)) return 2;
  yaml_parser_set_input_string(&parser, text, (size_t)size);
  long events = 0;
  int done = 0;
  int status = 0;
  while (!done) {
    yaml_event_t event;
    if (!yaml_parser_parse(&parser, &event)) {
      fprintf(stderr, "%s: %s\n", argv[1], parser.problem ? parser.problem : "error");
      status = 1;
      break;
    }
    done = event.type == YAML_STREAM_END_EVENT;
    events++;
    yaml_event_delete(&event);
  }
  yaml_parser_delete(&parser);
  free(text);
  printf("%ld\n", events);
  return status;
}
