#!/bin/sh
# Installs libyaml's headers where they are missing and apt is there; elsewhere says what to install.
set -eu

has_libyaml() {
  pkg-config --exists yaml-0.1 2>/dev/null && return 0
  for compiler in cc clang gcc; do
    command -v "$compiler" >/dev/null 2>&1 || continue
    echo '#include <yaml.h>' | "$compiler" -E - >/dev/null 2>&1 && return 0
  done
  test -f /usr/include/yaml.h
}

has_libyaml && exit 0

if command -v apt-get >/dev/null 2>&1; then
  as_root=
  if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null 2>&1; then
      echo "libyaml-dev is missing: as root, run: apt-get install libyaml-dev" >&2
      exit 1
    fi
    as_root=sudo
  fi
  echo "installing libyaml-dev" >&2
  $as_root apt-get install -y --no-install-recommends libyaml-dev >/dev/null 2>&1 || {
    $as_root apt-get update >/dev/null
    $as_root apt-get install -y --no-install-recommends libyaml-dev >/dev/null
  }
  has_libyaml && exit 0
fi

cat >&2 <<'END'
libyaml's headers are missing. Install them and run make again:
  Debian, Ubuntu:  apt-get install libyaml-dev
  Fedora, RHEL:    dnf install libyaml-devel
  Alpine:          apk add yaml-dev
  Arch:            pacman -S libyaml
  macOS:           brew install libyaml
END
exit 1
