"""What two processes do together: `python processes.py CASE RANK PORT`."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import partial

import torch
import torch.distributed as dist
from torch import nn
from torch.distributed.algorithms._checkpoint.checkpoint_wrapper import (
    CheckpointImpl,
    apply_activation_checkpointing,
    checkpoint_wrapper,
)
from torch.distributed.fsdp import FullyShardedDataParallel as FSDP
from torch.distributed.fsdp.wrap import ModuleWrapPolicy
from torch.nn.parallel import DistributedDataParallel as DDP

from freezespec import Plan, PlanError

from models import Net, plan_of_net
from training import check, frozen_start, snapshot, train

Block = type(Net().module[0])


def fresh() -> tuple[Net, Plan]:
    """A model, the same in all processes, and its plan."""
    torch.manual_seed(0)
    model = Net()
    return model, plan_of_net(model)


def refusal(action: Callable[[], None]) -> PlanError:
    try:
        action()
    except PlanError as error:
        return error
    raise AssertionError("it was not refused")


def states(model: nn.Module) -> list[bool]:
    return [parameter.requires_grad for parameter in model.parameters()]


def whole(model: nn.Module) -> dict[str, torch.Tensor]:
    """The state dict of a wrapped model under the model's own names, shards put together."""
    try:
        from torch.distributed.checkpoint.state_dict import (
            StateDictOptions,
            get_model_state_dict,
        )
    except ImportError:
        # Before 2.2; FSDP's own names are the model's already.
        start = "module." if isinstance(model, DDP) else ""
        found = {
            name[len(start) :]: tensor for name, tensor in model.state_dict().items()
        }
    else:
        options = StateDictOptions(full_state_dict=True)
        found = get_model_state_dict(model, options=options)
    return {name: tensor.detach().clone() for name, tensor in found.items()}


def run(wrapped: nn.Module, plan, *, before) -> None:
    optimizer = frozen_start(plan, wrapped)
    # Each process has data of its own, and all had the same model.
    torch.manual_seed(100 + dist.get_rank())
    train(wrapped, optimizer)
    plan.verify(wrapped, optimizer)
    after = whole(wrapped)
    if dist.get_rank() == 0:
        check(plan, before, after)


def ddp(rank: int) -> None:
    model, plan = fresh()
    before = snapshot(model)
    plan.apply(model)
    wrapped = DDP(model)
    plan.apply(wrapped)
    run(wrapped, plan, before=before)
    everyone = [None, None]
    dist.all_gather_object(
        everyone, [p.detach().sum().item() for p in model.parameters()]
    )
    assert everyone[0] == everyone[1]


def ddp_compiled(rank: int) -> None:
    model, plan = fresh()
    before = snapshot(model)
    plan.apply(model)
    wrapped = torch.compile(DDP(torch.compile(model, backend="eager")), backend="eager")
    plan.verify(wrapped)
    run(wrapped, plan, before=before)


def ddp_refuses(rank: int) -> None:
    # Frozen when it was wrapped: the reducer does not know it.
    model, plan = fresh()
    model.head.requires_grad_(False)
    wrapped = DDP(model, find_unused_parameters=True)
    before = states(model)
    error = refusal(lambda: plan.apply(wrapped))
    assert "head.weight, head.bias" in str(error) and len(error.problems) == 1, error
    assert states(model) == before and model.module[0].training
    # The same by way of the model inside, which tells nothing of the reducer.
    plan.apply(model)
    for action in (lambda: plan.verify(wrapped), lambda: plan.apply(wrapped)):
        error = refusal(action)
        assert "head.weight, head.bias" in str(error), error
        assert len(error.problems) == 1 and "own way" in str(error), error
    # As many and as large ones train, and they are others.
    model, plan = fresh()
    model.module[2].requires_grad_(False)
    wrapped = DDP(model)
    model.requires_grad_(True)
    model.module[1].requires_grad_(False)
    parts = tuple(
        replace(part, requires_grad=not part.name.startswith("module.1."))
        for part in plan.parameters
    )
    swapped = Plan("swapped", parts, ())
    error = refusal(lambda: swapped.verify(wrapped))
    heads = [problem.what.partition(",")[0] for problem in error.problems]
    assert heads == ["trains", "is frozen"], error
    assert "module.2.up.weight" in error.problems[0].names
    assert "module.1.up.weight" in error.problems[1].names
    # More train than the reducer has, and a graph that is kept has all that do.
    model, plan = fresh()
    model.head.requires_grad_(False)
    wrapped = DDP(model)
    model.head.requires_grad_(True)
    everything = Plan(
        "all", tuple(replace(part, requires_grad=True) for part in plan.parameters), ()
    )
    with torch.inference_mode():
        assert "head.weight" in str(refusal(lambda: everything.verify(wrapped)))
    loss = wrapped(torch.randn(4, 8)).sum()
    loss.backward()
    error = refusal(lambda: everything.verify(wrapped))
    assert "DistributedDataParallel was built when" in str(error), error
    assert loss.isfinite()
    # To be frozen, with a reducer that waits for all gradients.
    model, plan = fresh()
    wrapped = DDP(model)
    error = refusal(lambda: plan.apply(wrapped))
    assert "module.0.up.weight" in str(error) and "find_unused_parameters" in str(error)
    assert all(states(model))
    # Wrapped with all trainable, and told that some go unused: it may go either way.
    model, plan = fresh()
    wrapped = DDP(model, find_unused_parameters=True)
    before = snapshot(model)
    plan.apply(wrapped)
    model.head.requires_grad_(False)
    plan.apply(wrapped)
    run(wrapped, plan, before=before)


def fsdp1(rank: int, *, checkpointing: bool = False, after: bool = False) -> None:
    model, plan = fresh()
    before = snapshot(model)
    if not after:
        plan.apply(model)
    wrapped = FSDP(
        model,
        auto_wrap_policy=ModuleWrapPolicy({Block}),
        use_orig_params=True,
        device_id=torch.device("cpu"),
    )
    if checkpointing:
        apply_activation_checkpointing(
            wrapped,
            partial(checkpoint_wrapper, checkpoint_impl=CheckpointImpl.NO_REENTRANT),
            check_fn=lambda module: isinstance(module, Block),
        )
    if after:
        plan.apply(wrapped)
    plan.verify(wrapped)
    run(wrapped, plan, before=before)


def fsdp1_checkpointing(rank: int) -> None:
    fsdp1(rank, checkpointing=True)


def fsdp1_after(rank: int) -> None:
    fsdp1(rank, after=True)


def fsdp1_flat(rank: int) -> None:
    model, plan = fresh()
    before = snapshot(model)
    wrapped = FSDP(
        model,
        auto_wrap_policy=ModuleWrapPolicy({Block, nn.Linear}),
        device_id=torch.device("cpu"),
    )
    plan.apply(wrapped)
    run(wrapped, plan, before=before)


def fsdp1_mixed_flat(rank: int) -> None:
    model, plan = fresh()
    wrapped = FSDP(model, device_id=torch.device("cpu"))
    error = refusal(lambda: plan.apply(wrapped))
    assert "use_orig_params=True" in str(error) and len(error.problems) == 1, error
    assert all(states(wrapped))


def fsdp2(rank: int) -> None:
    from torch.distributed.fsdp import fully_shard

    for after in (False, True):
        model, plan = fresh()
        before = snapshot(model)
        if not after:
            plan.apply(model)
        stale = torch.optim.AdamW(model.parameters())
        for block in model.module:
            fully_shard(block)
        fully_shard(model)
        plan.apply(model)
        error = refusal(partial(plan.verify, model, stale))
        assert "optimizer does not have it" in str(error)
        run(model, plan, before=before)


if __name__ == "__main__":
    case, rank, port = sys.argv[1], int(sys.argv[2]), sys.argv[3]
    os.environ.update(MASTER_ADDR="127.0.0.1", MASTER_PORT=port)
    torch.manual_seed(0)
    torch.set_num_threads(1)
    dist.init_process_group("gloo", rank=rank, world_size=2)
    globals()[case](rank)
    dist.barrier()
    dist.destroy_process_group()
    # Gloo's threads may end after the interpreter, which would count as a crash.
    os._exit(0)
