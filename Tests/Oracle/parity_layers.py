"""Constructor calls: the module that PyTorch makes of one against the module that freezespec makes of it."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import oracle
from binary import Binary, Run, Tally, quoted
from torch import nn

#: Accepted calls go into one config together, which saves a process each.
BATCH = 250

Named = tuple[str, nn.Module]


def check_calls(binary: Binary, calls: list[str], folder: Path, jobs: int) -> Tally:
    """Compares all the calls, those that PyTorch accepts in batches and the others one by one."""
    accepted: list[Named] = []
    refused: list[tuple[str, str]] = []
    for call in calls:
        sort(call, accepted, refused)
    tally = Tally()
    with ThreadPoolExecutor(jobs) as pool:
        batches = [accepted[start : start + BATCH] for start in range(0, len(accepted), BATCH)]
        for part in pool.map(lambda each: check_batch(binary, each[1], folder, f"batch{each[0]}"), enumerate(batches)):
            tally.add(part)
        for part in pool.map(lambda each: check_refused(binary, *each[1], folder, each[0]), enumerate(refused)):
            tally.add(part)
    return tally


def sort(call: str, accepted: list[Named], refused: list[tuple[str, str]]) -> None:
    """Puts a call where it belongs; one whose answer is not the same everywhere belongs nowhere.

    One that makes a module which cannot be printed counts as refused, as in the golden files.
    """
    try:
        module = oracle.build_real(call)
        printed = repr(module)
    except Exception as error:
        text = oracle.error_text(error)
        if oracle.is_reproducible({"error": text}):
            refused.append((call, text))
        return
    if oracle.is_reproducible({"repr": printed}):
        accepted.append((call, module))


def config_text(calls: list[str]) -> str:
    """A composite whose children c0, c1, … are the calls."""
    children = "".join(f"    c{index}: {quoted(call)}\n" for index, call in enumerate(calls))
    return f"model:\n  children:\n{children}"


def check_batch(binary: Binary, batch: list[Named], folder: Path, label: str) -> Tally:
    """Compares one batch; where freezespec refuses it as a whole, its halves, down to the call to blame."""
    config = folder / f"{label}.yaml"
    config.write_text(config_text([call for call, _ in batch]), encoding="utf-8")
    plan, run = binary.apply(config)
    if plan is None:
        return split_batch(binary, batch, folder, label, run)
    tally = Tally()
    shown = shown_children(binary.run("show", str(config)))
    parameters = by_child(plan.get("parameters", []))
    buffers = by_child(plan.get("buffers", []))
    in_order = [entry["name"] for entry in plan.get("parameters", [])]
    for index, (call, module) in enumerate(batch):
        child = f"c{index}"
        wanted = torch_side(child, module)
        found = freezespec_side(parameters.get(child, []), buffers.get(child, []), shown.get(child))
        for aspect in wanted:
            tally.expect(wanted[aspect] == found[aspect], f"{call} ({aspect})", str(wanted[aspect]), str(found[aspect]))
    whole = whole_of(batch)
    wanted_order = [name for name, _ in whole.named_parameters()]
    tally.expect(in_order == wanted_order, f"the order of the parameters of {label}", "named_parameters()", "another")
    tally.expect(shown.get("outside") == ["Module(", ")"], f"what show prints around {label}", "Module(…)",
                 str(shown.get("outside")))
    return tally


def split_batch(binary: Binary, batch: list[Named], folder: Path, label: str, run: Run) -> Tally:
    tally = Tally()
    if len(batch) == 1:
        tally.expect(False, batch[0][0], "accepted", run.summary())
        return tally
    middle = len(batch) // 2
    tally.add(check_batch(binary, batch[:middle], folder, label + "a"))
    tally.add(check_batch(binary, batch[middle:], folder, label + "b"))
    return tally


def whole_of(batch: list[Named]) -> nn.Module:
    """The same composite in PyTorch."""
    root = nn.Module()
    for index, (_, module) in enumerate(batch):
        root.add_module(f"c{index}", module)
    return root


def torch_side(child: str, module: nn.Module) -> dict[str, Any]:
    """What should be said about one child."""
    root = nn.Module()
    root.add_module(child, module)
    # By the tree, not by attributes: a plain attribute can hide a child of its name.
    modules = dict(root.named_modules())
    parameters = []
    for name, tensor in root.named_parameters():
        owner = name.rpartition(".")[0]
        parameters.append((name, list(tensor.shape), tensor.numel(), oracle.dtype_name(tensor.dtype), tensor.requires_grad,
                           owner, type(modules[owner]).__name__))
    buffers = [(name, list(tensor.shape), oracle.dtype_name(tensor.dtype)) for name, tensor in root.named_buffers()]
    lines = repr(root).split("\n")[1:-1]
    return {"parameters": parameters, "buffers": buffers, "print": "\n".join(lines)}


def freezespec_side(parameters: list[Any], buffers: list[Any], shown: list[str] | None) -> dict[str, Any]:
    """The same things as freezespec says them."""
    keys = ("name", "shape", "elements", "dtype", "requires_grad", "module", "class")
    return {
        "parameters": [tuple(entry.get(key) for key in keys) for entry in parameters],
        "buffers": [tuple(entry.get(key) for key in ("name", "shape", "dtype")) for entry in buffers],
        "print": None if shown is None else "\n".join(shown),
    }


def by_child(entries: list[Any]) -> dict[str, list[Any]]:
    """Entries by the child that their name begins with."""
    found: dict[str, list[Any]] = {}
    for entry in entries:
        found.setdefault(entry["name"].split(".")[0], []).append(entry)
    return found


def shown_children(run: Run) -> dict[str, list[str]]:
    """The lines that ``show`` prints for each child, and under "outside" the ones around them."""
    found: dict[str, list[str]] = {"outside": []}
    current = "outside"
    for line in run.output.removesuffix("\n").split("\n"):
        start = re.match(r"  \((c\d+)\): ", line)
        if start:
            current = start[1]
            found[current] = []
        elif not line.startswith("  "):
            current = "outside"
        found[current].append(line)
    return found


def check_refused(binary: Binary, call: str, error: str, folder: Path, index: int) -> Tally:
    """A call that PyTorch refuses must be an error of the config."""
    config = folder / f"refused{index}.yaml"
    config.write_text(config_text([call]), encoding="utf-8")
    refuses, run = binary.refuses(config)
    tally = Tally()
    tally.expect(refuses, call, error, "accepted" if run.status == 0 else run.summary())
    return tally
