"""The mirror for pre-commit, used by the real pre-commit in a scratch repository.

pre-commit builds the hook's environment as it does for anybody: it installs the mirror, which asks for the
wheel. That is taken from dist/ in place of PyPI.
"""

import shutil
import subprocess
import sys

import pytest

from packages import DIST, ROOT, VERSION, environment, repository

MIRROR = ROOT / "Packaging" / "pre-commit"
CONFIG = """\
repos:
  - repo: {mirror}
    rev: {rev}
    hooks:
      - id: freezespec-check
        args: [plans, --strict]
"""


@pytest.fixture(scope="module")
def work(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pre-commit")
    env = environment(PRE_COMMIT_HOME=folder / "cache", PIP_FIND_LINKS=DIST)
    shutil.copytree(MIRROR, folder / "mirror")
    rev = repository(folder / "mirror", env)
    (folder / "work" / "plans").mkdir(parents=True)
    config = CONFIG.format(mirror=folder / "mirror", rev=rev)
    (folder / "work" / ".pre-commit-config.yaml").write_text(config, encoding="utf-8")

    def pre_commit(plan: str) -> subprocess.CompletedProcess[str]:
        (folder / "work" / "plans" / "plan.yaml").write_text(plan, encoding="utf-8")
        if not (folder / "work" / ".git").exists():
            repository(folder / "work", env)
        return subprocess.run(
            [sys.executable, "-m", "pre_commit", "run", "--all-files"], cwd=folder / "work", env=env,
            capture_output=True, text=True, check=False,
        )

    return pre_commit


def test_a_clean_plan_passes(work):
    done = work("model: [ReLU()]\n")
    assert done.returncode == 0 and "Passed" in done.stdout, done.stdout + done.stderr


def test_a_broken_one_does_not(work):
    done = work("model: ['Linear(1, 2)']\nrules: [{freeze: '2.*'}]\n")
    assert done.returncode == 1 and "error[rule-matches-nothing]" in done.stdout


def test_the_mirror_asks_for_this_version():
    text = (MIRROR / "pyproject.toml").read_text(encoding="utf-8")
    assert f'version = "{VERSION}"' in text and f'["freezespec=={VERSION}"]' in text
    assert f"rev: v{VERSION}" in (MIRROR / "README.md").read_text(encoding="utf-8")


def test_its_hook_differs_from_this_repository_s_by_the_language_alone():
    here = (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
    assert (MIRROR / ".pre-commit-hooks.yaml").read_text(encoding="utf-8") == here.replace(
        "language: swift", "language: python"
    )
