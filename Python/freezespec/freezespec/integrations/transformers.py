"""A plan in transformers' Trainer."""

from __future__ import annotations

import os
from typing import Any

from transformers import (
    TrainerCallback,
    TrainerControl,
    TrainerState,
    TrainingArguments,
)

from freezespec._decisions import PlanError
from freezespec._plan import Plan
from freezespec.integrations._plans import HASH_KEY, check_resumed, plan_of


class FreezeCallback(TrainerCallback):
    """Applies a plan when the Trainer is made, and verifies it when training begins and ends.

        trainer = Trainer(model, args, callbacks=[FreezeCallback("plan.yaml")], ...)

    That is before the model is wrapped and the optimizer built. The plan's hash goes into the
    `trainer_state.json` of checkpoints, and a run that resumes from one of another plan is
    refused.

    Args:
        plan: A plan, or the path of a config or of a saved plan.
        allow_other_plan: Whether to resume from a checkpoint of another plan.
    """

    def __init__(
        self,
        plan: Plan | str | os.PathLike[str] | None = None,
        *,
        allow_other_plan: bool = False,
    ) -> None:
        self.plan = plan_of(plan)
        self.allow_other_plan = allow_other_plan
        self._is_applied = False

    def on_init_end(
        self,
        args: TrainingArguments,
        state: TrainerState,
        control: TrainerControl,
        **kwargs: Any,
    ) -> None:
        self.plan.apply(kwargs["model"])
        self._is_applied = True

    def on_train_begin(
        self,
        args: TrainingArguments,
        state: TrainerState,
        control: TrainerControl,
        **kwargs: Any,
    ) -> None:
        # This is written into every checkpoint, and read from that of a resumed run.
        kept: Any = state.stateful_callbacks
        check_resumed(self.plan, kept.get(HASH_KEY), self.allow_other_plan)
        if not self._is_applied:
            raise PlanError(
                "the plan comes too late for the optimizer: give the callback to the Trainer as"
                " callbacks=[...], not by add_callback()"
            )
        self.plan.verify(kwargs["model"], kwargs["optimizer"])
        kept[HASH_KEY] = self.plan.hash

    def on_train_end(
        self,
        args: TrainingArguments,
        state: TrainerState,
        control: TrainerControl,
        **kwargs: Any,
    ) -> None:
        self.plan.verify(kwargs["model"], kwargs["optimizer"])
