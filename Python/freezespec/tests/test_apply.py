"""What `apply` sets, and what it refuses before it has set anything."""

from __future__ import annotations

import pytest
import torch
from torch import nn

from freezespec import Plan, PlanError
from freezespec._decisions import Parameter, Softmax

from models import Net, head_only, plan_of, plan_of_net


def refused(plan: Plan, model: nn.Module) -> PlanError:
    """The error; the model is as it was before."""
    states = [parameter.requires_grad for parameter in model.parameters()]
    grads = [parameter.grad for parameter in model.parameters()]
    modes = [module.training for module in model.modules()]
    with pytest.raises(PlanError) as caught:
        plan.apply(model)
    assert states == [parameter.requires_grad for parameter in model.parameters()]
    assert all(a is b for a, b in zip(grads, (p.grad for p in model.parameters())))
    model.train(model.training)
    assert modes == [module.training for module in model.modules()]
    return caught.value


def test_every_parameter_gets_its_state_and_what_is_frozen_loses_its_gradient() -> None:
    model = Net()
    plan = plan_of_net(model)
    model(torch.randn(4, 8)).sum().backward()
    plan.apply(model)
    assert {
        n: p.requires_grad for n, p in model.named_parameters()
    } == plan.named_states()
    for name, parameter in model.named_parameters():
        assert (parameter.grad is None) == (not plan.named_states()[name])
    plan.apply(model)
    plan.verify(model)


def test_a_parameter_that_was_frozen_trains_where_the_plan_says_so() -> None:
    model = Net().requires_grad_(False)
    plan_of_net(model).apply(model)
    assert model.head.weight.requires_grad


def test_missing_unexpected_and_reshaped_names_are_one_error() -> None:
    plan = plan_of_net()
    model = Net(dim=8)
    model.head = nn.Linear(8, 5)
    model.extra = nn.Linear(2, 2)
    del model.module[2]
    error = refused(plan, model)
    assert [problem.what for problem in error.problems] == [
        "the model has no parameter",
        "the plan has no parameter",
        "another shape",
    ]
    assert len(error.problems[0].names) == 6
    assert error.problems[1].names == ("extra.weight", "extra.bias")
    assert "head.weight is (5, 8), in the plan (4, 8)" in error.problems[2].names
    assert str(error.problems[1]) in str(error)


def test_a_plan_of_the_submodule_says_which() -> None:
    error = refused(plan_of_net(), nn.ModuleDict({"net": Net()}))
    assert (
        str(error.problems[-1])
        == "hint: the plan is that of the model's submodule net: pass that"
    )


def test_a_tensor_of_two_names_in_two_states_is_refused() -> None:
    class Tied(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.embed = nn.Embedding(10, 4)
            self.head = nn.Linear(4, 10, bias=False)

    plan = plan_of(Tied(), lambda name: name == "head.weight")
    model = Tied()
    model.head.weight = model.embed.weight
    error = refused(plan, model)
    assert tuple(map(str, error.problems)) == (
        "one tensor in two states (1): head.weight trains and embed.weight is frozen",
    )
    tied = plan_of(model, lambda name: False)
    assert tied.parameters[0].names == ("embed.weight", "head.weight")
    tied.apply(model)
    assert not model.head.weight.requires_grad
    # A plan that knows the first name alone, as a list of named_parameters() does.
    Plan("one", (Parameter("embed.weight", (10, 4), True),)).apply(model)
    assert model.head.weight.requires_grad


def test_integers_to_train_are_refused() -> None:
    model = nn.Linear(4, 4)
    model.weight = nn.Parameter(
        torch.zeros(4, 4, dtype=torch.int8), requires_grad=False
    )
    error = refused(plan_of(model, lambda name: True), model)
    assert "weight is torch.int8" in str(error)
    plan_of(model, lambda name: name == "bias").apply(model)


def test_what_is_no_leaf_is_refused() -> None:
    model = nn.Linear(4, 4)
    plan = plan_of(model, lambda name: False)
    with torch.inference_mode():
        other = nn.Linear(4, 4)
    assert "autograd" in str(refused(plan, other))


def test_a_module_to_hold_that_is_not_there_is_refused() -> None:
    error = refused(plan_of(Net(), head_only, ("module.7",)), Net())
    assert "module.7" in str(error)


def test_a_lazy_parameter_has_no_shape_yet() -> None:
    plan = plan_of(nn.Linear(3, 4), lambda name: True)
    assert "another shape" in str(refused(plan, nn.LazyLinear(4)))


def test_verify_tells_of_states_and_of_the_optimizer() -> None:
    model = Net()
    plan = plan_of_net(model)
    plan.apply(model)
    groups = plan.parameter_groups(model, weight_decay=0.1)
    optimizer = torch.optim.AdamW(groups)
    plan.verify(model, optimizer)
    plan.verify(model, [optimizer])

    model.head.bias.requires_grad_(False)
    model.module[0].up.weight.requires_grad_(True)
    with pytest.raises(PlanError) as caught:
        plan.verify(model, optimizer)
    assert tuple(map(str, caught.value.problems)) == (
        "trains, and the plan freezes it (1): module.0.up.weight",
        "is frozen, and the plan trains it (1): head.bias",
        "trains, and the optimizer does not have it (1): module.0.up.weight",
    )


def test_verify_tells_of_what_the_optimizer_has_twice_or_moves() -> None:
    model = Net()
    model(torch.randn(4, 8)).sum().backward()
    optimizer = torch.optim.AdamW(model.parameters())
    plan = plan_of_net(model)
    for name, parameter in model.named_parameters():
        parameter.requires_grad_(head_only(name))
    plan.hold_eval(model)
    with pytest.raises(
        PlanError, match="has a gradient with which the optimizer moves it"
    ):
        plan.verify(model, optimizer)
    # A frozen parameter without a gradient stays where it is.
    plan.apply(model)
    plan.verify(model, optimizer)
    with pytest.raises(PlanError, match="more than once"):
        plan.verify(
            model, [optimizer, torch.optim.SGD(model.head.parameters(), lr=0.1)]
        )


def test_groups_decay_neither_biases_nor_norms() -> None:
    class RMSNorm(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.weight = nn.Parameter(torch.ones(4))

    class Model(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.attention = nn.MultiheadAttention(4, 2, add_bias_kv=True)
            self.lstm = nn.LSTM(4, 4)
            self.norm = RMSNorm()
            self.layer_norm = nn.LayerNorm((2, 4))
            self.scale = nn.Parameter(torch.ones(4))

    model = Model()
    plan = plan_of(model, lambda name: True)
    plan.apply(model)
    decaying, constant = plan.parameter_groups(model, weight_decay=0.1)
    assert (decaying["weight_decay"], constant["weight_decay"]) == (0.1, 0.0)
    names = {id(parameter): name for name, parameter in model.named_parameters()}
    assert {names[id(parameter)] for parameter in decaying["params"]} == {
        "attention.in_proj_weight",
        "attention.out_proj.weight",
        "lstm.weight_ih_l0",
        "lstm.weight_hh_l0",
        "scale",
    }
    model.scale.requires_grad_(False)
    with pytest.raises(PlanError, match="scale"):
        plan.parameter_groups(model)


def test_the_softmax_is_that_of_the_plan() -> None:
    plan = plan_of(nn.Linear(1, 1), lambda name: True, softmax=Softmax((0.6, 2.0), 1))
    logits = torch.tensor([[1.0, 2.0, 3.0]], requires_grad=True)
    found = plan.softmax_with_temperature(logits)
    assert torch.allclose(found, torch.softmax(logits / 0.6, dim=1))
    assert torch.allclose(
        plan.softmax_with_temperature(logits, 2.0), torch.softmax(logits / 2, dim=1)
    )
    huge = torch.tensor([[3e38, 1.0]])
    assert plan.softmax_with_temperature(huge).tolist() == [[1.0, 0.0]]
    for wrong in (0, -1.0, float("nan"), float("inf")):
        with pytest.raises(ValueError, match="above 0, not"):
            plan.softmax_with_temperature(logits, wrong)
    with pytest.raises(PlanError, match="no softmax"):
        plan_of_net().softmax_with_temperature(logits)


def test_the_hash_is_of_what_the_plan_comes_to() -> None:
    def plan(**changes: object) -> Plan:
        values: dict[str, object] = {
            "name": "a.b",
            "shape": (2, 3),
            "requires_grad": True,
        }
        values.update(changes)
        return Plan("p", (Parameter(**values),), ("a",), Softmax((0.6,), 1))  # type: ignore[arg-type]

    assert plan().hash == plan().hash
    others = [
        plan(name="a"),
        plan(shape=(3, 2)),
        plan(requires_grad=False),
        plan(tied_names=("b",)),
    ]
    others += [
        Plan("p", plan().parameters, (), Softmax((0.6,), 1)),
        Plan("p", plan().parameters),
    ]
    assert len({other.hash for other in [plan(), *others]}) == 7
    assert (
        Plan("another name", plan().parameters, ("a",), Softmax((0.6,), 1)).hash
        == plan().hash
    )


def test_what_is_no_model_is_told_in_a_sentence() -> None:
    plan = plan_of_net(Net())
    model = Net()
    for given, said in (
        (None, "not for None"),
        (Net, "not for the class Net: make one of it first"),
        (model.state_dict(), "a dict, such as a state dict"),
        ("net", "the text 'net'"),
        (model.parameters(), "a generator"),
    ):
        for action in (plan.apply, plan.verify, plan.parameter_groups, plan.hold_eval):
            with pytest.raises(TypeError, match=said):
                action(given)


def test_what_is_no_optimizer_is_told_in_a_sentence() -> None:
    model = Net()
    plan = plan_of_net(model)
    plan.apply(model)
    groups = plan.parameter_groups(model)
    optimizer = torch.optim.SGD(groups, lr=0.1)
    scheduler = torch.optim.lr_scheduler.StepLR(optimizer, 1)
    for given, said in (
        (scheduler, "a StepLR: pass its optimizer"),
        (plan.parameter_groups(model), "make an optimizer of the groups"),
        (model.parameters(), "a generator"),
        (torch.optim.SGD, "the class SGD: make one"),
        (model, "not a model"),
        ("adam", "the text 'adam'"),
    ):
        with pytest.raises(TypeError, match=said):
            plan.verify(model, given)
    plan.verify(model, (optimizer,))


def test_a_part_of_the_planned_model_is_known_by_its_names() -> None:
    model = Net()
    plan = plan_of_net(model)
    with pytest.raises(PlanError, match="hint: .* as module: pass the model that"):
        plan.apply(model.module)
    with pytest.raises(PlanError, match="hint: .* as head: pass"):
        plan.apply(model.head)


def test_what_is_frozen_in_the_memory_of_what_trains_is_told() -> None:
    model = nn.Sequential(nn.Linear(4, 4, bias=False), nn.Linear(4, 4, bias=False))
    plan = plan_of(model, lambda name: name == "1.weight")
    plan.apply(model)
    model[1].weight.data = model[0].weight.data
    with pytest.raises(PlanError, match=r"in the memory .*: 0\.weight and 1\.weight"):
        plan.verify(model)
    error = refused(plan, model)
    assert [problem.names for problem in error.problems] == [("0.weight and 1.weight",)]
    # Parts that lie side by side are two, as those of a flattened RNN are.
    both = torch.randn(2, 4, 4)
    gone = [torch.randn(32)[4:20].view(4, 4) for _ in range(2)]
    for part, data in zip(model, gone):
        part.weight.data = data
        data.untyped_storage().resize_(0)
    plan.apply(model)
    model[0].weight.data, model[1].weight.data = both[0], both[1]
    plan.apply(model)
    plan.verify(model)


def test_a_tie_that_is_lost_is_warned_of() -> None:
    class Tied(nn.Module):
        def __init__(self, ties: bool) -> None:
            super().__init__()
            self.embedding = nn.Embedding(6, 4)
            self.head = nn.Linear(4, 6, bias=False)
            if ties:
                self.head.weight = self.embedding.weight

    plan = plan_of(Tied(True), lambda name: True)
    plan.apply(Tied(True))
    with pytest.warns(
        UserWarning, match="embedding.weight and head.weight are one tensor"
    ):
        plan.apply(Tied(False))
