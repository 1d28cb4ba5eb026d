"""The README's tour, from a model of transformers to a run that trains what the plan says."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import torch
from transformers import AutoModelForSequenceClassification, DistilBertConfig

import freezespec

from command import BINARY, ROOT

TOUR = re.split(
    r"^## ", (ROOT / "README.md").read_text(encoding="utf-8"), flags=re.MULTILINE
)[1]
EXAMPLE = ROOT / "examples" / "distilbert"
#: Where the tour finds the model: on the Hub, or in a folder of that name.
MODEL = Path("distilbert/distilbert-base-uncased")


def block(language: str) -> str:
    found = re.search(rf"^```{language}\n(.*?)^```", TOUR, re.MULTILINE | re.DOTALL)
    assert found, f"the tour has no block of {language}"
    return found[1]


def test_the_tour_writes_the_example(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    DistilBertConfig().save_pretrained(MODEL)
    command = shlex.split(block("sh"))
    assert command[0] == "freezespec"
    folder = Path(sys.executable).parent
    path = f"{folder}{os.pathsep}{os.environ['PATH']}"
    subprocess.run(
        [str(BINARY), *command[1:]], check=True, env={**os.environ, "PATH": path}
    )
    written = Path("arch.yaml").read_text(encoding="utf-8")
    assert written == (EXAMPLE / "arch.yaml").read_text(encoding="utf-8")
    assert len(written.splitlines()) == 50
    assert block("yaml") == (EXAMPLE / "plan.yaml").read_text(encoding="utf-8")


def test_the_tour_trains_what_its_plan_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    model = AutoModelForSequenceClassification.from_config(DistilBertConfig())
    model.save_pretrained(MODEL)
    for file in ("arch.yaml", "plan.yaml"):
        shutil.copy(EXAMPLE / file, file)
    ids = torch.arange(8)
    names: dict[str, Any] = {
        "dataset": [{"input_ids": ids, "labels": torch.tensor(n % 2)} for n in range(4)]
    }
    exec(compile(block("python"), "README.md", "exec"), names)

    before, after = model.state_dict(), names["model"].state_dict()
    plan = freezespec.load("plan.yaml")
    for name, trains in plan.named_states().items():
        assert torch.equal(before[name], after[name]) is not trains, name
    (checkpoint,) = Path("out").glob("checkpoint-*")
    state = json.loads((checkpoint / "trainer_state.json").read_text(encoding="utf-8"))
    assert plan.hash in json.dumps(state)
