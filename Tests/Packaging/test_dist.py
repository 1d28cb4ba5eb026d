"""What `make dist` leaves: the command, the tarball, the Debian package, the sums."""

import gzip
import os
import re
import shutil
import subprocess
import tarfile

import pytest

from packages import CONFIGS, DIST, ROOT, TOOLS, VERSION, Root, environment, package, run, tree

TARBALL = package("*.tar.gz")
DEB = package("*.deb")
SHARED = {
    "share/man/man1/freezespec.1", "share/bash-completion/completions/freezespec",
    "share/zsh/site-functions/_freezespec", "share/fish/vendor_completions.d/freezespec.fish",
}
# Debian's own zsh looks elsewhere, and its man pages are compressed.
OF_DEBIAN = {
    "share/man/man1/freezespec.1.gz", "share/bash-completion/completions/freezespec",
    "share/zsh/vendor-completions/_freezespec", "share/fish/vendor_completions.d/freezespec.fish",
    *(f"share/doc/freezespec/{each}" for each in ("copyright", "changelog.gz", "changelog.Debian.gz", "NOTICE")),
    "share/lintian/overrides/freezespec", "bin/freezespec",
}


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tarball")
    run("tar", "-xzf", TARBALL, "-C", folder)
    (inside,) = folder.iterdir()
    return inside


def test_the_sums_are_of_all_that_is_there():
    run("sha256sum", "--check", "--strict", "SHA256SUMS", cwd=DIST)
    named = {line.split()[1] for line in (DIST / "SHA256SUMS").read_text().splitlines()}
    assert named | {"SHA256SUMS"} == {each.name for each in DIST.iterdir()}
    assert len(named) == 3


def test_the_command_tells_version_commit_and_build(unpacked):
    printed = run(unpacked / "bin" / "freezespec", "--version").stdout
    commit = r"[0-9a-f]{12}(-dirty)? of \d{4}-\d\d-\d\d"
    assert re.fullmatch(rf"freezespec {re.escape(VERSION)} \({commit}, static release build for \w+ Linux\)\n", printed)


def test_several_threads_count_references_together(unpacked, tmp_path):
    # Without atomic instructions two threads soon make a count wrong, and free what is still in use.
    for number in range(400):
        shutil.copyfile(ROOT / "configs/distilbert_base.yaml", tmp_path / f"{number}.yaml")
    for _ in range(5):
        run(unpacked / "bin" / "freezespec", "check", tmp_path)


def test_the_tarball_unpacks_to_one_folder_of_its_name(unpacked):
    assert unpacked.name == TARBALL.name.removesuffix(".tar.gz")
    files = {each for each in tree(unpacked) if (unpacked / each).is_file()}
    assert files == SHARED | {
        "bin/freezespec",
        *(f"share/doc/freezespec/{each}" for each in ("LICENSE", "NOTICE", "CHANGELOG.md")),
        *(f"share/doc/freezespec/licenses/{each}" for each in ("LGPL-2.1.txt", "libyaml.txt")),
    }
    with tarfile.open(TARBALL) as archive:
        members = archive.getmembers()
    assert {(each.uid, each.gid, each.mode) for each in members if each.isfile()} == {(0, 0, 0o755), (0, 0, 0o644)}
    assert len({each.mtime for each in members}) == 1


def test_lintian_finds_nothing():
    done = run("lintian", "--fail-on", "error,warning", DEB, env=environment(LC_ALL="C.UTF-8"))
    assert done.stdout == ""


def test_the_debian_package_installs_and_leaves_nothing(tmp_path):
    root = Root(tmp_path / "root")
    admin = root.folder / "var/lib/dpkg"
    for each in ("info", "updates", "triggers"):
        (admin / each).mkdir(parents=True)
    (admin / "status").touch()
    before = tree(root.folder)
    dpkg = ["dpkg", f"--root={root.folder}", "--log=/dev/null", *([] if os.geteuid() == 0 else ["--force-not-root"])]
    run(*dpkg, "--install", DEB)
    usr = root.folder / "usr"
    assert {each for each in tree(usr) if (usr / each).is_file()} == OF_DEBIAN
    assert "FREEZESPEC" in gzip.decompress((usr / "share/man/man1/freezespec.1.gz").read_bytes()).decode()
    shutil.copy(CONFIGS[0], root.folder)
    assert root.run("/usr/bin/freezespec", "apply", CONFIGS[0].name) == run(
        ROOT / ".build-static/release/freezespec", "apply", CONFIGS[0].name, cwd=root.folder
    ).stdout
    run(*dpkg, "--verify", "freezespec")
    run(*dpkg, "--purge", "freezespec")
    (root.folder / CONFIGS[0].name).unlink()
    left = {each for each in tree(root.folder) - before if not each.startswith(("var/lib/dpkg/", "proc"))}
    assert left == set()
    assert not list((admin / "info").glob("freezespec*"))


def test_the_container_s_file_copies_what_runs(unpacked, tmp_path):
    """The image is made by hand, as Docker would: from nothing, by COPY, WORKDIR and USER."""
    text = (ROOT / "Packaging" / "Dockerfile").read_text(encoding="utf-8")
    root = Root(tmp_path / "image")
    root.folder.mkdir()
    steps = dict.fromkeys(("FROM", "WORKDIR", "USER", "ENTRYPOINT", "CMD"), "")
    for line in text.splitlines():
        if not line or line.startswith("#"):
            continue
        step, rest = line.split(" ", 1)
        if step != "COPY":
            steps[step] = rest
            continue
        *sources, target = [each for each in rest.split() if not each.startswith("--")]
        place = root.folder / target.lstrip("/")
        for source in sources:
            to = place / source if target.endswith("/") else place
            to.parent.mkdir(parents=True, exist_ok=True)
            if (unpacked / source).is_dir():
                shutil.copytree(unpacked / source, to)
            else:
                shutil.copy(unpacked / source, to)
                if mode := re.search(r"--chmod=(\d+)", rest):
                    to.chmod(int(mode.group(1), 8))
    assert steps["FROM"] == "scratch"
    user = int(steps["USER"].split(":")[0])
    assert user != 0
    (entry,) = re.findall(r'"([^"]+)"', steps["ENTRYPOINT"])
    (argument,) = re.findall(r'"([^"]+)"', steps["CMD"])
    assert "USAGE: freezespec" in root.run(entry, argument, user=user)
    work = root.folder / steps["WORKDIR"].lstrip("/")
    work.mkdir()
    shutil.copy(CONFIGS[0], work)
    inside = f"{steps['WORKDIR']}/{CONFIGS[0].name}"
    assert "float32" in root.run(entry, "apply", inside, user=user)
    assert root.run(entry, "check", steps["WORKDIR"], user=user) == ""


def test_hadolint_finds_nothing_in_it():
    run(TOOLS / "hadolint", ROOT / "Packaging" / "Dockerfile")


# MARK: Bad input


def sentence(*command: str, **options) -> str:
    """The one line of an error, before those of make itself."""
    options.setdefault("env", environment())
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT, **options)
    lines = [line for line in done.stderr.splitlines() if not line.startswith("make")]
    assert done.returncode != 0 and len(lines) == 1, done.stderr
    assert done.stdout == "", "before anything was done"
    return lines[0]


@pytest.mark.parametrize("prefix", ["/proc/freezespec", "/dev/null/x"])
def test_a_prefix_that_cannot_be_written_to_is_told_before_the_build(prefix):
    assert sentence("make", "install", f"PREFIX={prefix}") == (
        f"error: nothing can be written to {prefix}/bin: choose another PREFIX, as in make install PREFIX=$HOME/.local"
    )


def test_without_swift_there_is_another_way():
    assert "pip install freezespec" in sentence("make", "build", "SWIFT=no-such-swift")
    assert "pip install freezespec" in sentence("make", "static", "SWIFT=no-such-swift")


BUILDS = (".build-static/release/freezespec", ".build/debug/freezespec")


def tools(folder, without: str = "", **scripts: str) -> dict[str, str]:
    """An environment whose commands are those of the machine, less one, and some scripts."""
    folder.mkdir()
    for place in ("/usr/local/bin", "/usr/bin", "/bin", "/usr/sbin", "/sbin"):
        for each in os.listdir(place) if os.path.isdir(place) else ():
            if each != without and not (folder / each).exists() and not (folder / each).is_symlink():
                (folder / each).symlink_to(f"{place}/{each}")
    for name, text in scripts.items():
        (folder / name).unlink(missing_ok=True)
        (folder / name).write_text(f"#!/bin/sh\n{text}\n")
        (folder / name).chmod(0o755)
    return environment(PATH=folder)


def test_a_missing_tool_is_named(tmp_path):
    said = sentence("Scripts/dist.sh", *BUILDS, env=tools(tmp_path / "bin", without="dpkg-deb"))
    assert said == "error: dpkg-deb is missing, which the packages are made with"


def test_packages_are_made_on_linux(tmp_path):
    said = sentence("Scripts/dist.sh", *BUILDS, env=tools(tmp_path / "bin", uname="echo Darwin"))
    assert said == "error: packages are made on Linux, and this is Darwin"


def test_static_binaries_are_too(tmp_path):
    elsewhere = tools(tmp_path / "bin", uname="echo Darwin", swift="exit 3")
    assert sentence("make", "static", env=elsewhere).startswith("error: static binaries are made on Linux")


def test_a_build_that_is_not_there_is_named(tmp_path):
    assert sentence("Scripts/dist.sh", "none", BUILDS[1]) == "error: none is not built"


def test_a_dynamic_build_is_not_packed(tmp_path):
    done = run(ROOT / "Scripts" / "dist.sh", BUILDS[1], BUILDS[1], status=1, cwd=ROOT)
    assert done.stderr.endswith("error: .build/debug/freezespec is no static executable\n")
    assert package("*.whl"), "what is there is left alone"
