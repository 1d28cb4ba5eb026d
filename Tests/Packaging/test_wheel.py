"""The wheel: what is in it, and what pip and others make of it."""

import base64
import hashlib
import subprocess
import sys
import zipfile
from email import message_from_bytes

import pytest
from packaging.metadata import Metadata
from packaging.utils import parse_wheel_filename

from packages import CONFIGS, ROOT, TOOLS, VERSION, environment, package, pythons, run, tree

WHEEL = package("*.whl")
INFO = f"freezespec-{VERSION}.dist-info"
COMMAND = f"freezespec-{VERSION}.data/scripts/freezespec"
MAKER = ROOT / "Scripts" / "wheel.py"


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    with zipfile.ZipFile(WHEEL) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_metadata_are_whole(files):
    metadata = Metadata.from_email(files[f"{INFO}/METADATA"], validate=True)
    assert (metadata.metadata_version, metadata.name, str(metadata.version)) == ("2.4", "freezespec", VERSION)
    assert metadata.license_expression and str(metadata.requires_python) == ">=3.9"
    for name in metadata.license_files:
        assert files[f"{INFO}/licenses/{name}"]
    assert {"LICENSE", "NOTICE", "LGPL-2.1.txt"} <= set(metadata.license_files)
    run(TOOLS / "twine", "check", "--strict", WHEEL)


def test_each_tag_of_the_name_is_a_line(files):
    _, _, _, tags = parse_wheel_filename(WHEEL.name, validate_order=True)
    wheel = message_from_bytes(files[f"{INFO}/WHEEL"])
    assert sorted(wheel.get_all("Tag")) == sorted(map(str, tags))
    assert wheel["Root-Is-Purelib"] == "false"


def test_it_needs_no_library_of_the_machine():
    assert "requires no external shared libraries" in run(TOOLS / "auditwheel", "show", WHEEL).stdout


def test_the_record_has_the_sum_of_each_file(files):
    lines = files[f"{INFO}/RECORD"].decode().splitlines()
    recorded = {name: (digest, size) for name, digest, size in (line.rsplit(",", 2) for line in lines)}
    assert recorded.pop(f"{INFO}/RECORD") == ("", "")
    assert recorded.keys() == files.keys() - {f"{INFO}/RECORD"}
    for name, (digest, size) in recorded.items():
        found = base64.urlsafe_b64encode(hashlib.sha256(files[name]).digest()).rstrip(b"=").decode()
        assert (digest, int(size)) == (f"sha256={found}", len(files[name]))


def test_the_command_alone_is_executable():
    with zipfile.ZipFile(WHEEL) as archive:
        modes = {entry.filename: (entry.create_system, entry.external_attr >> 16) for entry in archive.infolist()}
    assert modes.pop(COMMAND) == (3, 0o100755)
    assert set(modes.values()) == {(3, 0o100644)}


def test_it_has_the_package_as_it_is_in_the_repository(files):
    folder = ROOT / "Python" / "freezespec"
    sources = {each.relative_to(folder).as_posix(): each for each in (folder / "freezespec").rglob("*.py")}
    assert {name for name in files if name.endswith(".py")} == sources.keys()
    assert all(files[name] == path.read_bytes() for name, path in sources.items())
    assert "freezespec/py.typed" in files


def test_the_same_files_make_the_same_bytes(tmp_path):
    command = tmp_path / "freezespec"
    command.write_bytes(b"#!/bin/sh\n")
    with zipfile.ZipFile(WHEEL) as archive:
        (when,) = {entry.date_time for entry in archive.infolist()}
    made = []
    for epoch in ("1700000000", "1700000000", "1700000100", "0"):
        folder = tmp_path / str(len(made))
        folder.mkdir()
        run(sys.executable, MAKER, command, folder, env=environment(SOURCE_DATE_EPOCH=epoch))
        made.append((folder / WHEEL.name).read_bytes())
    assert made[0] == made[1] and len(set(made)) == 3
    assert when[0] >= 2023, "the time is the commit's"


def test_what_cannot_be_made_is_one_sentence(tmp_path):
    done = run(sys.executable, MAKER, tmp_path / "none", tmp_path, status=1)
    assert done.stderr == f"error: {tmp_path}/none: No such file or directory\n"
    elsewhere = f"import sys; sys.platform = 'darwin'; sys.argv[1:] = ['b', '.']; exec(open({str(MAKER)!r}).read())"
    done = run(sys.executable, "-c", elsewhere.replace("exec(", f"__file__ = {str(MAKER)!r}; exec("), status=1)
    assert done.stderr.startswith("error: wheels are made on Linux") and done.stderr.count("\n") == 1


@pytest.mark.parametrize("python", pythons().values(), ids=pythons().keys())
def test_a_fresh_environment_goes_from_pip_install_to_a_plan(python, tmp_path):
    venv = tmp_path / "venv"
    # Nothing else is on the path: no Swift, no compiler, no other freezespec.
    alone = environment(PATH=venv / "bin")
    run(python, "-m", "venv", venv)
    before = tree(venv)
    pip = [venv / "bin" / "python", "-m", "pip", "--disable-pip-version-check"]
    run(*pip, "install", "--no-index", WHEEL, env=alone)
    run(*pip, "check", env=alone)
    assert run(venv / "bin" / "freezespec", "--version", env=alone).stdout.startswith(f"freezespec {VERSION} (")
    for config in CONFIGS:
        printed = run("freezespec", "apply", config, env=alone).stdout
        assert printed == run(venv / "bin" / "python", "-m", "freezespec", "apply", config, env=alone).stdout
    code = "import freezespec, sys; print(freezespec.load(sys.argv[1]).named_states())"
    assert "'4.weight': True" in run(venv / "bin" / "python", "-c", code, ROOT / "configs/mlp.yaml", env=alone).stdout
    run(*pip, "uninstall", "--yes", "freezespec", env=alone)
    assert tree(venv) == before

    # The package's tests, those that need no PyTorch, with the package that is installed and not the one
    # that lies beside them.
    run(*pip, "install", "--quiet", WHEEL, "pytest")
    tests = ROOT / "Python" / "freezespec" / "tests"
    run(
        venv / "bin" / "python", "-m", "pytest", "-q", "-p", "no:cacheprovider", "-c", "/dev/null", "--rootdir", tmp_path,
        "-o", f"pythonpath={tests}", tests / "test_load.py", cwd=tmp_path,
        env={**alone, "FREEZESPEC_BINARY": str(venv / "bin" / "freezespec")},
    )


def test_a_folder_of_its_own_has_both(tmp_path):
    target = tmp_path / "target"
    run(sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-index", "--target", target, WHEEL)
    alone = environment(PATH="", PYTHONPATH=target)
    assert run(target / "bin" / "freezespec", "--version", env=alone).stdout
    assert run(sys.executable, "-m", "freezespec", "--version", env=alone).stdout


def test_a_user_s_own_installation_has_both(tmp_path):
    """pip install --user, outside of any environment."""
    python = pythons()[f"3.{sys.version_info.minor}"]
    home = environment(PYTHONUSERBASE=tmp_path, PIP_BREAK_SYSTEM_PACKAGES=1, PIP_DISABLE_PIP_VERSION_CHECK=1, PATH="")
    run(sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-index", "--user", WHEEL, env=home)
    assert run(tmp_path / "bin" / "freezespec", "--version", env=home).stdout
    assert run(python, "-m", "freezespec", "--version", env=home).stdout


def test_there_are_pythons_to_test_with():
    assert f"3.{sys.version_info.minor}" in pythons()


def test_pip_refuses_it_on_another_machine(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "pip", "download", "--no-index", "--no-deps", "--only-binary", ":all:", "--platform",
         "macosx_11_0_arm64", "--find-links", WHEEL.parent, "--dest", tmp_path, "freezespec"],
        capture_output=True, text=True, check=False,
    )
    assert done.returncode == 1 and "No matching distribution found for freezespec" in done.stderr
