"""Modules that are held in eval mode stay in it, whatever becomes of the model."""

from __future__ import annotations

import copy
import io
import pickle

import pytest
import torch
from torch import nn

from freezespec import PlanError

from models import Net, head_only, plan_of, plan_of_net


def modes(model: nn.Module) -> list[bool]:
    return [block.drop.training for block in model.module]


def test_later_calls_of_train_leave_them_alone() -> None:
    model = Net()
    plan = plan_of_net(model)
    plan.apply(model)
    for _ in range(2):
        model.train()
        assert modes(model) == [False, False, True]
        plan.verify(model)
        model.eval()
        assert modes(model) == [False, False, False]
    # One by one, too.
    for module in model.modules():
        module.train()
    assert modes(model) == [False, False, True]


def test_a_model_in_train_mode_is_told_of() -> None:
    model = Net()
    plan = plan_of_net(model)
    plan.apply(model)
    model.module[1].drop.training = True
    with pytest.raises(PlanError, match="module.1.drop"):
        plan.verify(model)


def test_holding_twice_is_holding_once() -> None:
    model = Net()
    plan = plan_of_net(model)
    plan.apply(model)
    plan.hold_eval(model)
    plan.apply(model)
    model.train()
    assert modes(model) == [False, False, True]


def test_another_plan_lets_go() -> None:
    model = Net()
    plan_of_net(model).apply(model)
    plan_of(model, head_only, ("module.2",)).apply(model)
    assert modes(model) == [True, True, False]
    model.train()
    assert modes(model) == [True, True, False]
    assert "train" not in vars(model.module[0])


def test_the_model_as_a_whole_can_be_held() -> None:
    model = Net()
    plan_of(model, head_only, ("",)).apply(model)
    model.train()
    assert not any(module.training for module in model.modules())


@pytest.mark.parametrize("copied", ["deepcopy", "pickle", "save"])
def test_copies_are_held_as_well_and_apart(copied: str) -> None:
    model = Net()
    plan = plan_of_net(model)
    plan.apply(model)
    if copied == "deepcopy":
        other = copy.deepcopy(model)
    elif copied == "pickle":
        other = pickle.loads(pickle.dumps(model))
    else:
        file = io.BytesIO()
        torch.save(model, file)
        file.seek(0)
        other = torch.load(file, weights_only=False)
    model.module[0].training = True
    del model
    other.train()
    assert modes(other) == [False, False, True]
    plan.verify(other)


def test_a_state_dict_knows_nothing_of_it() -> None:
    model = Net()
    names = list(model.state_dict())
    plan_of_net(model).apply(model)
    assert list(model.state_dict()) == names
    model.load_state_dict(Net().state_dict())


def test_a_held_model_needs_no_collector_to_go() -> None:
    import gc
    import weakref

    model = Net()
    plan_of_net(model).apply(model)
    gone = weakref.ref(model.module[0])
    gc.disable()
    try:
        del model
        assert gone() is None
    finally:
        gc.enable()


def test_a_model_compiled_whole_follows_without_breaks() -> None:
    model = Net()
    plan = plan_of_net(model)
    compiled = torch.compile(model, backend="eager", fullgraph=True)
    compiled(torch.randn(4, 8))
    plan.apply(compiled)
    compiled.train()
    before = model.module[0].norm.running_mean.clone()
    compiled(torch.randn(4, 8))
    assert torch.equal(before, model.module[0].norm.running_mean)
    assert not torch.equal(torch.zeros(8), model.module[2].norm.running_mean)
    plan.verify(compiled)


def test_a_held_model_can_be_scripted() -> None:
    model = nn.Sequential(nn.Linear(2, 2), nn.BatchNorm1d(2))
    plan_of(model, lambda name: False, ("",)).apply(model)
    torch.jit.script(model)(torch.randn(3, 2))


def test_what_takes_the_place_of_a_held_module_is_told_of() -> None:
    model = Net()
    plan = plan_of_net(model)
    plan.apply(model)
    model = nn.SyncBatchNorm.convert_sync_batchnorm(model)
    with pytest.raises(PlanError, match="module.0.norm") as caught:
        plan.verify(model)
    assert "hold_eval" in str(caught.value)
    plan.hold_eval(model)
    plan.verify(model)
    model.train()
    plan.verify(model)
