"""Small models, and plans made of them without the command."""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import nn

from freezespec import Plan
from freezespec._decisions import Parameter, Softmax


class Block(nn.Module):
    def __init__(self, dim: int) -> None:
        super().__init__()
        self.norm = nn.BatchNorm1d(dim)
        self.up = nn.Linear(dim, 2 * dim)
        self.down = nn.Linear(2 * dim, dim)
        self.drop = nn.Dropout(0.5)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return x + self.drop(self.down(torch.relu(self.up(self.norm(x)))))


class Net(nn.Module):
    """Blocks in a submodule that is called `module`, as a wrapper's is, and a head."""

    def __init__(self, dim: int = 8, blocks: int = 3) -> None:
        super().__init__()
        self.module = nn.ModuleList(Block(dim) for _ in range(blocks))
        self.head = nn.Linear(dim, 4)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        for block in self.module:
            x = block(x)
        return self.head(x)


def plan_of(
    model: nn.Module,
    trains: Callable[[str], bool],
    eval_modules: tuple[str, ...] = (),
    softmax: Softmax | None = None,
) -> Plan:
    """The plan that a config of this model would come to."""
    names: dict[int, list[str]] = {}
    tensors = {}
    for name, parameter in model.named_parameters(remove_duplicate=False):
        names.setdefault(id(parameter), []).append(name)
        tensors[id(parameter)] = parameter
    parameters = tuple(
        Parameter(
            every[0], tuple(tensors[key].shape), trains(every[0]), tuple(every[1:])
        )
        for key, every in names.items()
    )
    return Plan(type(model).__name__, parameters, eval_modules, softmax)


def head_only(name: str) -> bool:
    """The usual plan: the head trains, and the last block."""
    return name.startswith(("head.", "module.2."))


def plan_of_net(model: nn.Module | None = None) -> Plan:
    return plan_of(model or Net(), head_only, ("module.0", "module.1"))
