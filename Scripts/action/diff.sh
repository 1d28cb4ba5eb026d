#!/usr/bin/env bash
# Writes what changes against the base as Markdown, and hands its path on; on a push without a base
# there is nothing to compare with.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/configs.sh"

base=${INPUT_BASE:-}
if [ -z "$base" ]; then
  # A pull request is checked out as its merge into the base, whose first parent is the base of now.
  if [[ ${GITHUB_REF:-} == refs/pull/*/merge ]] && git rev-parse --quiet --verify HEAD^2 >/dev/null
  then
    base=$(git rev-parse HEAD^1)
  else
    base=$(jq --raw-output '.pull_request.base.sha // empty' "$GITHUB_EVENT_PATH")
    if [ -z "$base" ]; then
      echo "no pull request, and no base: nothing to compare with"
      exit 0
    fi
    base=$(git merge-base "$base" HEAD || printf '%s' "$base")
  fi
fi

diff=${RUNNER_TEMP:?}/freezespec-diff.md
rm -f -- "$diff"
# Texts of configs stand in what is printed; none of them is a command to the runner.
token=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
status=0
echo "::stop-commands::$token"
"$FREEZESPEC" diff --base="$base" --format markdown -o "$diff" -- "${configs[@]}" || status=$?
echo "::$token::"
if [ -s "$diff" ]; then printf 'diff=%s\n' "$diff" >>"$GITHUB_OUTPUT"; fi
exit "$status"
