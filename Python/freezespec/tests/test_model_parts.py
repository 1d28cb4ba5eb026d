"""What may stand in a config and is hard to say in Python: names, values that are modules, None,
buffers, texts in place of a print. The built model is the declared one all the same."""

from __future__ import annotations

import json
import subprocess
from collections import OrderedDict
from pathlib import Path

import pytest
import torch

from test_build import TOOLS, exported, run

CONFIGS = {
    "hostile_names": r"""
model:
  class: "A: X = '''\nfrom os import system\n@lambda _: int\nclass B: pass\nint"
  children:
    a: {class: "C d:", parameters: {w: [2]}}
    b: {class: lambda, parameters: {w: [2]}}
    c: {class: "", parameters: {w: [2]}}
    d: {class: x-y, parameters: {w: [2]}}
    e: {class: "x\"y\\", parameters: {w: [2]}}
    f: {class: "\u202e", parameters: {w: [2]}}
    g: {class: ﬁt, parameters: {w: [2]}}
    h: {class: __private, parameters: {w: [2]}}
""",
    "names_of_the_file": """
let: {torch: 3, nn: 4, apply: 2, self: 2, Any: 3, range: 3, super: 2, __x: 5, model: 2, part: 7}
classes:
  torch: {args: [self, nn, super=nn + 1], parameters: {weight: [nn, super, self]}}
  nn: {args: [torch, __x=__x + torch], parameters: {q: [__x]}, children: {a: "torch(1, 2)"}}
  build: {extends: Linear, args: [a, b], parameters: {weight: [a, b]}}
  PlanError: {parameters: {w: [part]}}
  RuntimeError: {parameters: {w: [Any]}}
  isinstance: {args: [range], parameters: {"p{self}": {repeat: range, as: self, shape: [self]}}}
model:
  children:
    torch: torch(1, 2)
    nn: nn(torch)
    build: build(2, 3)
    forward: PlanError()
    train: Linear(nn, nn)
    _modules: RuntimeError()
    rep: {repeat: range, as: self, module: "isinstance(self + 1)"}
    _text: {class: T, repr: "x={nn}", children: {_text: ReLU()}}
""",
    "alike_names": """
let: {Block: 3}
classes:
  a.Blk: {parameters: {w: [2]}}
  a_Blk: {parameters: {v: [3]}}
  Block: {args: [n], parameters: {w: [n]}}
model: [a.Blk(), a_Blk(), Block(2), "Linear(Block, 2)", {class: a_Blk_, buffers: {w: [2]}}]
""",
    "values_that_are_modules": """
dtype: bfloat16
let:
  one: {class: Part, parameters: {w: [2]}}
  own: Own(one)
  seq: "Sequential(one, None, ReLU())"
classes:
  Own: {args: [part], children: {part: part}}
  Uses: {children: {own: own, seq: seq}}
model: {children: {a: one, b: own, c: Uses(), d: Uses(), e: "ModuleList([one, None])"}}
""",
    "none": """
let: {some: False}
classes:
  Seq: {extends: Sequential, children: {a: ReLU(), b: None}}
model:
  children:
    a: "Linear(2, 2)"
    hole: NoneType()
    train: NoneType()
    gone: None
    b: {class: Sequential, children: {a: ReLU(), b: None, c: NoneType()}}
    c: {class: ModuleDict, children: {a: None, b: ReLU()}}
    d: Seq()
    e: [None, ReLU(), "Linear(2, 2) if some else None"]
    f: {class: Own, children: [ReLU(), NoneType(), {repeat: 2, module: NoneType()}, ReLU()]}
""",
    "buffers": """
let: {keep: False}
classes:
  Part: {args: [k], buffers: {c: {shape: [3], persistent: k}, d: {shape: None, persistent: false}}}
model:
  buffers:
    b: {shape: [3], persistent: false}
    type: {shape: [3], persistent: keep}
    q: {shape: [3], dtype: qint8}
    "r{i}": {repeat: 2, as: i, shape: [3], persistent: false}
  children: {forward: Part(True), y: Part(keep), l: "Linear(1, 1)", m: "Linear(1, 1)"}
tie: [[b, forward.c], [r0, y.c], [l.weight, m.weight]]
""",
    "prints": """
classes:
  Rep: {args: [n], print: "Rep<{n}>\\n(custom)", children: {l: "Linear(n, n)"}}
  Long: {args: [n], repr: "n={n}, and a text that is as long as a line of the file has columns, a"}
  List: {extends: ParameterList, parameters: [[1], [2]]}
model: [Rep(2), Long(3), List(), {class: X, print: "a\\nb", children: {a: Rep(3)}}]
""",
    "unknown": """
unknown: [classes, children]
model:
  children:
    a: {parameters: {weight: [2]}, children: {act: Module(), norm: {class: _BatchNorm, parameters: {w: [2]}}}}
    layers: {repeat: 3, module: {parameters: {weight: [2]}, children: {c: "Linear(1, 1)"}}}
""",
}


def written(name: str, folder: Path) -> Path:
    file = folder / f"{name}.yaml"
    file.write_text(CONFIGS[name], encoding="utf-8")
    return file


@pytest.mark.parametrize("name", CONFIGS)
def test_the_model_is_the_declared_one(name: str, tmp_path: Path) -> None:
    config = written(name, tmp_path)
    plan = exported(config, tmp_path)
    model = plan.build()
    saved = json.loads(run("apply", config, "--format", "json"))
    for kind, found in (
        ("parameters", model.named_parameters()),
        ("buffers", model.named_buffers()),
    ):
        expected = [(t["name"], t["shape"], "torch." + t["dtype"]) for t in saved[kind]]
        assert [(n, list(t.shape), str(t.dtype)) for n, t in found] == expected
    if name != "hostile_names":
        # Line breaks in names are escaped there.
        assert repr(model) + "\n" == run("show", config)
    plan.apply(model)
    plan.verify(model)


def test_the_files_pass_linter_formatter_and_types(tmp_path: Path) -> None:
    for name in CONFIGS:
        exported(written(name, tmp_path), tmp_path)
    files = sorted(map(str, tmp_path.glob("*.py")))
    for tool, *options in (
        ["ruff", "check", "--isolated", "--extend-select", "PIE790"],
        ["ruff", "format", "--isolated", "--check"],
        ["mypy", "--strict", "--no-incremental"],
    ):
        done = subprocess.run(
            [str(TOOLS / tool), *options, *files],
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr


def test_buffers_are_saved_where_they_persist(tmp_path: Path) -> None:
    model = exported(written("buffers", tmp_path), tmp_path).build()
    saved = {name for name in model.state_dict() if "weight" not in name}
    assert saved - {"l.bias", "m.bias"} == {"q", "forward.c"}
    assert model.b is model._modules["forward"].c and model.r0 is model.y.c
    assert model.l.weight is model.m.weight


def test_none_is_registered_as_torch_does(tmp_path: Path) -> None:
    model = exported(written("none", tmp_path), tmp_path).build()
    assert list(model._modules) == ["a", "hole", "train", "b", "c", "d", "e", "f"]
    assert [child is None for child in model.f._modules.values()] == [
        False,
        True,
        True,
        True,
        False,
    ]
    parts = {"a": torch.nn.ReLU(), "b": None, "c": None}
    expected = torch.nn.Sequential(OrderedDict(parts))
    assert repr(model.b).partition("(")[2] == repr(expected).partition("(")[2]


def test_a_checkpoint_is_written_as_what_it_tells(tmp_path: Path) -> None:
    part = torch.nn.Sequential(torch.nn.Linear(2, 2), torch.nn.BatchNorm1d(2))
    torch.save(part.half().state_dict(), tmp_path / "part.pt")
    torch.save(part, tmp_path / "whole.pt")
    config = tmp_path / "checkpoints.yaml"
    config.write_text("model: {children: {a: {from: part.pt}, b: {from: whole.pt}}}")
    plan = exported(config, tmp_path)
    model = plan.build()
    found = {name: tensor.dtype for name, tensor in model.state_dict().items()}
    expected = {
        f"{child}.{name}": tensor.dtype
        for child in "ab"
        for name, tensor in part.state_dict().items()
    }
    assert found == expected
    plan.apply(model)
