"""Where the command is."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path


class BinaryNotFound(FileNotFoundError):
    """The freezespec command is nowhere to be found."""


def find_binary() -> Path:
    """The command: `FREEZESPEC_BINARY`, that of this installation, or the one on `PATH`.

    Raises:
        BinaryNotFound: Where it is at none of these places.
    """
    chosen = os.environ.get("FREEZESPEC_BINARY")
    if chosen:
        if not (os.path.isfile(chosen) and os.access(chosen, os.X_OK)):
            raise BinaryNotFound(f"FREEZESPEC_BINARY is {chosen}, which is no program")
        return Path(chosen)
    for folder in _scripts(Path(__file__).parent):
        if os.access(folder / "freezespec", os.X_OK):
            return folder / "freezespec"
    found = shutil.which("freezespec")
    if found:
        return Path(found)
    raise BinaryNotFound(
        "there is no freezespec command: put it on PATH, or its path into FREEZESPEC_BINARY"
    )


def _scripts(package: Path) -> Iterator[Path]:
    """Where installers put the scripts of a wheel whose package is here, and nowhere else:
    another installation has another version.
    """
    packages = package.parent
    # PREFIX/lib/python3.12/site-packages and PREFIX/bin, in virtual environments as elsewhere.
    if (
        packages.name in ("site-packages", "dist-packages")
        and len(packages.parents) > 2
    ):
        yield packages.parents[2] / "bin"
    # pip install --target.
    yield packages / "bin"
