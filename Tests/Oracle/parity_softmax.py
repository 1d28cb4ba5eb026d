"""The softmax preview against torch.nn.functional.softmax."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random
from typing import Any

import torch
from binary import Binary, Run, Tally
from torch.nn import functional

#: The printed probabilities may be rounded, and so may the sums behind them.
TOLERANCE = 1e-6

#: What is no softmax at all.
REFUSED = [
    "{temperature: 0, logits: [1, 2]}", "{temperature: -1, logits: [1, 2]}", "{temperature: .inf, logits: [1, 2]}",
    "{temperature: .nan, logits: [1, 2]}", "{temperature: hot, logits: [1, 2]}", "{logits: [1, 2]}",
    "{temperature: 1, dim: 1, logits: [1, 2]}", "{temperature: 1, dim: -2, logits: [1, 2]}",
    "{temperature: 1, dim: 2, logits: [[1, 2]]}", "{temperature: 1, dim: 0.5, logits: [1, 2]}",
    "{temperature: 1, logits: [[1, 2], [3]]}", "{temperature: 1, logits: [1, [2]]}", "{temperature: 1, logits: [1, x]}",
    "{temperature: 1, logits: [1, .inf]}", "{temperature: 1, logits: [1, .nan]}", "{temperature: 1, logits: [1, null]}",
    "{temperature: true, logits: [1, 2]}", "{temperature: 1, logits: [1, true]}", "{temperature: 1, logits: [1, 1e999]}",
]


def random_logits(random: Random, shape: list[int]) -> Any:
    """A nested list of that shape, of ordinary numbers mostly."""
    if not shape:
        return random_number(random)
    return [random_logits(random, shape[1:]) for _ in range(shape[0])]


def random_number(random: Random) -> float | int:
    draw = random.random()
    if draw < 0.2:
        return random.randint(-5, 5)
    if draw < 0.9:
        return random.uniform(-10, 10)
    if draw < 0.97:
        return random.uniform(-1000, 1000)
    return random.choice([1e30, -1e30, 1e-30, 0.0, -0.0, 1e300, -1e300])


def check_softmax(binary: Binary, seed: int, count: int, folder: Path) -> Tally:
    """``count`` random previews, of rank 1 to 5."""
    random = Random(seed)
    tally = Tally()
    for index in range(count):
        rank = 1 + index % 5
        logits = random_logits(random, [random.randint(1, 4) for _ in range(rank)])
        temperature = random.choice([0.1, 0.6, 1, 1.0, 2, 10.0, random.uniform(0.05, 5), 1e-3])
        dim = random.choice([None, *range(-rank, rank)])
        check_one(binary, tally, folder / f"softmax{index}.yaml", logits, temperature, dim)
    for index, text in enumerate(REFUSED):
        config = folder / f"refused_softmax{index}.yaml"
        config.write_text(f"model: Linear(1, 1)\nsoftmax: {text}\n", encoding="utf-8")
        refuses, run = binary.refuses(config)
        tally.expect(refuses, f"softmax: {text}", "no softmax", run.summary())
    return tally


def check_one(binary: Binary, tally: Tally, config: Path, logits: Any, temperature: float, dim: int | None) -> None:
    body = f"temperature: {temperature!r}, logits: {json.dumps(logits)}" + (f", dim: {dim}" if dim is not None else "")
    config.write_text(f"model: Linear(1, 1)\nsoftmax: {{{body}}}\n", encoding="utf-8")
    plan, run = binary.apply(config)
    tensor = torch.tensor(logits, dtype=torch.float64)
    for key, divisor in (("probabilities", temperature), ("at_temperature_1", 1)):
        wanted = functional.softmax(tensor / divisor, dim=-1 if dim is None else dim)
        found = preview(plan, key)
        agreed = found is not None and found.shape == wanted.shape and bool((found - wanted).abs().max() <= TOLERANCE)
        tally.expect(agreed, f"softmax {key} of {{{body}}}", str(wanted.tolist()), said(found, run))


def preview(plan: Any, key: str) -> torch.Tensor | None:
    """A matrix of the preview as a tensor, None where it is missing or ragged."""
    try:
        return torch.tensor(plan["softmax"][key], dtype=torch.float64)
    except (TypeError, KeyError, ValueError):
        return None


def said(found: torch.Tensor | None, run: Run) -> str:
    return run.summary() if found is None else str(found.tolist())
