#!/usr/bin/env bash
# Feeds the targets of Fuzz/FuzzTarget.swift with what libFuzzer makes of the configs, the pages and the golden
# files: `Fuzz/run.sh SECONDS [TARGET…]`, each target for so long. The inputs that reach new code stay in
# .build-fuzz/corpus for the next run. What breaks a target is left in .build-fuzz/findings, and the status is 1.
#
# `Fuzz/run.sh save [TARGET…]` puts some of the fewest inputs that reach as much into
# Tests/FreezeSpecTests/Golden/fuzz, with which the tests feed the targets.
set -euo pipefail
cd "$(dirname "$0")/.."

seconds=${1-}
if ! [[ $seconds =~ ^([1-9][0-9]*|save)$ ]]; then
  echo "Fuzz/run.sh SECONDS|save [TARGET…]" >&2
  exit 2
fi
shift
scratch=.build-fuzz
# Optimised: without, ten times fewer inputs are tried.
build() {
  FREEZESPEC_FUZZ=1 swift build -c release --product fuzz --scratch-path "$scratch" -Xswiftc -enable-testing \
    -Xswiftc "-sanitize=fuzzer,address" "$@"
}
build
fuzz=$(build --show-bin-path)/fuzz

targets=("$@")
if [ ${#targets[@]} = 0 ]; then
  targets=(yaml config expression glob regex slice json safetensors zip pickle apply fix diff against description
    settings)
fi

# What is made once and kept, as a constant is, would count as a leak.
export ASAN_OPTIONS=detect_leaks=0
rm -rf $scratch/seeds
python3 Fuzz/corpus.py unpack $scratch/seeds
FUZZ_PLANS=$scratch/seeds/against "$fuzz" configs/*.yaml $scratch/seeds/config/*

golden=Tests/FreezeSpecTests/Golden
# The folders of inputs that a target starts from.
seeds() {
  case $1 in
    yaml | config | apply | fix) echo configs examples/distilbert $scratch/seeds/config ;;
    safetensors | zip) echo $golden/checkpoints ;;
    pickle) echo $golden/checkpoints $scratch/seeds/pickle ;;
    json) echo $scratch/seeds/description $scratch/seeds/against ;;
    *) echo "$scratch/seeds/$1" ;;
  esac
}

failed=0
mkdir -p $scratch/findings
for target in "${targets[@]}"; do
  grown=$scratch/corpus/$target
  mkdir -p "$grown" "$scratch/seeds/saved/$target"
  printf '== %s\n' "$target"
  read -ra more <<<"$(seeds "$target") $scratch/seeds/saved/$target"
  if [ "$seconds" = save ]; then
    fewest=$scratch/fewest/$target
    rm -rf "$fewest"
    mkdir -p "$fewest"
    FUZZ_TARGET=$target "$fuzz" -set_cover_merge=1 -use_counters=0 -max_len=16384 \
      -close_fd_mask=1 -artifact_prefix="$scratch/findings/$target-" "$fewest" "$grown" "${more[@]}" >"$scratch/$target-save.log" 2>&1
    python3 Fuzz/corpus.py pack "$fewest" "$golden/fuzz/$target.jsonl"
    continue
  fi
  # An input of more than three gigabytes is a finding; so is one that takes ten seconds.
  if ! FUZZ_TARGET=$target "$fuzz" "$grown" "${more[@]}" \
    -max_total_time="$seconds" -timeout=10 -rss_limit_mb=3000 -max_len=16384 -close_fd_mask=1 \
    -artifact_prefix="$scratch/findings/$target-" >"$scratch/$target.log" 2>&1; then
    failed=1
    tail -30 "$scratch/$target.log"
  fi
  grep DONE "$scratch/$target.log" | tail -1 || true
done
exit $failed
