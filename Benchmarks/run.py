#!/usr/bin/env python3
"""Measures freezespec against peers' programs, each pair in turn: `make bench`.

It builds what is not there, leaves out the rows whose peer cannot be had and says so, and prints a
table in Markdown. `run.py WORD…` measures the rows alone that have one of the words in their names.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import measure
import rows
from inputs import Inputs

PEERS = Path(__file__).resolve().parent / "peers"
# Where Debian's packages of Rust's libraries put their sources.
DEBIAN_CRATES = "/usr/share/cargo/registry"


def attempt(what, *commands, cwd=None):
    """Whether commands succeed; a peer that cannot be built is left out."""
    for command in commands:
        if not shutil.which(command[0]):
            print(f"without {what}: there is no {command[0]}", file=sys.stderr)
            return False
        done = subprocess.run(command, cwd=cwd, capture_output=True, text=True)
        if done.returncode:
            print(f"without {what}: {done.stderr.strip().splitlines()[-1:]}", file=sys.stderr)
            return False
    return True


def build(work):
    """The programs, by name."""
    swift = os.environ.get("SWIFT", "swift")
    binary = os.environ.get("BINARY", ".build-static/release/freezespec")
    programs = {"freezespec": binary, "peers": str(PEERS), "run": measure.run}
    hello = work / "hello"
    release = [swift, "build", "-c", "release", "--package-path", str(PEERS / "hello")]
    if attempt("hello", [*release, "--scratch-path", str(hello)]):
        programs["hello"] = str(hello / "release/hello")
    hello = work / "hello-static"
    if attempt("a static hello", [
            *release, "--scratch-path", str(hello), "--static-swift-stdlib", "-Xswiftc",
            "-static-executable"]):
        subprocess.run(["strip", str(hello / "release/hello")], check=True)
        programs["hello-static"] = str(hello / "release/hello")
    drain = str(work / "drain")
    if attempt("drain", ["cc", "-O2", "-o", drain, str(PEERS / "drain.c"), "-lyaml"]):
        programs["drain"] = drain
    python = os.environ.get("PYTHON_WITH_PEERS", ".build/benchmarks/venv/bin/python")
    if Path(python).exists():
        programs["python"] = python
    torch = os.path.join(os.environ.get("VENV", ".venv"), "bin/python")
    if Path(torch).exists():
        programs["torch"] = torch
    globset = globs(work)
    if globset:
        programs["globset"] = globset
    return programs


def globs(work):
    """The program over globset, whose sources come from Debian's librust-globset-dev."""
    if not Path(DEBIAN_CRATES).exists() or not shutil.which("cargo"):
        print("without globset: apt-get install cargo librust-globset-dev", file=sys.stderr)
        return None
    folder = work / "globset"
    shutil.copytree(PEERS / "globset", folder / "package", dirs_exist_ok=True)
    if not attempt("globset", [
            "cargo", "build", "--release", "--offline", "--target-dir", str(folder / "target"),
            "--config", 'source.crates-io.replace-with="debian"',
            "--config", f'source.debian.directory="{DEBIAN_CRATES}"'],
            cwd=folder / "package"):
        return None
    return str(folder / "target/release/globs")


def table(found, words):
    print("| work | peer | measured | from | to | ours | peer's | our memory | aim | |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    for row in found:
        if words and not any(word in f"{row.name} {row.peer}" for word in words):
            continue
        pair = measure.compare(row.ours, row.theirs, row.runs, by=row.by)
        ours, peer = (getattr(side, row.by) * 1000 for side in (pair.ours, pair.peer))
        print(
            f"| {row.name} | {row.peer} | {row.shown(pair.ratio)} | {row.shown(pair.least)} "
            f"| {row.shown(pair.most)} | {ours:.1f} ms | {peer:.1f} ms "
            f"| {pair.ours.peak / 2**20:.0f} MiB | {row.aim_text()} "
            f"| {'✓' if row.holds(pair.ratio) else ''} |", flush=True)


def main():
    work = Path(os.environ.get("WORK", ".build/benchmarks"))
    work.mkdir(parents=True, exist_ok=True)
    programs = build(work.resolve())
    if "python" not in programs:
        sys.exit("make bench makes the Python environment that the peers want")
    table(rows.rows(Inputs(work / "inputs"), programs), sys.argv[1:])


if __name__ == "__main__":
    main()
