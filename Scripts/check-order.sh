#!/usr/bin/env bash
# Type-checks the folders of Sources/FreezeSpec one after the other, each with those above it in the list and with none
# of those below: what a folder cannot find lies too low. Exits with 1 where an arrow runs up.
set -euo pipefail
cd "$(dirname "$0")/../Sources/FreezeSpec"

# From the first to the last, each may use those before it; docs/architecture.md says what is in them.
order=(Text Diagnostics YAML Checkpoints Model Config Build Rules Plan Findings Import Export Reports)

for folder in */; do
  if [[ " ${order[*]} " != *" ${folder%/} "* ]]; then
    echo "Sources/FreezeSpec/${folder%/} is not in the order of Scripts/check-order.sh" >&2
    exit 1
  fi
done

above=()
status=0
for folder in "${order[@]}"; do
  mapfile -t files < <(find "$folder" -name '*.swift' | LC_ALL=C sort)
  primary=()
  for file in "${files[@]}"; do primary+=(-primary-file "$file"); done
  if ! output=$(swiftc -frontend -typecheck -swift-version 6 -package-name freezespec -module-name FreezeSpec \
    -I ../CYAML -I ../CMachine/include \
    ${above[@]+"${above[@]}"} "${primary[@]}" 2>&1); then
    echo "$folder uses what lies below it:" >&2
    grep -E '^[^ ]+:[0-9]+:[0-9]+: error:' <<<"$output" >&2 || echo "$output" >&2
    status=1
  fi
  above+=("${files[@]}")
done
exit "$status"
