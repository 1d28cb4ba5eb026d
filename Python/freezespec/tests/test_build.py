"""The models that `export --with-model` writes: they print as `show` prints them, have the
parameters of the plan, and read as classes of torch.nn."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
import torch

from command import BINARY, ROOT

CONFIGS = sorted((ROOT / "configs").glob("*.yaml"))
QUIRKS = [Path(__file__).parent / name for name in ("quirks.yaml", "quirks_inner.yaml")]
TOOLS = Path(sys.executable).parent


def run(*arguments: str | Path) -> str:
    done = subprocess.run(
        [BINARY, *arguments], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def exported(config: Path, folder: Path) -> ModuleType:
    file = folder / f"model_{config.stem}.py"
    run("export", config, "--to", "pytorch", "--with-model", "-o", file)
    spec = importlib.util.spec_from_file_location(file.stem, file)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[file.stem] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("config", CONFIGS + QUIRKS, ids=lambda path: path.stem)
def test_a_built_model_is_the_declared_one(config: Path, tmp_path: Path) -> None:
    plan = exported(config, tmp_path)
    # On the meta device a ParameterDict prints otherwise.
    with torch.device("cpu" if config in QUIRKS else "meta"):
        model = plan.build()
    assert repr(model) + "\n" == run("show", config)
    tensors = plan._plan().parameters
    found = [(name, tuple(tensor.shape)) for name, tensor in model.named_parameters()]
    assert found == [(tensor.name, tensor.shape) for tensor in tensors]
    plan.apply(model)
    plan.verify(model)
    lines = [
        f"{name} {tensor.requires_grad}\n" for name, tensor in model.named_parameters()
    ]
    assert "".join(lines) == run("apply", config, "--format", "plain")


def test_types_and_buffers_are_those_of_the_plan(tmp_path: Path) -> None:
    import json

    for config in QUIRKS:
        model = exported(config, tmp_path).build()
        saved = json.loads(run("apply", config, "--format", "json"))
        for kind, tensors in (
            ("parameters", model.named_parameters()),
            ("buffers", model.named_buffers()),
        ):
            found = {name: str(tensor.dtype) for name, tensor in tensors}
            expected = {each["name"]: f"torch.{each['dtype']}" for each in saved[kind]}
            assert found == expected, config


def test_the_models_share_nothing(tmp_path: Path) -> None:
    plan = exported(QUIRKS[0], tmp_path)
    one, other = plan.build(), plan.build()
    assert not {id(module) for module in one.modules()} & {
        id(m) for m in other.modules()
    }
    assert torch.get_default_dtype() == torch.float32


def test_models_pass_linter_formatter_and_types(tmp_path: Path) -> None:
    for config in CONFIGS + QUIRKS:
        exported(config, tmp_path)
    files = sorted(map(str, tmp_path.glob("*.py")))
    tools = [
        ["ruff", "check", "--isolated"],
        ["ruff", "format", "--isolated", "--check"],
    ]
    tools.append(["mypy", "--strict", "--no-incremental"])
    for tool, *options in tools:
        done = subprocess.run(
            [str(TOOLS / tool), *options, *files],
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
