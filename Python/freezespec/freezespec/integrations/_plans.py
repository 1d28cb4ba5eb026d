"""What the callbacks have in common."""

from __future__ import annotations

import os
from typing import Any

from freezespec._decisions import PlanError
from freezespec._load import load
from freezespec._plan import Plan

# Under which checkpoints keep the plan's hash.
HASH_KEY = "freezespec_plan_hash"


def plan_of(plan: Plan | str | os.PathLike[str] | None) -> Plan:
    """A plan, or that of a file."""
    if plan is None:
        # A trainer makes an object of a class that it is given.
        raise TypeError(
            'FreezeCallback needs a plan: callbacks=[FreezeCallback("plan.yaml")]'
        )
    return plan if isinstance(plan, Plan) else load(plan)


def check_resumed(plan: Plan, found: Any, allow_other_plan: bool) -> None:
    """Refuses a checkpoint of another plan, whose optimizer has states of other parameters."""
    if found is not None and found != plan.hash and not allow_other_plan:
        raise PlanError(
            f"the checkpoint was trained under another plan than {plan.name}: its hash is {found},"
            f" and this plan's {plan.hash}; allow_other_plan=True goes on all the same"
        )
