"""Compares two saved plans by name with orjson and dictionaries: diff.py OLD NEW"""

import sys

import orjson

old, new = (
    {row["name"]: row for row in orjson.loads(open(path, "rb").read())["parameters"]}
    for path in sys.argv[1:3])
frozen = trains = reshaped = 0
for name, row in new.items():
    before = old.get(name)
    if before is None:
        continue
    if before["requires_grad"] != row["requires_grad"]:
        trains += row["requires_grad"]
        frozen += before["requires_grad"]
    if before["shape"] != row["shape"]:
        reshaped += 1
print(len(new.keys() - old.keys()), len(old.keys() - new.keys()), frozen, trains, reshaped)
