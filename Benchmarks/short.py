#!/usr/bin/env python3
"""Holds instruction counts to bounds: `make bench-short`, which CI runs.

Instructions are counted by callgrind, and so are the same however busy the machine is; nothing here
looks at a clock. Of each piece of work three sizes are counted, and what the least of them costs, which
is mostly to start, is taken off the others. A bound lies about a third above what was counted when it was
set; one of growth is far below that of anything quadratic.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import inputs
import measure

PEERS = Path(__file__).resolve().parent / "peers"
SIZES = (1, 500, 2000)


def main():
    binary = os.environ.get("BINARY", ".build-static/release/freezespec")
    failed = False
    with tempfile.TemporaryDirectory() as folder:
        work = inputs.Inputs(folder)
        drain = os.path.join(folder, "drain")
        subprocess.run(["cc", "-O2", "-o", drain, str(PEERS / "drain.c"), "-lyaml"], check=True)
        ours, peer = measure.Valgrind(binary), measure.Valgrind(drain)

        def bound(what, measured, most, unit=""):
            nonlocal failed
            ok = measured <= most
            failed = failed or not ok
            print(f"{'ok' if ok else 'FAILED':6} {what}: {measured:.3g}{unit}, at most {most:g}{unit}",
                  flush=True)

        start = ours.count("apply", "configs/mlp.yaml")
        bound("start-up, apply configs/mlp.yaml", start / 1e6, START, " M instructions")
        pieces = {address >> 16 for address in ours.addresses("apply", "configs/mlp.yaml")}
        bound("start-up, what of the program is mapped for it", len(pieces), PIECES, " pieces of 64 KiB")

        def counts(name, make, *command, sizes=SIZES):
            """The instructions of a command on inputs of some sizes."""
            paths = [work.file(f"{name}{size}", lambda size=size: make(size)) for size in sizes]
            return [ours.count(*[path if word == "@" else word for word in command]) for path in paths]

        def growth(what, found, sizes=SIZES):
            bound(f"{what}, growth", measure.exponent(
                [size - sizes[0] for size in sizes[1:]], [count - found[0] for count in found[1:]]), GROWTH)

        check = counts("layers", inputs.layers, "check", "@")
        json = counts("layers", inputs.layers, "apply", "--format", "json", "@")
        drained = [peer.count(work.file(f"layers{size}", str)) for size in SIZES]
        grown = drained[-1] - drained[0]
        bound("layers, check / libyaml's events", (check[-1] - check[0]) / grown, CHECK)
        bound("layers, apply --format json / libyaml's events", (json[-1] - json[0]) / grown, JSON)
        growth("layers, check", check)
        growth("layers, json", json)

        small = [
            ours.count("check", work.tree(f"small{n}", lambda path, n=n: inputs.small_configs(path, n)))
            for n in (10, 30)]
        bound("a small config in a folder", (small[1] - small[0]) / 20 / 1e6, SMALL, " M instructions")

        growth("rules by name, check", counts("names", inputs.names_of_layers, "check", "@"))
        growth("names of an index, import", counts("index", inputs.index_of, "import", "@", "-o", "/dev/null"))
        towers = (1_000, 5_000, 20_000)
        growth(
            "parameters, check",
            counts("towers", lambda n: inputs.towers(n, ["*.fc1.weight"]), "check", "@", sizes=towers),
            towers)

        def trees(size):
            globs = ["*.fc1.weight"]
            old = work.file(f"towers{size}", str)
            changed = inputs.changed_towers(size, globs)
            return ours.count("diff", old, work.file(f"changed{size}", lambda: changed), "-o", "/dev/null")

        growth("parameters, diff of two configs", [trees(size) for size in towers], towers)

        def saved(size):
            config = work.file(f"layers{size}", str)
            path = os.path.join(folder, f"saved{size}.json")
            subprocess.run([binary, "apply", "--format", "json", config, "-o", path],
                           stderr=subprocess.DEVNULL, check=True)
            return path

        growth("saved plans, diff",
               [ours.count("diff", saved(size), saved(size)) for size in SIZES])
    sys.exit(failed)


#: The bounds: millions of instructions, pieces, or ratios.
START, PIECES, CHECK, JSON, SMALL, GROWTH = 15, 130, 6, 9, 1.6, 1.1

if __name__ == "__main__":
    main()
