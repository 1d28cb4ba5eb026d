"""The hooks of .pre-commit-hooks.yaml, run by the real pre-commit in a scratch repository.

pre-commit takes the hooks out of a clone of this one. It would build the command there, which takes
minutes: the scratch repository asks for the one that is built already (`language: system`).
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from command import ROOT

CONFIG = """\
repos:
  - repo: {hooks}
    rev: {rev}
    hooks:
      - id: freezespec-check
        language: system
        args: [plans, --strict]
"""
BROKEN = "model: ['Linear(1, 2)']\nrules: [{freeze: '2.*'}]\n"


class Repository:
    """A scratch repository with the hook installed."""

    def __init__(self, folder: Path, binary: Path):
        self.hooks = folder / "hooks"
        self.folder = folder / "work"
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
            "PATH": f"{binary.parent}{os.pathsep}{os.environ['PATH']}",
            "PRE_COMMIT_HOME": str(folder / "cache"),
            "GIT_CONFIG_GLOBAL": str(folder / "gitconfig"),
        }
        (folder / "gitconfig").write_text("[user]\n  name = A\n  email = a@example.com\n", encoding="utf-8")
        for each in (self.hooks, self.folder):
            each.mkdir()
            self.git("init", "-q", folder=each)
        shutil.copy(ROOT / ".pre-commit-hooks.yaml", self.hooks)
        self.git("add", ".", folder=self.hooks)
        self.git("commit", "-qm", "hooks", folder=self.hooks)
        rev = self.git("rev-parse", "HEAD", folder=self.hooks).stdout.strip()
        self.write(".pre-commit-config.yaml", CONFIG.format(hooks=self.hooks, rev=rev))
        self.write("plans/good.yaml", "model: [ReLU()]\n")
        self.write("other/compose.yaml", "services: {web: {image: nginx}}\n")
        subprocess.run(
            [sys.executable, "-m", "pre_commit", "install"], cwd=self.folder, env=self.environment,
            capture_output=True, check=True,
        )

    def git(self, *arguments: str, folder: Path | None = None):
        return subprocess.run(
            ["git", *arguments], cwd=folder or self.folder, env=self.environment,
            capture_output=True, text=True, check=False,
        )

    def write(self, name: str, text: str):
        path = self.folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def commit(self):
        """Commits everything, which runs the hook."""
        self.git("add", ".")
        return self.git("commit", "-m", "change")


@pytest.fixture
def repository(freezespec, tmp_path) -> Repository:
    return Repository(tmp_path, freezespec.binary)


def test_clean_plans_are_committed(repository):
    done = repository.commit()
    assert done.returncode == 0, done.stdout + done.stderr
    assert "freezespec check" in done.stderr and "Passed" in done.stderr


def test_a_broken_plan_is_not(repository):
    repository.write("plans/broken.yaml", BROKEN)
    done = repository.commit()
    assert done.returncode == 1
    assert "error[rule-matches-nothing]" in done.stderr and "plans/broken.yaml:2:" in done.stderr


def test_a_change_of_a_file_that_plans_take_is_checked(repository):
    repository.write("plans/whole.yaml", "model: {from: ../arch.yaml}\nrules: [{freeze: '0.*'}]\n")
    repository.write("arch.yaml", "model: ['Linear(1, 2)', 'Linear(2, 1)']\n")
    assert repository.commit().returncode == 0
    repository.write("arch.yaml", "model: {children: {a: 'Linear(1, 2)'}}\n")
    done = repository.commit()
    assert done.returncode == 1 and "plans/whole.yaml" in done.stderr


def test_a_commit_without_yaml_is_left_alone(repository):
    assert repository.commit().returncode == 0
    repository.write("train.py", "print()\n")
    done = repository.commit()
    assert done.returncode == 0 and "Skipped" in done.stderr
