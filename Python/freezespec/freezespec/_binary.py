"""Where the command is."""

from __future__ import annotations

import os
import shutil
from pathlib import Path


class BinaryNotFound(FileNotFoundError):
    """The freezespec command is nowhere to be found."""


def find_binary() -> Path:
    """The command: `FREEZESPEC_BINARY`, beside this package, or on `PATH`.

    Raises:
        BinaryNotFound: Where it is at none of these places.
    """
    chosen = os.environ.get("FREEZESPEC_BINARY")
    if chosen:
        if not os.access(chosen, os.X_OK):
            raise BinaryNotFound(f"FREEZESPEC_BINARY is {chosen}, which is no program")
        return Path(chosen)
    beside = Path(__file__).parent / "bin" / "freezespec"
    if os.access(beside, os.X_OK):
        return beside
    found = shutil.which("freezespec")
    if found:
        return Path(found)
    raise BinaryNotFound(
        "there is no freezespec command: put it on PATH, or its path into FREEZESPEC_BINARY"
    )
