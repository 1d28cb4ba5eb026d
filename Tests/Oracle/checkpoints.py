"""Writes small checkpoints in every form, and what PyTorch reads from them, to the golden files.

    python checkpoints.py             write Golden/checkpoints/
    python checkpoints.py --check     exit 1 where PyTorch reads the committed files otherwise
"""

from __future__ import annotations

import argparse
import copy
import json
import shutil
import sys
import warnings
from collections import OrderedDict
from pathlib import Path
from typing import Any

import safetensors.torch
import torch
from torch import nn

warnings.filterwarnings("ignore")

FOLDER = Path(__file__).resolve().parents[1] / "FreezeSpecTests" / "Golden" / "checkpoints"

#: Bytes of all files together that are worth keeping in a repository.
MAX_BYTES = 200_000


class Block(nn.Module):
    """A module with one of everything that a state dict treats in its own way."""

    def __init__(self) -> None:
        super().__init__()
        self.scale = nn.Parameter(torch.ones(3), requires_grad=False)
        self.register_buffer("steps", torch.zeros(2, dtype=torch.int64))
        self.register_buffer("mask", torch.ones(3, 3, dtype=torch.bool), persistent=False)
        self.conv = nn.Conv2d(2, 3, 1, bias=False)
        self.norm = nn.BatchNorm2d(3)
        self.act = nn.ReLU()


class Net(nn.Module):
    """Shared modules, a tie and a module that is None."""

    def __init__(self) -> None:
        super().__init__()
        self.embed = nn.Embedding(7, 4)
        self.blocks = nn.ModuleList([Block(), Block()])
        self.shared = self.blocks[1]
        self.absent = None
        self.head = nn.Linear(4, 7, bias=False)
        self.head.weight = self.embed.weight


class Absent(nn.Module):
    """Children that are None, which print as children do."""

    def __init__(self) -> None:
        super().__init__()
        self.body = nn.Linear(2, 2)
        self.register_module("pooler", None)
        self.items = nn.ModuleList([nn.ReLU(), None, nn.Linear(2, 3)])
        self.head = nn.Linear(2, 1)
        self.head = None


class Settings:
    """What only the program that wrote a file knows."""

    def __init__(self) -> None:
        self.rate = 0.1
        self.names = ["a", "b"]


def seeded_net() -> Net:
    torch.manual_seed(0)
    return Net()


def views() -> dict[str, torch.Tensor]:
    base = torch.arange(24.0).reshape(4, 6)
    return {
        "whole": base,
        "again": base[:],
        "transposed": base.t(),
        "row": base[1],
        "same_row": base[1:2].squeeze(0),
        "column": base[:, 2],
        "steps": base[::2, ::3],
        "expanded": torch.ones(1).expand(5),
        "empty": torch.empty(0, 3),
        "also_empty": torch.empty(0, 3),
        "scalar": torch.tensor(1.5),
    }


def dtypes() -> dict[str, torch.Tensor]:
    names = [
        "float32", "float64", "float16", "bfloat16", "float8_e4m3fn", "float8_e5m2", "float8_e4m3fnuz",
        "float8_e5m2fnuz", "float8_e8m0fnu", "complex64", "complex128", "uint8", "uint16", "uint32", "uint64",
        "int8", "int16", "int32", "int64", "bool",
    ]
    return {name: torch.zeros(2, 3).to(getattr(torch, name)) for name in names}


def odd_tensors() -> dict[str, torch.Tensor]:
    return {
        "quantised": torch.quantize_per_tensor(torch.ones(2, 3), 0.1, 0, torch.qint8),
        "channels": torch.quantize_per_channel(torch.ones(2, 3), torch.ones(2), torch.zeros(2), 0, torch.quint8),
        "sparse": torch.eye(3).to_sparse(),
        "rows": torch.eye(3).to_sparse_csr(),
        "meta": torch.empty(5, 6, device="meta", dtype=torch.float16),
        "half_complex": torch.zeros(2, dtype=torch.complex32),
    }


def odd_names() -> dict[str, torch.Tensor]:
    names = [
        "plain", "plain.weight", "with space", "line\nbreak", 'quote"d', "back\\slash", "\u00e9", "e\u0301",
        "\U0001f600", "\u202etfel", "::error::", "0", "__metadata",
    ]
    return {name: torch.zeros(1) for name in names}


def parameters() -> dict[str, torch.Tensor]:
    net = seeded_net()
    net.embed.weight.requires_grad_(False)
    return OrderedDict(net.named_parameters(remove_duplicate=False))


def training_state() -> dict[str, Any]:
    net = seeded_net()
    optimizer = torch.optim.AdamW(net.parameters())
    return {
        "epoch": 3,
        "best": torch.tensor(0.5),
        "state_dict": net.state_dict(),
        "optimizer_states": [optimizer.state_dict()],
        "hyper_parameters": Settings(),
        "rng": torch.get_rng_state()[:8].clone(),
    }


def write_files(folder: Path) -> None:
    """Writes all checkpoints."""
    net = seeded_net()
    for protocol in (2, 3, 4):
        torch.save(net.state_dict(), folder / f"zip{protocol}.pt", pickle_protocol=protocol)
    for protocol in (2, 4):
        torch.save(
            net.state_dict(), folder / f"stream{protocol}.pt", pickle_protocol=protocol,
            _use_new_zipfile_serialization=False,
        )
    torch.save(net, folder / "model.pt")
    torch.save(net, folder / "model_stream.pt", pickle_protocol=4, _use_new_zipfile_serialization=False)
    torch.save(Absent(), folder / "none.pt")
    torch.save(nn.DataParallel(net).state_dict(), folder / "parallel.pt")
    torch.save(training_state(), folder / "training.ckpt")
    block = Block()
    torch.save({"epoch": 1, "ema": block, "model": copy.deepcopy(block).half()}, folder / "two_models.pt")
    torch.save({"run": {"best": net.state_dict(), "step": 3}, "seed": 5}, folder / "nested.pt")
    torch.save(views(), folder / "views.pt")
    torch.save(views(), folder / "views_stream.pt", _use_new_zipfile_serialization=False)
    torch.save({**dtypes(), **odd_tensors()}, folder / "dtypes.pt")
    torch.save(odd_names(), folder / "names.pt")
    torch.save(parameters(), folder / "parameters.pt")
    torch.save(nn.ReLU().state_dict(), folder / "empty.pt")
    body = nn.Sequential(nn.Linear(10, 20), nn.ReLU(), nn.Linear(20, 30)).state_dict()
    torch.save({**body, "head.weight": torch.zeros(5, 30), "head.bias": torch.zeros(5)}, folder / "mlp.pt")

    net = seeded_net()
    safetensors.torch.save_model(net, str(folder / "tied.safetensors"))
    kept = {name: tensor for name, tensor in dtypes().items() if name != "complex128"}
    safetensors.torch.save_file(kept, folder / "dtypes.safetensors")
    safetensors.torch.save_file(odd_names(), folder / "names.safetensors", metadata={"format": "pt"})
    write_sharded(net, folder / "sharded")


def write_sharded(net: nn.Module, folder: Path) -> None:
    """Writes a checkpoint in two files with an index, as transformers does."""
    folder.mkdir()
    state = {name: tensor.clone() for name, tensor in net.state_dict().items() if not name.startswith(("head", "shared"))}
    names = sorted(state)
    shards = [names[: len(names) // 2], names[len(names) // 2 :]]
    weight_map = {}
    for number, shard in enumerate(shards, start=1):
        file = f"model-{number:05}-of-{len(shards):05}.safetensors"
        safetensors.torch.save_file({name: state[name] for name in shard}, folder / file, {"format": "pt"})
        weight_map.update({name: file for name in shard})
    size = sum(tensor.nbytes for tensor in state.values())
    index = {"metadata": {"total_size": size}, "weight_map": weight_map}
    (folder / "model.safetensors.index.json").write_text(json.dumps(index, indent=2) + "\n")


def view_of(tensor: torch.Tensor) -> tuple[Any, ...] | None:
    """What tensors that are one have in common."""
    if tensor.numel() == 0 or tensor.device.type == "meta" or tensor.layout != torch.strided:
        return None
    return tensor.untyped_storage().data_ptr(), tensor.storage_offset(), tensor.shape, tensor.stride(), tensor.dtype


def answer(tensors: list[tuple[str, torch.Tensor, str]]) -> list[dict[str, Any]]:
    """What is to be known of tensors: those that are one have the place of the first as ``same_as``."""
    result: list[dict[str, Any]] = []
    first: dict[tuple[Any, ...], int] = {}
    for number, (name, tensor, kind) in enumerate(tensors):
        entry: dict[str, Any] = {
            "name": name, "shape": list(tensor.shape), "dtype": str(tensor.dtype).removeprefix("torch."), "kind": kind,
        }
        view = view_of(tensor)
        if view is not None and first.setdefault(view, number) != number:
            entry["same_as"] = first[view]
        result.append(entry)
    return result


def of_state(state: dict[str, torch.Tensor]) -> dict[str, Any]:
    def kind(tensor: torch.Tensor) -> str:
        if not isinstance(tensor, nn.Parameter):
            return "unknown"
        return "trainable" if tensor.requires_grad else "frozen"

    metadata = getattr(state, "_metadata", {})
    return {
        "tensors": answer([(name, tensor, kind(tensor)) for name, tensor in state.items()]),
        "modules": [{"path": path, "version": facts.get("version")} for path, facts in metadata.items()],
    }


def of_model(model: nn.Module) -> dict[str, Any]:
    tensors = []
    modules = list(model.named_modules(remove_duplicate=False))
    for path, module in modules:
        prefix = path + "." if path else ""
        for name, tensor in module._parameters.items():
            if tensor is not None:
                tensors.append((prefix + name, tensor, "trainable" if tensor.requires_grad else "frozen"))
        for name, tensor in module._buffers.items():
            if tensor is not None:
                kind = "transient" if name in module._non_persistent_buffers_set else "buffer"
                tensors.append((prefix + name, tensor, kind))
    classes = [{"path": path, "class": f"{type(m).__module__}.{type(m).__qualname__}"} for path, m in modules]
    return {"tensors": answer(tensors), "modules": classes}


def loaded(file: Path) -> dict[str, Any]:
    """What PyTorch reads from a file, and how freezespec is to be asked for it."""
    if file.suffix == ".safetensors":
        state = safetensors.torch.load_file(file)
        with safetensors.safe_open(file, "pt") as opened:
            metadata = opened.metadata() or {}
        dropped = {name: kept for name, kept in metadata.items() if kept in state and name not in state}
        found = of_state(state)
        found["tensors"] = [{k: v for k, v in entry.items() if k != "same_as"} for entry in found["tensors"]]
        return {**found, "dropped": dict(sorted(dropped.items()))}
    value = torch.load(file, weights_only=False)
    if isinstance(value, nn.Module):
        return of_model(value)
    for key in ("state_dict", "model", "run.best"):
        part = value
        for name in key.split("."):
            part = part.get(name) if isinstance(part, dict) else None
        if isinstance(part, nn.Module):
            return {"key": key, **of_model(part)}
        if isinstance(part, dict):
            return {"key": key, **of_state(part)}
    return of_state(value)


def answers(folder: Path) -> str:
    files = sorted(file for file in folder.rglob("*") if file.suffix in {".pt", ".ckpt", ".safetensors"})
    found = {file.relative_to(folder).as_posix(): loaded(file) for file in files}
    return "{\n" + ",\n".join(f"{json.dumps(name)}: {json.dumps(value)}" for name, value in found.items()) + "\n}\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    if parser.parse_args().check:
        if answers(FOLDER) != (FOLDER / "answers.json").read_text():
            sys.exit("PyTorch reads the committed checkpoints otherwise")
        return
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    write_files(FOLDER)
    (FOLDER / "answers.json").write_text(answers(FOLDER))
    size = sum(file.stat().st_size for file in FOLDER.rglob("*") if file.is_file())
    print(f"{size} bytes")
    if size > MAX_BYTES:
        sys.exit(f"more than {MAX_BYTES} bytes")


if __name__ == "__main__":
    main()
