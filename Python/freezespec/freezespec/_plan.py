"""A plan with all that can be done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from freezespec._decisions import Decisions

if TYPE_CHECKING:
    from collections.abc import Sequence

    import torch
    from torch import nn


class Plan(Decisions):
    """The states that a config gives the parameters of a model, as `freezespec.load` makes it."""

    @property
    def hash(self) -> str:
        """The SHA-256 of what the plan comes to, for checkpoints: `PLAN_HASH` of an export."""
        return self.digest()

    def named_states(self) -> dict[str, bool]:
        """`requires_grad` of each tensor, in the order of `named_parameters()`."""
        return self.states()

    def apply(self, model: nn.Module) -> None:
        """Sets `requires_grad` of every parameter and holds the plan's modules in eval mode.

        The names are found inside DataParallel, DistributedDataParallel, FSDP, torch.compile,
        activation checkpointing, PEFT and nestings of them. What is frozen loses its gradient.

        Raises:
            PlanError: Where the model is not the plan's, or what is asked for would fail in
                silence. All reasons are listed, and nothing has changed.
        """
        from freezespec import _runtime

        _runtime._apply(self, model)

    def verify(
        self,
        model: nn.Module,
        optimizer: torch.optim.Optimizer
        | Sequence[torch.optim.Optimizer]
        | None = None,
    ) -> None:
        """Asserts that names, states and eval mode are the plan's.

        Args:
            model: The model, wrapped or not.
            optimizer: One or several that must hold every trainable parameter once, and move
                no frozen one.

        Raises:
            PlanError: With all that is otherwise.
        """
        from freezespec import _runtime

        _runtime._verify(self, model, optimizer)

    def parameter_groups(
        self, model: nn.Module, weight_decay: float = 0.0
    ) -> list[dict[str, Any]]:
        """The trainable parameters in groups for an optimizer.

        Biases and the parameters of norms are in a group without decay.

        Raises:
            PlanError: Where the states of the model are not the plan's.
        """
        from freezespec import _runtime

        return _runtime._parameter_groups(self, model, weight_decay)

    def hold_eval(self, model: nn.Module) -> None:
        """Holds the plan's `eval` modules in eval mode, through later calls of `model.train()`.

        `apply` does so, too. Modules that another plan held go back to the model's mode.

        Raises:
            PlanError: Where the model is not the plan's.
        """
        from freezespec import _runtime

        _runtime._hold_eval(self, model)

    def softmax_with_temperature(
        self, logits: torch.Tensor, temperature: float | None = None
    ) -> torch.Tensor:
        """The softmax along the plan's dimension, at its first temperature or another one.

        Raises:
            PlanError: Where the plan has no softmax.
        """
        from freezespec import _runtime

        return _runtime._softmax_with_temperature(self, logits, temperature)
