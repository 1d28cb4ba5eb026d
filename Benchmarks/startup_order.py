#!/usr/bin/env python3
"""Writes what a start of the static binary runs, for the linker to lay side by side: `make startup-order`.

A page of the program that is run must be mapped first, and the system maps the 64 KiB around it with it. So
functions that run at each start cost the less the closer they stand. They are those that callgrind sees run
while a small config is read and written. The linker takes the names that it knows and passes over the
others: a list of yesterday does no harm, and what it misses lies where it would without one.
"""

import bisect
import os
import subprocess
import sys

import measure

RUNS = [("apply", "configs/mlp.yaml"), ("check", "configs/mlp.yaml")]


def functions(binary):
    """Where each function begins, ascending, with its names."""
    names = {}
    for line in subprocess.run(["nm", "--defined-only", binary], check=True, text=True,
                               stdout=subprocess.PIPE).stdout.splitlines():
        address, kind, name = line.split(" ", 2)
        if kind in "tTwWi":
            names.setdefault(int(address, 16), []).append(name)
    return sorted(names.items())


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: BINARY=… startup_order.py FILE")
    valgrind = measure.Valgrind(os.environ.get("BINARY", ".build-static/release/freezespec"))
    known = functions(valgrind.binary)
    begins = [begin for begin, _ in known]
    order = {}
    for run in RUNS:
        for address in valgrind.addresses(*run):
            place = bisect.bisect_right(begins, address) - 1
            if place >= 0:
                order.update(dict.fromkeys(known[place][1]))
    with open(sys.argv[1], "w") as file:
        file.writelines(f"{name}\n" for name in order)
    print(f"{sys.argv[1]}: {len(order)} functions")


if __name__ == "__main__":
    main()
