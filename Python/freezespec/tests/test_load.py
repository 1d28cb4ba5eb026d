"""Plans come from configs, by the command, and from files that it saved."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import freezespec
from freezespec import FreezespecWarning, PlanError
from freezespec._binary import BinaryNotFound, find_binary

from command import BINARY, ROOT

MLP = ROOT / "configs" / "mlp.yaml"
PACKAGE = Path(freezespec.__file__).parent


def test_a_config_gives_its_plan() -> None:
    plan = freezespec.load(MLP)
    assert plan.name == "mlp"
    assert plan.named_states() == {
        "0.weight": False,
        "0.bias": False,
        "2.weight": False,
        "2.bias": False,
        "4.weight": True,
        "4.bias": True,
    }
    assert plan.softmax is not None
    assert (plan.softmax.temperatures, plan.softmax.dim) == ((0.6,), 1)


@pytest.mark.parametrize(
    "config", sorted((ROOT / "configs").glob("*.yaml")), ids=lambda p: p.stem
)
def test_a_saved_plan_is_the_same_and_needs_no_command(
    config: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = freezespec.load(config)
    saved = tmp_path / "plan.json"
    subprocess.run(
        [BINARY, "apply", config, "--save", saved, "-o", os.devnull], check=True
    )
    monkeypatch.setenv("FREEZESPEC_BINARY", "/nowhere")
    assert freezespec.load(saved) == plan
    assert json.loads(saved.read_text())["plan_hash"] == plan.hash


def test_errors_and_expectations_that_fail_leave_no_plan(tmp_path: Path) -> None:
    config = tmp_path / "a.yaml"
    config.write_text("model: Linear(2, 2)\nrules:\n  - freeze: weigth\n")
    with pytest.raises(PlanError, match="rule-matches-nothing"):
        freezespec.load(config)
    config.write_text("model: Linear(2, 2)\nexpect:\n  - trainable_elements: 1\n")
    with pytest.raises(PlanError, match="expectation-failed"):
        freezespec.load(config)
    saved = tmp_path / "plan.json"
    subprocess.run(
        [BINARY, "apply", config, "--format", "json", "-o", saved], check=False
    )
    with pytest.raises(PlanError, match="has errors"):
        freezespec.load(saved)


def test_warnings_are_warned_of_and_strict_makes_them_errors(tmp_path: Path) -> None:
    config = tmp_path / "a.yaml"
    config.write_text("model: Linear(2, 2)\nrules:\n  - train: '*'\n")
    with pytest.warns(FreezespecWarning, match="rule-without-effect"):
        freezespec.load(config)
    with pytest.raises(PlanError, match="rule-without-effect"):
        freezespec.load(config, strict=True)


def test_part_of_a_plan_is_refused(tmp_path: Path) -> None:
    saved = tmp_path / "plan.json"
    command = [
        BINARY,
        "apply",
        MLP,
        "--format",
        "json",
        "--only",
        "frozen",
        "-o",
        saved,
    ]
    subprocess.run(command, check=True)
    with pytest.raises(PlanError, match="--only"):
        freezespec.load(saved)
    saved.write_text('{"format_version": "2.0"}')
    with pytest.raises(PlanError, match="reads 1.x"):
        freezespec.load(saved)
    saved.write_text('{"format_version": "1.0"}')
    with pytest.raises(PlanError, match="no saved plan"):
        freezespec.load(saved)
    with pytest.raises(FileNotFoundError):
        freezespec.load(tmp_path / "absent.yaml")


def test_a_path_like_an_option_is_a_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "--help").write_text(MLP.read_text())
    monkeypatch.chdir(tmp_path)
    assert freezespec.load("--help").named_states()


def test_torch_is_imported_where_a_plan_meets_a_model_alone() -> None:
    script = (
        "import sys, freezespec; plan = freezespec.load(sys.argv[1]);"
        "plan.hash, plan.named_states(); assert 'torch' not in sys.modules"
    )
    environment = {**os.environ, "PYTHONPATH": str(PACKAGE.parent)}
    subprocess.run([sys.executable, "-c", script, MLP], check=True, env=environment)


def run_module(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(PACKAGE.parent), **variables}
    return subprocess.run(
        [sys.executable, "-m", "freezespec", *arguments],
        capture_output=True,
        text=True,
        env=environment,
        check=False,
    )


def test_the_module_is_the_command() -> None:
    done = run_module("apply", str(MLP), "--format", "plain")
    direct = subprocess.run(
        [BINARY, "apply", MLP, "--format", "plain"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert (done.returncode, done.stdout) == (0, direct.stdout)
    assert run_module("aply").returncode == 2


def test_the_command_is_looked_for_where_it_may_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert find_binary() == BINARY
    monkeypatch.setenv("FREEZESPEC_BINARY", str(tmp_path / "none"))
    with pytest.raises(BinaryNotFound, match="FREEZESPEC_BINARY"):
        find_binary()
    monkeypatch.delenv("FREEZESPEC_BINARY")
    monkeypatch.setenv("PATH", str(tmp_path))
    # As where the package was not installed with a command.
    monkeypatch.setattr(
        "freezespec._binary.__file__", str(tmp_path / "freezespec/x.py")
    )
    with pytest.raises(BinaryNotFound):
        find_binary()
    (tmp_path / "freezespec").symlink_to(BINARY)
    assert find_binary() == tmp_path / "freezespec"
    done = run_module("--version", FREEZESPEC_BINARY=str(tmp_path / "none"))
    assert done.returncode == 2 and done.stderr.startswith("error: ")


def test_a_command_that_cannot_be_run_is_one_sentence(tmp_path: Path) -> None:
    other = tmp_path / "freezespec"
    other.write_bytes(b"\x7fELF for another machine")
    other.chmod(0o755)
    done = run_module("--version", FREEZESPEC_BINARY=str(other))
    assert done.returncode == 2
    assert done.stderr == f"error: {other} cannot be run: Exec format error\n"


@pytest.mark.parametrize(
    ("package", "script"),
    [
        ("lib/python3.12/site-packages/freezespec", "bin/freezespec"),
        ("lib/python3/dist-packages/freezespec", "bin/freezespec"),
        ("target/freezespec", "target/bin/freezespec"),
    ],
)
def test_the_installation_s_own_command_comes_before_that_on_the_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, package: str, script: str
) -> None:
    shutil.copytree(PACKAGE, tmp_path / package)
    (tmp_path / script).parent.mkdir(exist_ok=True)
    (tmp_path / script).symlink_to(BINARY)
    other = tmp_path / "other"
    other.mkdir()
    (other / "freezespec").symlink_to(BINARY)
    monkeypatch.delenv("FREEZESPEC_BINARY")
    monkeypatch.setenv("PATH", str(other))
    monkeypatch.setenv("PYTHONPATH", str((tmp_path / package).parent))
    code = "from freezespec._binary import find_binary; print(find_binary())"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == str(tmp_path / script)


def test_package_and_command_have_one_version() -> None:
    name, version, *_ = run_module("--version").stdout.split()
    text = (ROOT / "Python" / "freezespec" / "pyproject.toml").read_text()
    assert name == "freezespec" and f'version = "{version}"' in text


def test_a_saved_plan_that_was_edited_by_hand_is_refused(tmp_path: Path) -> None:
    saved = tmp_path / "plan.json"
    subprocess.run(
        [BINARY, "apply", MLP, "--save", saved, "-o", os.devnull], check=True
    )
    plan = json.loads(saved.read_text())
    plan["parameters"][0]["requires_grad"] = True
    saved.write_text(json.dumps(plan))
    with pytest.raises(PlanError, match="edited by hand"):
        freezespec.load(saved)


def test_warnings_of_a_saved_plan_are_raised_again(tmp_path: Path) -> None:
    config = tmp_path / "plan.yaml"
    config.write_text(
        "model: Sequential(Linear(2, 2), BatchNorm1d(2), Linear(2, 1))\n"
        "rules: [{freeze: ['0.*', '1.*']}]\n"
    )
    saved = tmp_path / "plan.json"
    subprocess.run(
        [BINARY, "apply", config, "--save", saved], check=True, capture_output=True
    )
    for path in (config, saved):
        with pytest.warns(FreezespecWarning, match="running-statistics-move"):
            freezespec.load(path)
        with pytest.raises(PlanError, match="running-statistics-move"):
            freezespec.load(path, strict=True)


@pytest.mark.parametrize("binary", ["/bin/true", "/tmp"])
def test_a_command_that_is_another_is_told(
    binary: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FREEZESPEC_BINARY", binary)
    with pytest.raises((PlanError, BinaryNotFound), match="no plan|no program"):
        freezespec.load(MLP)


def test_a_saved_plan_with_half_a_warning_is_none(tmp_path: Path) -> None:
    saved = tmp_path / "plan.json"
    subprocess.run(
        [BINARY, "apply", MLP, "--save", saved], check=True, capture_output=True
    )
    value = json.loads(saved.read_text())
    value["diagnostics"] = [{"severity": "warning"}]
    saved.write_text(json.dumps(value))
    with pytest.raises(PlanError, match="is no saved plan"):
        freezespec.load(saved)
