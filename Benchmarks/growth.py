#!/usr/bin/env python3
"""Measures how work grows with its size, and writes docs/performance.md's table and its plot."""

import math
import os
import re
import statistics
import subprocess
from pathlib import Path

import inputs
import measure

BINARY = os.environ.get("BINARY", ".build/release/freezespec")
PAGE = Path("docs/performance.md")
PLOT = Path("docs/images/growth.svg")
GLOBS = ["*.fc1.weight", "*.parts.1?.*", "*.parts.[2-9].attn.norm.*"]
COLOURS = (
    "#0969da", "#bf8700", "#1a7f37", "#8250df", "#cf222e", "#57606a", "#bc4c00", "#1b7c83")


def powers(first, last):
    return [10**power for power in range(first, last + 1)]


def saved(work, size):
    plan = work.folder / f"saved{size}.json"
    if not plan.exists():
        config = work.file(f"towers{size}.yaml", lambda: inputs.towers(size, GLOBS))
        subprocess.run(
            [BINARY, "apply", config, "--format", "json", "-o", str(plan)], check=True,
            stderr=subprocess.DEVNULL)
    return str(plan)


def series(work):
    """What is measured: a name, the sizes, and the command for a size."""
    def towers(size):
        return work.file(f"towers{size}.yaml", lambda: inputs.towers(size, GLOBS))

    def changed(size):
        return work.file(f"changed{size}.yaml", lambda: inputs.changed_towers(size, GLOBS))

    def layers(size):
        return work.file(f"layers{size}.yaml", lambda: inputs.layers(size))

    def globs(size):
        return work.file(
            f"globs{size}.yaml", lambda: inputs.mixture(inputs.mixed_globs(size)))

    parameters = powers(3, 7)
    return [
        ("parameters, `check`", parameters, lambda size: ["check", towers(size)]),
        ("parameters, `apply --format json`", parameters,
         lambda size: ["apply", towers(size), "--format", "json", "-o", "/dev/null"]),
        ("explicit layers, `check`", powers(3, 6), lambda size: ["check", layers(size)]),
        ("rules by name, one for each module, `check`", powers(0, 5), lambda size: [
            "check", work.file(f"names{size}.yaml", lambda: inputs.names_of_layers(size))]),
        ("globs over 71,129 names, `check`", powers(0, 3), lambda size: ["check", globs(size)]),
        ("parameters of two configs, `diff`", [*powers(3, 5), 990_000],
         lambda size: ["diff", towers(size), changed(size), "-o", "/dev/null"]),
        ("parameters of two saved plans, `diff`", powers(3, 5),
         lambda size: ["diff", saved(work, size), saved(work, size)]),
        ("tensors of an index, `import`", powers(3, 5), lambda size: [
            "import", work.file(f"index{size}.json", lambda: inputs.index_of(size)), "-o",
            "/dev/null"]),
    ]


def measured(command):
    """The least time of a few runs, which others that use the machine lengthen, and the memory."""
    first = measure.run(command)
    runs = [first] + [measure.run(command) for _ in range(2 if first.cpu > 5 else 4)]
    return min(run.cpu for run in runs), statistics.median(run.peak for run in runs)


def seconds(time):
    return f"{time:.1f} s" if time >= 0.9995 else f"{time * 1000:.0f} ms"


def table(found, start):
    lines = ["| what grows | size | CPU time | memory | exponent |", "|---|---|---|---|---|"]
    for name, sizes, costs in found:
        for index, (size, (time, peak)) in enumerate(zip(sizes, costs)):
            grown = ""
            if index == len(sizes) - 1:
                # Of what starting takes off, which does not grow.
                times = [max(time - start, 1e-4) for time, _ in costs]
                grown = f"{measure.exponent(sizes, times):.2f}"
            lines.append(
                f"| {name if index == 0 else ''} | {size:,} | {seconds(time)} | {peak / 2**20:,.0f} MiB "
                f"| {grown} |")
    return "\n".join(lines)


def plot(found):
    """Size and time, both by powers of ten."""
    left, top, width, height = 62, 16, 420, 330
    most = max(size for _, sizes, _ in found for size in sizes)
    across, (low, high) = math.ceil(math.log10(most)), (-3, 2)

    def x(size):
        return left + width * math.log10(size) / across

    def y(time):
        return top + height * (high - math.log10(time)) / (high - low)

    parts = [
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 400" role="img" '
        'font-family="system-ui, sans-serif" font-size="12">',
        "<title>CPU time by size, both by powers of ten</title>",
        '<rect width="800" height="400" fill="#ffffff"/>']
    for power in range(across + 1):
        at = x(10**power)
        parts.append(f'<path d="M{at:.1f} {top}V{top + height}" stroke="#d0d7de"/>')
        parts.append(
            f'<text x="{at:.1f}" y="{top + height + 18}" text-anchor="middle" fill="#57606a">'
            f"10<tspan dy=\"-5\" font-size=\"9\">{power}</tspan></text>")
    for power in range(low, high + 1):
        at = y(10.0**power)
        parts.append(f'<path d="M{left} {at:.1f}H{left + width}" stroke="#d0d7de"/>')
        label = seconds(10.0**power).replace(".0", "")
        parts.append(
            f'<text x="{left - 8}" y="{at + 4:.1f}" text-anchor="end" fill="#57606a">{label}</text>')
    for index, (name, sizes, costs) in enumerate(found):
        colour = COLOURS[index % len(COLOURS)]
        points = [(x(size), y(max(time, 10.0**low))) for size, (time, _) in zip(sizes, costs)]
        way = "L".join(f"{a:.1f} {b:.1f}" for a, b in points)
        parts.append(f'<path d="M{way}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{a:.1f}" cy="{b:.1f}" r="3" fill="{colour}"/>' for a, b in points]
        line = top + 20 + 24 * index
        parts.append(f'<path d="M500 {line - 4}h18" stroke="{colour}" stroke-width="2"/>')
        text = name.replace("`", "").replace("one for each module, ", "")
        parts.append(f'<text x="524" y="{line}" fill="#1f2328">{text}</text>')
    parts.append(
        f'<text x="{left + width / 2}" y="{top + height + 40}" text-anchor="middle" fill="#1f2328">'
        "size</text>")
    return "\n".join([*parts, "</svg>", ""])


def main():
    work = inputs.Inputs(Path(os.environ.get("WORK", ".build/benchmarks")) / "growth")
    start, _ = measured([BINARY, "check", "configs/mlp.yaml"])
    found = []
    for name, sizes, command in series(work):
        costs = []
        for size in sizes:
            costs.append(measured([BINARY, *command(size)]))
            print(f"{name} {size:,}: {seconds(costs[-1][0])}", flush=True)
        found.append((name, sizes, costs))
    PLOT.write_text(plot(found))
    text = PAGE.read_text()
    made = f"<!-- growth -->\n{table(found, start)}\n<!-- /growth -->"
    PAGE.write_text(re.sub(r"<!-- growth -->.*?<!-- /growth -->", lambda _: made, text, flags=re.S))


if __name__ == "__main__":
    main()
