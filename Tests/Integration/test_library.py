"""The program of docs/library.md, built in a package of its own and held against the command.

It is built as a reader of the page would build it, but for the package's place: this checkout. The
library is compiled once more for it, which takes minutes.
"""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

from command import ROOT

CONFIG = ROOT / "configs" / "resnet18.yaml"
CHANGE = ("eval: [frozen]", "eval: [{module: [bn1, layer1]}]")
BROKEN = "model: ['Linear(1, 2)']\nrules: [{freeze: '2.*'}]\n"


@pytest.fixture(scope="session")
def program(tmp_path_factory) -> Path:
    page = (ROOT / "docs" / "library.md").read_text(encoding="utf-8")
    main, manifest = re.findall(r"^```swift\n(.*?)^```", page, flags=re.MULTILINE | re.DOTALL)
    here = f'.package(name: "freezespec", path: {json.dumps(str(ROOT))})'
    manifest, places = re.subn(r"\.package\(url:.*\)", lambda _: here, manifest)
    assert places == 1
    folder = tmp_path_factory.mktemp("plan-report")
    source = folder / "Sources" / "plan-report" / "main.swift"
    source.parent.mkdir(parents=True)
    source.write_text(main, encoding="utf-8")
    (folder / "Package.swift").write_text(manifest, encoding="utf-8")
    scratch = folder / "build"
    command = ["swift", "build", "--package-path", str(folder), "--scratch-path", str(scratch)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return scratch / "debug" / "plan-report"


def run(program: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(program), *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="session")
def printed(program) -> str:
    done = run(program, str(CONFIG), *CHANGE)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_it_prints_each_parameter_with_its_state_and_reason(freezespec, printed):
    plan = freezespec.json("apply", str(CONFIG), "--format", "json")
    lines = printed.splitlines()
    for parameter, line in zip(plan["parameters"], lines):
        state = str(parameter["requires_grad"]).lower()
        rule = plan["rules"][parameter["decided_by"] - 1]
        assert line == (
            f"{parameter['name']}: requires_grad is {state}, by rule {rule['index']}, "
            f"{rule['action']} {rule['selector']}: {rule['because']}"
        )
    totals = plan["summary"]
    assert lines[len(plan["parameters"])] == (
        f"{totals['trainable_elements']} of {totals['elements']} elements train"
    )


def test_its_diff_is_the_commands(freezespec, printed, tmp_path):
    changed = tmp_path / "changed.yaml"
    changed.write_text(CONFIG.read_text(encoding="utf-8").replace(*CHANGE), encoding="utf-8")
    diff = freezespec.run("diff", str(CONFIG), str(changed), "--format", "markdown")
    assert "eval" in diff
    assert diff in printed


def test_its_json_is_the_commands(freezespec, printed):
    plan = freezespec.run("apply", str(CONFIG), "--format", "json")
    assert printed.endswith("\n\n" + plan)


def test_its_findings_are_the_commands(freezespec, program, tmp_path, monkeypatch):
    monkeypatch.delenv("COLUMNS", raising=False)
    config = tmp_path / "config.yaml"
    config.write_text(BROKEN, encoding="utf-8")
    findings = freezespec.run("check", str(config), "-o", "-", status=1)
    assert "rule-matches-nothing" in findings
    done = run(program, str(config), "", "")
    assert (done.returncode, done.stdout, done.stderr) == (1, "", findings)


def test_what_from_names_is_read_beside_the_config(program, tmp_path):
    (tmp_path / "head.yaml").write_text("model: Linear(1, 2)\n", encoding="utf-8")
    config = tmp_path / "config.yaml"
    config.write_text("model:\n  - {from: head.yaml}\n", encoding="utf-8")
    done = run(program, str(config), "Linear", "Linear")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("0.weight: requires_grad is true\n")
