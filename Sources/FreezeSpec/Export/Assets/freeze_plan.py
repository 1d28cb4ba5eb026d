"""A freeze plan: which parameters of a model train, and which modules stay in eval mode.

Written by `freezespec export`. To change the plan, change its config and export again:
what was edited here by hand is refused. It needs PyTorch alone.

    freeze_plan.apply(model)  # before the model is wrapped and the optimizer built
    optimizer = AdamW(freeze_plan.parameter_groups(model, weight_decay=0.01))
    freeze_plan.verify(model, optimizer)
"""

# PLAN


def apply(model: nn.Module) -> None:
    """Sets `requires_grad` of every parameter and holds the plan's modules in eval mode.

    The names are found inside DataParallel, DistributedDataParallel, FSDP, torch.compile,
    activation checkpointing, PEFT and nestings of them. What is frozen loses its gradient,
    and later calls of `model.train()` leave the modules in eval mode.

    Raises:
        PlanError: Where the model is not the plan's, or what is asked for would fail in
            silence. All reasons are listed, and nothing has changed.
    """
    _apply(_plan(), model)


def verify(
    model: nn.Module,
    optimizer: torch.optim.Optimizer | Sequence[torch.optim.Optimizer] | None = None,
) -> None:
    """Asserts that names, states and eval mode are the plan's.

    An optimizer, or several, must hold every trainable parameter once, and move no frozen
    one.

    Raises:
        PlanError: With all that is otherwise.
    """
    _verify(_plan(), model, optimizer)


def parameter_groups(
    model: nn.Module,
    weight_decay: float = 0.0,
) -> list[dict[str, Any]]:
    """The trainable parameters in groups for an optimizer.

    Biases and the parameters of norms are in a group without decay.

    Raises:
        PlanError: Where the states of the model are not the plan's.
    """
    return _parameter_groups(_plan(), model, weight_decay)


def hold_eval(model: nn.Module) -> None:
    """Holds the plan's modules in eval mode, as `apply` does, and sets no state."""
    _hold_eval(_plan(), model)


def softmax_with_temperature(
    logits: torch.Tensor, temperature: float | None = None
) -> torch.Tensor:
    """The softmax at the plan's temperature, or another one, along the plan's dimension."""
    return _softmax_with_temperature(_plan(), logits, temperature)


def named_states() -> dict[str, bool]:
    """`requires_grad` of each tensor, in the order of `named_parameters()`."""
    return _plan().states()


def _plan() -> Decisions:
    rows = _parameters()
    tensors = (Parameter(*row, TIED_NAMES.get(row[0], ())) for row in rows)
    softmax = Softmax(TEMPERATURES, SOFTMAX_DIM) if TEMPERATURES else None
    plan = Decisions(NAME, tuple(tensors), tuple(_eval_modules()), softmax)
    if plan.digest() != PLAN_HASH:
        raise PlanError("the plan was edited by hand: change its config and export it")
    return plan


# What follows is the same in every exported file ----------------------------------------


# RUNTIME
