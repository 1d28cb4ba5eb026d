"""Holds ``check --weights`` against PyTorch's own reading of checkpoints.

Each round draws a tree of tensors of random types, views and ties, saves it in a random form, and lets
PyTorch or safetensors read it back. A config that declares what those read, all of it frozen, must be
silent and found whole; and one where a name, or a shape, is another must be an error that says which.
Then the published models behind ``configs/`` are saved, and held against their configs.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import safetensors.torch
import torch
from binary import Binary, Run, Tally
from torch import nn

WORDS = ["weight", "bias", "layers", "0", "1", "12", "attn", "q_proj", "norm", "e\u0301", "\u00e9", "with space",
         "dash-ed", "#", "a:b", "{x}", "*", "\U0001f600", "_metadata", "state_dict"]
DTYPES = [torch.float32, torch.float64, torch.float16, torch.bfloat16, torch.int64, torch.int8, torch.uint8,
          torch.bool, torch.complex64, torch.float8_e4m3fn, torch.float8_e5m2, torch.uint16]


class Tensors:
    """A random state dict whose names no two of contradict each other."""

    def __init__(self, draw: random.Random) -> None:
        self.draw = draw
        self.state: dict[str, torch.Tensor] = {}
        self.fill("", 0)
        if not self.state:
            self.state["weight"] = torch.zeros(2)

    def fill(self, prefix: str, level: int) -> None:
        for word in self.draw.sample(WORDS, self.draw.randint(1, 5)):
            if level < 4 and self.draw.random() < 0.4:
                self.fill(f"{prefix}{word}.", level + 1)
            else:
                self.state[prefix + word] = self.tensor()

    def tensor(self) -> torch.Tensor:
        known = [tensor for tensor in self.state.values() if tensor.dim() == 2 and tensor.numel() > 0]
        if known and self.draw.random() < 0.3:
            base = self.draw.choice(known)
            return self.draw.choice([base, base.t(), base[0], base[:, -1:], base[:], base[::2]])
        shape = [self.draw.choice([0, 1, 2, 3, 5]) for _ in range(self.draw.randint(0, 4))]
        return torch.zeros(shape).to(self.draw.choice(DTYPES))


def save(state: dict[str, torch.Tensor], folder: Path, draw: random.Random) -> tuple[Path, list[str]]:
    """Saves tensors in some form; gives the path, and the options that read them."""
    form = draw.choice(["zip", "zip", "stream", "nested", "parameters", "safetensors", "sharded"])
    protocol = draw.choice([2, 3, 4])
    path = folder / "weights.pt"
    if form == "zip":
        torch.save(state, path, pickle_protocol=protocol)
    elif form == "stream":
        # PyTorch itself does not read its younger types back from this form.
        young = {torch.uint16, torch.float8_e4m3fn, torch.float8_e5m2}
        state = {name: tensor for name, tensor in state.items() if tensor.dtype not in young} or {"a": torch.zeros(1)}
        torch.save(state, path, pickle_protocol=protocol, _use_new_zipfile_serialization=False)
    elif form == "nested":
        noise = {"epoch": 3, "args": argparse.Namespace(rate=0.1), "best": torch.tensor(1.0), "names": ("a", {1, 2})}
        torch.save({**noise, "outer": {"inner": state}}, path, pickle_protocol=protocol)
        return path, ["--key", "outer.inner"]
    elif form == "parameters":
        torch.save({name: frozen(tensor) for name, tensor in state.items()}, path, pickle_protocol=protocol)
    else:
        apart = {name: tensor.clone().contiguous() for name, tensor in state.items()}
        if form == "safetensors":
            path = folder / "weights.safetensors"
            safetensors.torch.save_file(apart, path, metadata=draw.choice([None, {"format": "pt"}]))
        else:
            return save_sharded(apart, folder, draw), []
    return path, []


def frozen(tensor: torch.Tensor) -> torch.Tensor:
    return nn.Parameter(tensor, requires_grad=False)


def save_sharded(state: dict[str, torch.Tensor], folder: Path, draw: random.Random) -> Path:
    count = draw.randint(1, 3)
    shards: list[dict[str, torch.Tensor]] = [{} for _ in range(count)]
    for name, tensor in state.items():
        draw.choice(shards)[name] = tensor
    weight_map = {}
    for number, shard in enumerate(shards, start=1):
        file = f"model-{number:05}-of-{count:05}.safetensors"
        safetensors.torch.save_file(shard, folder / file)
        weight_map.update({name: file for name in shard})
    index = folder / "model.safetensors.index.json"
    index.write_text(json.dumps({"metadata": {}, "weight_map": weight_map}, ensure_ascii=draw.random() < 0.5))
    return draw.choice([index, folder])


def read(path: Path, options: list[str]) -> dict[str, torch.Tensor]:
    """What PyTorch or safetensors reads."""
    if path.is_dir() or path.suffix == ".json":
        folder = path if path.is_dir() else path.parent
        state: dict[str, torch.Tensor] = {}
        for file in folder.glob("*.safetensors"):
            state.update(safetensors.torch.load_file(file))
        return state
    if path.suffix == ".safetensors":
        return safetensors.torch.load_file(path)
    value = torch.load(path, weights_only=False)
    return value["outer"]["inner"] if options else value


def config_of(shapes: dict[str, list[int]]) -> str:
    """A config that declares parameters of these names and shapes, all frozen."""
    root: dict[str, Any] = {}
    for name, shape in shapes.items():
        *path, last = name.split(".")
        module = root
        for part in path:
            module = module.setdefault("children", {}).setdefault(part.replace("{", "{{").replace("}", "}}"), {})
        module.setdefault("parameters", {})[last] = shape
    # A rule, and not `requires_grad`, says that all is frozen. JSON is YAML.
    return json.dumps({"model": root, "rules": [{"freeze": "*"}]}, ensure_ascii=False)


def check(binary: Binary, config: Path, path: Path, options: list[str]) -> Run:
    return binary.run("check", str(config), "--weights", str(path), *options)


def is_whole(run: Run, count: int) -> bool:
    """Whether all is there, and nothing else."""
    what = "the one parameter" if count == 1 else f"all {count:,} parameters"
    lines = run.output.splitlines()
    errors = [line for line in run.errors.splitlines() if line.startswith("error")]
    return run.status == 0 and not errors and f" has {what} of " in " ".join(lines) and "no place" not in run.output


def rounds(binary: Binary, count: int, seed: int, folder: Path) -> Iterator[tuple[str, bool, Run]]:
    for number in range(count):
        draw = random.Random(f"{seed}/{number}")
        inner = folder / str(number)
        inner.mkdir()
        path, options = save(Tensors(draw).state, inner, draw)
        shapes = {name: list(tensor.shape) for name, tensor in read(path, options).items()}
        config = folder / f"{number}.yaml"
        config.write_text(config_of(shapes))
        run = check(binary, config, path, options)
        yield f"round {number}: {path.name}", is_whole(run, len(shapes)), run
        name = draw.choice(list(shapes))
        config.write_text(config_of({**shapes, name: [*shapes[name], 7]}))
        run = check(binary, config, path, options)
        yield f"round {number}, another shape of {name!r}", run.status == 1 and "frozen-without" in run.errors, run
        renamed = {(key + "_" if key == name else key): shape for key, shape in shapes.items()}
        config.write_text(config_of(renamed))
        run = check(binary, config, path, options)
        yield f"round {number}, another name of {name!r}", run.status == 1 and "frozen-without" in run.errors, run


def published(binary: Binary, folder: Path) -> Iterator[tuple[str, bool, Run]]:
    import architectures

    for name, architecture in architectures.ARCHITECTURES.items():
        model = architecture.frozen_model()
        config = architectures.CONFIGS / f"{name}.yaml"
        count = sum(1 for _ in model.parameters())
        path = folder / "model.pt"
        torch.save(model.state_dict(), path)
        run = check(binary, config, path, ["--strict"])
        yield name, is_whole(run, count), run
        torch.save({f"module.{key}": value for key, value in model.state_dict().items()}, path)
        run = check(binary, config, path, [])
        yield f"{name} in DataParallel", run.status == 1 and run.errors.count("error[") == 1, run
        run = check(binary, config, path, ["--strict", "--rename", "module.="])
        yield f"{name} renamed", is_whole(run, count), run
        state = dict(model.state_dict())
        gone, parameter = next((key, value) for key, value in model.named_parameters() if not value.requires_grad)
        for key, value in model.named_parameters(remove_duplicate=False):
            if value is parameter:
                del state[key]
        torch.save(state, path)
        run = check(binary, config, path, [])
        yield f"{name} without {gone}", run.status == 1 and gone in run.errors, run


def check_checkpoints(binary: Binary, seed: int, count: int, folder: Path) -> Tally:
    """Random checkpoints, and those of the published models."""
    tally = Tally()
    for part in (rounds(binary, count, seed, folder), published(binary, folder)):
        for what, agrees, run in part:
            tally.expect(agrees, what, "another answer", run.summary())
    return tally
