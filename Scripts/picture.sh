#!/usr/bin/env bash
# Makes docs/images/page.png, the picture of a plan's page in the README, with a headless Chromium.
#
#   Scripts/picture.sh        the picture; $CHROMIUM names the browser, $FREEZESPEC the command
set -euo pipefail
cd "$(dirname "$0")/.."

config=configs/resnet50.yaml
picture=docs/images/page.png
most=150000

freezespec=${FREEZESPEC:-.build/release/freezespec}
[ -x "$freezespec" ] || { echo "no freezespec is built: run \`make build\`, or set FREEZESPEC" >&2; exit 1; }
browser=${CHROMIUM:-}
for name in chromium chromium-browser google-chrome; do
  [ -n "$browser" ] || browser=$(command -v "$name" || true)
done
[ -n "$browser" ] || { echo "there is no Chromium: set CHROMIUM" >&2; exit 1; }

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$freezespec" apply "$config" --format html -o "$folder/page.html"
mkdir -p "$(dirname "$picture")"
"$browser" --headless=new --no-sandbox --disable-gpu --hide-scrollbars --user-data-dir="$folder/profile" \
  --window-size=1120,1000 --virtual-time-budget=3000 --screenshot="$folder/page.png" "file://$folder/page.html" \
  >/dev/null 2>"$folder/log" || { cat "$folder/log" >&2; exit 1; }
size=$(wc -c <"$folder/page.png")
[ "$size" -le "$most" ] || { echo "the picture has $size bytes, and may have $most" >&2; exit 1; }
mv "$folder/page.png" "$picture"
echo "$picture: $size bytes"
