"""What `freezespec export --to pytorch` writes: it reads well, needs torch alone, and does what
the package does."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
import torch
from torch import nn

import freezespec

from command import BINARY, ROOT
from models import Net
from training import check, snapshot, train

CONFIGS = sorted((ROOT / "configs").glob("*.yaml"))
TOOLS = Path(sys.executable).parent

# Net of models.py, its last block and its head to train.
NET = """
name: net
classes:
  Block:
    children:
      norm: BatchNorm1d(8)
      up: Linear(8, 16)
      down: Linear(16, 8)
      drop: Dropout(0.5)
model:
  class: Net
  children:
    module: {repeat: 3, module: Block()}
    head: Linear(8, 4)
rules:
  - freeze: {module: "module[:2]"}
eval: [frozen]
softmax: {temperature: 0.5}
"""

Exporter = Callable[..., ModuleType]


@pytest.fixture
def export(tmp_path: Path, request: pytest.FixtureRequest) -> Exporter:
    """Exports a config's text and imports the file under a name of its own."""

    def exported(text: str, *options: str) -> ModuleType:
        config, file = tmp_path / "config.yaml", tmp_path / "freeze_plan.py"
        config.write_text(text, encoding="utf-8")
        run("export", str(config), "--to", "pytorch", "-o", str(file), *options)
        return imported(file, f"freeze_plan_{abs(hash(request.node.name))}")

    return exported


def run(*arguments: str) -> None:
    done = subprocess.run(
        [BINARY, *arguments], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def imported(file: Path, name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, file)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def test_files_of_all_configs_pass_linter_formatter_and_types(tmp_path: Path) -> None:
    for config in CONFIGS:
        name = f"plan_{config.stem}.py"
        run("export", str(config), "--to", "pytorch", "-o", str(tmp_path / name))
    # A name with all that needs escapes, and a shape that fits on no line.
    sizes = ", ".join(["100"] * 40)
    hostile = tmp_path / "hostile.yaml"
    hostile.write_text(
        'name: "x\\ny\\" \\\\"\ndescription: "\\"\\"\\" # noqa #NoQA \\\\"\nmodel:\n  parameters:\n'
        + "".join(
            f'    "{name}": [1]\n'
            for name in [
                'a\\"b',
                "it's",
                "\\\\",
                "{i}",
                "\\e",
                "\\u202e",
                "é",
                "漢字" * 30,
                "\\x7f",
            ]
        )
        + f'    shape: [{", ".join(["2"] * 40)}]\n    "{"n" * 90}": [{sizes.replace("100", "1")}]\n'
        + 'rules:\n  - freeze: "*"\n    because: "type: ignore # type: ignore '
        + "word " * 60
        + '"\n',
        encoding="utf-8",
    )
    run(
        "export",
        str(hostile),
        "--to",
        "pytorch",
        "-o",
        str(tmp_path / "plan_hostile.py"),
    )
    files = sorted(map(str, tmp_path.glob("*.py")))
    tools = [["ruff", "check", "--isolated"], ["mypy", "--strict", "--no-incremental"]]
    tools += [
        ["ruff", "format", "--isolated", "--check", "--line-length", n]
        for n in ("88", "100")
    ]
    for tool, *options in tools:
        # The files have equal names for types, and so are modules of their own.
        done = subprocess.run(
            [str(TOOLS / tool), *options, *files],
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("config", CONFIGS, ids=lambda path: path.stem)
def test_a_file_says_what_the_package_says(config: Path, tmp_path: Path) -> None:
    file = tmp_path / "freeze_plan.py"
    run("export", str(config), "--to", "pytorch", "-o", str(file))
    plan, exported = freezespec.load(config), imported(file, f"plan_{config.stem}")
    assert exported.PLAN_HASH == plan.hash
    assert exported.named_states() == plan.named_states()
    assert list(exported.named_states()) == list(plan.named_states())
    own = exported._plan()
    assert (own.parameters, own.eval_modules) == (
        tuple(exported.Parameter(*vars(tensor).values()) for tensor in plan.parameters),
        plan.eval_modules,
    )


def test_a_file_trains_a_model_as_planned(export: Exporter) -> None:
    exported = export(NET)
    torch.manual_seed(0)
    model = Net()
    before = snapshot(model)
    exported.apply(model)
    groups = exported.parameter_groups(model, weight_decay=0.1)
    optimizer = torch.optim.AdamW(groups, lr=0.01)
    exported.verify(model, optimizer)
    train(model, optimizer)
    exported.verify(model, optimizer)
    plan = freezespec.Plan(
        "net", exported._plan().parameters, exported._plan().eval_modules
    )
    check(plan, before, snapshot(model))
    logits = torch.randn(2, 3)
    expected = torch.softmax(logits / 0.5, dim=-1)
    assert torch.allclose(exported.softmax_with_temperature(logits), expected)


def test_a_file_refuses_another_model_and_edits_by_hand(export: Exporter) -> None:
    exported = export(NET)
    with pytest.raises(exported.PlanError, match="the model has no parameter"):
        exported.apply(nn.Linear(2, 2))
    exported.TRAINS = False
    with pytest.raises(exported.PlanError, match="edited by hand"):
        exported.apply(Net())


def test_package_and_file_know_each_others_holds(
    export: Exporter, tmp_path: Path
) -> None:
    exported = export(NET)
    plan = freezespec.load(tmp_path / "config.yaml")
    model = Net()
    exported.apply(model)
    plan.apply(model)
    model.train()
    plan.verify(model)
    freezespec.Plan("none", plan.parameters, ()).hold_eval(model)
    assert all("train" not in vars(module) for module in model.modules())


def test_an_error_leaves_no_file(tmp_path: Path) -> None:
    config, file = tmp_path / "config.yaml", tmp_path / "freeze_plan.py"
    config.write_text("model: Linear(2, 2)\nexpect: [{frozen: '*'}]\n")
    command = [BINARY, "export", config, "--to", "pytorch", "-o", file]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 1
    assert not file.exists()
