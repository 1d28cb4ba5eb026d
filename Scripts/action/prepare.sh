#!/usr/bin/env bash
# Finds the freezespec that the next steps run: the one that is given, else the wheel of this version, or
# one built from the source where there is no such wheel.
set -euo pipefail

fail() {
  echo "::error title=freezespec::$*"
  exit 1
}

source=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
if [ -n "${INPUT_BINARY:-}" ]; then
  binary=$(command -v -- "$INPUT_BINARY") || fail "the binary that was given cannot be run"
  binary=$(realpath -- "$binary")
else
  version=$(sed -n 's/^package let freezespecVersion = "\(.*\)"$/\1/p' \
    "$source/Sources/FreezeSpec/Reports/Version.swift")
  folder=${RUNNER_TEMP:?}/freezespec
  binary=$folder/bin/freezespec
  # A folder of its own: the job's Python is the job's. Its settings must not make pip install elsewhere.
  if ! PIP_USER=0 python3 -m pip install --quiet --disable-pip-version-check --no-deps \
    --only-binary :all: --upgrade --target "$folder" "freezespec==$version" || ! [ -x "$binary" ]; then
    echo "there is no wheel of freezespec $version for this machine: building it"
    make -C "$source" --no-print-directory build ||
      fail "freezespec $version has no wheel for this machine, and cannot be built here: give a \`binary\`"
    binary=$source/.build/release/freezespec
  fi
fi
case $binary in
*$'\n'*) fail "the binary's path holds a line break" ;;
esac
"$binary" --version
printf 'binary=%s\n' "$binary" >>"$GITHUB_OUTPUT"
