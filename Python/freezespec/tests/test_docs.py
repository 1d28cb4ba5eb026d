"""The code on docs/python.md, each block run as it stands."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import torch
import torch.distributed as dist
from lightning.pytorch import LightningModule
from torch.utils.data import DataLoader

import freezespec

from command import ROOT
from models import Net

PAGE = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
HEADINGS = [match[1] for match in re.finditer(r"^## (.+)$", PAGE, re.MULTILINE)]


def blocks() -> list[tuple[str, str]]:
    found = []
    for section in re.split(r"^## ", "Plans\n" + PAGE, flags=re.MULTILINE):
        code = re.findall(r"^```python\n(.*?)^```", section, re.MULTILINE | re.DOTALL)
        found += [(section.partition("\n")[0], block) for block in code]
    return found


CONFIG = """
classes:
  Block: {children: {norm: BatchNorm1d(8), up: "Linear(8, 16)", down: "Linear(16, 8)", drop: Dropout(0.5)}}
model:
  class: Net
  children: {module: {repeat: 3, module: Block()}, head: "Linear(8, 4)"}
rules: [{freeze: {module: "module[:2]"}}]
eval: [frozen]
"""


class Module(LightningModule):
    def __init__(self) -> None:
        super().__init__()
        self.model = Net()

    def training_step(self, batch: torch.Tensor, index: int) -> torch.Tensor:
        return self.model(batch).square().mean()

    def configure_optimizers(self) -> torch.optim.Optimizer:
        return torch.optim.AdamW(self.parameters())


class TrainedNet(Net):
    """As the Trainer calls it."""

    def forward(self, x: torch.Tensor, labels: Any = None) -> Any:
        output = super().forward(x)
        return (
            output
            if labels is None
            else {"loss": output.square().mean(), "logits": output}
        )


@pytest.mark.parametrize(
    ("section", "block"), blocks(), ids=lambda text: text.split("\n")[0][:40]
)
def test_a_block_runs_as_it_stands(
    section: str, block: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("plan.yaml").write_text(CONFIG)
    model = TrainedNet() if section == "transformers" else Net()
    plan = freezespec.load("plan.yaml")
    before = model.module[0].up.weight.detach().clone()
    names: dict[str, Any] = {
        "torch": torch,
        "freezespec": freezespec,
        "plan": plan,
        "model": model,
        "module": Module(),
        "batches": [
            (torch.randn(4, 8), torch.zeros(4, dtype=torch.long)) for _ in range(3)
        ],
        "loader": DataLoader(list(torch.randn(16, 8)), batch_size=4),
        "dataset": [
            {"x": torch.randn(8), "labels": torch.tensor(0)} for _ in range(16)
        ],
    }
    sharded = "fully_shard" in block
    if sharded:
        store = f"file://{tmp_path / 'store'}"
        dist.init_process_group("gloo", init_method=store, rank=0, world_size=1)
    try:
        exec(compile(block, f"docs/python.md, {section}", "exec"), names)
    finally:
        if sharded:
            dist.destroy_process_group()
    trained = names["module"].model if section == "lightning" else model
    plan.verify(trained)
    if not sharded and section != "lightning":
        assert torch.equal(before, trained.module[0].up.weight)


def test_every_trainer_has_a_section_with_code() -> None:
    sections = {section for section, _ in blocks()}
    assert sections >= {
        "Plain loops",
        "transformers",
        "lightning",
        "Accelerate and FSDP",
    }
