#!/usr/bin/env python3
"""Makes the wheel: the Python package, and the built command as a script beside it.

    Scripts/wheel.py BINARY FOLDER    writes FOLDER/freezespec-….whl, and prints its path

BINARY is the static executable of the machine that this runs on. The metadata are those of
Python/freezespec/pyproject.toml. The same files make the same bytes: all times are SOURCE_DATE_EPOCH,
or the first that a zip archive can hold.
"""

import base64
import hashlib
import os
import platform
import sys
import time
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROJECT = ROOT / "Python" / "freezespec"
LICENSES = [ROOT / "LICENSE", ROOT / "NOTICE", *sorted((ROOT / "Packaging" / "licenses").iterdir())]
# A static executable needs no libc, and so meets every floor of glibc and musl that pip knows for these.
PLATFORMS = ["manylinux2014", "manylinux_2_17", "musllinux_1_1"]
FIRST_ZIP_TIME = 315532800  # 1980-01-01


def tags() -> list[str]:
    machine = {"x86_64": "x86_64", "aarch64": "aarch64", "arm64": "aarch64"}.get(platform.machine())
    if sys.platform != "linux" or machine is None:
        sys.exit(f"error: wheels are made on Linux (x86_64, aarch64), and this is {platform.system()} {platform.machine()}")
    return [f"{name}_{machine}" for name in PLATFORMS]


def metadata(project: dict) -> str:
    lines = [
        "Metadata-Version: 2.4",
        f"Name: {project['name']}",
        f"Version: {project['version']}",
        f"Summary: {project['description']}",
        f"Keywords: {','.join(project['keywords'])}",
        *(f"Classifier: {each}" for each in project["classifiers"]),
        f"License-Expression: {project['license']}",
        *(f"License-File: {each.name}" for each in LICENSES),
        f"Requires-Python: {project['requires-python']}",
        *(f"Requires-Dist: {each}" for each in project["dependencies"]),
    ]
    for extra, requirements in project["optional-dependencies"].items():
        lines.append(f"Provides-Extra: {extra}")
        lines += [f'Requires-Dist: {each}; extra == "{extra}"' for each in requirements]
    lines.append("Description-Content-Type: text/markdown")
    return "\n".join(lines) + "\n\n" + (PROJECT / project["readme"]).read_text(encoding="utf-8")


class Wheel:
    """A wheel being written, and the record of what is in it."""

    def __init__(self, path: Path):
        seconds = max(int(os.environ.get("SOURCE_DATE_EPOCH", 0)), FIRST_ZIP_TIME)
        self.time = time.gmtime(seconds)[:6]
        self.archive = zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9)
        self.record: list[str] = []

    def add(self, name: str, content: bytes, mode: int = 0o644) -> None:
        entry = zipfile.ZipInfo(name, self.time)
        entry.compress_type = zipfile.ZIP_DEFLATED
        entry.create_system = 3  # Unix: else pip takes no notice of the mode, and the command cannot run
        entry.external_attr = (0o100000 | mode) << 16
        self.archive.writestr(entry, content)
        digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
        self.record.append(f"{name},sha256={digest},{len(content)}")

    def close(self, info: str) -> None:
        name = f"{info}/RECORD"
        self.add(name, "\n".join([*self.record, f"{name},,", ""]).encode())
        self.archive.close()


def main(binary: Path, folder: Path) -> None:
    try:
        import tomllib
    except ImportError:
        sys.exit(f"error: Scripts/wheel.py needs Python 3.11 or later, and this is {platform.python_version()}")
    platforms = tags()
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    name = f"{project['name']}-{project['version']}"
    info = f"{name}.dist-info"
    path = folder / f"{name}-py3-none-{'.'.join(platforms)}.whl"
    package = PROJECT / project["name"]
    sources = sorted(each for each in package.rglob("*") if each.suffix == ".py" or each.name == "py.typed")
    try:
        command = binary.read_bytes()
        wheel = Wheel(path)
    except OSError as error:
        sys.exit(f"error: {error.filename}: {error.strerror}")
    for source in sources:
        wheel.add(source.relative_to(PROJECT).as_posix(), source.read_bytes())
    wheel.add(f"{name}.data/scripts/freezespec", command, 0o755)
    for each in LICENSES:
        wheel.add(f"{info}/licenses/{each.name}", each.read_bytes())
    wheel.add(f"{info}/METADATA", metadata(project).encode())
    # One line for each tag: pip check does not read a compressed set here.
    lines = ["Wheel-Version: 1.0", "Generator: freezespec", "Root-Is-Purelib: false"]
    lines += [f"Tag: py3-none-{each}" for each in platforms]
    wheel.add(f"{info}/WHEEL", ("\n".join(lines) + "\n").encode())
    wheel.close(info)
    print(path)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: Scripts/wheel.py BINARY FOLDER")
    main(Path(sys.argv[1]), Path(sys.argv[2]))
