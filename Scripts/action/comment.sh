#!/usr/bin/env bash
# Puts the diff into one comment on the pull request, the same one on every run; where the token may
# not write, as in pull requests from forks, into the job's summary.
set -euo pipefail

to_summary() {
  cat -- "$DIFF" >>"$GITHUB_STEP_SUMMARY"
  echo "$1: the diff is in the job's summary"
  exit 0
}

# call METHOD PATH [BODY-FILE]: prints the answer; fails where the API refuses.
call() {
  local options=(--silent --show-error --fail --max-time 60 --retry 2 --request "$1")
  if [ $# -gt 2 ]; then options+=(--data-binary "@$3"); fi
  # The token is read from a file, and so stands in no list of processes.
  curl "${options[@]}" --header "@$headers" -- "${GITHUB_API_URL:-https://api.github.com}/$2"
}

if [ "${INPUT_COMMENT:-true}" != true ]; then to_summary "comments are turned off"; fi
number=$(jq --raw-output '.pull_request.number // empty' "$GITHUB_EVENT_PATH")
if ! [[ $number =~ ^[0-9]+$ ]]; then to_summary "there is no pull request"; fi
if ! [[ $GITHUB_REPOSITORY =~ ^[A-Za-z0-9._-]+/[A-Za-z0-9._-]+$ ]]; then
  to_summary "the repository has no proper name"
fi
if [ -z "${INPUT_TOKEN:-}" ]; then to_summary "there is no token"; fi

scratch=$(mktemp -d "${RUNNER_TEMP:?}/freezespec-comment.XXXXXX")
trap 'rm -rf -- "$scratch"' EXIT
headers=$scratch/headers
(
  umask 077
  printf '%s\n' "Authorization: Bearer $INPUT_TOKEN" 'Accept: application/vnd.github+json' \
    'X-GitHub-Api-Version: 2022-11-28' 'Content-Type: application/json' >"$headers"
)

# The comment is known by the diff's first line, and by its author, as anybody may write that line.
IFS= read -r marker <"$DIFF"
issue=repos/$GITHUB_REPOSITORY/issues
id=
for ((page = 1; page <= 50; page++)); do
  call GET "$issue/$number/comments?per_page=100&page=$page" >"$scratch/page.json" ||
    to_summary "the comments cannot be read"
  id=$(jq --raw-output --arg marker "$marker" --arg author "${INPUT_AUTHOR:-github-actions[bot]}" \
    'map(select(.user.login == $author and (.body // "" | startswith($marker)))) | first
      | .id // empty' "$scratch/page.json")
  if [ -n "$id" ] || [ "$(jq length "$scratch/page.json")" -lt 100 ]; then break; fi
done

# A pull request that never touched a config needs no comment.
if [ -z "$id" ] && [ "$(sed -n 2p -- "$DIFF")" = "No config changes." ]; then
  echo "no config changes: no comment"
  exit 0
fi

jq --null-input --rawfile body "$DIFF" '{body: $body}' >"$scratch/body.json"
if [ -n "$id" ]; then
  call PATCH "$issue/comments/$id" "$scratch/body.json" >"$scratch/answer.json" ||
    to_summary "the comment cannot be updated"
  echo "comment $id is updated"
else
  call POST "$issue/$number/comments" "$scratch/body.json" >"$scratch/answer.json" ||
    to_summary "the comment cannot be written"
  echo "commented"
fi
