"""Measures programs against each other, in turn, so that a machine that changes its speed slows both."""

import contextlib
import math
import os
import re
import shutil
import statistics
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path


@dataclass
class Run:
    cpu: float  # seconds, user and system
    wall: float
    peak: int  # bytes


def run(command):
    """Runs a command to its end; its output is thrown away."""
    with open(os.devnull, "wb") as null:
        start = os.times().elapsed
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=null, stderr=null)
        _, status, usage = os.wait4(process.pid, 0)
        wall = os.times().elapsed - start
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    return Run(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss * 1024)


@dataclass
class Pair:
    """Two programs' medians, and the median of the ratios of runs that followed each other."""

    ours: Run
    peer: Run
    ratio: float
    least: float
    most: float


def median(runs):
    return Run(*(
        statistics.median(getattr(run, field) for run in runs) for field in ("cpu", "wall", "peak")))


@contextlib.contextmanager
def on_one_core(turn):
    """What is started within it runs on one core, each turn on the next, where the system lets that be told."""
    try:
        cores = os.sched_getaffinity(0)
        os.sched_setaffinity(0, {sorted(cores)[turn % len(cores)]})
    except (AttributeError, OSError):
        yield
        return
    try:
        yield
    finally:
        os.sched_setaffinity(0, cores)


def compare(ours, peer, runs, by="cpu"):
    """Runs two commands in turn, once before it counts.

    Where CPU time is compared both run on one core: on a shared machine one core may be half as fast
    as another, by what the machine's other guests do beside it.
    """
    pairs = []
    for turn in range(runs + 1):
        with on_one_core(turn) if by == "cpu" else contextlib.nullcontext():
            pairs.append((run(ours), run(peer)))
    del pairs[0]
    ratios = sorted(getattr(a, by) / max(getattr(b, by), 1e-9) for a, b in pairs)
    return Pair(
        median([a for a, _ in pairs]), median([b for _, b in pairs]), statistics.median(ratios),
        ratios[0], ratios[-1])


def exponent(sizes, costs):
    """How a cost grows with a size: by which power, between the two largest sizes."""
    (a, b), (x, y) = sizes[-2:], costs[-2:]
    return math.log(y / x) / math.log(b / a)


class Valgrind:
    """Counts instructions, which do not depend on how busy a machine is."""

    def __init__(self, binary):
        if not shutil.which("valgrind"):
            raise SystemExit("valgrind is wanted: apt-get install valgrind")
        # It cannot read the debug information that Swift writes.
        self.folder = tempfile.TemporaryDirectory()
        self.binary = os.path.join(self.folder.name, os.path.basename(binary))
        subprocess.run(["strip", "--strip-debug", "-o", self.binary, binary], check=True)

    def count(self, *arguments):
        """The instructions of a call."""
        return self._run([], arguments)[0]

    def addresses(self, *arguments):
        """Where the instructions stand that a call runs, ascending."""
        address, found = 0, set()
        # Each is written whole, or as its distance to the one before.
        for match in re.finditer(r"^(?:(0x[0-9a-f]+)|([+-]\d+)|\*) ", self._run(
                ["--dump-instr=yes"], arguments)[1], re.MULTILINE):
            if match[1]:
                address = int(match[1], 16)
            elif match[2]:
                address += int(match[2])
            found.add(address)
        return sorted(found)

    def _run(self, options, arguments):
        """The instructions of a call, and what callgrind wrote."""
        path = os.path.join(self.folder.name, "report")
        done = subprocess.run(
            ["valgrind", "--tool=callgrind", f"--callgrind-out-file={path}", *options, self.binary, *arguments],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        found = re.search(r"Collected : (\d+)", done.stderr)
        if done.returncode or not found:
            raise SystemExit(f"callgrind failed on {' '.join(arguments)}:\n{done.stderr[-2000:]}")
        return int(found[1]), Path(path).read_text()
