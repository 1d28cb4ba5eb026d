"""PEFT's adapters lie on top of a plan, which goes on holding for what is below them."""

from __future__ import annotations

import peft
import pytest
import torch
from torch import nn
from transformers import LlamaConfig, LlamaForCausalLM

from freezespec import Plan, PlanError

from models import plan_of
from training import snapshot


def llama() -> LlamaForCausalLM:
    torch.manual_seed(0)
    sizes = {"vocab_size": 32, "hidden_size": 16, "intermediate_size": 32}
    heads = {"num_attention_heads": 2, "num_key_value_heads": 2}
    return LlamaForCausalLM(LlamaConfig(num_hidden_layers=3, **sizes, **heads))


def last_layer(model: nn.Module) -> Plan:
    return plan_of(
        model, lambda name: name.startswith("model.layers.2."), ("model.layers.0",)
    )


CONFIGS = {
    "linear": {"target_modules": ["q_proj", "embed_tokens"], "lora_dropout": 0.1},
    "saved module": {"target_modules": ["v_proj"], "modules_to_save": ["lm_head"]},
    "tokens": {"target_modules": ["v_proj"], "trainable_token_indices": [1, 2]},
    "parameter": {"target_modules": [], "target_parameters": ["q_proj.weight"]},
    "all, with dora": {"target_modules": "all-linear", "use_dora": True},
}


@pytest.mark.parametrize("kind", CONFIGS)
def test_lora_trains_and_the_plan_holds_for_the_rest(kind: str) -> None:
    model = llama()
    plan = last_layer(model)
    before = snapshot(model)
    wrapped = peft.get_peft_model(
        model, peft.LoraConfig(init_lora_weights=False, **CONFIGS[kind])
    )
    plan.apply(wrapped)
    optimizer = torch.optim.AdamW(
        plan.parameter_groups(wrapped, weight_decay=0.1), lr=0.01
    )
    plan.verify(wrapped, optimizer)
    adapters = {
        name: parameter.detach().clone()
        for name, parameter in wrapped.named_parameters()
        if parameter.requires_grad
        and ("lora_" in name or "trainable_tokens_delta" in name)
    }
    assert adapters
    wrapped.train()
    for _ in range(10):
        tokens = torch.randint(0, 32, (2, 8))
        wrapped(input_ids=tokens, labels=tokens).loss.backward()
        optimizer.step()
        optimizer.zero_grad()
    plan.verify(wrapped, optimizer)
    for name, parameter in wrapped.named_parameters():
        if name in adapters:
            assert not torch.equal(adapters[name], parameter), name
    after = {
        name.replace("base_model.model.", "")
        .replace("base_layer.", "")
        .replace("token_adapter.", "")
        .replace("original_module.", ""): tensor
        for name, tensor in snapshot(wrapped).items()
    }
    for name, trains in plan.named_states().items():
        assert torch.equal(before[name], after[name]) != trains, name


def test_the_copy_that_trains_in_place_of_a_module_has_its_state() -> None:
    model = llama()
    config = peft.LoraConfig(target_modules=["v_proj"], modules_to_save=["lm_head"])
    for trains in (True, False):
        wrapped = peft.get_peft_model(llama(), config)
        head = wrapped.base_model.model.lm_head
        plan_of(model, lambda name, to=trains: to and name == "lm_head.weight").apply(
            wrapped
        )
        assert head.modules_to_save["default"].weight.requires_grad == trains
        assert not head.original_module.weight.requires_grad


def test_adapters_inside_a_held_module_follow_the_model() -> None:
    model = llama()
    plan = last_layer(model)
    config = peft.LoraConfig(target_modules=["v_proj"], lora_dropout=0.1)
    wrapped = peft.get_peft_model(model, config)
    plan.apply(wrapped)
    wrapped.train()
    attention = model.model.layers[0].self_attn
    assert not attention.q_proj.training and not attention.v_proj.base_layer.training
    assert attention.v_proj.lora_dropout["default"].training


def test_a_plan_of_a_model_with_adapters_has_their_names() -> None:
    config = peft.LoraConfig(target_modules=["v_proj"])
    wrapped = peft.get_peft_model(llama(), config)
    plan = plan_of(wrapped, lambda name: "lora_B" in name)
    plan.apply(wrapped)
    trained = {
        name for name, tensor in wrapped.named_parameters() if tensor.requires_grad
    }
    assert trained and all("lora_B" in name for name in trained)


def test_a_plan_is_applied_again_behind_peft() -> None:
    model = llama()
    plan = last_layer(model)
    plan.apply(model)
    wrapped = peft.get_peft_model(model, peft.LoraConfig(target_modules=["v_proj"]))
    with pytest.raises(PlanError, match="is frozen, and the plan trains it"):
        plan.verify(wrapped)
    plan.apply(wrapped)
    plan.verify(wrapped)


class Tied(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.embedding = nn.Embedding(6, 4)
        self.norm = nn.LayerNorm(4)
        self.head = nn.Linear(4, 6, bias=False)
        self.head.weight = self.embedding.weight

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.head(self.norm(self.embedding(x)))


@pytest.mark.parametrize("saved", ["head", "embedding"])
def test_a_copy_in_the_place_of_one_of_two_names_has_the_plans_state(
    saved: str,
) -> None:
    plan = plan_of(Tied(), lambda name: True)
    config = peft.LoraConfig(
        target_modules=["embedding" if saved == "head" else "head"],
        modules_to_save=[saved],
    )
    model = peft.get_peft_model(Tied(), config)
    plan.apply(model)
    plan.verify(model)
    copies = getattr(model.base_model.model, saved).modules_to_save["default"]
    assert copies.weight.requires_grad
    assert model.base_model.model.embedding.weight.requires_grad


def test_biases_and_norms_that_adapters_add_do_not_decay() -> None:
    plan = plan_of(Tied(), lambda name: False)
    model = peft.get_peft_model(Tied(), peft.LNTuningConfig(target_modules=["norm"]))
    plan.apply(model)
    (group,) = plan.parameter_groups(model, weight_decay=0.1)
    assert (group["weight_decay"], len(group["params"])) == (0.0, 2)
    # The norm itself goes unused, whatever the plan says.
    plan = plan_of(Tied(), lambda name: name.startswith("norm."))
    plan.apply(model)
    plan.verify(model)
    assert not model.base_model.model.norm.base_layer.weight.requires_grad
    assert len(plan.parameter_groups(model)[0]["params"]) == 2
    with model.disable_adapter():
        plan.apply(model)
        assert model.base_model.model.norm.base_layer.weight.requires_grad


def test_adaption_prompts_are_walked_through() -> None:
    model = llama()
    plan = last_layer(model)
    config = peft.AdaptionPromptConfig(
        task_type="CAUSAL_LM", adapter_len=2, adapter_layers=1
    )
    wrapped = peft.get_peft_model(model, config)
    plan.apply(wrapped)
    plan.verify(wrapped)
