"""How the GitHub action comes to its command: the wheel, a given one, or a build."""

import os
import shutil
import subprocess

import pytest

from packages import TOOLS, VERSION, copy, environment, package, run

PREPARE = "Scripts/action/prepare.sh"


class Runner:
    """A machine of GitHub's, with the action's source and a `make` that is told what to do."""

    def __init__(self, folder, make="exit 2"):
        self.folder = folder
        copy(PREPARE, "Sources/FreezeSpec/Reports/Version.swift", to=folder / "action")
        for each in ("bin", "temp"):
            (folder / each).mkdir()
        (folder / "output").touch()
        (folder / "bin" / "make").write_text(f"#!/bin/sh\n{make}\n")
        (folder / "bin" / "make").chmod(0o755)

    def prepare(self, **variables):
        return subprocess.run(
            ["bash", self.folder / "action" / PREPARE], capture_output=True, text=True, check=False,
            env=environment(
                # GitHub's machines have pip; here the tests' own environment has it at any rate.
                PATH=os.pathsep.join([str(self.folder / "bin"), str(TOOLS), os.environ["PATH"]]),
                RUNNER_TEMP=self.folder / "temp", GITHUB_OUTPUT=self.folder / "output", PIP_NO_INDEX=1, **variables,
            ),
        )

    @property
    def binary(self):
        return (self.folder / "output").read_text().removeprefix("binary=").rstrip("\n")


@pytest.fixture
def wheels(tmp_path):
    (tmp_path / "wheels").mkdir()
    shutil.copy(package("*.whl"), tmp_path / "wheels")
    return tmp_path / "wheels"


def test_the_wheel_of_its_version_is_installed(tmp_path, wheels):
    runner = Runner(tmp_path)
    done = runner.prepare(PIP_FIND_LINKS=wheels, PIP_USER=1)
    assert done.returncode == 0, done.stderr
    assert runner.binary == f"{tmp_path}/temp/freezespec/bin/freezespec"
    assert done.stdout.startswith(f"freezespec {VERSION} (") and "static" in done.stdout
    # A second time, in another job on the same machine.
    assert runner.prepare(PIP_FIND_LINKS=wheels).returncode == 0


def test_a_binary_that_is_given_is_taken(tmp_path):
    runner = Runner(tmp_path)
    given = tmp_path / "given"
    given.write_text("#!/bin/sh\necho given\n")
    given.chmod(0o755)
    assert runner.prepare(INPUT_BINARY=given).stdout == "given\n"
    assert runner.binary == str(given)


def test_where_there_is_no_wheel_it_is_built(tmp_path):
    runner = Runner(
        tmp_path, make='[ "$1 $4" = "-C build" ] && cd "$2" && mkdir -p .build/release && '
        'printf "#!/bin/sh\\necho built\\n" >.build/release/freezespec && chmod +x .build/release/freezespec')
    done = runner.prepare(PIP_FIND_LINKS=tmp_path / "temp")
    assert done.returncode == 0, done.stderr
    assert done.stdout.endswith("building it\nbuilt\n")
    assert runner.binary == f"{tmp_path}/action/.build/release/freezespec"


def test_where_it_cannot_be_built_either_one_sentence_says_so(tmp_path):
    done = Runner(tmp_path).prepare(PIP_FIND_LINKS=tmp_path / "temp")
    assert done.returncode == 1
    assert done.stdout.splitlines()[-1] == (
        f"::error title=freezespec::freezespec {VERSION} has no wheel for this machine, and cannot be built here: "
        "give a `binary`"
    )


def test_the_checks_run_with_what_was_installed(tmp_path, wheels):
    runner = Runner(tmp_path)
    runner.prepare(PIP_FIND_LINKS=wheels)
    copy("Scripts/action/check.sh", "Scripts/action/configs.sh", "configs/mlp.yaml", to=tmp_path / "action")
    done = run(
        "bash", tmp_path / "action/Scripts/action/check.sh", cwd=tmp_path / "action",
        env=environment(FREEZESPEC=runner.binary, INPUT_CONFIGS="configs", INPUT_STRICT="true"),
    )
    assert done.stdout == ""
