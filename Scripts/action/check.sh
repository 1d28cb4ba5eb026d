#!/usr/bin/env bash
# Checks the configs; GitHub shows what is found beside their lines.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/configs.sh"

options=(--diagnostics github)
if [ "${INPUT_STRICT:-false}" = true ]; then options+=(--strict); fi
exec "$FREEZESPEC" check "${options[@]}" -- "${configs[@]}"
