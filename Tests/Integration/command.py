"""Running the built freezespec."""

from __future__ import annotations

import json
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
CONFIGS = sorted((ROOT / "configs").glob("*.yaml"))


def find_binary() -> Path:
    """The command under test: $FREEZESPEC, or the newest build."""
    if "FREEZESPEC" in os.environ:
        return Path(os.environ["FREEZESPEC"]).resolve()
    builds = [ROOT / ".build" / kind / "freezespec" for kind in ("release", "debug")]
    found = [build for build in builds if build.exists()]
    if not found:
        pytest.exit("no freezespec is built: run `make build` first, or set FREEZESPEC")
    return max(found, key=lambda build: build.stat().st_mtime)


@dataclass(frozen=True)
class Command:
    """The command under test."""

    binary: Path

    def run(self, *arguments: str, status: int = 0, folder: Path = ROOT) -> str:
        """What it prints; it must end with this status."""
        done = subprocess.run(
            [str(self.binary), *arguments], cwd=folder, capture_output=True, text=True, check=False
        )
        assert done.returncode == status, done.stdout + done.stderr
        return done.stdout

    def json(self, *arguments: str, status: int = 0, folder: Path = ROOT) -> Any:
        return json.loads(self.run(*arguments, status=status, folder=folder))
