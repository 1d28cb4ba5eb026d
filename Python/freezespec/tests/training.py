"""Ten steps of AdamW with weight decay, and what must be so afterwards."""

from __future__ import annotations

import torch
from torch import nn

from freezespec import Plan

STEPS = 10


def snapshot(model: nn.Module) -> dict[str, torch.Tensor]:
    """Every parameter and buffer, as it is now."""
    return {
        name: tensor.detach().clone() for name, tensor in model.state_dict().items()
    }


def train(
    model: nn.Module,
    optimizer: torch.optim.Optimizer,
    *,
    steps: int = STEPS,
    accumulate: int = 1,
    dim: int = 8,
) -> None:
    model.train()
    for step in range(steps * accumulate):
        loss = model(torch.randn(16, dim)).square().mean()
        loss.backward()
        if (step + 1) % accumulate == 0:
            optimizer.step()
            optimizer.zero_grad()


def check(
    plan: Plan, before: dict[str, torch.Tensor], after: dict[str, torch.Tensor]
) -> None:
    """What is frozen has every bit as it was, running statistics in eval mode included; what
    trains has moved."""
    for name, trains in plan.named_states().items():
        same = torch.equal(before[name], after[name])
        assert same != trains, f"{name} {'did not move' if trains else 'moved'}"
    for name in before.keys() - plan.named_states().keys():
        held = any(name.startswith(f"{path}.") for path in plan.eval_modules)
        if held:
            assert torch.equal(before[name], after[name]), f"{name} moved in eval mode"


def frozen_start(plan: Plan, model: nn.Module) -> torch.optim.Optimizer:
    """The optimizer of a model whose plan is applied."""
    optimizer = torch.optim.AdamW(
        plan.parameter_groups(model, weight_decay=0.1), lr=0.01
    )
    plan.verify(model, optimizer)
    return optimizer
