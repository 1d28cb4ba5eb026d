#!/usr/bin/env bash
# Feeds the targets of Fuzz/FuzzTarget.swift with what libFuzzer makes of the saved inputs, the configs
# and the golden files: `Fuzz/run.sh SECONDS [TARGET…]`, each target for so long. What breaks one is
# left in .build-fuzz/findings, and the status is 1. `MERGE=1` saves the inputs that reach new code.
set -euo pipefail
cd "$(dirname "$0")/.."

seconds=$1
shift
scratch=.build-fuzz
FREEZESPEC_FUZZ=1 swift build --product fuzz --scratch-path $scratch \
  -Xswiftc -sanitize=fuzzer,address
fuzz=$(FREEZESPEC_FUZZ=1 swift build --product fuzz --scratch-path $scratch --show-bin-path)/fuzz

targets=("$@")
if [ ${#targets[@]} = 0 ]; then
  targets=(yaml config expression glob regex slice json safetensors zip pickle apply diff against)
fi

golden=Tests/FreezeSpecTests/Golden
# The folders of inputs that a target starts from, beside its own.
seeds() {
  case $1 in
    yaml | config | apply) echo configs examples/distilbert ;;
    safetensors | zip | pickle) echo $golden/checkpoints ;;
  esac
}

failed=0
mkdir -p $scratch/findings
for target in "${targets[@]}"; do
  saved=Fuzz/corpus/$target
  grown=$scratch/corpus/$target
  mkdir -p "$saved" "$grown"
  printf '== %s\n' "$target"
  read -ra more <<<"$(seeds "$target")"
  # A million inputs of nothing but memory that grows is a finding; so is one that takes a minute, without optimisation.
  if ! FUZZ_TARGET=$target ASAN_OPTIONS=detect_leaks=0 "$fuzz" "$grown" "$saved" "${more[@]}" \
    -max_total_time="$seconds" -timeout=60 -rss_limit_mb=3000 -max_len=8192 -close_fd_mask=1 \
    -artifact_prefix="$scratch/findings/$target-" >"$scratch/$target.log" 2>&1; then
    failed=1
    tail -30 "$scratch/$target.log"
  fi
  grep -E 'DONE|stat::' "$scratch/$target.log" | tail -1 || true
  if [ -n "${MERGE:-}" ]; then
    FUZZ_TARGET=$target ASAN_OPTIONS=detect_leaks=0 "$fuzz" -merge=1 -max_len=2048 -timeout=60 \
      "$saved" "$grown" >>"$scratch/$target.log" 2>&1 || failed=1
  fi
done
exit $failed
