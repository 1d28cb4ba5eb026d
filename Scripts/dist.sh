#!/usr/bin/env bash
# Makes what a release consists of, in dist/: `dist.sh STATIC DYNAMIC`, two builds of the command.
#
# The static one is what is packed, and is checked first: it needs no shared library, it runs in an empty
# root, and there it answers as the dynamic one does here. The same build makes the same bytes.
set -euo pipefail
cd "$(dirname "$0")/.."

fail() {
  echo "error: $*" >&2
  exit 1
}

# What `COMMAND…` prints to each config of this folder, and its status, in files of FOLDER.
answers() {
  local folder=$1 config arguments
  shift
  mkdir "$folder"
  for config in configs/*.yaml; do
    while read -r -a arguments; do
      { "$@" "${arguments[@]}" "$config" && echo 0 || echo $?; } \
        </dev/null >"$folder/${arguments[*]} ${config##*/}" 2>&1
    done <<END
apply
apply --format json
apply --format html
show
check --strict
END
  done
}

[ $# -eq 2 ] || fail "usage: Scripts/dist.sh STATIC DYNAMIC"
[ "$(uname -s)" = Linux ] || fail "packages are made on Linux, and this is $(uname -s)"
for tool in make python3 strip readelf unshare chroot dpkg dpkg-deb tar gzip sha256sum; do
  command -v "$tool" >/dev/null || fail "$tool is missing, which the packages are made with"
done
for build in "$@"; do [ -x "$build" ] || fail "$build is not built"; done
if ! mkdir -p dist 2>/dev/null || ! [ -w dist ]; then fail "nothing can be written to dist/"; fi

dynamic=$(realpath -- "$2")
version=$(sed -n 's/^package let freezespecVersion = "\(.*\)"$/\1/p' Sources/FreezeSpec/Reports/Version.swift)
export SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || echo 315532800)}
scratch=$(mktemp -d)
trap 'rm -rf -- "$scratch"' EXIT
# The modes in the packages are not those of who makes them.
umask 022
chmod 755 "$scratch"
binary=$scratch/freezespec
strip --strip-all --remove-section=.comment -o "$binary" "$1"

if readelf --dynamic --program-headers "$binary" | grep -E 'NEEDED|INTERP' >&2; then
  fail "$1 is no static executable"
fi

root=$scratch/root
mkdir -p "$root/proc"
cp -R "$binary" configs "$root"
as_root=(unshare --mount)
if [ "$(id -u)" -ne 0 ]; then as_root+=(--map-root-user); fi
"${as_root[@]}" true || fail "an empty root cannot be made here: it takes root, or user namespaces"
export -f answers
(cd "$root" && answers "$scratch/expected" "$dynamic")
# shellcheck disable=SC2016
(cd "$root" && "${as_root[@]}" bash -euc 'mount --rbind /proc proc; answers "$1" chroot . /freezespec' - "$scratch/found")
diff -r "$scratch/expected" "$scratch/found" >&2 || fail "the static build answers otherwise than the dynamic one"
echo "in an empty root: $(find "$scratch/found" -type f | wc -l) equal answers"

rm -f dist/*
installed() { make --no-print-directory --silent install BINARY="$binary" DESTDIR="$1" PREFIX="$2" "${@:3}"; }

Scripts/wheel.py "$binary" dist

name=freezespec-$version-linux-$(uname -m)
installed "$scratch/$name" ""
doc=$scratch/$name/share/doc/freezespec
install -d "$doc/licenses"
install -m 644 LICENSE NOTICE CHANGELOG.md "$doc"
install -m 644 Packaging/licenses/* "$doc/licenses"
tar --create --directory "$scratch" --sort=name --mtime="@$SOURCE_DATE_EPOCH" --owner=0 --group=0 \
  --numeric-owner --format=gnu "$name" | gzip -9n >"dist/$name.tar.gz"
echo "dist/$name.tar.gz"

package=$scratch/debian
revision=$version-1
architecture=$(dpkg --print-architecture)
installed "$package" /usr ZSH=/usr/share/zsh/vendor-completions
gzip -9n "$package"/usr/share/man/man1/*
# bash reads it, and nobody runs it.
sed -i '1{/^#!/d}' "$package/usr/share/bash-completion/completions/freezespec"
doc=$package/usr/share/doc/freezespec
install -d "$doc" "$package/usr/share/lintian/overrides" "$package/DEBIAN"
install -m 644 Packaging/debian/copyright NOTICE "$doc"
install -m 644 Packaging/debian/lintian-overrides "$package/usr/share/lintian/overrides/freezespec"
gzip -9nc CHANGELOG.md >"$doc/changelog.gz"
filled() {
  sed -e "s/@VERSION@/$revision/" -e "s/@ARCHITECTURE@/$architecture/" -e "s/@DATE@/$(date -Ru -d "@$SOURCE_DATE_EPOCH")/" \
    -e "s/@SIZE@/$(du -ks --apparent-size "$package/usr" | cut -f1)/" "Packaging/debian/$1"
}
filled changelog | gzip -9n >"$doc/changelog.Debian.gz"
filled control >"$package/DEBIAN/control"
(cd "$package" && find usr -type f -print0 | sort -z | xargs -0 md5sum >DEBIAN/md5sums)
file=dist/freezespec_${revision}_$architecture.deb
dpkg-deb --root-owner-group --build "$package" "$file" >/dev/null
echo "$file"

(cd dist && sha256sum ./* | sed 's|\./||' >"$scratch/sums" && mv "$scratch/sums" SHA256SUMS)
echo "dist/SHA256SUMS"
