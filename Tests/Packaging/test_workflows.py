"""The workflows and the action, by the schemas of GitHub's files, and their shell by shellcheck."""

import platform
import re

import pytest
from ruamel.yaml import YAML

from packages import ROOT, TOOLS, run

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
ACTION = ROOT / "action.yml"


def steps():
    """Each step of all of them, with its place."""
    for path in [*WORKFLOWS, ACTION]:
        text = YAML(typ="safe").load(path)
        for name, job in text.get("jobs", {"action": text.get("runs")}).items():
            for number, step in enumerate(job["steps"], 1):
                yield pytest.param(step, id=f"{path.name}-{name}-{number}")


def test_there_are_workflows():
    assert [each.name for each in WORKFLOWS] == ["ci.yml", "fuzz.yml", "release.yml"]


def test_workflows_and_action_are_what_github_reads():
    check = [TOOLS / "check-jsonschema", "--builtin-schema"]
    run(*check, "vendor.github-workflows", *WORKFLOWS)
    run(*check, "vendor.github-actions", ACTION)


@pytest.mark.skipif(platform.machine() != "x86_64", reason="zizmor has no wheel for this machine")
def test_zizmor_finds_nothing_in_them():
    run(TOOLS / "zizmor", "--offline", "--no-progress", *WORKFLOWS, ACTION)


@pytest.mark.parametrize("step", list(steps()))
def test_a_step_s_action_is_pinned_and_its_shell_is_clean(step, tmp_path):
    if "uses" in step:
        assert re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", step["uses"])
    else:
        # Expressions come by the environment, as the shell would read what they hold.
        assert "${{" not in step["run"]
        script = tmp_path / "step.sh"
        script.write_text(f"#!/usr/bin/env bash\n{step['run']}\n", encoding="utf-8")
        run("shellcheck", "--enable", "all", "--exclude", "SC2310,SC2312,SC2250,SC2154", script)


def test_each_pin_tells_its_version():
    for path in WORKFLOWS:
        for line in path.read_text(encoding="utf-8").splitlines():
            if "uses:" in line:
                assert re.search(r"@[0-9a-f]{40} # v\d+\.\d+\.\d+$", line), line
