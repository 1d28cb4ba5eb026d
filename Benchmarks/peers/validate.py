"""Holds the configs of a folder against the JSON Schema: validate.py SCHEMA FOLDER"""

import json
import sys
from pathlib import Path

import yaml
from jsonschema import Draft202012Validator

validator = Draft202012Validator(json.load(open(sys.argv[1])))
errors = 0
for path in sorted(Path(sys.argv[2]).glob("*.yaml")):
    errors += sum(1 for _ in validator.iter_errors(yaml.load(path.read_bytes(), yaml.CSafeLoader)))
print(errors)
