"""What a plan comes to, without PyTorch: names, shapes, states, eval mode, softmax.

`freezespec export` writes this file and `_runtime.py` into the files that it makes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple


class Problem(NamedTuple):
    """One thing that is wrong, and the names of all that it is wrong with."""

    what: str
    names: tuple[str, ...] = ()

    def __str__(self) -> str:
        if not self.names:
            return self.what
        shown = ", ".join(self.names[:12])
        more = f", and {len(self.names) - 12} more" if len(self.names) > 12 else ""
        return f"{self.what} ({len(self.names)}): {shown}{more}"


class PlanError(RuntimeError):
    """A model, an optimizer or a plan that is not as the plan says.

    `problems` holds all that was found, and the message the first names of each.
    """

    def __init__(self, summary: str, problems: Sequence[Problem] = ()) -> None:
        lines = [summary, *(f"  {problem}" for problem in problems)]
        super().__init__("\n".join(lines))
        self.problems = tuple(problems)


@dataclass(frozen=True)
class Parameter:
    """A tensor of the model and its state; one of several names has them all."""

    name: str
    shape: tuple[int, ...]
    requires_grad: bool
    tied_names: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name, *self.tied_names)


@dataclass(frozen=True)
class Softmax:
    """Temperatures, the first of which training uses, and the dimension."""

    temperatures: tuple[float, ...]
    dim: int = -1


@dataclass(frozen=True)
class Decisions:
    """The states of all parameters, in the order of `named_parameters()`."""

    name: str
    parameters: tuple[Parameter, ...] = field(repr=False)
    eval_modules: tuple[str, ...] = ()
    softmax: Softmax | None = None

    def states(self) -> dict[str, bool]:
        """`requires_grad` of each tensor, under its first name."""
        return {tensor.name: tensor.requires_grad for tensor in self.parameters}

    def digest(self) -> str:
        """The SHA-256 of what the plan comes to, as docs/python.md defines it."""
        text = "".join(f"{line}\n" for line in self._lines())
        return hashlib.sha256(text.encode()).hexdigest()

    def _lines(self) -> Iterator[str]:
        yield "freezespec plan 1"
        for tensor in self.parameters:
            state = "train" if tensor.requires_grad else "freeze"
            names = " ".join(_measured(name) for name in tensor.names)
            yield f"{state} {list(tensor.shape)} {names}"
        for path in self.eval_modules:
            yield f"eval {_measured(path)}"
        if self.softmax is not None:
            temperatures = " ".join(map(repr, self.softmax.temperatures))
            yield f"softmax {self.softmax.dim} {temperatures}"


def _measured(text: str) -> str:
    """A text behind the number of its bytes, so that no other reads the same."""
    return f"{len(text.encode())}:{text}"
