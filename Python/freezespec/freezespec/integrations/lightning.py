"""A plan in lightning's Trainer."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

from lightning.pytorch import Callback, LightningModule, Trainer
from torch import nn

from freezespec._decisions import PlanError
from freezespec._plan import Plan
from freezespec._runtime import _find, _mismatches
from freezespec.integrations._plans import HASH_KEY, check_resumed, plan_of


class FreezeCallback(Callback):
    """Applies a plan before the model is wrapped, and verifies it when training starts and ends.

        trainer = Trainer(callbacks=[FreezeCallback("plan.yaml")])

    The plan is applied behind the module's `setup`, or behind `configure_model` where it has
    one: both are before `configure_optimizers`. The plan's hash goes into checkpoints, and a run
    that resumes from one of another plan is refused.

    Args:
        plan: A plan, or the path of a config or of a saved plan.
        submodule: The path of the planned model in the LightningModule. By default it is the
            module itself or the one attribute whose names are the plan's.
        allow_other_plan: Whether to resume from a checkpoint of another plan.
    """

    def __init__(
        self,
        plan: Plan | str | os.PathLike[str],
        *,
        submodule: str | None = None,
        allow_other_plan: bool = False,
    ) -> None:
        super().__init__()
        self.plan = plan_of(plan)
        self.submodule = submodule
        self.allow_other_plan = allow_other_plan

    def setup(self, trainer: Trainer, pl_module: LightningModule, stage: str) -> None:
        if stage != "fit":
            return
        configures = (
            type(pl_module).configure_model is not LightningModule.configure_model
        )
        hook = "configure_model" if configures else "setup"
        _call_behind(pl_module, hook, lambda: self.plan.apply(self._model(pl_module)))

    def on_train_start(self, trainer: Trainer, pl_module: LightningModule) -> None:
        model = self._model(pl_module)
        # A strategy may have put modules in the place of others: sync_batchnorm=True does.
        self.plan.hold_eval(model)
        self.plan.verify(model, trainer.optimizers)

    def on_train_end(self, trainer: Trainer, pl_module: LightningModule) -> None:
        self.plan.verify(self._model(pl_module), trainer.optimizers)

    def on_save_checkpoint(
        self, trainer: Trainer, pl_module: LightningModule, checkpoint: dict[str, Any]
    ) -> None:
        checkpoint[HASH_KEY] = self.plan.hash

    def on_load_checkpoint(
        self, trainer: Trainer, pl_module: LightningModule, checkpoint: dict[str, Any]
    ) -> None:
        if trainer.training:
            check_resumed(self.plan, checkpoint.get(HASH_KEY), self.allow_other_plan)

    def _model(self, module: LightningModule) -> nn.Module:
        if self.submodule is not None:
            return module.get_submodule(self.submodule)
        candidates = [module, *module.children()]
        fitting = [model for model in candidates if _has_names_of(self.plan, model)]
        if len(fitting) > 1:
            raise PlanError(
                f"the plan {self.plan.name} is that of several of the module's attributes: say"
                " which by submodule=..."
            )
        return fitting[0] if fitting else module


def _has_names_of(plan: Plan, model: nn.Module) -> bool:
    return _mismatches(plan, _find(plan, model)) == ([], [])


def _call_behind(module: nn.Module, hook: str, action: Callable[[], None]) -> None:
    """Has an action follow the next call of a module's method."""
    method = getattr(module, hook)
    previous = vars(module).get(hook)

    def called(*args: Any, **kwargs: Any) -> Any:
        if previous is None:
            del vars(module)[hook]
        else:
            vars(module)[hook] = previous
        result = method(*args, **kwargs)
        action()
        return result

    vars(module)[hook] = called
