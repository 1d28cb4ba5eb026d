"""Names are found inside what wraps a model, and it trains there as the plan says."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import torch
from torch import nn
from torch.distributed.algorithms._checkpoint.checkpoint_wrapper import (
    CheckpointImpl,
    checkpoint_wrapper,
)
from torch.optim.swa_utils import AveragedModel

from freezespec import PlanError

from models import Net, plan_of, plan_of_net
from training import check, frozen_start, snapshot, train

TORCH = tuple(map(int, torch.__version__.split(".")[:2]))
NEEDED = {"fsdp2": (2, 6), "ddp_compiled": (2, 2), "compiled in place": (2, 2)}
NEEDED["data parallel, compiled, checkpointed"] = (2, 2)
# FSDP1 asks for a GPU before.
for case in ("", "_after", "_checkpointing", "_flat", "_mixed_flat"):
    NEEDED[f"fsdp1{case}"] = (2, 2)


def compiled(model: nn.Module) -> nn.Module:
    return torch.compile(model, backend="aot_eager")


def compiled_in_place(model: nn.Module) -> nn.Module:
    model.compile(backend="aot_eager")
    return model


def compiled_blocks(model: Net) -> nn.Module:
    for index, block in enumerate(model.module):
        model.module[index] = compiled(block)
    return model


def checkpointed(model: Net) -> nn.Module:
    for index, block in enumerate(model.module):
        impl = CheckpointImpl.NO_REENTRANT
        model.module[index] = checkpoint_wrapper(block, checkpoint_impl=impl)
    return model


WRAPPINGS: dict[str, Callable[[Net], nn.Module]] = {
    "plain": lambda model: model,
    "compiled": compiled,
    "compiled in place": compiled_in_place,
    "compiled blocks": compiled_blocks,
    "data parallel": nn.DataParallel,
    "checkpointed": checkpointed,
    "data parallel, compiled, checkpointed": lambda m: nn.DataParallel(
        compiled(checkpointed(m))
    ),
}


@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.parametrize("wrapping", WRAPPINGS)
def test_ten_steps_move_what_trains_and_nothing_else(
    wrapping: str, moment: str
) -> None:
    if TORCH < NEEDED.get(wrapping, (2, 0)):
        pytest.skip("this torch has it not")
    torch.manual_seed(0)
    model = Net()
    plan = plan_of_net(model)
    before = snapshot(model)
    if moment == "before":
        plan.apply(model)
    wrapped = WRAPPINGS[wrapping](model)
    if moment == "after":
        plan.apply(wrapped)
    optimizer = frozen_start(plan, wrapped)
    train(wrapped, optimizer)
    plan.verify(wrapped, optimizer)
    after = {
        name.replace("_orig_mod.", "").replace(
            "_checkpoint_wrapped_module.", ""
        ): tensor
        for name, tensor in snapshot(model).items()
    }
    check(plan, before, after)


def test_gradients_can_be_accumulated() -> None:
    torch.manual_seed(0)
    model = Net()
    plan = plan_of_net(model)
    before = snapshot(model)
    plan.apply(model)
    optimizer = frozen_start(plan, model)
    train(model, optimizer, accumulate=3)
    check(plan, before, snapshot(model))


def test_a_checkpoint_goes_on_as_if_nothing_had_been(tmp_path: Path) -> None:
    def started() -> tuple[nn.Module, torch.optim.Optimizer]:
        torch.manual_seed(0)
        model = Net()
        plan.apply(model)
        return model, frozen_start(plan, model)

    plan = plan_of_net()
    whole, optimizer = started()
    before = snapshot(whole)
    train(whole, optimizer, steps=5)
    state = {
        "model": whole.state_dict(),
        "optimizer": optimizer.state_dict(),
        "plan_hash": plan.hash,
        "random": torch.get_rng_state(),
    }
    torch.save(state, tmp_path / "checkpoint.pt")
    train(whole, optimizer, steps=5)

    resumed, optimizer = started()
    state = torch.load(tmp_path / "checkpoint.pt")
    assert state["plan_hash"] == plan.hash
    resumed.load_state_dict(state["model"])
    optimizer.load_state_dict(state["optimizer"])
    torch.set_rng_state(state["random"])
    plan.verify(resumed, optimizer)
    train(resumed, optimizer, steps=5)
    for name, tensor in snapshot(resumed).items():
        assert torch.equal(tensor, snapshot(whole)[name])
    check(plan, before, snapshot(resumed))


def test_fabric_wraps_the_model_before_or_after() -> None:
    fabric = pytest.importorskip("lightning.fabric").Fabric(
        accelerator="cpu", devices=1
    )
    torch.manual_seed(0)
    model = Net()
    plan = plan_of_net(model)
    before = snapshot(model)
    plan.apply(model)
    wrapped = fabric.setup_module(model)
    optimizer = fabric.setup_optimizers(frozen_start(plan, wrapped))
    train(wrapped, optimizer)
    check(plan, before, snapshot(model))
    plan.apply(wrapped)


def test_an_average_has_the_names_of_its_model() -> None:
    model = Net()
    plan = plan_of_net(model)
    average = AveragedModel(model)
    plan.apply(average)
    plan.verify(average)


def test_the_error_names_the_wrappers_that_it_looked_into() -> None:
    with pytest.raises(
        PlanError, match="names are those inside DataParallel, OptimizedModule"
    ):
        plan_of_net().apply(nn.DataParallel(compiled(nn.Linear(2, 2))))


CASES = [
    "ddp",
    "ddp_compiled",
    "ddp_refuses",
    "fsdp1",
    "fsdp1_after",
    "fsdp1_checkpointing",
    "fsdp1_flat",
    "fsdp1_mixed_flat",
    "fsdp2",
]


@pytest.mark.parametrize("case", CASES)
def test_two_processes(case: str) -> None:
    if TORCH < NEEDED.get(case, (2, 0)):
        pytest.skip("this torch has it not")
    here = Path(__file__).parent
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(map(str, [here.parent, here])),
    }
    ranks = [
        subprocess.Popen(
            [sys.executable, str(here / "processes.py"), case, str(rank), str(port)],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        for rank in range(2)
    ]
    try:
        output = [rank.communicate(timeout=180)[0] for rank in ranks]
    finally:
        for rank in ranks:
            rank.kill()
    assert [rank.returncode for rank in ranks] == [0, 0], "\n".join(output)[-4000:]


@pytest.mark.parametrize("outer", [nn.DataParallel, AveragedModel, compiled])
def test_a_plan_with_the_names_of_wrappers_is_found_inside_others(
    outer: Callable[[nn.Module], nn.Module],
) -> None:
    def blocks() -> nn.Module:
        return nn.Sequential(
            compiled(nn.Linear(2, 3)), nn.DataParallel(nn.Linear(3, 2))
        )

    plan = plan_of(blocks(), lambda name: name.startswith("0._orig_mod."))
    for model in (blocks(), outer(blocks()), outer(nn.DataParallel(blocks()))):
        plan.apply(model)
        states = [p.requires_grad for p in model.parameters()]
        assert states == [True, True, False, False]


@pytest.mark.parametrize("outer", [nn.DataParallel, AveragedModel, compiled])
def test_a_wrapper_is_told_from_a_module_of_its_attributes_name(
    outer: Callable[[nn.Module], nn.Module],
) -> None:
    model = compiled_blocks(Net())
    plan = plan_of(model, lambda name: name.startswith("head."))
    assert plan.parameters[0].name == "module.0._orig_mod.norm.weight"
    plan.apply(outer(model))
    plan.apply(nn.DataParallel(outer(model)))
    plan = plan_of(outer(Net()), lambda name: ".head." in name)
    plan.apply(nn.DataParallel(outer(AveragedModel(Net()))))
