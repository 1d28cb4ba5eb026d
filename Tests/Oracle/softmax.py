"""Writes what PyTorch says of softmax previews to Golden/softmax.jsonl, or checks the file against it.

    python softmax.py             write the file
    python softmax.py --check     exit 1 where the committed file differs

Each line is a softmax (its temperatures, dim, logits and teacher) with what comes of it at each temperature, one number
for every distribution: "probabilities" (torch.softmax), "entropy" in nats (torch.special.entr, summed), and "losses",
F.kl_div(log_softmax(logits / T), softmax(teacher / T), reduction="none") summed along dim, times T * T. "batchmean" is
what reduction="batchmean" gives for the rows of a matrix. All are in float64 and rounded to twelve digits. Where
PyTorch itself overflows a value is null, and so is one past the largest float. "exact_entropy" and "exact_losses" are the same numbers by mpmath, with as many
digits as it takes. Classes that both sides mask are left out of a loss, for which kl_div gives nan.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from random import Random
from typing import Any

import torch
from mpmath import exp, log, mp, mpf
from torch.nn import functional

GOLDEN = Path(__file__).parents[1] / "FreezeSpecTests" / "Golden" / "softmax.jsonl"
SEED = 20260713
MASK = float("-inf")

#: Temperatures, dim, logits and teacher.
HAND_MADE: list[tuple[list[float], int, Any, Any]] = [
    ([0.6], 1, [[1.0, 2.0, 3.0]], None),
    ([0.1, 1, 10], -1, [1, 2, 3], None),
    ([1, 2, 4, 8], -1, [[2.0, 0.5, -1.0], [0.0, 0.0, 0.0]], [[3.0, 1.0, -2.0], [1.0, 0.0, -1.0]]),
    ([1, 1e-30, 1e-3, 1e3, 1e8, 1e30], 0, [1, 2, 3], [3, 2, 1]),
    ([1, 1e-30, 1e8], -1, [1, 2, 3], [1, 2, 3]),
    ([0.5, 5], -1, [1, MASK, 3, 0], [1, MASK, 2, 0]),
    ([0.5, 5], -1, [1, 2, 3, 0], [1, MASK, 2, MASK]),
    ([2], -1, [MASK, 5, MASK], [MASK, -5, MASK]),
    ([1, 0.01], 0, [[0, MASK], [MASK, 1], [1, 1]], None),
    ([1], 0, [7.0], [3.0]),
    ([1, 1e300, 1e308], -1, [1e308, -1e308, 0], [0, 1e308, -1e308]),
    ([1, 5e-324, 1e-300], -1, [0, 5e-324, 1e-310], [5e-324, 0, 0]),
    ([1], -1, [1e300, 1e300, -1e300], [1e300, 1e300, -1e300]),
    ([1, 0.25], -1, [0, 20], [0, 10]),
    ([1, 0.02], -1, [10, 0], [0, 10]),
    ([1, 3], 1, [[[1, 2], [3, 4], [5, 7]], [[0, 0], [1, -1], [2, 2]]], [[[2, 1], [3, 3], [5, 6]], [[0, 1], [0, 0], [1, 2]]]),
]


def nested(random: Random, shape: list[int], draw: Any) -> Any:
    return [nested(random, shape[1:], draw) for _ in range(shape[0])] if shape else draw(random)


def drawn(random: Random) -> tuple[list[float], int, Any, Any]:
    rank = random.randint(1, 3)
    shape = [random.randint(1, 5) for _ in range(rank)]
    scale = random.choice([0.01, 1, 10, 300])
    logits = nested(random, shape, lambda r: r.gauss(0, scale))
    teacher = nested(random, shape, lambda r: r.gauss(0, scale)) if random.random() < 0.7 else None
    temperatures = list(dict.fromkeys(random.choice([0.1, 0.5, 1, 2, 4, 20, 100.0]) for _ in range(random.randint(1, 3))))
    return temperatures, random.randrange(-rank, rank), logits, teacher


def rounded(numbers: torch.Tensor) -> list[float | None]:
    return [float(f"{value:.11e}") if value == value and abs(value) != float("inf") else None
            for value in numbers.flatten().tolist()]


def number(value: mpf) -> float | None:
    """None where it is too large for a float."""
    return float(value) if float(value) != float("inf") else None


def exact_entropy(row: list[float], temperature: float) -> mpf:
    scaled = [mpf(value) / mpf(temperature) for value in row if value != MASK]
    largest = max(scaled)
    powers = [exp(value - largest) for value in scaled]
    total = sum(powers)
    return sum(power / total * (log(total) - (value - largest)) for power, value in zip(powers, scaled))


def exact_loss(student: list[float], teacher: list[float], temperature: float) -> mpf:
    t = mpf(temperature)

    def logs(row: list[float]) -> list[Any]:
        finite = [mpf(value) / t for value in row if value != MASK]
        largest = max(finite)
        total = log(sum(exp(value - largest) for value in finite)) + largest
        return [None if value == MASK else mpf(value) / t - total for value in row]

    pairs = zip(logs(teacher), logs(student))
    return t * t * sum(exp(target) * (target - own) for target, own in pairs if target is not None)


def rows_of(tensor: torch.Tensor, dim: int) -> list[list[float]]:
    return torch.movedim(tensor, dim, -1).reshape(-1, tensor.shape[dim]).tolist()


def losses(student: torch.Tensor, teacher: torch.Tensor, temperature: float, dim: int) -> torch.Tensor:
    """The loss of each distribution; what both mask is taken for nothing."""
    own, target = functional.log_softmax(student / temperature, dim), functional.softmax(teacher / temperature, dim)
    parts = functional.kl_div(own, target, reduction="none")
    return parts.masked_fill(torch.isneginf(teacher), 0).sum(dim) * temperature * temperature


def answer(temperatures: list[float], dim: int, logits: Any, teacher: Any) -> dict[str, Any]:
    student = torch.tensor(logits, dtype=torch.float64)
    target = None if teacher is None else torch.tensor(teacher, dtype=torch.float64)
    at = []
    for temperature in temperatures:
        probabilities = functional.softmax(student / temperature, dim)
        found: dict[str, Any] = {
            "probabilities": rounded(probabilities),
            "entropy": rounded(torch.special.entr(probabilities).sum(dim)),
            "exact_entropy": [number(exact_entropy(row, temperature)) for row in rows_of(student, dim)],
        }
        if target is not None:
            found["losses"] = rounded(losses(student, target, temperature, dim))
            pairs = zip(rows_of(student, dim), rows_of(target, dim))
            found["exact_losses"] = [number(exact_loss(own, other, temperature)) for own, other in pairs]
            if student.dim() == 2 and dim in (1, -1) and not torch.isneginf(student).any():
                mean = functional.kl_div(
                    functional.log_softmax(student / temperature, dim), functional.softmax(target / temperature, dim),
                    reduction="batchmean") * temperature * temperature
                found["batchmean"] = rounded(mean)[0]
        at.append(found)
    return {"temperatures": temperatures, "dim": dim, "shape": list(student.shape), "logits": written(student),
            "teacher": None if target is None else written(target), "at": at}


def written(tensor: torch.Tensor) -> list[Any]:
    return ["-inf" if value == MASK else value for value in tensor.flatten().tolist()]


def golden_text() -> str:
    mp.dps = 1_000
    random = Random(SEED)
    cases = HAND_MADE + [drawn(random) for _ in range(60)]
    return "".join(json.dumps(answer(*case)) + "\n" for case in cases)


def main() -> None:
    fresh = golden_text()
    if "--check" in sys.argv[1:]:
        sys.exit(0 if GOLDEN.read_text(encoding="utf-8") == fresh else f"{GOLDEN.name} differs from what PyTorch says")
    GOLDEN.write_text(fresh, encoding="utf-8")
    print(f"{fresh.count(chr(10))} softmax previews")


if __name__ == "__main__":
    main()
