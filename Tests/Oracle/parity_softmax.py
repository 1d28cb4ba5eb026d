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
    "{temperature: 1, logits: [1, .inf]}", "{temperature: 1, logits: [-.inf, -.inf]}", "{temperature: [], logits: [1]}",
    "{temperature: [1, 0], logits: [1]}", "{temperature: 1, teacher: [1, 2]}", "{temperature: 1, logits: [1, 2], teacher: [1]}",
    "{temperature: 1, logits: [1, -.inf], teacher: [1, 2]}", "{temperature: 1, logits: [[1], [-.inf]]}",
    "{temperature: 1, logits: [1, .nan]}", "{temperature: 1, logits: [1, null]}",
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
        check_sweep(binary, tally, folder / f"sweep{index}.yaml", random, -1 if dim is None else dim, logits)
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


def check_sweep(binary: Binary, tally: Tally, config: Path, random: Random, dim: int, logits: Any) -> None:
    """Entropies and distillation losses at several temperatures, with masked classes; of ordinary numbers alone."""
    student = torch.tensor(logits, dtype=torch.float64).clamp(-50, 50)
    teacher = student + torch.tensor(random_logits(random, list(student.shape)), dtype=torch.float64).clamp(-20, 20)
    mask = torch.rand(student.shape, generator=torch.Generator().manual_seed(random.randrange(2**31))) < 0.2
    # A distribution has one class at least that is not masked.
    mask &= ~mask.all(dim, keepdim=True)
    student, teacher = student.masked_fill(mask, float("-inf")), teacher.masked_fill(mask, float("-inf"))
    temperatures = random.sample([0.5, 1, 2, 4, 10, 50.0], 3)
    written = {name: json.dumps(tensor.tolist()).replace("-Infinity", "-.inf")
               for name, tensor in (("logits", student), ("teacher", teacher))}
    body = f"temperature: {temperatures}, dim: {dim}, logits: {written['logits']}, teacher: {written['teacher']}"
    config.write_text(f"model: Linear(1, 1)\nsoftmax: {{{body}}}\n", encoding="utf-8")
    plan, run = binary.apply(config)
    for at, temperature in enumerate(temperatures):
        own, target = functional.softmax(student / temperature, dim), functional.softmax(teacher / temperature, dim)
        parts = functional.kl_div(functional.log_softmax(student / temperature, dim), target, reduction="none")
        losses = parts.masked_fill(mask, 0).sum(dim) * temperature * temperature
        for key, wanted in (("probabilities", own), ("teacher_probabilities", target),
                            ("entropy", torch.special.entr(own).sum(dim)), ("distillation_losses", losses),
                            ("distillation_loss", losses.mean())):
            found = swept(plan, at, key)
            agreed = found is not None and found.shape == wanted.shape and torch.allclose(found, wanted, 1e-9, 1e-9)
            tally.expect(agreed, f"{key} at {temperature} of {{{body}}}", str(wanted.tolist()), said(found, run))


def swept(plan: Any, at: int, key: str) -> torch.Tensor | None:
    """A value of one temperature as a tensor, None where it is missing or ragged."""
    try:
        return torch.tensor(plan["softmax"]["sweep"][at][key], dtype=torch.float64)
    except (TypeError, KeyError, IndexError, ValueError):
        return None


def preview(plan: Any, key: str) -> torch.Tensor | None:
    """A matrix of the preview as a tensor, None where it is missing or ragged."""
    try:
        return torch.tensor(plan["softmax"][key], dtype=torch.float64)
    except (TypeError, KeyError, ValueError):
        return None


def said(found: torch.Tensor | None, run: Run) -> str:
    return run.summary() if found is None else str(found.tolist())
