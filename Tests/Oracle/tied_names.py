"""Writes which names of one tensor the models of transformers have, or checks the file against them.

    python tied_names.py            writes Sources/FreezeSpec/Checkpoints/TiedNames+Generated.swift
    python tied_names.py --check    exits 1 where it differs

`save_pretrained` leaves out each name but one of a tensor. Classes say in `_tied_weights_keys` which tensors they
are; entries that are patterns, or that stand for whole modules, are left out.
"""

from __future__ import annotations

import importlib
import inspect
import os
import re
import sys
import textwrap
from collections import defaultdict
from pathlib import Path

import torch

LIBRARY = torch.library.Library("torchvision", "DEF")
for operator in ["nms", "qnms", "roi_align", "roi_pool", "ps_roi_align", "ps_roi_pool", "deform_conv2d"]:
    try:  # Beside a CPU build, torchvision finds none of its own operators.
        LIBRARY.define(f"{operator}(Tensor x) -> Tensor")
    except RuntimeError:
        pass

import transformers  # noqa: E402

OUTPUT = (
    Path(__file__).resolve().parents[2] / "Sources" / "FreezeSpec" / "Checkpoints" / "TiedNames+Generated.swift")


def classes():
    """The classes of all models, by their names."""
    models = Path(transformers.__file__).parent / "models"
    for file in sorted(models.glob("*/modeling_*.py")):
        name = f"transformers.models.{file.parent.name}.{file.stem}"
        try:
            module = importlib.import_module(name)
        except Exception as error:  # A model whose own needs are not installed.
            print(f"{name}: {type(error).__name__}", file=sys.stderr)
            continue
        for value in vars(module).values():
            if inspect.isclass(value) and value.__module__ == name:
                yield value


def table() -> str:
    ties: dict[tuple[str, str], set[str]] = defaultdict(set)
    for cls in classes():
        keys = getattr(cls, "_tied_weights_keys", None)
        if not isinstance(keys, dict):
            continue
        for dropped, kept in keys.items():
            pair = (dropped.strip("^$"), kept.strip("^$"))
            if all(re.fullmatch(r"[\w.]+\.(weight|bias)", name) for name in pair):
                ties[pair].add(cls.__name__)
    blocks = []
    for (dropped, kept), names in sorted(ties.items()):
        blocks.append(f"{dropped} = {kept}")
        blocks += textwrap.wrap(" ".join(sorted(names)), 94, initial_indent="  ", subsequent_indent="  ")
    lines = "\n".join("    " + line for line in blocks)
    return f'''\
// Made by Tests/Oracle/tied_names.py from transformers {transformers.__version__}: run it, and do not change this.

extension TransformersConfig {{
  /// Names of one tensor, that which saving leaves out before that which stays, and below them the
  /// classes of transformers that have both.
  static let tiedNames: StaticString = #"""
{lines}
    """#
}}
'''


def main() -> None:
    text = table()
    if "--check" not in sys.argv:
        OUTPUT.write_text(text, encoding="utf-8")
    elif OUTPUT.read_text(encoding="utf-8") != text:
        sys.exit(f"{OUTPUT.name} is not what transformers {transformers.__version__} says")


if __name__ == "__main__":
    os.environ.setdefault("TRANSFORMERS_VERBOSITY", "error")
    main()
