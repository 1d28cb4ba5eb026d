# shellcheck shell=bash
# Reads the configs of INPUT_CONFIGS, one a line, into the array `configs`. To be sourced.
configs=()
while IFS= read -r line || [ -n "$line" ]; do
  line=${line%$'\r'}
  if [ -n "$line" ]; then configs+=("$line"); fi
done <<<"${INPUT_CONFIGS:-.}"
if [ "${#configs[@]}" -eq 0 ]; then configs=(.); fi
