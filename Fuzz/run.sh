#!/usr/bin/env bash
# Feeds the targets of Fuzz/FuzzTarget.swift with what libFuzzer makes of the configs and the golden files:
# `Fuzz/run.sh SECONDS [TARGET…]`, each target for so long. The inputs that reach new code stay in
# .build-fuzz/corpus for the next run. What breaks a target is left in .build-fuzz/findings, and the
# status is 1.
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

python3 Fuzz/seeds.py $scratch/seeds

golden=Tests/FreezeSpecTests/Golden
# The folders of inputs that a target starts from.
seeds() {
  case $1 in
    yaml | config | apply) echo configs examples/distilbert ;;
    safetensors | zip | pickle) echo $golden/checkpoints ;;
    glob | regex | expression | slice) echo "$scratch/seeds/$1" ;;
  esac
}

failed=0
mkdir -p $scratch/findings
for target in "${targets[@]}"; do
  grown=$scratch/corpus/$target
  mkdir -p "$grown"
  printf '== %s\n' "$target"
  read -ra more <<<"$(seeds "$target")"
  # An input of more than three gigabytes is a finding; so is one that takes a minute, without optimisation.
  if ! FUZZ_TARGET=$target ASAN_OPTIONS=detect_leaks=0 "$fuzz" "$grown" "${more[@]}" \
    -max_total_time="$seconds" -timeout=60 -rss_limit_mb=3000 -max_len=8192 -close_fd_mask=1 \
    -artifact_prefix="$scratch/findings/$target-" >"$scratch/$target.log" 2>&1; then
    failed=1
    tail -30 "$scratch/$target.log"
  fi
  grep DONE "$scratch/$target.log" | tail -1 || true
done
exit $failed
