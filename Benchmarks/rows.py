"""What is measured: each piece of work, who it is held against, and what is aimed at."""

from dataclasses import dataclass

import inputs


@dataclass
class Row:
    """A piece of work of ours beside a peer's."""

    name: str
    peer: str
    ours: list
    theirs: list
    #: What is wanted of the ratio ours / theirs; `faster` has it the other way round.
    aim: float
    faster: bool = False
    by: str = "cpu"
    runs: int = 7

    def shown(self, ratio):
        return f"{1 / ratio:.3g} × faster" if self.faster else f"{ratio:.3g} ×"

    def aim_text(self):
        return f"{self.aim:g} × faster" if self.faster else f"at most {self.aim:g} ×"

    def holds(self, ratio):
        return 1 / ratio >= self.aim if self.faster else ratio <= self.aim


def rows(work, programs):
    """The rows whose peers are there.

    - work: an `inputs.Inputs`
    - programs: the paths of ours and of the peers by name; those that could not be had are absent
    """
    f = programs["freezespec"]
    python = programs["python"]
    peers = programs["peers"]
    mlp = "configs/mlp.yaml"
    layers = work.file("layers100000.yaml", lambda: inputs.layers(100_000))
    small = work.tree("small2000", lambda path: inputs.small_configs(path, 2000))
    mixture_names = work.file("mixture.names", lambda: lines(inputs.mixture_names()))
    plain = inputs.plain_globs(1000)
    mixed = inputs.mixed_globs(1000)
    plain_config = work.file("plain.yaml", lambda: inputs.mixture(plain))
    mixed_config = work.file("mixed.yaml", lambda: inputs.mixture(mixed))
    plain_globs = work.file("plain.globs", lambda: lines(plain))
    mixed_globs = work.file("mixed.globs", lambda: lines(mixed))
    globs = inputs.tower_globs()
    towers = work.file("towers.yaml", lambda: inputs.towers(1_000_000, globs))
    # A diff compares a million at most.
    compared = work.file("towers-compared.yaml", lambda: inputs.towers(990_000, globs))
    changed = work.file("towers-changed.yaml", lambda: inputs.changed_towers(990_000, globs))
    tower_names = work.file("towers.names", lambda: lines(inputs.tower_names(1_000_000)))
    tower_globs = work.file("towers.globs", lambda: lines(globs))
    index = work.file("model.safetensors.index.json", lambda: inputs.index_of(100_000))
    old = work.file("mixture-old.yaml", lambda: inputs.mixture(inputs.mixed_globs(10)))
    new = work.file(
        "mixture-new.yaml",
        lambda: inputs.mixture(inputs.mixed_globs(9) + ["*.experts.1?.*"]).replace(
            "Linear(16, 16)", "Linear(16, 12)"))
    null = "/dev/null"

    def script(name, *arguments):
        return [python, f"{peers}/{name}.py", *arguments]

    found = [
        Row("start-up: apply configs/mlp.yaml", "hello, built dynamically",
            [f, "apply", mlp], [programs.get("hello"), "apply", mlp], 0.60, runs=41),
        Row("the same", "hello, static",
            [f, "apply", mlp], [programs.get("hello-static"), "apply", mlp], 1.4, runs=41),
        Row("the same", "import torch, build, fnmatch", [f, "apply", mlp],
            [programs.get("torch"), f"{peers}/torch_loop.py"], 400, faster=True, runs=3),
        Row("100,000 explicit layers: check", "libyaml's events, drained in C",
            [f, "check", layers], [programs.get("drain"), layers], 4),
        Row("the same: apply --format json", "the same",
            [f, "apply", layers, "--format", "json", "-o", null], [programs.get("drain"), layers], 5),
        Row("2,000 small configs: check", "CSafeLoader and jsonschema",
            [f, "check", small], script("validate", "docs/config.schema.json", small), 6, faster=True,
            runs=5),
        Row("the same, by the clock, on all cores", "the same",
            [f, "check", small], script("validate", "docs/config.schema.json", small), 10, faster=True,
            by="wall", runs=3),
        Row("1,000 globs of one shape, 71,129 names: check", "globset",
            [f, "check", plain_config], [programs.get("globset"), mixture_names, plain_globs], 2,
            faster=True, runs=41),
        Row("1,000 mixed globs: check", "globset",
            [f, "check", mixed_config], [programs.get("globset"), mixture_names, mixed_globs], 50,
            faster=True, runs=1),
        Row("1,000,000 parameters, 50 rules: check", "Python, regexes over a list of names",
            [f, "check", towers], script("names", "regex", tower_names, tower_globs), 100, faster=True,
            runs=2),
        Row("the same: apply --format json", "the same",
            [f, "apply", towers, "--format", "json", "-o", null],
            script("names", "regex", tower_names, tower_globs), 25, faster=True, runs=2),
        Row("diff of two configs of 990,000 parameters", "check of the two",
            [f, "diff", compared, changed, "-o", null], [f, "check", compared, changed], 1.3, runs=3),
        Row("index of 100,000 tensors: import", "json.load in Python",
            [f, "import", index, "-o", null], script("load", index), 1, runs=5),
    ]
    if programs.get("python"):
        saved = []
        for config in (old, new):
            path = config.replace(".yaml", ".json")
            programs["run"]([f, "apply", config, "--format", "json", "-o", path])
            saved.append(path)
        found.append(
            Row("diff of two saved plans of 71,129 parameters", "orjson and dictionaries",
                [f, "diff", *saved, "-o", null], script("diff", *saved), 2, faster=True, runs=5))
    return [row for row in found if row.theirs[0] and row.ours[0]]


def lines(texts):
    return "\n".join(texts) + "\n"
