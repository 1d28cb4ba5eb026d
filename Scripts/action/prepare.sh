#!/usr/bin/env bash
# Finds the freezespec that the next steps run: the one that is given, or one built from the source.
set -euo pipefail

if [ -n "${INPUT_BINARY:-}" ]; then
  binary=$(command -v -- "$INPUT_BINARY") || {
    echo "::error title=freezespec::the binary that was given cannot be run"
    exit 1
  }
  binary=$(realpath -- "$binary")
else
  source=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
  make -C "$source" --no-print-directory static
  binary=$source/.build/release/freezespec
fi
case $binary in
*$'\n'*)
  echo "::error title=freezespec::the binary's path holds a line break"
  exit 1
  ;;
esac
"$binary" --version
printf 'binary=%s\n' "$binary" >>"$GITHUB_OUTPUT"
