"""Writes what other tools freeze to Golden/rules/, or checks the files against them.

    python rules_of_tools.py             write the files
    python rules_of_tools.py --check     exit 1 where a committed file differs
    python rules_of_tools.py --only peft write one of them

PEFT and finetuning-scheduler run as they are installed. Of axolotl, ms-swift and LLaMA-Factory, whose requirements
take gigabytes, the functions that freeze are taken out of the published wheel (pip download) and run as they stand;
only what they import for logging and for DeepSpeed is left out. The versions are those that freezespec names:

    pip install torch==2.13.0 transformers peft==0.21.2 finetuning-scheduler==2.14.1

Each file is a list of cases: the model as a config of freezespec, the tool's file and its name, options, and "states",
a digit for the requires_grad of every parameter, or "error", the class of the exception that the tool raises. For PEFT a parameter's
state is that of the copy where PEFT trains a copy, and "adapters" the number of modules with an adapter and of the adapters' elements.
"""

from __future__ import annotations

import ast
import json
import logging
import os
import subprocess
import sys
import tempfile
import types
import warnings
import zipfile
from pathlib import Path
from typing import Any, Callable

import torch
import yaml
from torch import nn

GOLDEN = Path(__file__).parents[1] / "FreezeSpecTests" / "Golden" / "rules"
VERSIONS = {"axolotl": "0.19.0", "ms-swift": "4.6.0", "llamafactory": "0.9.5"}

# ---- Models: one description, of which both a module of torch and a config are made.


class Spec:
    """A module of a class with parameters and children."""

    def __init__(self, kind: str, children: Any = None, parameters: dict[str, Any] | None = None):
        self.kind, self.children, self.parameters = kind, children or {}, parameters or {}


def build(spec: Any) -> nn.Module:
    from transformers.pytorch_utils import Conv1D

    if isinstance(spec, str):
        return eval(spec, {**vars(nn), "Conv1D": Conv1D})
    if spec.kind == "ModuleList":
        return nn.ModuleList([build(child) for child in spec.children])
    module = type(spec.kind, (nn.Module,), {"forward": lambda self, x: x})()
    for name, value in spec.parameters.items():
        shape, dtype, grad = value if isinstance(value, tuple) else (value, "float32", True)
        tensor = torch.zeros(shape, dtype=getattr(torch, dtype))
        module.register_parameter(name, nn.Parameter(tensor, requires_grad=grad))
    for name, child in spec.children.items():
        module.add_module(name, build(child))
    return module


def config(spec: Any) -> Any:
    if isinstance(spec, str):
        return spec
    if spec.kind == "ModuleList":
        return {"class": "ModuleList", "children": [config(child) for child in spec.children]}
    result: dict[str, Any] = {"class": spec.kind}
    if spec.parameters:
        result["parameters"] = {
            name: ({"shape": value[0], "dtype": value[1], "requires_grad": value[2]} if isinstance(value, tuple) else value)
            for name, value in spec.parameters.items()
        }
    if spec.children or not spec.parameters:
        result["children"] = {name: config(child) for name, child in spec.children.items()}
    return result


def linear(inputs: int, outputs: int, bias: bool = False) -> str:
    return f"Linear({inputs}, {outputs}, bias={bias})"


def norm(size: int = 8) -> Spec:
    return Spec("RMSNorm_", parameters={"weight": [size]})


def llama_layer(bias: bool = False, mlp: Any = None) -> Spec:
    return Spec("DecoderLayer", {
        "self_attn": Spec("Attention", {f"{k}_proj": linear(8, 8, bias) for k in "qkvo"}),
        "mlp": mlp or Spec("MLP", {"gate_proj": linear(8, 16), "up_proj": linear(8, 16), "down_proj": linear(16, 8)}),
        "input_layernorm": norm(), "post_attention_layernorm": norm(),
    })


def llama(layers: int = 12, bias: bool = False, mlp: Any = None, kind: str = "LlamaForCausalLM") -> Spec:
    return Spec(kind, {
        "model": Spec("LlamaModel", {
            "embed_tokens": "Embedding(32, 8)",
            "layers": Spec("ModuleList", [llama_layer(bias, mlp) for _ in range(layers)]),
            "norm": norm(),
        }),
        "lm_head": linear(8, 32),
    })


def experts(count: int = 4) -> Spec:
    return Spec("MoE", {
        "gate": linear(8, count),
        "experts": Spec("ModuleList", [Spec("Expert", {"w1": linear(8, 16), "w2": linear(16, 8)}) for _ in range(count)]),
    })


def fused_experts() -> Spec:
    return Spec("MoE", {"gate": linear(8, 4), "experts": Spec("Experts", parameters={"gate_up_proj": [4, 8, 16], "down_proj": [4, 16, 8]})})


def vision_language() -> Spec:
    block = lambda: Spec("Block", {"norm1": "LayerNorm(8)", "attn": Spec("VisionAttention", {"qkv": linear(8, 24, True)}), "mlp": Spec("MLP", {"fc1": linear(8, 16, True)})})
    return Spec("Qwen2VLForConditionalGeneration", {
        "model": Spec("Qwen2VLModel", {
            "visual": Spec("Visual", {
                "patch_embed": Spec("PatchEmbed", {"proj": "Conv2d(3, 8, 2)"}),
                "blocks": Spec("ModuleList", [block() for _ in range(14)]),
                "merger": Spec("Merger", {"ln_q": "LayerNorm(8)", "mlp": linear(8, 8, True)}),
            }),
            "language_model": Spec("TextModel", {
                "embed_tokens": "Embedding(32, 8)",
                "layers": Spec("ModuleList", [llama_layer() for _ in range(12)]),
                "norm": norm(),
            }),
        }),
        "lm_head": linear(8, 32),
    })


def clip() -> Spec:
    layer = lambda: Spec("Layer", {"fc": linear(8, 8, True)})
    return Spec("CLIPModel", {
        "text_model": Spec("Text", {"layers": Spec("ModuleList", [layer() for _ in range(12)])}),
        "vision_model": Spec("Vision", {"layers": Spec("ModuleList", [layer() for _ in range(12)])}),
        "visual_projection": linear(8, 8), "multi_modal_projector": linear(8, 8),
    }, {"logit_scale": []})


def gpt2(root: bool = False) -> Spec:
    block = lambda: Spec("Block", {"ln_1": "LayerNorm(8)", "attn": Spec("Attention_", {"c_attn": "Conv1D(24, 8)", "c_proj": "Conv1D(8, 8)"})})
    inner = {"wte": "Embedding(32, 8)", "h": Spec("ModuleList", [block() for _ in range(13)]), "ln_f": "LayerNorm(8)"}
    return Spec("GPT2Model", inner) if root else Spec("GPT2LMHeadModel", {"transformer": Spec("GPT2Model", inner), "lm_head": linear(8, 32)})


def encoder_decoder() -> Spec:
    layer = lambda: Spec("T5Block", {"layer": Spec("ModuleList", [Spec("T5Layer", {"q": linear(8, 8)}), Spec("T5Layer", {"wi": linear(8, 8)})])})
    stack = lambda: Spec("T5Stack", {"block": Spec("ModuleList", [layer() for _ in range(12)])})
    return Spec("T5ForConditionalGeneration", {"shared": "Embedding(32, 8)", "encoder": stack(), "decoder": stack(), "lm_head": linear(8, 32)})


def vit(mixed: bool = False) -> Spec:
    layer = lambda: Spec("Layer", {"attention": "MultiheadAttention(8, 2)", "norm": "LayerNorm(8)"})
    parameters: dict[str, Any] = {"cls_token": [1, 1, 8]}
    if mixed:
        parameters |= {"pos_embed": ([1, 5, 8], "float32", False)}
    return Spec("ViT", {
        "conv": "Conv2d(3, 8, 2)", "layers": Spec("ModuleList", [layer() for _ in range(12)]),
        "norm": "BatchNorm1d(8)", "classifier": linear(8, 4, True),
    }, parameters)


def integers() -> Spec:
    return Spec("Quantised", {"head": linear(4, 2)}, {"table": ([4], "int64", False), "scale": [4]})


def frozen_parts() -> Spec:
    layer = lambda: Spec("Layer", {"fc": linear(8, 8)}, {"scale": ([8], "float32", False)})
    return Spec("Partly", {"model": Spec("Inner", {"layers": Spec("ModuleList", [layer() for _ in range(12)])}), "head": linear(8, 4)})


def mapping_head() -> Spec:
    return Spec("Odd", {"body": linear(4, 4), "layers1": linear(4, 4), "layers10": linear(4, 4), "heads": Spec("ModuleList", [linear(4, 4)])})


#: Models by name, with the names that are tied.
MODELS: dict[str, tuple[Callable[[], Spec], list[list[str]]]] = {
    "llama": (llama, []),
    "llama tied": (llama, [["model.embed_tokens.weight", "lm_head.weight"]]),
    "llama with biases": (lambda: llama(bias=True), []),
    "llama of 24 layers": (lambda: llama(24), []),
    "mixture of experts": (lambda: llama(mlp=experts()), []),
    "fused experts": (lambda: llama(mlp=fused_experts()), []),
    "vision and language": (vision_language, []),
    "clip": (clip, []),
    "gpt2": (gpt2, [["transformer.wte.weight", "lm_head.weight"]]),
    "gpt2 at the root": (lambda: gpt2(True), []),
    "t5": (encoder_decoder, [["shared.weight", "lm_head.weight"]]),
    "vit": (vit, []),
    "vit with a frozen table": (lambda: vit(True), []),
    "integers": (integers, []),
    "partly frozen": (frozen_parts, []),
    "odd": (mapping_head, []),
}


def model_of(name: str) -> nn.Module:
    make, ties = MODELS[name]
    model = build(make())
    for first, *others in ties:
        path, _, last = first.rpartition(".")
        for other in others:
            other_path, _, other_last = other.rpartition(".")
            setattr(model.get_submodule(other_path), other_last, getattr(model.get_submodule(path), last))
    return model


def config_of(name: str) -> str:
    make, ties = MODELS[name]
    text = {"model": config(make())} | ({"tie": ties} if ties else {})
    if "Conv1D" in json.dumps(text):
        text["classes"] = {"Conv1D": {"args": ["nf", "nx"], "parameters": {"weight": ["nx", "nf"], "bias": ["nf"]}}}
    return json.dumps(text)


def states(model: nn.Module) -> list[list[Any]]:
    return [[name, parameter.requires_grad] for name, parameter in model.named_parameters()]


# ---- The tools.


def wheel(package: str) -> Path:
    """The unpacked wheel of a package."""
    folder = Path(tempfile.gettempdir()) / f"freezespec-oracle-{package}-{VERSIONS[package]}"
    if not folder.exists():
        with tempfile.TemporaryDirectory() as scratch:
            subprocess.run([sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "-d", scratch, f"{package}=={VERSIONS[package]}"], check=True)
            for file in Path(scratch).glob("*.whl"):
                zipfile.ZipFile(file).extractall(folder)
    return folder


def functions(path: Path, wanted: set[str], names: dict[str, Any]) -> dict[str, Any]:
    """Runs the definitions of some names, and what stands under `_register…` calls, out of a source file."""
    tree = ast.parse(path.read_text())
    kept = []
    for node in tree.body:
        name = getattr(node, "name", None) or (getattr(getattr(node, "target", None), "id", None) or
               (getattr(node.targets[0], "id", None) if isinstance(node, ast.Assign) else None))
        is_call = isinstance(node, ast.Expr) and isinstance(node.value, ast.Call) and getattr(node.value.func, "id", "") in wanted
        if name in wanted or is_call:
            kept.append(node)
    exec(compile(ast.Module(kept, []), str(path), "exec"), names)
    return names


class Log:
    def __getattr__(self, name: str) -> Callable[..., None]:
        return lambda *args, **kwargs: None


def axolotl(model: nn.Module, settings: dict[str, Any], options: dict[str, Any]) -> nn.Module:
    for name, content in {"axolotl": {}, "axolotl.utils": {}, "axolotl.utils.distributed": {"is_main_process": lambda: True}, "axolotl.utils.logging": {"get_logger": lambda name: Log()}}.items():
        sys.modules.setdefault(name, types.ModuleType(name)).__dict__.update(content)
    names: dict[str, Any] = {"__name__": "freeze"}
    exec((wheel("axolotl") / "axolotl/utils/freeze.py").read_text(), names)
    # As train.py has it.
    if settings.get("unfrozen_parameters"):
        names["freeze_layers_except"](model, settings["unfrozen_parameters"])
    if settings.get("freeze_mm_modules"):
        names["freeze_mm_modules"](model)
    return model


def ms_swift(model: nn.Module, settings: dict[str, Any], options: dict[str, Any]) -> nn.Module:
    import re
    from bisect import bisect_right
    from contextlib import nullcontext
    from typing import List, Optional, Tuple

    import numpy as np

    names = functions(wheel("ms-swift") / "swift/utils/transformers_utils.py", {"get_n_params_grads", "freeze_parameters", "activate_parameters"}, {
        "np": np, "re": re, "nn": nn, "bisect_right": bisect_right, "nullcontext": nullcontext, "List": List, "Optional": Optional,
        "Tuple": Tuple, "logger": Log(), "is_deepspeed_zero3_enabled": lambda: False})
    # As pipelines/train/tuner.py has it, behind the command line, which makes a list of one string.
    many = lambda key: [settings[key]] if isinstance(settings.get(key), str) else settings.get(key) or []
    model.requires_grad_(True)
    names["freeze_parameters"](model, float(settings.get("freeze_parameters_ratio") or 0), many("freeze_parameters"), settings.get("freeze_parameters_regex"))
    trainable, regex = many("trainable_parameters"), settings.get("trainable_parameters_regex")
    if trainable or regex:
        names["activate_parameters"](model, trainable, regex)
    return model


def llama_factory(model: nn.Module, settings: dict[str, Any], options: dict[str, Any]) -> nn.Module:
    import re
    from dataclasses import dataclass
    from typing import Optional

    root = wheel("llamafactory") / "llamafactory/model"
    names = {"re": re, "torch": torch, "logger": Log(), "dataclass": dataclass, "Optional": Optional, "__name__": __name__}
    for name in ("PreTrainedModel", "FinetuningArguments", "ModelArguments", "PretrainedConfig"):
        names[name] = object
    functions(root / "model_utils/visual.py", {"CompositeModel", "COMPOSITE_MODELS", "_register_composite_model", "get_forbidden_modules"}, names)
    functions(root / "adapter.py", {"_setup_full_tuning", "_setup_freeze_tuning"}, names)
    split = lambda arg: [item.strip() for item in arg.split(",")] if isinstance(arg, str) else arg
    defaults = {"freeze_trainable_layers": 2, "freeze_trainable_modules": "all", "freeze_extra_modules": None, "use_llama_pro": False,
                "freeze_vision_tower": True, "freeze_multi_modal_projector": True, "freeze_language_model": False}
    arguments = types.SimpleNamespace(**{key: settings.get(key, value) for key, value in defaults.items()})
    arguments.freeze_trainable_modules = split(arguments.freeze_trainable_modules)
    arguments.freeze_extra_modules = split(arguments.freeze_extra_modules)
    text = types.SimpleNamespace(num_hidden_layers=options.get("layers", 12))
    model.config = types.SimpleNamespace(model_type=options.get("model_type"), num_hidden_layers=text.num_hidden_layers)
    if options.get("model_type"):
        model.config.text_config = text
    setup = {"full": "_setup_full_tuning", "freeze": "_setup_freeze_tuning"}[settings["finetuning_type"]]
    names[setup](model, arguments, True, True)
    return model


def peft(model: nn.Module, settings: dict[str, Any], options: dict[str, Any]) -> tuple[list[list[Any]], list[int]]:
    from peft import PeftConfig, get_peft_model
    from peft.tuners import tuners_utils

    # PEFT asks models of transformers for their head.
    tuners_utils.PreTrainedModel = type(model)
    model.get_output_embeddings = lambda: getattr(model, "lm_head", None)
    original = [name for name, _ in model.named_parameters()]
    loaded = PeftConfig.from_peft_type(**settings)
    loaded.inference_mode = False
    model.prepare_inputs_for_generation = None
    wrapped = get_peft_model(model, loaded)
    found: dict[str, bool] = {}
    extra = 0
    for name, parameter in wrapped.named_parameters():
        name = name.removeprefix("base_model.model.").replace(".modules_to_save.default", "").replace(".original_module", "").replace(".base_layer", "")
        if name in original:
            found[name] = found.get(name, False) or parameter.requires_grad
        else:
            extra += parameter.numel()
    return [[name, found[name]] for name in original], [len(wrapped.base_model.targeted_module_names), extra]


def finetuning_scheduler(model: nn.Module, settings: dict[Any, Any], options: dict[str, Any]) -> list[list[Any]]:
    import finetuning_scheduler as fts
    import lightning.pytorch as pl

    class Module(pl.LightningModule):
        def training_step(self, batch: Any, index: int) -> torch.Tensor:
            return sum(p.float().sum() for p in self.parameters() if p.requires_grad)

        def validation_step(self, batch: Any, index: int) -> None:
            self.log("val_loss", torch.tensor(1.0))

        def configure_optimizers(self) -> torch.optim.Optimizer:
            return torch.optim.SGD([p for p in self.parameters() if p.requires_grad], lr=0.1)

    module = Module()
    for name, parameter in model.named_parameters(recurse=False):
        module.register_parameter(name, parameter)
    for name, child in model.named_children():
        module.add_module(name, child)

    class Record(pl.Callback):
        states: list[list[Any]] = []

        def on_train_start(self, trainer: pl.Trainer, pl_module: pl.LightningModule) -> None:
            if options.get("phase", 0) >= len(callback.ft_schedule):
                raise IndexError("no such phase")
            callback.thaw_to_depth(options.get("phase", 0))
            Record.states = states(pl_module)

    with tempfile.TemporaryDirectory() as folder:
        schedule = Path(folder) / "schedule.yaml"
        schedule.write_text(options["text"])
        callback = fts.FinetuningScheduler(ft_schedule=str(schedule), max_depth=-1)
        data = torch.utils.data.DataLoader(torch.zeros(2, 1))
        trainer = pl.Trainer(max_epochs=1, limit_train_batches=1, limit_val_batches=1, accelerator="cpu", logger=False, default_root_dir=folder,
                             enable_progress_bar=False, enable_model_summary=False, callbacks=[callback, Record()], num_sanity_val_steps=0)
        trainer.fit(module, data, data)
    return Record.states


# ---- The cases.


def listing(key: str, *entries: str, **more: Any) -> str:
    return yaml.safe_dump({key: list(entries), **more}, sort_keys=False)


def axolotl_cases() -> list[tuple[str, str, dict[str, Any]]]:
    key = "unfrozen_parameters"
    rows = [
        ("llama", ["model.layers.11"]), ("llama", ["model.layers.1"]), ("llama", ["model.layers.1."]), ("llama", ["layers.2"]),
        ("llama", ["model\\.layers\\.2", "model.norm"]), ("llama", [".*mlp", "model.norm"]), ("llama", [".+mlp"]),
        ("llama", ["model.layers..+.mlp"]), ("llama", ["model.layers.1[01]"]), ("llama", ["model.layers.1[0-1]"]),
        ("llama", ["model.layers.1[0-9]"]), ("llama", ["^model.embed_tokens.weight$[:8]"]), ("llama", ["lm_head[2:5]", "lm_head"]),
        ("llama", ["lm_head[-5:]", "model.norm"]), ("llama", ["lm_head[:5:]", "model.norm"]), ("llama", ["lm_head[]"]), ("llama", ["lm_head[:]"]),
        ("llama", ["lm_head[5:5]"]), ("llama", ["lm_head[7:3]"]), ("llama", ["lm_head[40]"]), ("llama", ["lm_head[:40]"]), ("llama", ["lm_head[31]"]),
        ("llama with biases", ["model.layers.0.self_attn.q_proj[1:5]"]), ("llama", ["model.embed_tokens|lm_head"]),
        ("llama", ["model.layers.(3|4).mlp", "(?i)LM_HEAD"]), ("llama", ["^lm_head.weight$", "model.norm.weight$"]),
        ("llama", [".+"]), ("llama", ["nothing"]), ("llama", []), ("llama", ["model.layers.0.*", "model.layers.0.mlp"]),
        ("llama tied", ["lm_head"]), ("llama tied", ["model.embed_tokens"]), ("llama tied", [".+head", "model.norm"]), ("llama tied", [".+weight"]),
        ("mixture of experts", ["model.layers..+.experts.1."]), ("mixture of experts", ["model.layers.[0-9]+.mlp.gate"]),
        ("clip", ["vision_model"]), ("integers", ["table"]), ("integers", ["head"]), ("partly frozen", ["model.layers.3"]),
        ("llama", ["model.layers.(?:1|2"]), ("odd", ["layers1"]), ("vit", ["classifier", "cls_token"]), ("vit with a frozen table", ["pos_embed"]),
        ("llama", ["model.layers.[0-4].self_attn.[qk]_proj"]), ("llama", ["model.layers.\\d+.mlp"]), ("llama", ["model.layers.[1-9][0-9]+.mlp"]),
        ("llama", ["model.layers.(1|99).mlp", "model.layers.3"]), ("fused experts", ["model.layers..+.experts.gate_up_proj"]), ("t5", ["decoder.block.1[0-1].", "shared$"]), ("gpt2", ["transformer.h.1[0-2]"]),
    ]
    cases = [(model, listing(key, *entries), {}) for model, entries in rows]
    cases += [
        ("vision and language", listing(key, "model.", freeze_mm_modules=True), {}),
        ("vision and language", "freeze_mm_modules: true\n", {}), ("llama", "freeze_mm_modules: yes\n", {}),
        ("vision and language", listing(key, "model.language_model.*"), {}),
        ("clip", "freeze_mm_modules: true\n", {}), ("llama", "unfrozen_parameters:\nbase_model: x\n", {}),
    ]
    return cases


def ms_swift_cases() -> list[tuple[str, str, dict[str, Any]]]:
    rows: list[tuple[str, dict[str, Any]]] = [
        (model, {"freeze_parameters_ratio": ratio})
        for model in ("llama", "llama tied", "mixture of experts", "vit with a frozen table", "gpt2 at the root")
        for ratio in (0.01, 0.1, 0.33, 0.5, 0.77, 0.999, 1.0, 1.5)
    ]
    rows += [
        ("llama", {"freeze_parameters_ratio": 0.0}), ("llama", {"freeze_parameters_ratio": -1}), ("llama", {"freeze_parameters": ["model.layers.1"]}),
        ("llama", {"freeze_parameters": ["model.layers.1."]}), ("llama", {"freeze_parameters": "model.layers"}), ("llama", {"freeze_parameters": ["layers"]}),
        ("llama", {"freeze_parameters": [""], "trainable_parameters": ["lm_head"]}),
        ("llama", {"freeze_parameters_ratio": 1.0, "trainable_parameters": ["model.layers.11", "lm_head"]}),
        ("llama", {"freeze_parameters_regex": "layers\\.(0|1)\\."}), ("llama", {"freeze_parameters_regex": "mlp|norm"}),
        ("llama", {"freeze_parameters_regex": "^model\\."}), ("llama", {"freeze_parameters_regex": "weight$", "trainable_parameters_regex": "(?i)HEAD"}),
        ("llama", {"freeze_parameters_regex": "layers.(0", "freeze_parameters": ["lm_head"]}), ("llama", {"freeze_parameters_regex": "nothing"}),
        ("llama", {"freeze_parameters": ["model"], "trainable_parameters_regex": "self_attn\\.[qv]_proj"}),
        ("llama", {"freeze_parameters": ["model"], "trainable_parameters_regex": "layers.*(mlp"}),
        ("llama", {"freeze_parameters": ["model"], "trainable_parameters": ["nothing"]}),
        ("llama tied", {"freeze_parameters": ["lm_head"]}), ("llama tied", {"freeze_parameters": ["model.embed"]}),
        ("llama tied", {"freeze_parameters_regex": "head|norm"}), ("llama tied", {"freeze_parameters": ["model"], "trainable_parameters_regex": "head|norm"}),
        ("mixture of experts", {"freeze_parameters_regex": "experts\\.1\\."}), ("mixture of experts", {"freeze_parameters_regex": "\\.1\\.", "trainable_parameters": ["model.layers.1"]}),
        ("partly frozen", {"freeze_parameters": ["head"]}), ("integers", {"freeze_parameters": ["head"]}), ("odd", {"freeze_parameters": ["layers1"]}),
        ("vit", {"freeze_parameters": ["cls"], "freeze_parameters_ratio": 0.4}), ("t5", {"freeze_parameters": ["encoder", "shared"]}),
        ("llama", {}), ("llama of 24 layers", {"freeze_parameters_ratio": 0.6}),
        ("llama", {"freeze_parameters_regex": "layers\\.(0|99)\\."}), ("llama", {"freeze_parameters_regex": "layers\\.[10-15]\\."}),
        ("llama", {"freeze_parameters_regex": "layers\\.[8-11]\\."}), ("llama", {"freeze_parameters_regex": "a|layers\\.1$|^lm|norm\\.weight$"}),
        ("llama", {"freeze_parameters": ["model.layers.{0", "a*[b", "model.embed"]}), ("llama", {"freeze_parameters_regex": "(?x) layers \\. 1 \\. # the second"}),
        ("llama", {"freeze_parameters_regex": "model.*"}), ("llama", {"freeze_parameters_regex": "^(?:model|lm_head).*proj.*"}),
    ]
    cases = [(model, yaml.safe_dump({"tuner_type": "full", **settings}, sort_keys=False), {}) for model, settings in rows]
    expanded = {"tuner_type": "full", "freeze_llm": False, "freeze_vit": True, "freeze_aligner": True, "freeze_parameters": ["model.visual", "model.visual.merger"],
                "freeze_parameters_regex": None, "freeze_parameters_ratio": 0.0, "trainable_parameters": [], "trainable_parameters_regex": None, "torch_dtype": "bfloat16"}
    cases.append(("vision and language", json.dumps(expanded, indent=2), {"name": "args.json"}))
    cases.append(("vision and language", json.dumps(expanded | {"freeze_aligner": False, "freeze_parameters": ["model.visual"], "trainable_parameters": ["model.visual.merger"]}), {"name": "args.json"}))
    return cases


def llama_factory_cases() -> list[tuple[str, str, dict[str, Any]]]:
    rows: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
        ("llama", {"freeze_trainable_layers": n}, {}) for n in (1, 2, 12, 30, 0, -1, -2, -20)
    ]
    rows += [("llama", {"freeze_trainable_layers": n, "use_llama_pro": True}, {}) for n in (4, 6, 12, 5, 0)]
    rows += [
        ("llama", {}, {}), ("llama", {"freeze_trainable_modules": "mlp"}, {}), ("llama", {"freeze_trainable_modules": "mlp, self_attn"}, {}),
        ("llama", {"freeze_trainable_modules": "q_proj"}, {}), ("llama", {"freeze_trainable_modules": "all,mlp"}, {}),
        ("llama", {"freeze_extra_modules": "norm"}, {}), ("llama", {"freeze_extra_modules": "embed_tokens,lm_head"}, {}),
        ("llama", {"freeze_extra_modules": "mlp"}, {}), ("llama tied", {"freeze_extra_modules": "lm_head"}, {}), ("llama tied", {"freeze_extra_modules": "embed_tokens"}, {}),
        ("mixture of experts", {"freeze_trainable_layers": 1}, {}), ("mixture of experts", {"freeze_trainable_layers": -2}, {}),
        ("mixture of experts", {"freeze_trainable_layers": -2, "freeze_trainable_modules": "mlp"}, {}), ("mixture of experts", {"freeze_trainable_modules": "w1"}, {}),
        ("llama of 24 layers", {"freeze_trainable_layers": 8, "use_llama_pro": True}, {"layers": 24}), ("llama of 24 layers", {"freeze_trainable_layers": 3}, {"layers": 24}),
        ("llama of 24 layers", {"freeze_trainable_layers": 3}, {"layers": 12, "told": True}), ("llama of 24 layers", {"freeze_trainable_layers": 3}, {"layers": 30, "told": True}),
        ("gpt2 at the root", {"freeze_trainable_layers": 1}, {"layers": 13}), ("gpt2", {"freeze_trainable_layers": 3}, {"layers": 13}),
        ("t5", {"freeze_trainable_layers": 2}, {"layers": 12}), ("vit", {}, {}), ("partly frozen", {"freeze_trainable_layers": 3}, {}),
        ("vision and language", {"freeze_trainable_layers": 2}, {"model_type": "qwen2_vl"}),
        ("vision and language", {"freeze_trainable_layers": 2, "freeze_vision_tower": False}, {"model_type": "qwen2_vl"}),
        ("vision and language", {"freeze_trainable_layers": 2, "freeze_multi_modal_projector": False}, {"model_type": "qwen2_vl"}),
        ("vision and language", {"freeze_trainable_layers": 2, "freeze_language_model": True, "freeze_multi_modal_projector": False}, {"model_type": "qwen2_vl"}),
        ("clip", {}, {}),
    ]
    cases = [(model, {"finetuning_type": "freeze", **settings}, options) for model, settings, options in rows]
    for settings in ({}, {"freeze_vision_tower": False}, {"freeze_multi_modal_projector": False}, {"freeze_language_model": True}):
        cases.append(("vision and language", {"finetuning_type": "full", **settings}, {"model_type": "qwen2_vl"}))
    cases.append(("llama", {"finetuning_type": "full"}, {}))
    return [(model, yaml.safe_dump(settings, sort_keys=False), options) for model, settings, options in cases]


def peft_cases() -> list[tuple[str, str, dict[str, Any]]]:
    qv = {"target_modules": ["q_proj", "v_proj"]}
    rows: list[tuple[str, dict[str, Any]]] = [
        ("llama", qv), ("llama", qv | {"modules_to_save": ["lm_head"]}), ("llama", qv | {"modules_to_save": ["norm"]}), ("llama", qv | {"modules_to_save": ["model.norm"]}),
        ("llama", qv | {"modules_to_save": ["head"]}), ("llama", qv | {"modules_to_save": ["nothing"]}), ("llama", qv | {"modules_to_save": ["embed_tokens", "lm_head"]}),
        ("llama", {"target_modules": "q_proj"}), ("llama", {"target_modules": ".*\\.q_proj"}), ("llama", {"target_modules": "model\\.layers\\.(1|2)\\..*_proj"}),
        ("llama", {"target_modules": ["q_proj", "nothing"]}), ("llama", {"target_modules": ["nothing"]}), ("llama", {"target_modules": ["proj"]}),
        ("llama", qv | {"layers_to_transform": [0, 11]}), ("llama", qv | {"layers_to_transform": 3}), ("llama", qv | {"layers_to_transform": []}),
        ("llama", qv | {"layers_to_transform": [-1, 2]}), ("llama", qv | {"layers_to_transform": [1], "layers_pattern": "layers"}),
        ("llama", qv | {"layers_to_transform": [1], "layers_pattern": ["blocks", "layers"]}), ("llama", qv | {"layers_pattern": "layers"}),
        ("llama", {"target_modules": "all-linear"}), ("llama", {"target_modules": ".*q_proj", "layers_to_transform": [1]}),
        ("llama", {"target_modules": ["model.layers.5.self_attn.q_proj", "v_proj"], "layers_to_transform": [1]}),
        ("llama", qv | {"exclude_modules": ["model.layers.0.self_attn.q_proj"]}), ("llama", qv | {"exclude_modules": ".*layers\\.1\\..*"}), ("llama", qv | {"exclude_modules": ["nothing"]}),
        ("llama with biases", qv | {"bias": "all"}), ("llama with biases", qv | {"bias": "lora_only"}), ("llama with biases", qv | {"bias": "lora_only", "layers_to_transform": [3, 10]}),
        ("llama", qv | {"bias": "lora_only"}), ("llama with biases", qv | {"bias": "some"}), ("llama", qv | {"bias": "all"}), ("llama", qv | {"use_dora": True}), ("llama", qv | {"lora_bias": True}),
        ("llama with biases", qv | {"lora_bias": True}),
        ("llama", qv | {"r": 4, "rank_pattern": {"layers.0.self_attn.q_proj": 2, "v_proj": 3, "dead": 9}}), ("llama", {"target_modules": ["embed_tokens", "q_proj"]}),
        ("llama tied", qv | {"modules_to_save": ["model.norm"]}), ("mixture of experts", {"target_modules": ["w1"], "modules_to_save": ["gate"]}),
        ("mixture of experts", {"target_modules": ["w1"], "layers_to_transform": [1]}), ("gpt2", {"target_modules": ["c_attn"]}), ("gpt2 at the root", {"target_modules": ["c_attn"], "layers_to_transform": [1]}),
        ("gpt2 at the root", {"target_modules": ["c_attn"], "layers_to_transform": [1], "layers_pattern": "h"}), ("vit", {"target_modules": ["conv"], "modules_to_save": ["classifier"]}),
        ("vit", {"target_modules": ["attention"], "r": 2}), ("vit", {"target_modules": ["attention"], "bias": "all", "modules_to_save": ["norm"]}),
        ("llama", qv | {"modules_to_save": ["q_proj"]}), ("llama", {"target_modules": ["q_proj"], "modules_to_save": ["q_proj"]}), ("llama", qv | {"modules_to_save": ["self_attn"]}),
        ("llama", qv | {"modules_to_save": ["layers"]}), ("llama", {"target_modules": ["layers"]}), ("partly frozen", {"target_modules": ["fc"], "modules_to_save": ["model.layers.3"]}),
    ]
    return [(model, json.dumps({"peft_type": "LORA", "task_type": None, "r": 8, "inference_mode": True} | settings, indent=2), {"name": "adapter_config.json"}) for model, settings in rows]


def finetuning_scheduler_cases() -> list[tuple[str, str, dict[str, Any]]]:
    def schedule(*phases: Any) -> str:
        return yaml.safe_dump({index: {"params": list(phase)} for index, phase in enumerate(phases)}, sort_keys=False)

    three = schedule(["lm_head.weight"], ["model.layers.11."], ["model.layers.10\\..*", "model.norm.weight"])
    rows: list[tuple[str, str, dict[str, Any]]] = [("llama", three, {"phase": phase}) for phase in (0, 1, 2)]
    rows += [
        ("llama", schedule(["model.layers.1"]), {}), ("llama", schedule(["model.layers.1\\."]), {}), ("llama", schedule(["layers.1"]), {}),
        ("llama", schedule(["lm_head"], ["nothing"]), {}), ("llama", schedule(["lm_head"], ["lm_head.weight"]), {}), ("llama", schedule(["lm_head", "lm_head.weight"]), {}),
        ("llama", schedule(["model.embed_tokens|lm_head"]), {}), ("llama", schedule(["model.layers.[0-3].mlp.*"]), {}), ("llama tied", schedule(["model.embed_tokens.weight", "lm_head.weight"]), {}),
        ("llama tied", schedule(["model.norm"], ["lm_head.weight"]), {"phase": 1}), ("llama tied", schedule(["lm_head"]), {}), ("llama tied", schedule(["model.embed_tokens.weight"]), {}),
        ("mixture of experts", schedule([".*experts.1."]), {}), ("vit", schedule(["classifier", "norm"], ["layers.1[01]"], ["cls_token"]), {"phase": 2}),
        ("vit", schedule(["classifier.weight"]), {}), ("vit with a frozen table", schedule(["pos_embed"], ["classifier"]), {"phase": 1}),
        ("llama", "0:\n  params: [lm_head.weight]\n2:\n  params: [model.norm.weight]\n", {}), ("llama", "'0':\n  params: [lm_head.weight]\n'1':\n  params: [model.norm.weight]\n", {"phase": 1}),
        ("llama", "first:\n  params: [lm_head.weight]\n", {}), ("llama", "0:\n  params: [lm_head.weight]\n  max_transition_epoch: 3\n1:\n  params: [model.norm.weight]\n  lr: 1e-4\n", {"phase": 1}),
        ("llama", schedule(["(?i)LM_HEAD"]), {}), ("llama", schedule(["lm_head.weight("]), {}),
    ]
    return rows


TOOLS = {
    "axolotl": (axolotl, axolotl_cases, yaml.safe_load), "ms-swift": (ms_swift, ms_swift_cases, yaml.safe_load),
    "llama-factory": (llama_factory, llama_factory_cases, yaml.safe_load), "peft": (peft, peft_cases, json.loads),
    "finetuning-scheduler": (finetuning_scheduler, finetuning_scheduler_cases, yaml.safe_load),
}


def answers(tool: str) -> list[dict[str, Any]]:
    run, cases, load = TOOLS[tool]
    result = []
    for name, text, options in cases():
        case: dict[str, Any] = {"model": name, "file": text, "name": options.get("name", f"{tool}.yaml")}
        if "phase" in options:
            case["phase"] = options["phase"]
        if options.get("told"):
            case["layers"] = options["layers"]
        try:
            found = run(model_of(name), load(text), {**options, "text": text})
            if isinstance(found, tuple):
                found, case["adapters"] = found
            case["states"] = states(found) if isinstance(found, nn.Module) else found
        except Exception as error:  # what a tool raises is its answer
            case["error"] = type(error).__name__
        result.append(case)
    return result


def document(tool: str) -> str:
    cases = answers(tool)
    used = {case["model"] for case in cases}
    names = {name: [pair[0] for pair in states(model_of(name))] for name in used}
    lines = ['{"models": {']
    lines.append(",\n".join(f"{json.dumps(name)}: {json.dumps(config_of(name))}" for name in MODELS if name in used))
    lines.append('}, "cases": [')
    rows = []
    for case in cases:
        if "states" in case:
            assert [pair[0] for pair in case["states"]] == names[case["model"]], case
            # In the order of the model's parameters.
            case["states"] = "".join("1" if state else "0" for _, state in case["states"])
        rows.append(json.dumps(case))
    return "\n".join(lines) + "\n" + ",\n".join(rows) + "\n]}\n"


def main() -> None:
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    os.environ["TOKENIZERS_PARALLELISM"] = "false"
    wanted = [sys.argv[sys.argv.index("--only") + 1]] if "--only" in sys.argv else list(TOOLS)
    GOLDEN.mkdir(exist_ok=True)
    stale = []
    for tool in wanted:
        path, text = GOLDEN / f"{tool}.json", document(tool)
        if "--check" not in sys.argv:
            path.write_text(text)
        elif not path.exists() or path.read_text() != text:
            stale.append(path.name)
    if stale:
        sys.exit(f"these differ from what the tools do: {', '.join(stale)}")


if __name__ == "__main__":
    main()
