"""Holds a built freezespec against PyTorch: random calls, the golden ones, selectors, expressions,
softmax, checkpoints, whole and changed, architectures, imported models.

    python parity.py --binary ../../.build/release/freezespec [--seed N] [--calls 2000]

Prints its seed, every mismatch (the first ones in full), and last one line ``N passed, M failed``.
"""

from __future__ import annotations

import argparse
import importlib
import secrets
import sys
import tempfile
import time
from pathlib import Path
from typing import Callable

import oracle
from binary import Binary, Tally
from calls import random_calls
from parity_checkpoint_imports import check_imports
from parity_checkpoints import check_checkpoints
from parity_import import check_import
from parity_language import check_language
from parity_layers import check_calls
from parity_pickles import check_pickles
from parity_selectors import check_selectors
from parity_softmax import check_softmax

HERE = Path(__file__).resolve().parent
PARTS = ["calls", "golden", "selectors", "language", "softmax", "checkpoints", "checkpoint imports", "pickles", "architectures",
         "import"]


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", type=Path, default=HERE.parent.parent / ".build" / "release" / "freezespec")
    parser.add_argument("--seed", type=int, default=None, help="repeat the run that printed this seed")
    parser.add_argument("--calls", type=int, default=2000, help="how many random calls")
    parser.add_argument("--patterns", type=int, default=1000, help="how many globs, brace globs and regexes each")
    parser.add_argument("--expressions", type=int, default=2000, help="how many expressions and slices each")
    parser.add_argument("--softmax", type=int, default=60, help="how many softmax previews")
    parser.add_argument("--checkpoints", type=int, default=100, help="how many checkpoints, and half of the changed ones")
    parser.add_argument("--models", type=int, default=12, help="how many models to import; 0 for all that there are")
    parser.add_argument("--jobs", type=int, default=2, help="how many processes at a time")
    parser.add_argument("--report", type=int, default=100, help="how many mismatches to print in full")
    parser.add_argument("--only", choices=PARTS, default=None)
    return parser.parse_args()


def check_architectures(binary: Path) -> Tally:
    """The published models, where their check is there and its libraries are installed."""
    if not (HERE / "architectures.py").exists():
        return Tally()
    compared, differing = importlib.import_module("architectures").check(str(binary))
    return Tally(passed=max(0, compared - differing), failed=differing)


def parts(options: argparse.Namespace, seed: int, folder: Path) -> dict[str, Callable[[], Tally]]:
    binary = Binary(options.binary.resolve())
    golden = [call for _, call in oracle.golden_calls()]
    drawn = [call for _, call in random_calls(seed, options.calls)]
    return {
        "calls": lambda: check_calls(binary, drawn, folder, options.jobs),
        "golden": lambda: check_calls(binary, golden, folder, options.jobs),
        "selectors": lambda: check_selectors(binary, seed, options.patterns, folder),
        "language": lambda: check_language(binary, seed, options.expressions, folder),
        "softmax": lambda: check_softmax(binary, seed, options.softmax, folder),
        "checkpoints": lambda: check_checkpoints(binary, seed, options.checkpoints, folder),
        "checkpoint imports": lambda: check_imports(binary, seed, options.checkpoints, folder),
        "pickles": lambda: check_pickles(binary, seed, 2 * options.checkpoints, folder),
        "architectures": lambda: check_architectures(options.binary.resolve()),
        "import": lambda: check_import(binary, seed, options.models, folder),
    }


def main() -> int:
    options = arguments()
    if not options.binary.exists():
        sys.exit(f"{options.binary} is not there: build it first, or give --binary")
    seed = secrets.randbelow(10**9) if options.seed is None else options.seed
    print(f"seed {seed}", flush=True)
    total = Tally(limit=options.report)
    with tempfile.TemporaryDirectory(prefix="parity") as folder:
        for name, check in parts(options, seed, Path(folder)).items():
            if options.only in (None, name):
                started = time.monotonic()
                tally = check()
                total.add(tally)
                print(f"{name}: {tally.passed} passed, {tally.failed} failed ({time.monotonic() - started:.1f} s)", flush=True)
    for report in total.reports:
        print(report)
    print(f"{total.passed} passed, {total.failed} failed")
    return 1 if total.failed else 0


if __name__ == "__main__":
    sys.exit(main())
