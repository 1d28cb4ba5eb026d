"""What `make dist` made, and how the tests run programs."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DIST = ROOT / "dist"
# The tools that the requirements brought.
TOOLS = ROOT / ".venv-packaging" / "bin"
CONFIGS = sorted((ROOT / "configs").glob("*.yaml"))
VERSION = re.search(
    r'^package let freezespecVersion = "(.*)"$',
    (ROOT / "Sources/FreezeSpec/Reports/Version.swift").read_text(encoding="utf-8"),
    re.MULTILINE,
).group(1)


def package(pattern: str) -> Path:
    """The one file of dist/ with such a name."""
    (path,) = DIST.glob(pattern)
    return path


def run(*command, status: int = 0, **options) -> subprocess.CompletedProcess[str]:
    """Runs a command, which must end with this status."""
    done = subprocess.run(
        [str(each) for each in command], capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL,
        **options,
    )
    assert done.returncode == status, f"{command}: {done.returncode}\n{done.stdout}{done.stderr}"
    return done


def environment(**variables: object) -> dict[str, str]:
    """This process's environment, less what tells git, Python and make of others, and with these."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "PYTHON", "FREEZESPEC", "MAKE", "MFLAGS"))}
    return {**kept, **{name: str(value) for name, value in variables.items()}}


def tree(folder: Path) -> set[str]:
    """What is in a folder, but for what Python compiled."""
    found = (each.relative_to(folder).as_posix() for each in folder.rglob("*"))
    return {each for each in found if "__pycache__" not in each}


@dataclass(frozen=True)
class Root:
    """A folder that a program sees as its root; it has /proc and nothing that is not put there."""

    folder: Path

    def run(self, *command: str, user: int = 0) -> str:
        (self.folder / "proc").mkdir(exist_ok=True)
        flags = [] if os.geteuid() == 0 else ["--map-root-user"]
        script = f'mount --rbind /proc proc; exec chroot --userspec={user}:{user} . "$@"'
        done = run("unshare", "--mount", *flags, "bash", "-euc", script, "-", *command, cwd=self.folder)
        return done.stdout


@cache
def pythons() -> dict[str, Path]:
    """Each Python from 3.9 on that is on this machine: on PATH, of pyenv, and of uv."""
    folders = [Path(each) for each in os.environ.get("PATH", "").split(os.pathsep)]
    folders += Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")).glob("versions/*/bin")
    folders += Path.home().glob(".local/share/uv/python/*/bin")
    found: dict[str, Path] = {}
    for minor in range(9, 20):
        for folder in folders:
            path = folder / f"python3.{minor}"
            if not path.is_file():
                continue
            # A shim may be for a Python that is not chosen, and Debian has Pythons without venv.
            code = "import ensurepip, sys, venv; print(sys.executable)"
            done = subprocess.run([path, "-c", code], capture_output=True, text=True, check=False)
            if done.returncode == 0:
                found[f"3.{minor}"] = Path(done.stdout.strip())
                break
    return found


def git(*arguments: str, folder: Path, env: dict[str, str]) -> str:
    return run("git", *arguments, cwd=folder, env=env).stdout.strip()


def repository(folder: Path, env: dict[str, str]) -> str:
    """Commits all files of a folder as a repository of its own; its commit."""
    git("init", "--quiet", folder=folder, env=env)
    git("add", ".", folder=folder, env=env)
    git("-c", "user.name=A", "-c", "user.email=a@example.com", "commit", "--quiet", "-m", "all", folder=folder, env=env)
    return git("rev-parse", "HEAD", folder=folder, env=env)


def copy(*paths: str, to: Path) -> None:
    """Copies files of this repository to the same places below a folder."""
    for path in paths:
        (to / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / path, to / path)
