"""Pickles with bytes changed at random, against PyTorch's own loader.

What both read must be the same tensors; whatever else comes must be an error that says so. Where one of them alone
reads a pickle, the reason is one of those below, but for one in fifty: a byte may make anything of what neither needs.
"""

from __future__ import annotations

import io
import json
import random
import warnings
import zipfile
from pathlib import Path
from typing import Any

import torch
from binary import Binary, Tally
from parity_checkpoints import Tensors

#: Opcodes and small numbers, which change more than other bytes do.
BYTES = [ord("."), *b"(tu}]saeRbQ0129KMNJX", 0x81, 0x85, 0x86, 0x87, 0x88, 0x89, 0, 1, 2, 0xFF]


#: What PyTorch lets pass: it makes a storage longer for a tensor that does not fit in, takes any name, and takes the
#: last value of a pickle that leaves others behind.
STRICTER = ["under numbers with gaps", "reaches behind the end of its storage", "in it is too short", "is no name",
            "tells of no model", "the key `", "is not in it", "it ends before it is done"]
#: What PyTorch refuses in values that are never made here: calls of functions that are not there, and with fewer
#: arguments or others, texts that are none, beside what tells of the tensors.
NEVER_READ = ["WeightsUnpickler error", "Unsupported", "_rebuild_tensor_v2() ", "_rebuild_parameter() ",
              "requires_grad must be a bool", "AssertionError", "UnicodeDecodeError", "record size"]


def changed(pickle: bytes, draw: random.Random) -> bytes:
    result = bytearray(pickle)
    for _ in range(draw.randint(1, 2)):
        place = draw.randrange(2, len(result))
        kind = draw.randrange(10)
        numbers = [index + 1 for index in range(2, len(result) - 1) if result[index] == ord("K")]
        if kind >= 5 and numbers:
            # A size, a stride, an offset: most such pickles can still be read.
            result[draw.choice(numbers)] = draw.randrange(4)
        elif kind == 0:
            del result[place]
        elif kind == 1:
            result.insert(place, draw.choice(BYTES))
        elif kind == 2:
            other = draw.randrange(2, len(result))
            result[place:place] = result[other : other + draw.randint(1, 30)]
        elif kind == 3:
            result[place] ^= 1 << draw.randrange(8)
        else:
            result[place] = draw.choice(BYTES)
    return bytes(result)


def archive(state: dict[str, torch.Tensor], draw: random.Random) -> bytes:
    """What ``torch.save`` writes, its pickle changed."""
    saved, result = io.BytesIO(), io.BytesIO()
    torch.save(state, saved)
    with zipfile.ZipFile(saved) as old, zipfile.ZipFile(result, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, changed(content, draw) if name.endswith("data.pkl") else content)
    return result.getvalue()


def torch_reads(path: Path) -> dict[str, list[int]] | str:
    """The shapes of the tensors by their names, or why there are none."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            value = torch.load(path, weights_only=True, map_location="cpu")
    except Exception as error:  # Whatever the pickle makes it raise.
        return f"{type(error).__name__}: {error}".replace("\n", " ")
    if not isinstance(value, dict):
        return "no dict"
    return {name: list(each.shape) for name, each in value.items() if isinstance(each, torch.Tensor)}


def freezespec_reads(binary: Binary, config: Path) -> dict[str, list[int]] | str:
    run = binary.run("apply", "--format", "json", str(config))
    plan: Any = run.json() if run.status == 0 else None
    if plan is None:
        return next((line for line in run.errors.splitlines() if line.startswith("error")), f"status {run.status}")
    shapes = {each["name"]: each["shape"] for each in plan["parameters"] + plan["buffers"]}
    for each in plan["parameters"]:
        shapes.update({name: each["shape"] for name in each["tied_names"]})
    return shapes


def check_pickles(binary: Binary, seed: int, count: int, folder: Path) -> Tally:
    tally = Tally()
    counts = {"both read": 0, "both refuse": 0, "PyTorch alone reads": 0, "freezespec alone reads": 0}
    unexplained: list[str] = []
    config = folder / "pickle.yaml"
    config.write_text(json.dumps({"model": {"from": "pickle.pt"}}))
    for number in range(count):
        draw = random.Random(f"{seed}/pickle/{number}")
        (folder / "pickle.pt").write_bytes(archive(Tensors(draw).state, draw))
        theirs, ours = torch_reads(folder / "pickle.pt"), freezespec_reads(binary, config)
        what = f"pickle {number}"
        if isinstance(theirs, dict) and isinstance(ours, dict):
            counts["both read"] += 1
            tally.expect(theirs == ours, what, str(theirs), str(ours))
        elif isinstance(theirs, dict):
            counts["PyTorch alone reads"] += 1
            tally.expect(ours.startswith("error["), what, str(theirs), str(ours))
            if not any(each in ours for each in STRICTER):
                unexplained.append(f"{what}: {ours}")
        elif isinstance(ours, dict):
            counts["freezespec alone reads"] += 1
            if not any(each in theirs for each in NEVER_READ):
                unexplained.append(f"{what}: {theirs}")
        else:
            counts["both refuse"] += 1
            tally.expect(ours.startswith("error["), what, theirs, ours)
    print(f"pickles: {counts}, {len(unexplained)} of one of them for another reason", flush=True)
    tally.expect(50 * len(unexplained) <= count, "one in fifty", "known reasons", "\n".join(unexplained))
    return tally
