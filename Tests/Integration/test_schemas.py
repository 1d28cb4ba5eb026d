"""The published JSON Schemas, by a real validator: what editors and other programs hold files to."""

import json
from functools import cache

import pytest
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML

from command import CONFIGS, ROOT
from examples import examples

FAULTY, CURED = examples()

#: What is wrong with the form alone. What a rule matches, or a call makes, no schema can tell.
OF_FORM = {"unknown-key", "missing-key", "conflicting-keys", "wrong-type", "unsupported-version"}

NOT_A_CONFIG = [
    "[]",
    "model",
    "{}",
    "name: mlp",
    "model: {}\nrule: []",
    "model: Linear(1, 2)\nrules: {freeze: '*'}",
    "model: Linear(1, 2)\nrules: [{freeze: '*', train: '*'}]",
    "model: Linear(1, 2)\nrules: [{because: nothing}]",
    "model: Linear(1, 2)\nrules: [{freeze: {names: weight}}]",
    "model: Linear(1, 2)\nrules: [{freeze: '*', optional: maybe}]",
    "model: Linear(1, 2)\nsoftmax: {dim: 0}",
    "model: Linear(1, 2)\nsoftmax: {temperature: 0}",
    "model: Linear(1, 2)\nsoftmax: {temperature: -1}",
    "model: Linear(1, 2)\nsoftmax: {temperature: 1, logits: [a]}",
    "model: Linear(1, 2)\ndtype: float31",
    "model: Linear(1, 2)\nexpect: [{frozn: '*'}]",
    "model: Linear(1, 2)\nexpect: [{trainable_fraction: {mx: 1}}]",
    "model: Linear(1, 2)\ntie: [a.weight, b.weight]",
    "model: {class: Linear, arg: [1, 2]}",
    "model: {repeat: 3}",
    "model: {from: [a.yaml]}",
    "model: Linear(1, 2)\nclasses: {A: {argument: [x]}}",
    "freezespec: 7\nmodel: Linear(1, 2)",
]


@cache
def validator(name: str) -> Draft202012Validator:
    schema = json.loads((ROOT / "docs" / f"{name}.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def faults(name: str, value) -> list[str]:
    return [error.message for error in validator(name).iter_errors(value)]


def loaded(text: str):
    """What an editor's YAML 1.2 reader makes of a text."""
    return YAML(typ="safe", pure=True).load(text)


def test_the_command_prints_the_schema_in_the_documentation(freezespec):
    assert freezespec.json("schema") == validator("config").schema


@pytest.mark.parametrize("config", CONFIGS, ids=lambda path: path.stem)
def test_every_config_fits(config):
    assert faults("config", loaded(config.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize("example", CURED, ids=lambda example: example.code)
def test_every_cured_example_fits(example):
    assert faults("config", loaded(example.text)) == []


@pytest.mark.parametrize(
    "example", [each for each in FAULTY if each.code in OF_FORM], ids=lambda example: example.code
)
def test_an_example_with_a_fault_of_form_does_not_fit(example):
    assert faults("config", loaded(example.text)) != []


@pytest.mark.parametrize("text", NOT_A_CONFIG)
def test_what_the_command_refuses_for_its_form_does_not_fit(freezespec, tmp_path, text):
    config = tmp_path / "config.yaml"
    config.write_text(text, encoding="utf-8")
    freezespec.run("check", str(config), status=1)
    assert faults("config", loaded(text)) != []


def test_every_key_is_described():
    """Completion and hover in editors show the descriptions."""

    def properties(schema):
        if isinstance(schema, dict):
            for key, value in schema.get("properties", {}).items():
                yield key, value
            for value in schema.values():
                yield from properties(value)
        elif isinstance(schema, list):
            for value in schema:
                yield from properties(value)

    schema = validator("config").schema

    def is_described(value):
        if "description" in value:
            return True
        target = value.get("$ref", "").removeprefix("#/$defs/")
        return "description" in schema["$defs"].get(target, {})

    keys = list(properties(schema))
    assert len(keys) > 30
    assert [key for key, value in keys if not is_described(value)] == []


@pytest.mark.parametrize("config", CONFIGS, ids=lambda path: path.stem)
def test_every_plan_fits(freezespec, config):
    assert faults("plan", freezespec.json("apply", str(config), "--format", "json")) == []


@pytest.mark.parametrize("config", CONFIGS, ids=lambda path: path.stem)
def test_every_diff_fits(freezespec, config):
    mlp = str(ROOT / "configs" / "mlp.yaml")
    assert faults("diff", freezespec.json("diff", mlp, str(config), "--format", "json")) == []
