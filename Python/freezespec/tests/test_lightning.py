"""A plan in lightning's Trainer: a model as small as it gets, a few steps on the CPU."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import torch
from lightning.pytorch import LightningModule, Trainer
from torch import nn
from torch.utils.data import DataLoader

from freezespec import Plan, PlanError
from freezespec.integrations.lightning import FreezeCallback

from models import Net, plan_of_net
from training import check, snapshot


class Module(LightningModule):
    """A module whose model is an attribute, made at a moment that can be chosen."""

    def __init__(self, moment: str = "init") -> None:
        super().__init__()
        self.moment = moment
        self.loss = nn.MSELoss()
        if moment == "init":
            self.make()

    def make(self) -> None:
        torch.manual_seed(0)
        self.net = Net()

    def setup(self, stage: str) -> None:
        if self.moment == "setup":
            self.make()

    def training_step(self, batch: torch.Tensor, index: int) -> torch.Tensor:
        output = self.net(batch)
        return self.loss(output, torch.zeros_like(output))

    def configure_optimizers(self) -> torch.optim.Optimizer:
        trainable = [
            parameter for parameter in self.parameters() if parameter.requires_grad
        ]
        return torch.optim.AdamW(trainable, lr=0.01, weight_decay=0.1)


class Configured(Module):
    def configure_model(self) -> None:
        if self.moment == "configure_model":
            self.make()


def trainer(folder: Path, callback: FreezeCallback, **settings: Any) -> Trainer:
    values: dict[str, Any] = {
        "max_steps": 10,
        "accelerator": "cpu",
        "devices": 1,
        "logger": False,
    }
    values.update(enable_progress_bar=False, enable_model_summary=False)
    return Trainer(
        default_root_dir=folder, callbacks=[callback], **{**values, **settings}
    )


def batches() -> DataLoader[torch.Tensor]:
    return DataLoader(list(torch.randn(64, 8)), batch_size=8)


def started() -> dict[str, torch.Tensor]:
    torch.manual_seed(0)
    return snapshot(Net())


@pytest.mark.parametrize(
    "module",
    [
        Module(),
        Module("setup"),
        Configured(),
        Configured("setup"),
        Configured("configure_model"),
    ],
    ids=lambda module: f"{type(module).__name__}, made in {module.moment}",
)
def test_what_is_frozen_stays_and_what_trains_moves(
    tmp_path: Path, module: Module
) -> None:
    plan = plan_of_net()
    trainer(tmp_path, FreezeCallback(plan)).fit(module, batches())
    check(plan, started(), snapshot(module.net))
    assert not module.net.module[0].drop.training
    assert not {"setup", "configure_model"} & vars(module).keys()


@pytest.mark.parametrize(
    "settings", [{"accumulate_grad_batches": 2}, {"strategy": "ddp"}], ids=str
)
def test_settings_of_the_trainer(tmp_path: Path, settings: dict[str, Any]) -> None:
    module, plan = Module(), plan_of_net()
    trainer(tmp_path, FreezeCallback(plan), max_epochs=10, **settings).fit(
        module, batches()
    )
    check(plan, started(), snapshot(module.net))


def test_a_run_resumes_from_a_checkpoint_of_its_plan_alone(tmp_path: Path) -> None:
    module, plan = Module(), plan_of_net()
    running = trainer(tmp_path, FreezeCallback(plan), max_steps=5)
    running.fit(module, batches())
    checkpoint = tmp_path / "last.ckpt"
    running.save_checkpoint(checkpoint)
    assert (
        torch.load(checkpoint, weights_only=False)["freezespec_plan_hash"] == plan.hash
    )

    resumed = Module()
    running = trainer(tmp_path, FreezeCallback(plan))
    running.fit(resumed, batches(), ckpt_path=checkpoint, weights_only=False)
    assert running.global_step == 10
    check(plan, started(), snapshot(resumed.net))

    other = Plan("other", plan.parameters)
    with pytest.raises(PlanError, match="another plan"):
        trainer(tmp_path, FreezeCallback(other)).fit(
            Module(), batches(), ckpt_path=checkpoint, weights_only=False
        )
    trainer(tmp_path, FreezeCallback(other, allow_other_plan=True)).fit(
        Module(), batches(), ckpt_path=checkpoint, weights_only=False
    )


def test_the_model_can_be_named(tmp_path: Path) -> None:
    class Two(Module):
        def make(self) -> None:
            super().make()
            self.teacher = Net()

    with pytest.raises(PlanError, match="several of the module's attributes"):
        trainer(tmp_path, FreezeCallback(plan_of_net())).fit(Two(), batches())
    module = Two()
    trainer(tmp_path, FreezeCallback(plan_of_net(), submodule="teacher")).fit(
        module, batches()
    )
    assert not module.teacher.module[0].up.weight.requires_grad
    assert module.net.module[0].up.weight.requires_grad


def test_an_optimizer_without_what_trains_is_refused(tmp_path: Path) -> None:
    class Forgetful(Module):
        def configure_optimizers(self) -> torch.optim.Optimizer:
            return torch.optim.AdamW(self.net.head.parameters())

    with pytest.raises(PlanError, match="the optimizer does not have it"):
        trainer(tmp_path, FreezeCallback(plan_of_net())).fit(Forgetful(), batches())


def test_a_model_that_is_not_the_plans_is_refused(tmp_path: Path) -> None:
    class Other(Module):
        def make(self) -> None:
            self.net = nn.Linear(8, 4)

    with pytest.raises(PlanError, match="not applied"):
        trainer(tmp_path, FreezeCallback(plan_of_net())).fit(Other(), batches())
