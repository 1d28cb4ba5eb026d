"""Writes what PyTorch says about the hand-written calls to the golden files, or checks them against it.

    python golden.py             write Golden/layers.jsonl and Golden/classes.json
    python golden.py --check     exit 1 where the committed files differ from PyTorch
    python golden.py --devices   list the calls that the CPU and the meta device disagree on
"""

from __future__ import annotations

import argparse
import difflib
import json
import os
import sys

if os.environ.get("PYTHONHASHSEED") != "0":
    # Some of PyTorch's messages print a set, whose order depends on the hash seed.
    os.execve(sys.executable, [sys.executable, *sys.argv], {**os.environ, "PYTHONHASHSEED": "0"})

import oracle
from calls import hand_written

#: Largest golden file that is worth keeping in a repository.
MAX_BYTES = 3_000_000


def layers_text() -> str:
    """One JSON line per call, in the order of the classes and of their calls."""
    lines = []
    for name, call in hand_written():
        answer = oracle.ask(call)
        if oracle.is_reproducible(answer):
            lines.append(oracle.json_line({"class": name, "call": call, **answer}))
    return "\n".join(lines) + "\n"


def classes_text() -> str:
    return json.dumps(oracle.hierarchy(), ensure_ascii=False, indent=1) + "\n"


def require_coverage() -> None:
    """A class without calls would go unnoticed for ever: every eager public class needs a dozen."""
    counts: dict[str, int] = {}
    for name, _ in hand_written():
        counts[name] = counts.get(name, 0) + 1
    eager = [name for name, cls in oracle.public_classes().items() if not hasattr(cls, "cls_to_become")
             or cls.cls_to_become is None]
    poor = [name for name in eager if counts.get(name, 0) < 12]
    unknown = [name for name in counts if name not in oracle.public_classes()]
    if poor or unknown:
        sys.exit(f"too few calls: {poor}; unknown classes: {unknown}")


def show_difference(name: str, committed: str, fresh: str) -> None:
    lines = difflib.unified_diff(
        committed.splitlines(), fresh.splitlines(), f"committed {name}", f"PyTorch's {name}", lineterm="", n=0
    )
    for count, line in enumerate(lines):
        if count == 40:
            print("…")
            break
        print(line[:500])


def check(files: dict[str, str]) -> int:
    differing = 0
    for name, fresh in files.items():
        path = oracle.GOLDEN / name
        committed = path.read_text(encoding="utf-8") if path.exists() else ""
        if committed != fresh:
            differing += 1
            show_difference(name, committed, fresh)
    print("the golden files differ from PyTorch" if differing else "the golden files agree with PyTorch")
    return 1 if differing else 0


def write(files: dict[str, str]) -> int:
    oracle.GOLDEN.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (oracle.GOLDEN / name).write_text(text, encoding="utf-8")
    lines = files["layers.jsonl"].splitlines()
    refused = sum('"error":' in line and "error" in json.loads(line) for line in lines)
    print(f"{len(lines)} calls: {len(lines) - refused} accepted, {refused} refused; "
          f"{len(files['layers.jsonl'].encode()):,} bytes")
    return 0


def report_devices() -> int:
    for _, call in hand_written():
        answers = oracle.device_disagreement(call)
        if answers:
            print(f"{call}\n  CPU:  {answers[0]}\n  meta: {answers[1]}")
    return 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--devices", action="store_true")
    options = parser.parse_args()
    if options.devices:
        return report_devices()
    require_coverage()
    files = {"layers.jsonl": layers_text(), "classes.json": classes_text()}
    if len(files["layers.jsonl"].encode()) > MAX_BYTES:
        sys.exit(f"layers.jsonl would have {len(files['layers.jsonl'].encode()):,} bytes: drop some large calls")
    return check(files) if options.check else write(files)


if __name__ == "__main__":
    sys.exit(main())
