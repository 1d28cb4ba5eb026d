"""What PyTorch itself says about a constructor call.

Everything else in this folder asks this module, so that the golden files and the live check cannot
disagree about what counts as the answer.
"""

from __future__ import annotations

import inspect
import json
import re
import warnings
from contextlib import nullcontext
from pathlib import Path
from typing import Any, Iterator

import torch
from torch import nn

GOLDEN = Path(__file__).resolve().parent.parent / "FreezeSpecTests" / "Golden"

#: Above this many elements a module is built on the meta device alone, where tensors have no storage.
CPU_ELEMENTS = 20_000_000

torch.set_num_threads(1)
warnings.simplefilter("ignore")

Answer = dict[str, Any]


def public_classes() -> dict[str, type[nn.Module]]:
    """Every public module class of torch.nn, by name."""
    found = {name: getattr(nn, name) for name in dir(nn)}
    return {
        name: value
        for name, value in sorted(found.items())
        if inspect.isclass(value) and issubclass(value, nn.Module)
    }


NAMESPACE: dict[str, Any] = {"__builtins__": {}, "torch": torch, **public_classes()}


def build(call: str, device: str = "cpu") -> nn.Module:
    """The module a call makes. The CPU needs no device context, which keeps its errors as users see them."""
    with torch.device("meta") if device == "meta" else nullcontext():
        return eval(call, NAMESPACE)  # noqa: S307 - the calls are ours


def elements(module: nn.Module) -> int:
    """How many elements a module holds, to decide whether it may be built for real."""
    return sum(tensor.numel() for tensor in (*module.parameters(), *module.buffers()))


def build_real(call: str) -> nn.Module:
    """The module as a user gets it: on the CPU, or on the meta device where it would be too large.

    The two may differ: initialising float8 weights, for one, works on the meta device alone.
    """
    try:
        on_meta: nn.Module | None = build(call, "meta")
    except Exception:
        on_meta = None
    if on_meta is not None and elements(on_meta) > CPU_ELEMENTS:
        return on_meta
    return build(call)


def error_text(error: Exception) -> str:
    """``TypeError: …``, the first line alone: what follows is a C++ overload listing."""
    text = error.msg if isinstance(error, SyntaxError) else str(error)
    return f"{type(error).__name__}: {text}".splitlines()[0]


def dtype_name(dtype: torch.dtype) -> str:
    return str(dtype).removeprefix("torch.")


def describe_parameters(module: nn.Module) -> list[list[Any]]:
    """``[name, shape, dtype]`` in named_parameters() order; a frozen one has ``False`` as a fourth item."""
    return [
        [name, list(tensor.shape), dtype_name(tensor.dtype)] + ([] if tensor.requires_grad else [False])
        for name, tensor in module.named_parameters()
    ]


def describe_buffers(module: nn.Module) -> list[list[Any]]:
    return [[name, list(tensor.shape), dtype_name(tensor.dtype)] for name, tensor in module.named_buffers()]


def describe(module: nn.Module) -> Answer:
    return {
        "parameters": describe_parameters(module),
        "buffers": describe_buffers(module),
        "repr": repr(module),
    }


def ask(call: str) -> Answer:
    """What PyTorch makes of a call: its description, or ``{"error": …}``."""
    try:
        return describe(build_real(call))
    except Exception as error:
        return {"error": error_text(error)}


def is_reproducible(answer: Answer) -> bool:
    """Whether an answer is the same everywhere: an address of a function, or a GPU to be had, is not."""
    unknowable = r"\b0x[0-9a-f]{6,}|accelerator device when none|not compiled with CUDA"
    return not re.search(unknowable, answer.get("repr", "") + answer.get("error", ""))


def device_disagreement(call: str) -> tuple[str, str] | None:
    """The two answers, where the CPU and the meta device disagree on accepting a call."""
    answers = []
    for device in ("cpu", "meta"):
        try:
            build(call, device)
            answers.append("accepted")
        except Exception as error:
            answers.append(error_text(error))
    return (answers[0], answers[1]) if ("accepted" in answers and answers[0] != answers[1]) else None


def signature_text(cls: type) -> str:
    """The constructor's signature without ``self`` and annotations; a function default as ``F.relu``."""
    parts: list[str] = []
    starred = False
    for parameter in list(inspect.signature(cls.__init__).parameters.values())[1:]:
        if parameter.kind is parameter.VAR_POSITIONAL:
            starred = True
            parts.append(f"*{parameter.name}")
        elif parameter.kind is parameter.VAR_KEYWORD:
            parts.append(f"**{parameter.name}")
        else:
            if parameter.kind is parameter.KEYWORD_ONLY and not starred:
                starred = True
                parts.append("*")
            parts.append(parameter.name + default_text(parameter))
    return f"({', '.join(parts)})"


def default_text(parameter: inspect.Parameter) -> str:
    value = parameter.default
    if value is parameter.empty:
        return ""
    return f"=F.{value.__name__}" if inspect.isfunction(value) else f"={value!r}"


def bases_of(cls: type) -> list[str]:
    """The classes isinstance would also say yes to, Module and object apart."""
    outside = {"Module", "object", "Generic"}
    return [base.__name__ for base in cls.__mro__[1:] if base.__name__ not in outside]


def hierarchy() -> dict[str, Any]:
    """All public classes, and the private ones a ``type:`` selector can name or a model can print."""
    public = public_classes()
    classes: dict[str, type] = dict(public)
    classes["NonDynamicallyQuantizableLinear"] = nn.modules.linear.NonDynamicallyQuantizableLinear
    for cls in public.values():
        for base in cls.__mro__:
            if issubclass(base, nn.Module) or base.__name__ == "LazyModuleMixin":
                classes.setdefault(base.__name__, base)
    return {name: class_entry(cls) for name, cls in sorted(classes.items())}


def class_entry(cls: type) -> dict[str, Any]:
    entry: dict[str, Any] = {"signature": signature_text(cls), "bases": bases_of(cls)}
    eager = getattr(cls, "cls_to_become", None)
    entry["lazy"] = eager is not None or "Lazy" in cls.__name__
    if eager is not None:
        entry["eager"] = eager.__name__
    return entry


def json_line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def golden_calls() -> Iterator[tuple[str, str]]:
    """The (class, call) pairs of the committed golden file."""
    with (GOLDEN / "layers.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            entry = json.loads(line)
            yield entry["class"], entry["call"]
