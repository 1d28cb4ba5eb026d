"""Holds ``import`` of checkpoints, and configs that take them by ``from``, against PyTorch's reading of them.

Random state dicts in every form, random modules and published models: what is imported must give the same names,
shapes and types; and where the file tells them, the same order, states, ties and classes.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path

import parity_checkpoints
import torch
from binary import Binary, Run, Tally
from torch import nn

#: What can train: all else is a buffer.
TRAINABLE = {name: True for name in ("float64", "float32", "float16", "bfloat16", "complex64", "complex128",
                                     "float8_e4m3fn", "float8_e5m2")}


def type_name(tensor: torch.Tensor) -> str:
    return str(tensor.dtype).removeprefix("torch.")


def facts(plan: dict[str, object]) -> tuple[dict[str, tuple[object, ...]], list[list[str]]]:
    """Of each name in a plan its shape and type, whether it is a parameter; and the ties."""
    found: dict[str, tuple[object, ...]] = {}
    ties = []
    for entry in plan["parameters"]:  # type: ignore[attr-defined]
        for name in [entry["name"], *entry["tied_names"]]:
            found[name] = (entry["shape"], entry["dtype"], True)
        if entry["tied_names"]:
            ties.append(sorted([entry["name"], *entry["tied_names"]]))
    for entry in plan["buffers"]:  # type: ignore[attr-defined]
        found[entry["name"]] = (entry["shape"], entry["dtype"], False)
    return found, sorted(ties)


def wanted(state: dict[str, torch.Tensor]) -> dict[str, tuple[object, ...]]:
    result: dict[str, tuple[object, ...]] = {}
    for name, tensor in state.items():
        kind = type_name(tensor)
        # A dict of parameters says what they are.
        is_parameter = kind in TRAINABLE or isinstance(tensor, nn.Parameter)
        result[name] = (list(tensor.shape), kind, is_parameter)
    return result


def tied(state: dict[str, torch.Tensor]) -> list[list[str]]:
    """The names of tensors that show the same part of the same storage."""
    groups: dict[tuple[object, ...], list[str]] = {}
    for name, tensor in state.items():
        if not (type_name(tensor) in TRAINABLE or isinstance(tensor, nn.Parameter)) or tensor.numel() == 0:
            continue
        key = (tensor.untyped_storage().data_ptr(), tensor.storage_offset(), tuple(tensor.shape), tensor.stride(),
               tensor.dtype)
        groups.setdefault(key, []).append(name)
    return sorted(sorted(names) for names in groups.values() if len(names) > 1)


def plan_of(binary: Binary, config: Path) -> tuple[Run, dict[str, object] | None]:
    run = binary.run("apply", str(config), "--format", "json")
    return run, json.loads(run.output) if run.output.startswith("{") else None


def imported(binary: Binary, path: Path, options: list[str], folder: Path) -> Iterator[tuple[str, Run, dict[str, object] | None]]:
    """The plans of an imported config, and of one that takes the file by ``from``."""
    config = folder / "imported.yaml"
    run = binary.run("import", str(path), *options, "-o", str(config))
    if run.status != 0:
        yield "import", run, None
        return
    yield "import", *plan_of(binary, config)
    check = binary.run("import", "--check", str(config))
    yield "check", check, {} if check.status == 0 else None
    key = {"key": options[1]} if options else {}
    config.write_text(json.dumps({"model": {"from": str(path.relative_to(folder)), **key}}))
    yield "from", *plan_of(binary, config)


def rounds(binary: Binary, count: int, seed: int, folder: Path) -> Iterator[tuple[str, bool, Run]]:
    for number in range(count):
        draw = random.Random(f"imports/{seed}/{number}")
        inner = folder / f"import{number}"
        inner.mkdir()
        path, options = parity_checkpoints.save(parity_checkpoints.Tensors(draw).state, inner, draw)
        state = parity_checkpoints.read(path, options)
        for what, run, plan in imported(binary, path, options, inner):
            agrees = plan is not None
            if plan:
                found, ties = facts(plan)
                agrees = found == wanted(state) and ties == tied(state)
                if path.suffix == ".pt":
                    trained = [entry["name"] for entry in plan["parameters"]]  # type: ignore[attr-defined]
                    agrees = agrees and in_order(trained, list(state))
            yield f"round {number}: {what} of {path.name} {' '.join(options)}", agrees, run


def in_order(names: list[str], state: list[str]) -> bool:
    """Whether names stand as they do in a state dict, as far as a tree of modules can have them so."""
    places: dict[str, tuple[int, ...]] = {}
    firsts: dict[str, int] = {}
    for number, name in enumerate(state):
        for end in [place for place, letter in enumerate(name) if letter == "."]:
            firsts.setdefault(name[:end], number)
    for number, name in enumerate(state):
        path = [name[:end] for end, letter in enumerate(name) if letter == "."]
        # A module's own tensors come before those of its children.
        places[name] = (*(1 + firsts[part] + len(state) for part in path), number)
    return names == sorted(names, key=places.__getitem__)


def random_module(draw: random.Random, level: int = 0) -> nn.Module:
    """A small module with the quirks that pickles can hold."""
    layers = [
        lambda: nn.Linear(draw.randint(1, 4), 3, bias=draw.random() < 0.5),
        lambda: nn.Conv2d(2, 4, draw.choice([1, 3, (3, 5)]), padding=draw.choice([0, 1, "same"]), padding_mode="zeros"),
        lambda: nn.BatchNorm2d(4, eps=draw.choice([1e-5, 1e-3]), affine=draw.random() < 0.7),
        lambda: nn.LayerNorm(draw.choice([4, (2, 3)])),
        lambda: nn.Dropout(draw.choice([0.0, 0.1, 0.5])),
        lambda: nn.Embedding(5, 4, padding_idx=draw.choice([None, 1])),
        lambda: nn.MultiheadAttention(4, 2, batch_first=True),
        lambda: nn.LSTM(3, 4, num_layers=2, bidirectional=draw.random() < 0.5),
        lambda: nn.GELU(approximate=draw.choice(["none", "tanh"])),
        lambda: nn.MaxPool2d(3, stride=draw.choice([1, 2])),
        lambda: nn.TransformerEncoderLayer(4, 2, 8, batch_first=True),
    ]
    if level == 2 or draw.random() < 0.3:
        return draw.choice(layers)()
    kind = draw.choice(["sequential", "list", "dict", "shared"])
    count = draw.randint(1, 4)
    items = [random_module(draw, level + 1) for _ in range(count)]
    if kind == "list":
        return nn.ModuleList(items)
    if kind == "dict":
        return nn.ModuleDict({f"part {number}" if draw.random() < 0.2 else f"p{number}": item
                              for number, item in enumerate(items)})
    if kind == "shared":
        items += [items[0]]
    return nn.Sequential(*items)


def modules(binary: Binary, count: int, seed: int, folder: Path) -> Iterator[tuple[str, bool, Run]]:
    for number in range(count):
        draw = random.Random(f"modules/{seed}/{number}")
        torch.manual_seed(number)
        model = random_module(draw)
        for parameter in model.parameters():
            if draw.random() < 0.2:
                parameter.requires_grad_(False)
        if not list(model.state_dict()):
            continue
        yield from whole(binary, f"module {number}", model, folder / f"module{number}", draw)


def whole(
    binary: Binary, name: str, model: nn.Module, folder: Path, draw: random.Random
) -> Iterator[tuple[str, bool, Run]]:
    """A model, pickled as a whole."""
    folder.mkdir()
    path = folder / "model.pt"
    if draw.random() < 0.7:
        torch.save(model, path, pickle_protocol=draw.choice([2, 3, 4]))
    else:
        torch.save(model, path, pickle_protocol=draw.choice([2, 3, 4]), _use_new_zipfile_serialization=False)
    parameters = [
        (entry, list(tensor.shape), type_name(tensor), tensor.requires_grad)
        for entry, tensor in model.named_parameters()
    ]
    classes = {path: type(module).__name__ for path, module in model.named_modules(remove_duplicate=False)}
    for what, run, plan in imported(binary, path, [], folder):
        agrees = plan is not None
        if plan:
            entries = plan["parameters"]
            found = [
                (entry["name"], entry["shape"], entry["dtype"], entry["requires_grad"])
                for entry in entries  # type: ignore[attr-defined]
            ]
            agrees = found == parameters and all(
                entry["class"].split(".")[-1] == classes[entry["module"]]
                for entry in entries  # type: ignore[attr-defined]
            )
            buffers = [entry["name"] for entry in plan["buffers"]]  # type: ignore[attr-defined]
            # Those of shared modules are listed once where the file says that they are shared.
            every = {key for key, _ in model.named_buffers(remove_duplicate=False)}
            agrees = agrees and {key for key, _ in model.named_buffers()} <= set(buffers) <= every
        yield f"{name}: {what}", agrees, run
    if folder.joinpath("imported.yaml").exists() and type(model).__module__.startswith("torch.nn"):
        binary.run("import", str(path), "-o", str(folder / "imported.yaml"))
        run = binary.run("show", str(folder / "imported.yaml"))
        yield f"{name}: show", run.output.strip() == str(model), run


def save_sparse(state: dict[str, torch.Tensor], path: Path) -> None:
    """A file of safetensors with a true header and no numbers, whatever its length."""
    names = {torch.float32: "F32", torch.float16: "F16", torch.bfloat16: "BF16", torch.int64: "I64", torch.bool: "BOOL"}
    header: dict[str, object] = {"__metadata__": {"format": "pt"}}
    end = 0
    for name, tensor in sorted(state.items()):
        start, end = end, end + tensor.numel() * tensor.element_size()
        header[name] = {"dtype": names[tensor.dtype], "shape": list(tensor.shape), "data_offsets": [start, end]}
    text = json.dumps(header).encode()
    with path.open("wb") as file:
        file.write(len(text).to_bytes(8, "little") + text)
        file.truncate(8 + len(text) + end)


def published(binary: Binary, folder: Path) -> Iterator[tuple[str, bool, Run]]:
    import architectures

    for name, architecture in architectures.ARCHITECTURES.items():
        model = architecture.frozen_model()
        inner = folder / f"published-{name}"
        inner.mkdir()
        path = inner / "model.safetensors"
        save_sparse(model.state_dict(), path)
        for what, run, plan in imported(binary, path, [], inner):
            agrees = plan is not None
            if plan:
                found, _ = facts(plan)
                agrees = {key: value[:2] for key, value in found.items()} == {
                    key: value[:2] for key, value in wanted(model.state_dict()).items()}
                buffers = {key for key, _ in model.named_buffers()} & set(model.state_dict())
                agrees = agrees and {key for key, value in found.items() if not value[2]} <= buffers
            yield f"{name}: {what}", agrees, run


def check_imports(binary: Binary, seed: int, count: int, folder: Path) -> Tally:
    """Random checkpoints and models, and the published ones."""
    tally = Tally()
    for part in (rounds(binary, count, seed, folder), modules(binary, count, seed, folder),
                 published(binary, folder)):
        for what, agrees, run in part:
            tally.expect(agrees, what, "another answer", run.summary())
    return tally
