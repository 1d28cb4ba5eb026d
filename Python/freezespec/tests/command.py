"""The command under test: FREEZESPEC_BINARY, or the newest build of this repository."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


def find_build() -> Path:
    if "FREEZESPEC_BINARY" in os.environ:
        return Path(os.environ["FREEZESPEC_BINARY"]).resolve()
    builds = [ROOT / ".build" / kind / "freezespec" for kind in ("release", "debug")]
    found = [build for build in builds if build.exists()]
    if not found:
        raise FileNotFoundError(
            "no freezespec is built: `make build`, or set FREEZESPEC_BINARY"
        )
    return max(found, key=lambda build: build.stat().st_mtime)


BINARY = find_build()
