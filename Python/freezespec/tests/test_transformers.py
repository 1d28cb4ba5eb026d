"""A plan in transformers' Trainer: a model as small as it gets, a few steps on the CPU."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import nn
from transformers import LlamaConfig, LlamaForCausalLM, Trainer, TrainingArguments

from freezespec import Plan, PlanError
from freezespec.integrations.transformers import FreezeCallback

from models import plan_of
from training import check, snapshot


def llama() -> LlamaForCausalLM:
    torch.manual_seed(0)
    sizes = {"vocab_size": 32, "hidden_size": 16, "intermediate_size": 32}
    heads = {"num_attention_heads": 2, "num_key_value_heads": 2}
    return LlamaForCausalLM(LlamaConfig(num_hidden_layers=3, **sizes, **heads))


def last_layer(model: nn.Module) -> Plan:
    return plan_of(
        model, lambda name: name.startswith("model.layers.2."), ("model.layers.0",)
    )


TEXTS = [
    {"input_ids": list(range(i, i + 8)), "labels": list(range(i, i + 8))}
    for i in range(16)
]


def trainer(
    model: nn.Module, folder: Path, callbacks: list[Any], **arguments: Any
) -> Trainer:
    settings: dict[str, Any] = {
        "max_steps": 10,
        "per_device_train_batch_size": 4,
        "learning_rate": 0.01,
        "weight_decay": 0.1,
        "use_cpu": True,
        "save_steps": 5,
        "report_to": [],
        "disable_tqdm": True,
    }
    args = TrainingArguments(output_dir=str(folder), **{**settings, **arguments})
    return Trainer(model=model, args=args, train_dataset=TEXTS, callbacks=callbacks)


@pytest.mark.parametrize(
    "arguments",
    [
        {},
        {"gradient_accumulation_steps": 2},
        {"gradient_checkpointing": True},
        {"torch_compile": True, "torch_compile_backend": "eager"},
    ],
    ids=lambda arguments: ", ".join(arguments) or "plain",
)
def test_what_is_frozen_stays_and_what_trains_moves(
    tmp_path: Path, arguments: dict[str, Any]
) -> None:
    model = llama()
    plan = last_layer(model)
    before = snapshot(model)
    running = trainer(model, tmp_path, [FreezeCallback(plan)], **arguments)
    running.train()
    check(plan, before, snapshot(model))
    assert not model.model.layers[0].training
    state = json.loads((tmp_path / "checkpoint-5" / "trainer_state.json").read_text())
    assert state["stateful_callbacks"]["freezespec_plan_hash"] == plan.hash


def test_a_run_resumes_from_a_checkpoint_of_its_plan_alone(tmp_path: Path) -> None:
    model = llama()
    plan = last_layer(model)
    before = snapshot(model)
    trainer(model, tmp_path, [FreezeCallback(plan)], max_steps=5).train()

    resumed = llama()
    running = trainer(resumed, tmp_path, [FreezeCallback(plan)])
    running.train(resume_from_checkpoint=True)
    assert running.state.global_step == 10
    check(plan, before, snapshot(resumed))

    other = Plan("other", plan.parameters)
    with pytest.raises(PlanError, match="another plan"):
        trainer(llama(), tmp_path, [FreezeCallback(other)]).train(
            resume_from_checkpoint=True
        )
    callback = FreezeCallback(other, allow_other_plan=True)
    trainer(llama(), tmp_path, [callback], max_steps=12).train(
        resume_from_checkpoint=True
    )


def test_a_model_that_is_not_the_plans_is_refused_at_once(tmp_path: Path) -> None:
    plan = last_layer(llama())
    with pytest.raises(PlanError, match="not applied"):
        trainer(nn.Linear(2, 2), tmp_path, [FreezeCallback(plan)])


def test_a_callback_that_comes_late_is_refused(tmp_path: Path) -> None:
    model = llama()
    running = trainer(model, tmp_path, [])
    running.add_callback(FreezeCallback(last_layer(model)))
    with pytest.raises(PlanError, match="too late"):
        running.train()


def test_an_optimizer_without_what_trains_is_refused(tmp_path: Path) -> None:
    model = llama()
    running = trainer(model, tmp_path, [FreezeCallback(last_layer(model))])
    running.optimizer = torch.optim.AdamW(model.lm_head.parameters())
    with pytest.raises(PlanError, match="the optimizer does not have it"):
        running.train()


def test_a_state_that_changes_on_the_way_is_found_at_the_end(tmp_path: Path) -> None:
    class Unfreeze(FreezeCallback):
        def on_step_end(
            self, args: Any, state: Any, control: Any, **kwargs: Any
        ) -> None:
            kwargs["model"].lm_head.requires_grad_(True)

    model = llama()
    with pytest.raises(PlanError, match="trains, and the plan freezes it"):
        trainer(model, tmp_path, [Unfreeze(last_layer(model))]).train()


def test_the_class_alone_is_no_callback(tmp_path: Path) -> None:
    with pytest.raises(TypeError, match="FreezeCallback needs a plan"):
        trainer(llama(), tmp_path, [FreezeCallback])
